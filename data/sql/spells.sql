-- Spells of the dated kind {kind}: what all batches state, in the order of day, then import.
create or replace temp view {kind}_spell as
with stated as (
    select
        {resolved},
        r.first_day as said, r.last_day, r.withdrawn, r.id, c.batch, b.day as batch_day, b.load = 'snapshot' as whole,
        -- a withdrawn key says nothing any more, whatever batches before said
        max(case when r.withdrawn then c.batch end) over (partition by {key}) as voided
    from records.{kind} r
    join records.{kind}_claim c on c.id = r.id
    join records.batch b on b.batch = c.batch
    {joins}
), in_force as (
    -- first: nothing stands before it but what its own file says
    select *,
        rank() over (partition by {about} order by coalesce(said, batch_day), batch)
            = rank() over (partition by {about}, batch order by coalesce(said, batch_day)) as first,
        bool_or(said is not null) over (partition by {entity}, batch) as dated
    from stated
    where not withdrawn and (voided is null or batch > voided)
), begun as (
    select f.* exclude (first), case
        when said is not null then said
        when f.first and (not whole or coalesce(v.first, true)) then date '0001-01-01'
        else batch_day
    end as day
    from in_force f
    left join cover_{kind} v on v.batch = f.batch and v.holder = f.{holder}
), happened as (
    from begun
    union all
    -- what began earlier is said again on the day of its file: a snapshot between may have left it out
    select * replace (batch_day as day) from begun where day < batch_day and (whole or said is null and not dated)
), numbered as (
    select *, (day - date '0001-01-01') * 10000000 + batch as place,
        row_number() over (order by day, batch, said nulls first, id) as turn
    from happened
    where last_day is null or day <= last_day
), followed as (
    select n.*, v.batch as next_batch, v.day as next_day
    from numbered n
    asof left join cover_{kind} v on v.holder = n.{holder} and v.place > n.place
), piece as (
    select f.*, least(
        lead(f.day) over (partition by {entity} order by f.turn),
        lead(f.day) over (partition by {slot} order by f.turn),
        f.last_day + 1,
        case when p.present is null then f.next_day end,
        date '9999-12-31'
    )::date as until
    from followed f
    left join (select distinct {entity}, batch as next_batch, true as present from in_force) p
        using ({entity}, next_batch)
), marked as (
    select {entity}, {values}, day, until, turn,
        lag(until) over one is distinct from day or lag(row({values})) over one is distinct from row({values}) as opens
    from piece
    where day < until
    window one as (partition by {entity} order by turn)
), grouped as (
    select *, count(*) filter (opens) over (partition by {entity} order by turn) as spell from marked
)
select {entity}, {values}, min(day) as first_day, max(until) as until
from grouped
group by {entity}, {values}, spell
