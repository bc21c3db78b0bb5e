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
gathered as (
    select metric, kind, owner, string_agg(mark, '|' order by mark) as codes from goal group by all
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
        goal.amount * choice.factor as amount,
        asked.prorated and coalesce(goal.prorate, true) and gathered.kind = 'manager' as prorated,
        greatest(ends.n - starts.n, 0) as days
    from gathered
    inner join asked using (metric)
    inner join choice on choice.class = asked.class and choice.codes = gathered.codes
    left join goal
        on goal.metric = gathered.metric and goal.kind = gathered.kind and goal.owner = gathered.owner
        and goal.period = choice.code and choice.said <> 'missing'
    left join work as starts on starts.day = choice.span_first
    left join work as ends on ends.day = choice.span_until
),
person_piece as (
    select piece.*, own.child, own.total,
        max(own.child) over (partition by piece.metric, piece.owner, piece.code) as last_child
    from piece
    left join own
        on own.source = piece.source and own.manager = piece.owner
        and own.span_first = piece.span_first and own.span_until = piece.span_until
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
judged as (
    select *, bool_or(missing) over (partition by metric, kind, owner) as incomplete from part
)
select
    metric,
    kind,
    owner,
    child,
    if(incomplete, null, sum(amount) filter (where said <> 'missing'))::decimal(38, 8) as amount,
    if(incomplete, null, max(said) filter (where said <> 'missing')) as said,
    list(distinct code order by code) filter (where missing) as missing
from judged
group by metric, kind, owner, child, incomplete
