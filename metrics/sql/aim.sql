-- The target of each unit and person for the period: its rows chosen, spread and prorated by own workdays; a mover's
-- is split over the children. What is missing of a tiling counts only where there were workdays to miss.
-- grain: metric, kind, owner, child
with choice as (
    select
        unnest($classes::varchar[]) as class,
        unnest($code_sets::varchar[]) as codes,
        unnest($codes::varchar[]) as code,
        unnest($factors::double[]) as factor,
        unnest($piece_firsts::date[]) as span_first,
        unnest($piece_untils::date[]) as span_until,
        unnest($sources_said::varchar[]) as said
),
piece as (
    select
        gathered.metric,
        gathered.kind,
        gathered.owner,
        asked.source,
        choice.code,
        choice.said,
        choice.span_first,
        choice.span_until,
        stated_target.amount * choice.factor as amount,
        asked.prorated and coalesce(stated_target.prorate, true) and gathered.kind = 'manager' as prorated,
        greatest(ends.n - starts.n, 0) as days
    from gathered
    inner join asked using (metric)
    inner join choice on choice.class = asked.class and choice.codes = gathered.codes
    left join stated_target
        on stated_target.metric = gathered.metric and stated_target.kind = gathered.kind and stated_target.owner = gathered.owner
        and stated_target.period = if(choice.said = 'missing', null, choice.code)
    left join work as starts on starts.day = choice.span_first
    left join work as ends on ends.day = choice.span_until
),
last_one as (
    select source, manager, span_first, span_until, max(child) as child from own group by all
),
person_piece as (
    select piece.*, own.child, own.total, last_one.child as last_child
    from piece
    left join own
        on own.source = piece.source and own.manager = piece.owner
        and own.span_first = piece.span_first and own.span_until = piece.span_until
    left join last_one
        on last_one.source = piece.source and last_one.manager = piece.owner
        and last_one.span_first = piece.span_first and last_one.span_until = piece.span_until
    where piece.kind = 'manager'
),
part as (
    select metric, kind, owner, null as child, code, said, amount, said = 'missing' as missing from piece
    where kind = 'unit'
    union all
    select
        person_piece.metric,
        person_piece.kind,
        owner,
        if(prorated or person.manager is null, person_piece.child, person.child),
        code,
        said,
        case
            when not prorated or days = 0 then amount
            else amount * coalesce(person_piece.total, 0) / days
        end,
        said = 'missing' and coalesce(person_piece.total, 0) > 0
    from person_piece
    -- who is not there yet has a target all the same
    left join person on person.source = person_piece.source and person.manager = person_piece.owner
    where
        coalesce(person.manager, if(person_piece.total is null, null, owner)) is not null
        -- what is not prorated stands in one place
        and (prorated or person_piece.child is null or person_piece.child is not distinct from coalesce(
            person.child, if(person.manager is null, person_piece.last_child, null)
        ))
),
lacking as (
    select metric, kind, owner, list(distinct code order by code) as codes from part where missing group by all
),
summed as (
    select metric, kind, owner, child, sum(amount) filter (where said <> 'missing') as amount,
        max(said) filter (where said <> 'missing') as said
    from part
    group by all
)
select
    metric,
    kind,
    owner,
    child,
    if(codes is null, amount, null)::decimal(38, 8) as amount,
    if(codes is null, said, null) as said,
    codes as missing
from summed
left join lacking using (metric, kind, owner)
