-- Contacts: more on some weekdays, in the golden hours better reached, some without a time or a customer;
-- Friday's events are held on Saturday.
create table contact as
with slot as (
    select presence.*, diligence, draw
    from presence join staff using (manager), range(11) as numbers(draw)
    where past and rnd('contacts', manager, day, draw)
        < 0.62 * diligence * [0.9, 1.05, 1.0, 1.1, 0.95, 0.5, 0.5][isodow(day)]
),
placed as (
    select *,
        weighted([8, 9, 10, 11, 13, 14, 15, 16, 17, 19],
            [0.03, 0.21, 0.42, 0.52, 0.57, 0.70, 0.84, 0.93, 0.97], rnd('hour', manager, day, draw)) as hour,
        weighted(['phone', 'visit', 'in_branch', 'message', 'event'],
            [0.55, 0.67, 0.82, 0.97], rnd('channel', manager, day, draw)) as channel,
        rnd('whom', manager, day, draw) as whom,
        rnd('odd contact', manager, day, draw) as odd,
        rnd('outcome', manager, day, draw) as luck,
        rnd('notes', manager, day, draw) as noted
    from slot
)
select
    placed.* replace (case when channel = 'event' then coalesce(saturday.day, placed.day) else placed.day end as day),
    1 + cast(floor((case when odd > 0.985 then (seat + getvariable('managers')) % getvariable('seats')
        else seat end + 0.999 * power(whom, 1.5)) * getvariable('customers')) as integer) as number,
    luck + case when hour in (9, 10, 14, 15) then 0.08 else -0.04 end + 0.12 * (diligence - 1) as reach
from placed
left join bank_day as saturday
    on saturday.day = placed.day + 1 and isodow(saturday.day) = 6 and not saturday.workday and saturday.past;

create table activity as
select
    'A' || lpad(cast(row_number() over (order by day, manager, hour, draw) as varchar), 7, '0') as activity,
    day,
    case when odd > 0.04 then make_time(hour, cast(floor(60 * rnd('minute', manager, day, draw)) as integer), 0) end as time,
    manager_id(manager) as manager,
    case when odd < 0.97 or odd > 0.985 then customer_id(number) end as customer,
    channel,
    case
        when channel = 'phone' then case when reach > 0.42 then 'reached' when reach > 0.08 then 'missed' else 'refused' end
        when channel = 'message' then if(reach > 0.45, 'reached', 'missed')
        when channel = 'visit' then case when reach > 0.2 then 'met' when reach > 0.06 then 'missed' else 'refused' end
        else 'met'
    end as outcome,
    pick(getvariable('topics'), rnd('topic', manager, day, draw)) as topic,
    case when noted < 0.3 then pick(getvariable('notes'), noted / 0.3) end as notes
from contact join client using (number)
where since <= day and lost > day;
