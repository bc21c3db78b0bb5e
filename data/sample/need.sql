-- Needs heard of, matters passed on to departments with and without an answer, and help asked for.
create table need as
with noted as (
    select *, rnd('need', activity, 0, 0) as fate,
        case when said like '%消费贷%' then '贷款' when said like '%教育金%' then '保险'
            else pick(['理财', '理财', '理财', '基金', '存款'], fate * 83 % 1) end as category
    from told where topic_code = 'need' and chance > 0.1
    union all by name
    -- many a need is written down without a note beside it
    select activity, day, manager, customer, rnd('need', activity, 0, 0) as fate, led.category, led.said
    from told_of
    join (values ('理财到期', '理财', '到期资金想接着做理财'), ('产品介绍', '理财', '想了解新产品'), ('资产配置', '理财', '想调整配置'),
        ('基金诊断', '基金', '想换一只基金'), ('保单检视', '保险', '想补充保障'), ('存单到期', '存款', '存单到期想续存'))
        as led(topic, category, said) using (topic)
    where told_of.topic_code is distinct from 'need' and outcome in ('reached', 'met') and customer is not null
        and day > getvariable('as_of') - 100 and fate < 0.97
)
select 'N' || activity[2:] as need, day, manager, customer,
    if(fate < 0.25, (select min(product) from product where product.category = noted.category), null) as product,
    category, said as what,
    case when day > getvariable('as_of') - 14 or fate > 0.55 then 'open' when fate < 0.4 then 'met' else 'lost'
        end as state
from noted;

create table referral as
select 'R' || activity[2:] as referral, day, manager, customer,
    pick(['公司业务部', '个人贷款中心', '信用卡中心', '私人银行部'], chance * 61 % 1) as department,
    pick(['企业主客户想谈流动资金贷款', '想了解按揭利率', '大额信用卡分期', '家族信托咨询'], chance * 61 % 1) as what,
    if(chance > 0.97 and day < getvariable('as_of') - 3, 'answered', 'open') as state,
    if(state = 'answered',
        pick(['已安排客户经理联系', '材料齐全，进入审批', '暂不符合条件，已说明'], chance * 53 % 1), null) as answer,
    if(state = 'answered', cast(day + 3 as date), null) as answered
from told where chance > 0.96;

-- the last two wait for an answer on the data day
create table help_request as
with asked as (
    select *, row_number() over (order by day desc, chance, activity) as number
    from told where chance between 0.85 and 0.95
)
select 'H' || activity[2:] as help_request, day, manager, customer,
    pick(['大额客户要谈利率，请主任一起拜访', '客户投诉到账慢，请协调运营部', '客户问信托，请私行同事支持',
        '客户要转走存款，怎样挽留'], chance * 71 % 1) as what,
    if(number > 2, 'answered', 'open') as state,
    if(number > 2, pick(['周五上午一起去', '已与运营部说好，今天到账', '已请私行同事联系', '可以申请专属利率'],
        chance * 71 % 1), null) as answer,
    if(number > 2, '罗建国', null) as answered_by,
    if(number > 2, least(getvariable('as_of'), cast(day + 1 as date)), null) as answered
from asked
where number <= 2 or chance > 0.93;
