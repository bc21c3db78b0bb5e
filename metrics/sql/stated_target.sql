-- Target rows of the units and people of a view, of the metrics (by any of their names) and periods asked for.
-- Of rows that name a metric in several ways, or the same days, the later import counts; of one import the id.
-- grain: metric, kind, owner, period
with named as (
    select unnest($texts) as text, unnest($metrics) as metric, unnest(range(len($texts))) as place
),
spelled as (
    select unnest($periods::varchar[]) as period, unnest($firsts::date[]) as first_day, unnest($untils::date[]) as until
),
stated as (
    select
        named.metric,
        if(target.manager is null, 'unit', 'manager') as kind,
        coalesce(target.manager, target.unit) as owner,
        spelled.period,
        spelled.first_day,
        spelled.until,
        target.amount,
        target.prorate,
        target.shape,
        named.place,
        target.batch
    from target
    inner join named on named.text = target.metric
    inner join spelled on spelled.period = target.period
    where
        target.level = $level
        and (target.unit in (select unnest($units)) or target.manager in (select manager from stretch))
)
select
    metric,
    kind,
    owner,
    period,
    -- how a longer row is spread is part of what the rows of somebody come to
    period || if(shape = 'even', '~even', '') as mark,
    amount,
    coalesce(prorate, true) as prorate
from stated
qualify row_number() over (
    partition by metric, kind, owner, first_day, until order by batch desc, place desc, len(period)
) = 1
