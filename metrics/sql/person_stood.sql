-- Each person's numbers with the target and the clock that hold for them: their own workdays for what is prorated.
-- grain: metric, manager
with target as (
    select metric, owner, sum(amount) as amount, any_value(said) as said, any_value(missing) as missing
    from aim
    where kind = 'manager'
    group by metric, owner
),
-- a growth's clock may have started before the period
clock as (
    select source, manager, span_first, sum(total) as total, sum(passed) as passed
    from own
    where span_until = $until
    group by source, manager, span_first
)
select
    asked.metric,
    asked.kind,
    asked.mean,
    asked.paced,
    asked.better,
    asked.step,
    stated.unit,
    stated.manager,
    stated.name,
    stated.child,
    stated.assigned,
    stated.provisional,
    stated.here,
    stated.unassigned,
    stated.state,
    stated.as_of,
    case when stated.state = 'zero' then 0 when stated.state = 'value' then stated.actual end::decimal(38, 8) as actual,
    stated.opening,
    stated.last,
    stated.base,
    stated.base_end,
    coalesce(stated.unseen, 0) as unseen,
    case stated.state
        when 'out_of_scope' then null
        when 'value' then coalesce(target.amount, asked.line)
        else target.amount
    end as target,
    if(target.amount is null and stated.state = 'value' and asked.line is not null, 'line', target.said)
        as target_source,
    if(target.amount is null and asked.line is null, coalesce(target.missing, []), []) as missing_periods,
    case
        when stated.as_of is null then null
        when asked.prorated and clock.total > 0 then clock.passed
        else reached.n - starts.n
    end as passed,
    if(asked.prorated and clock.total > 0, clock.total, ends.n - starts.n) as total,
    coalesce(stated.as_of >= $last_day, false) as over,
    stated.as_of - asked.first_day + 1 as known_days,
    $until - asked.first_day as all_days,
    -- the row of a seal that takes its place
    null::bigint as held
from stated
inner join asked using (metric)
left join target on target.metric = stated.metric and target.owner = stated.manager
left join clock
    on clock.source = asked.source and clock.manager = stated.manager and clock.span_first = asked.clock_first
left join work as starts on starts.day = asked.clock_first
left join work as ends on ends.day = $until
left join work as reached on reached.day = greatest(least(stated.as_of + 1, $until), asked.clock_first)
