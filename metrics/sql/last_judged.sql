-- Each person of each period against the rule: the rank, how much is missing to leave the bottom or to reach the line,
-- and whether both tests were failed. A tie across the border of the bottom is outside; where all are equal nobody is.
-- grain: place (0: the period asked for, 1: the one before), manager
with inside as (
    select
        place,
        manager,
        value,
        rank() over (partition by place order by value desc) as rank,
        count(*) over (partition by place, value) > 1 as tie,
        row_number() over (partition by place order by value) as position,
        count(*) over (partition by place) as ranked
    from last_fact
    where reason is null
),
grouped as (
    select place, list(value order by value) as values,
        coalesce($bottom, greatest(floor(round($bottom_share * count(*), 6)), 1))::bigint as bottom
    from inside
    group by place
),
compared_to as (
    select
        inside.*,
        $line - value as below_line,
        -- the bottom's upper end among the others
        values[if(position <= bottom, bottom + 1, bottom)] as border,
        values[1] = values[-1] as all_equal
    from inside
    inner join grouped using (place)
),
short as (
    select
        place, manager, rank, ranked, tie,
        case
            when all_equal or value >= border or below_line <= 0 then 0
            else round(least(below_line, coalesce(border - value, below_line)), 3)
        end as missing
    from compared_to
),
reasoned as (
    select
        fact.* exclude (reason),
        short.* exclude (place, manager),
        case
            when fact.reason is not null then fact.reason
            when short.ranked < $peers then 'few_peers'
            when fact.running then 'running'
        end as reason
    from last_fact as fact
    left join short using (place, manager)
)
select
    *,
    case when reason is not null then 'excluded' when missing > 0 then 'failed' else 'clear' end as outcome,
    -- the level to reach, in the metric's own unit; where less is better there is no amount to add
    if($adds and missing > 0, greatest(due + (value + missing - 1) * abs(due) - actual, 0), null)::decimal(38, 2)
        as missing_amount
from reasoned
