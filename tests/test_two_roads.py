"""The same numbers by a second road: SQL written by hand over the record tables, at three levels and four periods."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from data import store
from data.home import Home, open_home
from metrics import periods
from metrics.periods import Period
from tests.bank import PACK, PEOPLE, POSTS, UNITS, shown
from tests.by_hand import put

BY_HAND = """
with sold as (
    select sale.day, sale.amount, sale.manager,
        coalesce(
            (
                select assignment.unit from assignment
                where assignment.manager = sale.manager
                    and (assignment.first_day is null or assignment.first_day <= sale.day)
                    and (assignment.last_day is null or assignment.last_day >= sale.day)
            ),
            sale.unit
        ) as unit
    from sale
    where sale.live and not sale.withdrawn and sale.day between $first and least($last, date '2026-10-15')
)
select {who} as who, sum(amount) as amount
from sold
inner join unit as leaf on leaf.unit = sold.unit
left join unit as branch on branch.unit = leaf.parent and leaf.parent <> 'HQ'
where {where}
group by 1
"""
# each unit named is the branch or its team: a second way to climb the tree
BRANCH = "coalesce(branch.unit, leaf.unit)"
PERIODS = ["2026-W41", "2026-10", "2026Q4", "2026年开门红"]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """180 days of sales of five people, one of them moving, some with nobody's name."""
    home = open_home(tmp_path_factory.mktemp("roads"))
    put(home, "unit", UNITS)
    put(home, "manager", PEOPLE)
    put(home, "assignment", POSTS)
    first = date(2026, 1, 2)
    people = ["m1", "m2", "m3", "m4", "m5", None]
    sales = []
    for n in range(140):
        who, day = people[n * 7 % 6], first + timedelta(days=n * 23 % 320)
        gone = who == "m5" and day > date(2026, 10, 9)
        unit = None if who and not gone else ("E1" if n % 4 else "W")
        sales.append({"sale": f"s{n}", "day": day, "manager": None if gone else who, "unit": unit, "amount": f"{n}.25"})
    put(home, "sale", sales, covers=["HQ"])
    return home


def by_hand(home: Home, period: Period, who: str, where: str = "true") -> dict[str | None, Decimal]:
    with store.records(home) as con:
        sql = BY_HAND.format(who=who, where=where)
        return dict(con.execute(sql, {"first": period.first_day, "last": period.last_day}).fetchall())


@pytest.mark.parametrize("text", PERIODS)
def test_the_whole_and_its_branches(bank: Home, text: str) -> None:
    period = periods.parse(text, PACK)
    whole, *below = shown(bank, period=text, by="unit")
    branches = by_hand(bank, period, BRANCH)
    assert {line.unit: line.actual for line in below if line.actual} == branches
    assert whole.actual == sum(branches.values())


@pytest.mark.parametrize("text", PERIODS)
def test_a_team_below_a_branch(bank: Home, text: str) -> None:
    (line,) = shown(bank, period=text, unit="E1")
    found = by_hand(bank, periods.parse(text, PACK), "leaf.unit", "leaf.unit = 'E1'")
    assert (line.actual or 0) == found.get("E1", 0)


@pytest.mark.parametrize("unit", ["E", "W"])
@pytest.mark.parametrize("text", PERIODS)
def test_people_and_nobody_within_a_branch(bank: Home, text: str, unit: str) -> None:
    found = by_hand(bank, periods.parse(text, PACK), "manager", f"{BRANCH} = '{unit}'")
    lines = shown(bank, period=text, unit=unit, by="manager")
    assert {line.manager: line.actual for line in lines if line.actual} == found


def test_weeks_sum_to_the_days_of_their_weeks(bank: Home) -> None:
    weeks = [shown(bank, period=f"2026-W{week}")[0].actual or 0 for week in (37, 38, 39, 40)]
    (whole,) = shown(bank, period="2026-09-07..2026-10-04")
    assert sum(weeks) == whole.actual
