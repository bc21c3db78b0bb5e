-- Follow-ups at or below a unit as they stood at the end of a day: all still open then, those settled in the period, and
-- those due in it; `over` counts the days since they were due. What was settled later was ongoing then.
-- grain: above, follow_up
with stood as (
    select
        above.above,
        follow_up.* exclude (state),
        if(follow_up.state in ('done', 'shelved') and follow_up.closed > $day, 'ongoing', follow_up.state) as state
    from follow_up
    inner join unit_above as above
        on above.unit = follow_up.unit and follow_up.day >= above.first_day and follow_up.day < above.until
    where
        follow_up.day <= $day and list_contains($units, above.above)
        and ($manager is null or follow_up.manager = $manager)
)
select
    *,
    state in ('not_started', 'ongoing') as open,
    $day::date - day as age,
    if(open and due <= $day, $day::date + 1 - due, null) as over,
    open or coalesce(closed, day) >= $first as counted,
    coalesce(due >= $first and due <= $day, false) as expected
from stood
where counted or expected
