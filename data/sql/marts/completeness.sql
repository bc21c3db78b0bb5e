-- From which day to which a source is complete for a unit, a row for each stretch the batches in force cover; and to
-- which day for its people: rows of which none names anybody say nothing of who brought nothing.
-- grain: kind, origin, unit, first_day
-- touch: all
-- from: batch
-- scope: unit
with batches as (
    -- entries are complete to the day before; a reader that knows today goes on from there
    select batch, kind, origin, covers is not null as stated, least(e.first_day, complete_to) as first_day,
        if(origin = 'entries', import_day - 1, b.complete_to) as complete_to,
        -- what is shared names its people in credits, a balance in who holds its customer
        origin = 'entries' or b.kind = 'balance' or coalesce(e.named, true)
            or b.kind = 'sale' and exists (select 1 from mart.share where manager is not null) as named
    from records.batch b
    left join (
        select batch, min(first_day) as first_day, bool_or(manager is not null) as named
        from records.extent group by batch
    ) e using (batch)
    where undone_at is null and if(origin = 'entries', e.first_day, b.complete_to) is not null
), reached as (
    select b.kind, b.origin, c.unit, b.first_day, b.complete_to, b.named,
        max(b.complete_to) over (
            partition by b.kind, b.origin, c.unit order by b.first_day, b.complete_to, b.batch
            rows between unbounded preceding and 1 preceding
        ) as before
    from batches b
    join mart.reach c using (batch)
    -- a row without person and unit may have gone to its customer's unit
    where c.unit <> '~' or b.stated
        or exists (select 1 from mart.sale_daily where unit = '~' and b.kind = 'sale')
        or exists (select 1 from mart.activity_daily where unit = '~' and b.kind = 'activity')
        or exists (select 1 from mart.balance_spell where unit = '~' and b.kind = 'balance')
), stretch as (
    -- the longest holiday is bridged; a longer hole, such as a month without a file, is not; nobody enters nothing
    select *, bool_or(origin = 'files') over (partition by kind, unit) as filed,
        count(*) filter (where before is null or origin = 'files' and first_day > before + 10) over (
            partition by kind, origin, unit order by first_day, complete_to
        ) as number
    from reached
)
select kind, origin, unit, max(complete_to) as complete_to, min(first_day) as first_day,
    coalesce(max(complete_to) filter (where named), min(first_day) - 1) as people_to
from stretch
-- where files come, entries say nothing of how far they reach
where origin = 'files' or not filed
group by kind, origin, unit, number
order by kind, origin, unit, first_day
