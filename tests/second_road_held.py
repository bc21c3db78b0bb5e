"""The second road of customers held, contacted and planned for, day by day over the record tables."""

from collections.abc import Iterator

# every holder of every day, main or beside, and what customers were on it
SETUP = """
create temp table any_keeper as
select distinct customer, manager, unnest(generate_series(
    greatest(first_day, $since), least(coalesce(last_day, $as_of), $as_of), interval 1 day))::date as day
from portfolio where live and not withdrawn;
create temp table reached as
select customer, day, count(*) as contacts from done
where kind = 'activity' and outcome in ('reached', 'met') and customer is not null group by all;
create temp table tiered as
select who.customer, w.day, c.tier
from (select distinct customer from customer) who cross join (from work where day >= $since) w
asof left join (from customer where live) c on c.customer = who.customer and c.first_day <= w.day;
"""
COUNTED = """
select above, {who}, count(distinct now.customer)
from any_keeper now
join any_keeper before on (before.customer, before.manager, before.day) = (now.customer, now.manager, now.day - 6)
join post on post.manager = now.manager and post.day = now.day
join last_day on last_day.unit = post.unit and kind = 'activity'
join climb on climb.unit = post.unit
where now.day = least($last, last_day) and now.day >= $first and {where}
group by 1, 2
"""
CONTACTED = "exists (from reached r where r.customer = now.customer and r.day between $first and now.day)"
VIP = """exists (from tiered t where (t.customer, t.day) = (now.customer, now.day) and t.tier in ('私行', '钻石'))"""
COUNTS = {
    "held_customers": "true",
    "covered_customers": CONTACTED,
    "vip_customers": VIP,
    "covered_vip_customers": f"{VIP} and {CONTACTED}",
}
PLANNED = """
with day_by_day as (
    select k.customer, k.manager, k.unit, date_trunc('month', k.day) as month, coalesce(contacts, 0) as contacts,
        case tier when '私行' then 3 when '钻石' then 2 when '普通' then 0.5 else 1 end / day(last_day(k.day))
            as planned
    from keeper k
    join tiered on tiered.customer = k.customer and tiered.day = k.day
    join last_day on last_day.unit = k.unit and kind = 'activity'
    left join reached on reached.customer = k.customer and reached.day = k.day
    where k.manager is not null and tier is not null and k.day between $first and least($last, last_day.last_day)
        and k.day >= (select date_trunc('month', min(day)) from done where kind = 'activity')
), summed as (
    select customer, manager, unit, month, sum(planned) as planned, sum(contacts) as contacts
    from day_by_day group by all
)
select above, {who}, sum({sum}) from summed join climb using (unit) group by 1, 2
"""
SUMS = {"planned_contacts": "planned", "contacts_to_plan": "least(planned, contacts)"}
RATIOS = {
    "coverage": ("covered_customers", "held_customers"),
    "vip_coverage": ("covered_vip_customers", "vip_customers"),
    "plan_attainment": ("contacts_to_plan", "planned_contacts"),
}


def queries(who: str) -> Iterator[tuple[str, str]]:
    """Each metric's statement, of units or of people."""
    person = who if who.startswith("'") else "now.manager"
    for metric, where in COUNTS.items():
        yield metric, COUNTED.format(who=person, where=where)
    for metric, amount in SUMS.items():
        yield metric, PLANNED.format(who=who, sum=amount)
