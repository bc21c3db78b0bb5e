-- How contacts were written down: how many, by days of delay (null: not said); beside a null delay also those that share
-- their minute with another one of the same person, and those whose notes are word for word another's of that month.
-- grain: day, unit, manager, delay
-- touch: month
-- from: activity
-- scope: person
with done as not materialized (
    select a.day, a.time, a.channel, a.notes, a.recorded, coalesce(m.resolved, a.manager) as manager
    from records.activity a
    left join mart.given m on m.kind = 'manager' and m.given = a.manager and m.resolved <> m.given
    where a.live and not a.withdrawn and a.day >= $first_day and a.day < $until
), delayed as (
    select day, manager, recorded - day as delay, count(*) as contacts
    from done
    group by all
), shared as (
    -- messages and events reach several at once
    select day, manager, count(*) as crowded
    from done
    where time is not null and coalesce(channel, '') not in ('message', 'event')
    group by day, manager, hour(time), minute(time)
    having count(*) > 1
), written as (
    select day, manager, hash(notes) as words, count(*) as contacts
    from done
    where length(notes) > 3
    group by all
), repeated as (
    select day, manager, contacts as noted,
        if(sum(contacts) over (partition by manager, date_trunc('month', day), words) > 1, contacts, 0) as repeated
    from written
), said as (
    from delayed
    union all by name from shared
    union all by name from repeated
)
select s.day, coalesce(t.unit, '~') as unit, s.manager, s.delay::integer as delay,
    coalesce(sum(s.contacts), 0)::bigint as contacts, coalesce(sum(s.crowded), 0)::bigint as crowded,
    coalesce(sum(s.noted), 0)::bigint as noted, coalesce(sum(s.repeated), 0)::bigint as repeated
from said s
left join mart.manager p on p.manager = s.manager and p.first_day <= s.day and s.day < p.until
left join mart.tree t on t.unit = p.unit and t.first_day <= s.day and s.day < t.until
group by s.day, coalesce(t.unit, '~'), s.manager, s.delay
order by date_trunc('month', s.day), 2, 3, s.day, 4
