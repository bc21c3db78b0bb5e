-- Accounts that went to another unit or person, or along with a unit that moved in the tree (then both sides are
-- alike), with what stood on them the day before.
-- grain: day, customer, product
-- touch: onwards
-- from: balance
-- scope: either
with turned as (
    select customer, first_day as day, unit, manager,
        lag(unit) over one as from_unit, lag(manager) over one as from_manager
    from mart.holder
    window one as (partition by customer order by first_day)
    qualify first_day > date '0001-01-01'
), moved as (
    select distinct a.unit, a.first_day as day
    from mart.unit_above a
    left join mart.unit_above b on b.unit = a.unit and b.above = a.above and b.until = a.first_day
    where a.first_day > date '0001-01-01' and b.unit is null
), gone as (
    from turned
    union all
    select h.customer, m.day, h.unit, h.manager, h.unit, h.manager
    from moved m
    join mart.holder h on h.unit = m.unit and h.first_day < m.day and m.day < h.until
)
-- an account is there from its first row in mart.balance on; before it is opened it stands at nothing
select t.day, t.customer, a.product, t.from_unit, t.from_manager, t.unit, t.manager, s.seen,
    coalesce(s.amount, if(a.opened >= t.day, 0, null))::decimal(18, 4) as amount
from gone t
join mart.account a
    on a.customer = t.customer and a.seen <= t.day and (a.closed is null or a.closed >= t.day - 1)
left join mart.balance_spell s
    on s.month = date_trunc('month', t.day - 1) and s.customer = t.customer and s.product is not distinct from a.product
    and s.first_day < t.day and t.day <= s.until
where t.day >= $first_day and t.day < $until
order by date_trunc('month', t.day), t.unit, t.manager, t.day, t.customer, a.product
