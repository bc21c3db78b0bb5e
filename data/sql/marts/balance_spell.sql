-- Balances as they stood, month by month: carried to the account's next row, at most to the end of the month after.
-- grain: customer, product, first_day
-- touch: next
-- scope: person
with said as (
    select customer, product, day, amount, date_trunc('month', day)::date as month,
        lead(day) over (partition by customer, product order by day) as next
    from mart.balance
    where day >= $first_day::date - interval 1 month and day < $until and amount is not null
), standing as (
    select s.customer, s.product, s.day as seen, s.amount, s.month, (s.month + interval 1 month)::date as turn,
        least(s.next, c.closed + 1, (s.month + interval 2 month)::date) as until
    from said s
    left join mart.account c
        on c.closed is not null and c.customer = s.customer and c.product is not distinct from s.product
), monthly as (
    select month, seen as first_day, least(until, turn) as until, customer, product, seen, amount from standing
    union all
    select turn, turn, until, customer, product, seen, amount from standing where until > turn
)
select m.month, m.customer, m.product, coalesce(h.unit, '~') as unit, h.manager, m.seen,
    greatest(m.first_day, h.first_day) as first_day, least(m.until, h.until) as until, m.amount
from monthly m
left join mart.holder h on h.customer = m.customer and h.first_day < m.until and m.first_day < h.until
where m.month >= $first_day and m.month < $until and m.first_day < m.until
order by m.month, 4, 5, m.customer, m.product, 7
