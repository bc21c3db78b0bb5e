-- Each person's days at or below a unit: effective contacts (null where no contact of theirs says its outcome), whether
-- it was an own workday, whether away, and whether the daily minimum was met. Days of no complete source are left out.
-- grain: manager, day
with made as (
    select
        manager,
        day,
        sum(contacts) filter (where list_contains($effective, outcome)) as contacts
    from activity_daily
    where day >= $first and day <= $end and unit in (select unit from stretch)
    group by manager, day
),
unsaid as (
    select manager
    from activity_daily
    where day >= $first and day <= $end and unit in (select unit from stretch)
    group by manager
    having count(outcome) = 0
),
post as (
    select
        stretch.manager,
        stretch.child,
        calendar.day,
        calendar.worked,
        exists (
            from leave
            where leave.manager = stretch.manager and leave.first_day <= calendar.day and calendar.day < leave.until
        ) as away
    from stretch
    inner join covered on covered.unit = stretch.unit
    inner join calendar
        on calendar.day >= greatest(stretch.first_day, covered.first_day)
        and calendar.day < stretch.until and calendar.day <= covered.last_day
    -- who is only named by records is assigned nowhere and has no workdays
    where not (stretch.unit = '~' and stretch.provisional)
)
select
    post.manager,
    post.child,
    post.day,
    if(unsaid.manager is null, coalesce(made.contacts, 0), null)::bigint as contacts,
    post.worked and not post.away as workday,
    post.away,
    if(unsaid.manager is null, coalesce(made.contacts, 0) >= $minimum, null) as met
from post
left join made using (manager, day)
left join unsaid using (manager)
