"""The second road: every metric of the retail pack by hand over the record tables, day by day, without marts."""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import duckdb

from tests import second_road_held as held

Key = tuple[str, str, str | None]
SINCE = date(2025, 12, 31)
CARRIED = 5

# who and where on every single day, and how far each unit's sources go
SETUP = """
create temp table told as
select manager as given, manager as id from manager where live and not withdrawn
union all
select any_value(name), any_value(manager) from manager where live and not withdrawn
group by name having count(distinct manager) = 1;
create temp table climb as
with recursive up as (
    select unit, unit as above from unit where live
    union all
    select up.unit, unit.parent from up join unit on unit.unit = up.above and unit.live where unit.parent is not null
)
from up union all select '~', unit from unit where live and parent is null union all select '~', '~';
create temp table post as
select manager, unit, unnest(generate_series(
    greatest(first_day, $since), least(coalesce(last_day, $as_of), $as_of), interval 1 day))::date as day
from assignment where live and not withdrawn;
create temp table home as
select who.customer, w.day, c.unit
from (select distinct customer from customer) who cross join (from work where day >= $since) w
asof left join (from customer where live) c on c.customer = who.customer and c.first_day <= w.day;
create temp table keeper as
with held as (
    select customer, manager, unnest(generate_series(
        greatest(first_day, $since), least(coalesce(last_day, $as_of), $as_of), interval 1 day))::date as day
    from portfolio where live and not withdrawn and role = 'main'
)
select home.customer, home.day, held.manager, coalesce(post.unit, home.unit, '~') as unit
from home
left join held on held.customer = home.customer and held.day = home.day
left join post on post.manager = held.manager and post.day = home.day;
create temp table last_day as
select kind, unit, coalesce(
    max(complete_to) filter (where list_contains(covers, unit)), max(complete_to) filter (where covers is null)
) as last_day
from batch, (select distinct unit from climb) where kind in ('sale', 'activity', 'balance') group by kind, unit;
"""

# each sale in parts that sum to the whole, each contact, with the unit of that day
FLOWS = """
create temp table done as
with part as (
    select sale, manager, share from credit where live and not withdrawn
    union all
    select sale, null, 1 - sum(share) from credit where live and not withdrawn group by sale having sum(share) < 1
), flow as (
    select 'sale' as kind, s.day, if(p.sale is null, coalesce(t.id, s.manager), p.manager) as manager, s.customer,
        product.category, s.amount * coalesce(p.share, 1) as amount, s.revenue * coalesce(p.share, 1) as revenue,
        s.quantity * coalesce(p.share, 1) as quantity, coalesce(p.share, 1) as count, null as outcome, s.unit,
        if(p.sale is null, null, s.manager) as named
    from sale s
    left join part p using (sale)
    left join told t on t.given = s.manager
    left join product on product.product = s.product and product.live
    where s.live and not s.withdrawn
    union all
    select 'activity', a.day, coalesce(t.id, a.manager), a.customer, null, null, null, null, 1, a.outcome, a.unit, null
    from activity a left join told t on t.given = a.manager where a.live and not a.withdrawn
)
select flow.* exclude (unit, named), case
    when flow.manager not in (select manager from post) then coalesce(flow.unit, '~')
    else coalesce(post.unit, flow.unit, home.unit, sharer.unit, '~')
end as unit
from flow
left join post on post.manager = flow.manager and post.day = flow.day
left join post as sharer on sharer.manager = flow.named and sharer.day = flow.day
left join home on home.customer = flow.customer and home.day = flow.day;
"""

# what each account stood at on each day: nothing before opening and after closing, unknown where nobody said
BALANCES = """
create temp table account as
with said as (
    select customer, product, min(opened) as opened, arg_max_null(closed, day) as closed, min(day) as seen
    from balance where live and not withdrawn group by all
), had as (
    select customer, product, min(first_day) as opened from holding where live and not withdrawn group by all
)
select customer, product, seen, closed, least(coalesce(said.opened, had.opened), if(
    coalesce(said.opened, had.opened) is null, null, seen)) as opened
from said full join had using (customer, product);
create temp table stood as
select a.customer, a.product, product.category = '存款' as deposit, w.day, k.unit, k.manager, case
    when w.day < a.opened or w.day > a.closed then 0
    when w.passed - b.passed <= $carried then b.amount
end as amount
from account a
join product on product.product = a.product and product.live
cross join work w
join keeper k on k.customer = a.customer and k.day = w.day
asof left join (
    select customer, product, balance.day, amount, passed from balance join work using (day)
    where live and not withdrawn
) b on b.customer = a.customer and b.product = a.product and b.day <= w.day
where a.seen is not null and w.day >= $since and product.category in ('存款', '理财', '基金', '保险');
"""

FLOW_METRICS = {
    "sales_amount": ("sale", "sum(amount)", "true"),
    "sales_count": ("sale", "sum(count)", "true"),
    "fee_income": ("sale", "sum(revenue)", "true"),
    "wealth_sales": ("sale", "sum(amount)", "category = '理财'"),
    "fund_sales": ("sale", "sum(amount)", "category = '基金'"),
    "insurance_sales": ("sale", "sum(amount)", "category = '保险'"),
    "new_cards": ("sale", "sum(quantity)", "category = '信用卡'"),
    "new_payroll_customers": ("sale", "count(distinct customer)", "category = '代发'"),
    "buying_customers": ("sale", "count(distinct customer)", "amount > 0"),
    "activities": ("activity", "count(*)", "true"),
    "effective_contacts": ("activity", "count(*)", "outcome in ('reached', 'met')"),
}
FLOW = """
select above, {who}, {measure}
from done join climb using (unit) join last_day using (kind, unit)
where kind = '{kind}' and day between $first and least($last, last_day) and {where}
group by 1, 2
"""
# stretches of days in one hand, with what stood the day before them
STRETCHES = """
create or replace temp table {name} as
with turned as (
    select *, lag(amount) over one as before, day > min(day) over one and
        lag(row(unit, manager)) over one is distinct from row(unit, manager) as turns
    from stood where day between $base and $last
    window one as (partition by customer, product order by day)
), counted as (
    select *, count(*) filter (turns) over (partition by customer, product order by day) as n from turned
)
select customer, product, deposit, unit, manager, n, max(day) as ends, arg_max_null(amount, day) as final,
    case when n = 0 then arg_min_null(amount, day) else arg_min_null(before, day) end as initial,
    greatest(min(day), $first) as starts, avg(amount) filter (day >= $first) as mean, max(day) >= $first as counts
from counted group by customer, product, deposit, unit, manager, n
"""
# a gain made in a stretch stays with whoever made it, to the last day
GAIN = """
select above, {who}, sum({gain}) from {stretches} join climb using (unit)
where {gain} is not null and {which} group by 1, 2
"""
GAINS = {
    "aum_growth": ("since_new_year", "true", "final - initial"),
    "deposit_end_growth": ("since_new_year", "deposit", "final - initial"),
    "deposit_growth": (
        "stretch",
        "deposit",
        "((mean - initial) * (ends - starts + 1) + if(ends = $last, 0, (final - initial) * ($last - ends)))"
        " / ($last - $first + 1)",
    ),
}
AVERAGE = """
select above, {who}, sum(mean * (ends - starts + 1)) / ($last::date - $first::date + 1)
from stretch join climb using (unit) where deposit and counts and mean is not null group by 1, 2
"""
END = """
select above, {who}, sum(amount) from stood join climb using (unit)
where day = $last and amount is not null and {which} group by 1, 2
"""
NEW = """
select above, {who}, count(distinct customer)
from stood join climb using (unit)
where day between $first and $last and amount >= 10000 and customer in (
    select customer from account group by 1 having min(coalesce(opened, seen)) between $first and $last
)
group by 1, 2
"""
CLOSED = """
select above, {who}, count(distinct customer)
from (
    select customer, max(closed) as day from account where seen is not null
    group by 1 having bool_and(closed is not null and closed <= $last)
)
join keeper using (customer, day) join climb using (unit)
where day >= $first
group by 1, 2
"""
HELD = """
select above, {who}, count(distinct {key})
from holding h join keeper k using (customer) join climb using (unit)
where h.live and not h.withdrawn and k.day = $last and k.unit <> '~' and coalesce(h.first_day, $last) <= $last
group by 1, 2
"""
RATIOS = {
    "products_per_customer": ("products_held", "product_holders"),
    "effective_rate": ("effective_contacts", "activities"),
    **held.RATIOS,
}


def prepare(con: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Lays the days out once for all periods."""
    days = [SINCE + timedelta(days=n) for n in range((as_of - SINCE).days + 1)]
    worked = [chinese_calendar.is_workday(day) for day in days]
    con.execute(
        "create temp table work as select day, sum(worked::int) over (order by day) as passed"
        " from (select unnest(?::date[]) as day, unnest(?::boolean[]) as worked)",
        [days, worked],
    )
    for script in (SETUP, FLOWS, BALANCES, held.SETUP):
        for statement in script.strip().split(";\n"):
            known = {"since": SINCE, "as_of": as_of, "carried": CARRIED}
            con.execute(statement, {name: value for name, value in known.items() if f"${name}" in statement})


def numbers(con: duckdb.DuckDBPyConnection, first: date, last: date) -> dict[Key, float]:
    """By metric, unit and person (None: nobody, `*`: the unit itself) what every metric comes to."""
    found: dict[Key, float] = {}
    known = {"first": first, "last": last}
    for base, name in ((SINCE, "since_new_year"), (first - timedelta(days=1), "stretch")):
        _run(con, STRETCHES.format(name=name), {**known, "base": base})
    for who in ("'*'", "manager"):
        for metric, sql in _queries(who):
            rows = _run(con, sql, known).fetchall()
            found |= {(metric, above, manager): float(value) for above, manager, value in rows if value is not None}
    for ratio, (top, bottom) in RATIOS.items():
        below = {key[1:]: value for key, value in found.items() if key[0] == bottom}
        found |= {(ratio, *key): found.get((top, *key), 0) / value for key, value in below.items() if value}
    return found


def _run(con: duckdb.DuckDBPyConnection, sql: str, known: dict[str, date]) -> duckdb.DuckDBPyConnection:
    return con.execute(sql, {name: value for name, value in known.items() if f"${name}" in sql})


def _queries(who: str) -> Iterator[tuple[str, str]]:
    yield from held.queries(who)
    for metric, (kind, measure, where) in FLOW_METRICS.items():
        yield metric, FLOW.format(who=who, measure=measure, kind=kind, where=where)
    for metric, (stretches, which, gain) in GAINS.items():
        yield metric, GAIN.format(who=who, gain=gain, which=which, stretches=stretches)
    yield "deposit_average", AVERAGE.format(who=who)
    yield "deposit_end", END.format(who=who, which="deposit")
    yield "aum_end", END.format(who=who, which="true")
    yield "closed_customers", CLOSED.format(who=who)
    yield "new_effective_customers", NEW.format(who=who)
    yield "product_holders", HELD.format(who=who, key="h.customer")
    yield "products_held", HELD.format(who=who, key="(h.customer, h.product)")
