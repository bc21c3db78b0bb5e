-- Whose targets of which periods a lock holds: those of the unit and of all below it in the period's days.
-- grain: kind, id, level, period, batch, ended
-- touch: all
-- scope: none
with held as (
    select unit, period, level, batch, ended, first_day, until from mart.target_lock where locked
), spanned as (
    select h.unit, h.level, h.batch, h.ended, h.first_day, h.until, p.period
    from held h
    join mart.period_days own using (period)
    join mart.period_days p on p.period = h.period or case
        when p.hangs and own.hangs then own.first_day <= p.first_day and p.until <= own.until
        -- a campaign whose days nobody stated holds itself alone
        else h.first_day > date '0001-01-01' and h.first_day <= p.first_day and p.until <= h.until
    end
), below as (
    select s.* exclude (unit, first_day, until), a.unit, greatest(s.first_day, a.first_day) as first_day,
        least(s.until, a.until) as until
    from spanned s
    join mart.unit_above a on a.above = s.unit and a.first_day < s.until and s.first_day < a.until
)
select distinct 'unit' as kind, unit as id, level, period, batch, ended from below
union all
select distinct 'manager', m.manager, b.level, b.period, b.batch, b.ended
from below b
join mart.manager m on m.unit = b.unit and m.first_day < b.until and b.first_day < m.until
order by kind, id, level, period, batch
