-- Target rows of the units and people asked for, of the periods asked for; a row may name its metric by id or name.
-- grain: metric, manager or unit
with words as (
    select unnest($texts) as text, unnest($metrics) as metric, unnest($preferences) as preference
),
found as (
    select words.metric, target.manager, target.unit, target.period, target.amount
    from target
    inner join words on words.text = target.metric
    where
        target.level = $level
        and target.period in (select unnest($periods))
        and (target.unit in (select unnest($units)) or target.manager in (select unnest($managers)))
    qualify row_number() over (
        partition by words.metric, target.manager, target.unit, target.period order by words.preference
    ) = 1
)
select
    metric,
    manager,
    unit,
    list(period order by period) as periods,
    list(amount order by period) as amounts
from found
group by metric, manager, unit
