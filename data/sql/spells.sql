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
    select *, (batch_day - date '0001-01-01') * 10000000 + batch as place,
        -- the first undated statement, but for dated ones that came with it or later, is how it always was
        said is null and coalesce(batch <= min(case when said is null then 0 else batch end) over (
            partition by {about} order by coalesce(said, batch_day), batch
            groups between unbounded preceding and 1 preceding
        ), true) as first,
        -- beside a day that has come, in one file, no day means before it, however often the file comes again
        coalesce(bool_or(said <= batch_day) over (partition by batch, {slot}), false) as told
    from stated
    where not withdrawn and (voided is null or batch > voided)
), placed as (
    select f.*, case
        when said is not null then said
        when f.told then date '0001-01-01'
        when f.first and (not whole or coalesce(v.first, true)) then date '0001-01-01'
        else batch_day
    end as day
    from in_force f
    left join cover_{kind} v on v.batch = f.batch and v.holder = f.{holder}
), followed as (
    -- only a snapshot made after a statement can end it by leaving it out
    select p.* exclude (first, told), v.batch as next_batch, v.day as next_day,
        -- by what rows say: their numbers depend on what was imported before
        row_number() over (order by p.day, p.batch, p.said nulls first, {entity}, {values}, p.last_day, p.id) as turn
    from placed p
    asof left join cover_{kind} v on v.holder = p.{holder} and v.place > p.place
    where p.last_day is null or p.day <= p.last_day
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
