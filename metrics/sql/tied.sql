-- Those whose value and attainment are equal to somebody else's, having reached the target.
-- grain: metric, owner
select metric, owner, manager, target::double as target
from compared
where here and state in ('value', 'zero') and attainment + 1e-9 >= 1
qualify count(*) over (partition by metric, stepped(attainment::double, 0.001), stepped(actual::double, step)) > 1
