-- Contacts of the last months that led to something, and what a note promises.
set variable promises = map {
    '下周来网点面谈': '准备面谈材料，提前一天确认时间', '客户在忙，约下午再联系': '回电', '资金月底到账，届时再约': '资金到账后约见',
    '已发产品资料，等客户回复': '问资料看得怎样', '已约周三上午到店': '到店面谈', '要和家人商量后决定': '问商量的结果',
    '对一年期产品感兴趣，要看说明书': '送说明书', '他行存单下月到期，有转入意向': '到期前一周联系转入'
};

create table told_of as
    from activity
    union all by name
    -- of a bank whose contacts follow month by month those of the last one
    select * exclude (offer) from contact where getvariable('monthly');

create table told as
select activity, day, manager, customer, said, topic_code, rnd('told', activity, 0, 0) as chance
from told_of
where said is not null and customer is not null and outcome in ('reached', 'met')
    and day > getvariable('as_of') - 120;
