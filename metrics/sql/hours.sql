-- Contacts by weekday (1 Monday) and hour, null where the time is not known, of a unit or one of its people.
-- grain: weekday, hour
with done as (
    {done}
)
select
    isodow(day)::integer as weekday,
    hour::integer as hour,
    sum(contacts)::bigint as contacts,
    sum(contacts) filter (where effective)::bigint as effective,
    coalesce(sum(contacts) filter (where effective is not null), 0)::bigint as told
from done
where above = $unit and ($manager is null or manager = $manager)
group by all
order by hour, weekday
