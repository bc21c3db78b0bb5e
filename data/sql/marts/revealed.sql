-- Whose task targets of which periods a head has revealed, the unit's and all below it; who did, and when (UTC).
-- grain: kind, id, period, above
-- touch: all
-- from: reveal
-- scope: none
with stated as (
    select coalesce(u.resolved, r.unit) as unit, r.period,
        coalesce(min(r.first_day), min(p.first_day)) as first_day, coalesce(max(r.last_day) + 1, max(p.until)) as until,
        -- the first click counts
        min(c.batch) as batch, first(r.signed order by c.batch) as signed
    from records.reveal r
    join records.reveal_claim c using (id)
    left join mart.given u on u.kind = 'unit' and u.given = r.unit
    join mart.period_days p using (period)
    where not r.withdrawn
    group by all
), below as (
    select s.unit as above, s.period, s.batch, s.signed, s.first_day as since, s.until as ends, a.unit,
        greatest(s.first_day, a.first_day) as first_day, least(s.until, a.until) as until
    from stated s
    join mart.unit_above a on a.above = s.unit and a.first_day < s.until and s.first_day < a.until
), owner as (
    select 'unit' as kind, unit as id, period, above, batch, signed, since, ends from below
    union
    select 'manager', m.manager, b.period, b.above, b.batch, b.signed, b.since, b.ends
    from below b
    join mart.manager m on m.unit = b.unit and m.first_day < b.until and b.first_day < m.until
)
select o.kind, o.id, o.period, o.above, b.writer, o.signed, make_timestamp(epoch_us(b.imported_at)) as stated_at,
    o.since as first_day, o.ends as until
from owner o
join records.batch b using (batch)
order by o.kind, o.id, o.period, o.above
