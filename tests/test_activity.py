"""Activity: the daily minimum, weekday by hour, yield and funnel, against the peers and never coloured for few."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from data.errors import Refused
from data.home import Home
from data.scope import OWNER, Viewer
from metrics import workdays
from metrics.funnel import Funnel, Row, funnel
from metrics.hours import Hours, hours
from metrics.minimum import Kept, Minimum, daily_minimum
from metrics.pack import Pack
from metrics.periods import parse
from metrics.show import lines
from metrics.yields import Yields, yields
from tests.bank import PACK, UNITS, drawn, fill, reader
from tests.by_hand import put

# 8, 9, 12 to 15 October are workdays, so is Saturday the 10th
CONTACTS = """
    activity day        time  manager customer channel outcome product
    a1       2026-10-08 09:10 m1      c1       phone   reached -
    a2       2026-10-08 09:40 m1      c2       phone   missed  -
    a3       2026-10-08 10:00 m1      c2       phone   met     p1
    a4       2026-10-09 -     m1      c2       phone   met     -
    a5       2026-10-10 14:00 m1      c3       visit   met     -
    a6       2026-10-10 14:00 m1      c4       visit   met     -
    a7       2026-10-11 14:00 m1      c4       visit   met     -
    b1       2026-10-13 20:00 m4      c5       phone   met     -
    b2       2026-10-13 20:30 m4      c5       phone   met     -
    b3       2026-10-09 20:30 m4      c5       phone   reached -
    w1       2026-10-09 08:30 m3      c6       phone   -       -
    l1       2026-10-16 08:30 m2      c7       phone   met     -
    """
TWO = PACK.model_copy(update={"daily_minimum": 2})


@pytest.fixture
def bank(home: Home) -> Home:
    put(home, "activity", CONTACTS, covers=["HQ"])
    put(home, "leave", "manager first_day last_day\nm1 2026-10-14 2026-10-15\nm2 2026-10-01 2026-10-31")
    return fill(home)


def asked(home: Home, measure: Any, unit: str = "HQ", pack: Pack = PACK, viewer: Viewer = OWNER, **more: Any) -> Any:
    period, as_of = more.pop("period", "2026-10"), more.pop("as_of", date(2026, 10, 15))
    with reader(home, viewer) as found:
        return measure(found, pack, parse(period, PACK), unit, workdays=workdays.load(), as_of=as_of, **more)


def kept(rows: tuple[Kept, ...]) -> list[str]:
    return drawn(rows, "unit", "manager", "met", "days", "share")  # type: ignore[arg-type]


def test_the_minimum_is_held_against_own_workdays_alone(bank: Home) -> None:
    found: Minimum = asked(bank, daily_minimum, pack=TWO)
    # m1 was away on the 14th and 15th, and what was met on Sunday the 11th fills no workday; m5 left after the 9th
    assert kept(found.people) == [
        "E m1 2 5 0.4", "E1 m2 0 0 -", "W m3 0 0 -", "W m4 1 7 0.143", "W m5 0 2 0",
    ]  # fmt: skip
    assert kept(found.units) == ["HQ - 3 14 0.214", "E - 2 8 0.25", "W - 1 6 0.167"]
    assert (found.least, found.as_of) == (2, date(2026, 10, 15))


def test_the_calendar_has_every_day_with_its_contacts(bank: Home) -> None:
    found: Minimum = asked(bank, daily_minimum, pack=TWO)
    days = [day for day in found.days if day.manager == "m1" and day.day >= date(2026, 10, 8)]
    assert [(d.day.day, d.contacts, d.workday, d.away, d.met) for d in days] == [
        (8, 2, True, False, True), (9, 1, True, False, False), (10, 2, True, False, True),
        (11, 1, False, False, False), (12, 0, True, False, False), (13, 0, True, False, False),
        (14, 0, False, True, False), (15, 0, False, True, False),
    ]  # fmt: skip
    # w1 says nothing of its outcome: whether m3 met the minimum is not known
    assert {day.met for day in found.days if day.manager == "m3"} == {None}


def test_days_the_log_does_not_reach_are_not_held_against_anyone(home: Home) -> None:
    put(home, "activity", "activity day manager outcome\na1 2026-10-08 m1 met\na2 2026-10-09 m1 met", day="2026-10-09")
    found: Minimum = asked(fill(home), daily_minimum, "E", pack=TWO.model_copy(update={"daily_minimum": 1}))
    assert kept(found.people) == ["E m1 2 2 1", "E1 m2 0 0 -", "E m4 0 2 0"]


def test_without_any_log_nobody_has_a_day_that_is_known(home: Home) -> None:
    found: Minimum = asked(fill(home), daily_minimum)
    assert kept(found.units) == ["HQ - 0 0 -"]
    assert {each.days for each in found.people} == {0}


def test_contacts_fall_into_weekday_and_hour_and_those_without_a_time_stand_apart(bank: Home) -> None:
    found: Hours = asked(bank, hours)
    assert [(c.weekday, c.hour, c.contacts, c.effective, c.golden) for c in found.cells] == [
        (5, 8, 1, 0, "inward"), (4, 9, 2, 1, "outward"), (4, 10, 1, 1, "outward"), (6, 14, 2, 2, "outward"),
        (7, 14, 1, 1, "outward"), (2, 20, 2, 2, None), (5, 20, 1, 1, None),
    ]  # fmt: skip
    assert (found.untimed.contacts, found.untimed.effective, found.timed.contacts) == (1, 1, 10)
    assert (found.golden, found.cells[1].rate, found.cells[0].rate) == (Decimal("0.6"), Decimal("0.5"), None)
    assert [cell.contacts for cell in found.hours] == [1, 2, 1, 3, 3]
    assert not any(cell.coloured for cell in found.cells)


def test_the_hours_of_one_person_and_of_a_unit_are_parts_of_the_whole(bank: Home) -> None:
    made = {unit: asked(bank, hours, unit).timed.contacts for unit in ("HQ", "E", "W")}
    assert made == {"HQ": 10, "E": 7, "W": 3}
    assert asked(bank, hours, manager="m4").timed.contacts == 3


PEERS = "\n".join(f"m{n} {n}" for n in range(1, 8))
# of seven people: contacts 4 4 2 2 2 0 0, results 8 4 8 2 4 5 0
MANY = [("m1", 4), ("m2", 4), ("m3", 2), ("m4", 2), ("m5", 2)]
RESULTS = [("m1", 8), ("m2", 4), ("m3", 8), ("m4", 2), ("m5", 4), ("m6", 5)]


def peers(home: Home, many: list[tuple[str, int]], results: list[tuple[str, int]], people: int = 7) -> Home:
    put(home, "unit", UNITS)
    put(home, "manager", "manager name\n" + "\n".join(f"m{n} p{n}" for n in range(1, people + 1)))
    put(home, "assignment", "manager unit\n" + "\n".join(f"m{n} E" for n in range(1, people + 1)))
    calls = [f"{m}-{n} 2026-10-0{8 + n % 2} {m} met" for m, count in many for n in range(count)]
    put(home, "activity", "activity day manager outcome\n" + "\n".join(calls), covers=["HQ"])
    sales = [f"s{m} 2026-10-09 {m} {amount}" for m, amount in results]
    put(home, "sale", "sale day manager amount\n" + "\n".join(sales), covers=["HQ"])
    return home


def test_who_is_busy_without_result_is_told_from_who_gets_much_of_little(home: Home) -> None:
    found: Yields = asked(peers(home, MANY, RESULTS), yields)
    # the medians are 2 contacts and 2 a contact: who stands on them counts as many and much
    assert (found.metric.id, found.peers, found.coloured) == ("sales_amount", 5, True)
    assert (found.contacts, found.rate) == (Decimal(2), Decimal(2))
    assert {point.manager: (point.rate, point.place) for point in found.points} == {
        "m1": (2, "many_much"), "m2": (1, "many_little"), "m3": (4, "many_much"), "m4": (1, "many_little"),
        "m5": (2, "many_much"), "m6": (None, "without_contact"), "m7": (None, "nothing"),
    }  # fmt: skip


def test_few_contacts_are_told_by_what_they_bring(home: Home) -> None:
    many = [("m1", 4), ("m2", 4), ("m3", 4), ("m4", 2), ("m5", 2)]
    found: Yields = asked(peers(home, many, [("m1", 8), ("m2", 8), ("m3", 4), ("m4", 9), ("m5", 1)], 5), yields)
    assert [(p.manager, p.place) for p in found.points] == [
        ("m4", "few_much"), ("m1", "many_much"), ("m2", "many_much"), ("m3", "many_little"), ("m5", "few_little"),
    ]  # fmt: skip


def test_four_peers_are_shown_but_not_coloured(home: Home) -> None:
    found: Yields = asked(peers(home, MANY[:4], RESULTS[:4], 4), yields)
    assert (found.peers, found.coloured, len(found.points)) == (4, False, 4)


def test_a_result_nobody_knows_is_unknown_not_little(bank: Home) -> None:
    found: Yields = asked(bank, yields, metric=PACK.metrics["fund_sales"])
    assert {point.place for point in found.points} == {"unknown", "out_of_scope"}


@pytest.mark.parametrize("metric", ["effective_rate", "deposit_end", "activities"])
def test_what_does_not_add_up_is_not_divided_by_contacts(bank: Home, metric: str) -> None:
    with pytest.raises(Refused, match=r"metric\.no_yield"):
        asked(bank, yields, metric=PACK.metrics[metric])


FUNNEL = [
    # effective of 10 contacts, needs, offers, sales
    ("m1", 5, 4, 3, 2), ("m2", 10, 5, 4, 3), ("m3", 8, 8, 4, 2), ("m4", 8, 6, 6, 1), ("m5", 6, 5, 5, 4),
]  # fmt: skip


def chain(home: Home, people: list[tuple[str, int, int, int, int]] = FUNNEL) -> Home:
    put(home, "unit", UNITS)
    put(home, "assignment", "manager unit\n" + "\n".join(f"{m} E" for m, *_ in people))
    calls, needs, sales = [], [], []
    for m, effective, need, offer, sale in people:
        made = [("met" if n < effective else "missed", "p1" if n < offer else "-") for n in range(10)]
        calls += [f"{m}-{n} 2026-10-08 {m} {outcome} {product}" for n, (outcome, product) in enumerate(made)]
        needs += [f"n{m}-{n} 2026-10-09 {m} c{n} x" for n in range(need)]
        sales += [f"s{m}-{n} 2026-10-09 {m} 5" for n in range(sale)]
    put(home, "activity", "activity day manager outcome product\n" + "\n".join(calls), covers=["HQ"])
    put(home, "need", "need day manager customer what\n" + "\n".join(needs))
    put(home, "sale", "sale day manager amount\n" + "\n".join(sales), covers=["HQ"])
    return home


def amounts(row: Row) -> str:
    return " ".join("-" if step.amount is None else f"{step.amount:.0f}" for step in row.steps)


def test_the_weakest_step_is_the_one_furthest_below_the_peers(home: Home) -> None:
    found: Funnel = asked(chain(home), funnel)
    assert found.used == ("contact", "effective", "need", "offer", "sale")
    assert (amounts(found.own), amounts(found.units[0])) == ("50 37 28 22 12", "50 37 28 22 12")
    assert {row.manager: (amounts(row), row.weakest) for row in found.people} == {
        # medians: 0.8 effective, 0.8 need, 0.8 offer, 2/3 sale; what follows on fewer than five is not judged
        "m1": ("10 5 4 3 2", "effective"), "m2": ("10 10 5 4 3", "need"), "m3": ("10 8 8 4 2", "offer"),
        "m4": ("10 8 6 6 1", "sale"), "m5": ("10 6 5 5 4", "effective"),
    }  # fmt: skip


def test_of_steps_equally_far_below_the_first_is_named(home: Home) -> None:
    people = [(f"m{n}", 10, 10, 10, 10) for n in range(1, 5)]
    found: Funnel = asked(chain(home, [*people, ("m5", 10, 5, 5, 5)]), funnel)
    assert [row.weakest for row in found.people] == [None, None, None, None, "need"]


def test_four_peers_have_a_funnel_without_a_weakest_step(home: Home) -> None:
    found: Funnel = asked(chain(home, FUNNEL[:4]), funnel)
    assert {row.weakest for row in found.people} == {None}
    assert not any(step.coloured for row in found.people for step in row.steps)


def test_steps_nobody_records_are_left_out_of_the_funnel(bank: Home) -> None:
    put(bank, "activity", "activity day manager outcome product\na3 2026-10-08 m1 met -")
    found: Funnel = asked(bank, funnel)
    assert found.used == ("contact", "effective", "sale")
    assert {row.manager: amounts(row) for row in found.people}["m3"] == "1 - 1"


def test_a_manager_sees_the_own_funnel_alone(home: Home) -> None:
    found: Funnel = asked(chain(home), funnel, viewer=Viewer("manager", manager="m2"))
    assert [row.manager for row in found.people] == ["m2"]
    assert amounts(found.own) == amounts(found.people[0]) == "10 10 5 4 3"


def test_a_manager_s_funnel_has_no_needs_that_others_heard(home: Home) -> None:
    put(chain(home), "need", "need day manager customer\nx1 2026-10-09 m1 z1")
    put(home, "portfolio", "customer manager\nz1 m2")
    own = Viewer("manager", manager="m2")
    with reader(home, own) as found:
        assert found.rows("select need from need where manager = 'm1'")
    assert amounts(asked(home, funnel, viewer=own).own) == "10 10 5 4 3"


def test_a_unit_whose_result_is_unknown_has_an_unknown_yield(home: Home) -> None:
    put(home, "activity", CONTACTS, covers=["E"])
    put(home, "activity", "activity day manager outcome\nv1 2026-09-09 m3 met", day="2026-09-09", covers=["W"])
    found = listed(fill(home), "yield", "unit", "key", "state")
    assert found == ["HQ value", "E value", "W unknown"]


def listed(home: Home, metric: str, by: str | None, *columns: str, viewer: Viewer = OWNER) -> list[str]:
    with reader(home, viewer) as found:
        return drawn(lines(found, PACK, metric, period="2026-10", by=by, workdays=workdays.load()), *columns)  # type: ignore[arg-type]


def test_measures_are_lines_like_those_of_metrics(bank: Home) -> None:
    columns = ("dimension", "key", "state", "actual", "rank", "ranked")
    assert listed(bank, "daily_minimum", None, *columns) == ["unit HQ value 0 - -"]
    assert listed(bank, "yield", "unit", *columns) == [
        "unit HQ value 14.444 - -", "unit W value 42.5 1 2", "unit E value 6.429 2 2",
    ]  # fmt: skip
    assert listed(bank, "follow_up", "unit", *columns) == ["unit HQ not_computable - - -"]


def test_contacts_are_split_by_hour_and_by_the_customer_s_tier_that_day(bank: Home) -> None:
    put(bank, "customer", "customer name tier first_day\nc1 a 金卡 -\nc2 b 普通 -\nc4 c 金卡 -\nc4 c 私行 2026-10-11")
    assert listed(bank, "activities", "hour", "dimension", "key", "state", "actual") == [
        "hour 8 value 1", "hour 9 value 2", "hour 10 value 1", "hour 14 value 3", "hour 20 value 3", "hour - value 1",
    ]  # fmt: skip
    assert listed(bank, "effective_rate", "tier", "name", "key", "actual") == [
        "私行 private 1", "金卡 gold 1", "普通 standard 0.667", "- - 0.8",
    ]  # fmt: skip
    assert listed(bank, "effective_contacts", "hour", "key", "state")[0] == "8 unknown"


@pytest.mark.parametrize(("metric", "by"), [("sales_amount", "hour"), ("yield", "tier"), ("daily_minimum", "day")])
def test_what_has_no_hour_or_tier_is_not_split(bank: Home, metric: str, by: str) -> None:
    with pytest.raises(Refused, match=r"metric\.no_part"):
        listed(bank, metric, by)
