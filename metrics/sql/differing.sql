-- The sealed numbers of a unit's view beside those of the records (`people`, `stood`), where they are others.
-- grain: metric, dimension, owner, what
with stands as (
    select metric, 'manager' as dimension, coalesce(manager, unit) as owner, name, actual, target from people
    union all by name
    select metric, 'unit' as dimension, unit as owner, name, actual, target from stood
),
was as (
    select metric, dimension, owner, name, actual, target
    from sealed_result
    where first_day = $first and until = $until and unit = $unit and level = 'base' and metric <> ''
),
paired as (
    select metric, dimension, owner, coalesce(was.name, stands.name) as name, unnest([
        {'what': 'actual', 'sealed': was.actual, 'now': stands.actual},
        {'what': 'target', 'sealed': was.target, 'now': stands.target}
    ], recursive := true)
    from was
    full join stands using (metric, dimension, owner)
    -- a month that is not sealed here differs in nothing
    where exists (from was)
)
select *
from paired
where
    sealed is distinct from now
    -- balances and shares come as binary fractions: what is less than a cent, or a millionth of it, is nothing
    and coalesce(abs(sealed - now) >= least(0.005, 1e-6 * greatest(abs(sealed), abs(now))), true)
order by metric, dimension desc, owner, what
