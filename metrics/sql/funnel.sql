-- How many are left at each step of the funnel and which share of the step before, beside the median of the peers:
-- people with those of the unit viewed, its children with each other. The weakest step is the one furthest below them.
-- grain: kind, owner, step
with step as (
    select unnest($steps) as step, unnest($metrics) as metric, generate_subscripts($steps, 1) as place
),
owner as (
    select distinct 'manager' as kind, manager as owner, name, unit, true as peer
    from people
    where assigned and here and not (unit = '~' and provisional) and metric = $known
    union all
    select distinct 'unit', unit, name, unit, unit not in ($unit, '~') from stood
),
measured as (
    select 'manager' as kind, manager as owner, metric, actual from people
    union all
    select 'unit', unit, metric, actual from stood
),
counted as (
    select
        owner.*,
        step.step,
        step.place,
        -- a step of its own is none where nothing was recorded, but not known where the contacts aren't
        case
            when step.metric is not null then measured.actual
            when contacts.actual is not null then coalesce(extra.amount, 0)
        end::double as amount
    from owner
    cross join step
    left join measured using (kind, owner, metric)
    left join measured as contacts
        on contacts.kind = owner.kind and contacts.owner = owner.owner and contacts.metric = $known
    left join funnel_extra as extra
        on extra.step = step.step and extra.by_manager = (owner.kind = 'manager')
        and extra.above = if(owner.kind = 'manager', $unit, owner.owner)
        and (owner.kind = 'unit' or extra.manager = owner.owner)
),
rated as (
    select *, lag(amount) over (partition by kind, owner order by place) as before, amount / nullif(before, 0) as rate
    from counted
),
compared as (
    select
        *,
        median(rate) filter (where peer) over (partition by kind, step) as peers_rate,
        before >= $few and count(rate) filter (where peer) over (partition by kind, step) >= $few as coloured,
        round(rate / nullif(peers_rate, 0), 3) as relative
    from rated
)
select
    * exclude (before),
    arg_min(step, (relative, place)) filter (where coloured and relative < 1) over (partition by kind, owner) as weakest
from compared
order by kind, peer, name, owner, place
