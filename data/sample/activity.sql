-- Contacts: more on some weekdays, in the golden hours better reached, some without a time or a customer;
-- Friday's events are held on Saturday; one in forty writes them down late, all at one time and in the same words.
-- Drawn for the months from contacts_since to contacts_until, when it is read.
create table addressed as select number, since, lost, customer_id(number) as customer from client;

create view contact as
with person as (
    select manager, diligence, manager_id(manager) as code from staff
),
slot as (
    select seat, manager, code, day, draw, diligence
    from presence join person using (manager), range(getvariable('contacts')) as numbers(draw)
    where past and month between getvariable('contacts_since') and getvariable('contacts_until')
        and rnd('contacts', manager, day, draw) < 0.62 * diligence
            * [0.9, 1.05, 1.0, 1.1, 0.95, 0.5, 0.5][isodow(day)]
),
placed as (
    select *,
        pick([8, 9, 9, 9, 9, 9, 9, 10, 10, 10, 10, 10, 10, 10, 11, 11, 11, 13, 13, 14, 14, 14, 14, 15, 15, 15, 15, 15, 16,
            16, 16, 17, 19], rnd('hour', manager, day, draw)) as hour,
        -- of a hundred: phone 55, visit 12, in_branch 15, message 15, event 3
        rnd('channel', manager, day, draw) as way,
        case when way < 0.55 then 'phone' when way < 0.67 then 'visit' when way < 0.82 then 'in_branch'
            when way < 0.97 then 'message' else 'event' end as channel,
        rnd('odd contact', manager, day, draw) as odd,
        rnd('notes', manager, day, draw) as noted,
        rnd('outcome', manager, day, draw) + if(hour in (9, 10, 14, 15), 0.08, -0.04) + 0.12 * (diligence - 1) as reach,
        1 + cast(floor((if(odd > 0.985, (seat + getvariable('managers')) % getvariable('seats'), seat)
            + 0.999 * power(rnd('whom', manager, day, draw), 1.5)) * getvariable('customers')) as integer) as number
    from slot
)
select
    'A' || ((placed.day - date '2000-01-01') * 1000000 + manager * 100 + draw) as activity,
    if(channel = 'event', coalesce(saturday.day, placed.day), placed.day) as day,
    if(odd > 0.04, make_time(hour, if(manager % 40 = 6, 30,
        cast(floor(60 * rnd('minute', manager, placed.day, draw)) as integer)), 0), null) as time,
    code as manager,
    if(odd < 0.97 or odd > 0.985, customer, null) as customer,
    channel,
    case channel
        when 'phone' then case when reach > 0.42 then 'reached' when reach > 0.08 then 'missed' else 'refused' end
        when 'message' then if(reach > 0.45, 'reached', 'missed')
        when 'visit' then case when reach > 0.2 then 'met' when reach > 0.06 then 'missed' else 'refused' end
        else 'met'
    end as outcome,
    pick(getvariable('topics'), rnd('topic', manager, placed.day, draw)) as topic,
    if(noted < getvariable('noted'), pick(getvariable('notes'), noted / getvariable('noted')), null) as said,
    rnd('offer', manager, placed.day, draw) as offer,
    said || if(manager % 40 = 6, '', getvariable('tails')[1 + cast(floor(offer * 24) as integer)]) as notes,
    getvariable('tells')[said] as topic_code,
    -- the product launched last is told of more often than the others, most of all where a need is heard
    case when outcome not in ('reached', 'met') then null
        when placed.day >= getvariable('news').launched and (topic_code = 'need' and offer < 0.5
            or topic in ('理财到期', '产品介绍', '资产配置') and offer < 0.2) then getvariable('news').product
        when offer < 0.5 then pick(getvariable('offers')[topic], offer / 0.5) end as product,
    if(number % 7 = 3 and offer > 0.9 and outcome in ('reached', 'met'),
        ['工作日下班后微信', '上午打手机', '到店当面谈', '先发短信再打', '周末打家里电话'][1 + number % 5], null) as best_way,
    offer between 0.5 and 0.512 as special,
    least(getvariable('as_of'), cast(placed.day + if(offer > if(manager % 40 = 6, 0.6, 0.97),
        1 + cast(floor(noted * 6) as integer), 0) as date)) as recorded
from placed
join addressed using (number)
left join bank_day as saturday
    on saturday.day = placed.day + 1 and isodow(saturday.day) = 6 and not saturday.workday and saturday.past
where since <= placed.day and lost > placed.day;
