-- Days away, a row a leave.
-- grain: manager, first_day
-- touch: all
-- from: leave
-- scope: person
with stated as (
    select coalesce(g.resolved, l.manager) as manager, l.first_day, l.last_day + 1 as until, l.type,
        (select max(c.batch) from records.leave_claim c where c.id = l.id) as batch
    from records.leave l
    left join mart.given g on g.kind = 'manager' and g.given = l.manager
    where l.live and not l.withdrawn
)
select manager, first_day, until, type
from stated
qualify row_number() over (partition by manager, first_day order by batch desc, until desc, type) = 1
order by manager, first_day
