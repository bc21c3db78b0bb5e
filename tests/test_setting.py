"""Targets proposed from what each usually reaches, parted exactly, and the four checks with their numbers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.home import Home
from metrics import checks, workdays
from metrics.checks import Check
from metrics.longer import Long, longs
from metrics.periods import parse
from metrics.seats import Seat, people_sum, seats
from metrics.setting import (
    at_least,
    cascaded,
    comparable,
    last_year,
    month_weights,
    months_of,
    parted,
    proposed,
    usuals,
)
from metrics.show import lines
from metrics.task import task_told
from tests.bank import PACK, fill, reader
from tests.by_hand import put

FLOW, BALANCE = PACK.metrics["sales_amount"], PACK.metrics["deposit_average"]
SINCE_NEW_YEAR, RATIO = PACK.metrics["deposit_end_growth"], PACK.metrics["effective_rate"]
LESS = FLOW.model_copy(update={"better": "lower"})
MORE, DAYS = Decimal("1.2"), workdays.load()
D = Decimal


def seat(owner: str, usual: str | None, kind: str = "manager") -> Seat:
    return Seat(kind, owner, owner, "E", None, False, None if usual is None else D(usual), 3, None)


def long(amount: int, shorts: Mapping[str, int], period: str = "2026Q4", opening: int | None = None) -> Long:
    held = {code: (parse(code, PACK), D(each)) for code, each in shorts.items()}
    return Long(parse(period, PACK), D(amount), held, None if opening is None else D(opening))


@pytest.mark.parametrize(
    ("usual", "least"), [("100", "120"), ("0", "0"), ("-50", "-40"), ("1234567", "1481480.4")], ids=str
)
def test_at_least_120_percent_of_the_usual_and_of_a_loss_a_fifth_less(usual: str, least: str) -> None:
    assert at_least(D(usual), MORE) == D(least)


@pytest.mark.parametrize(
    ("usual", "draft"), [("1234567", "1490000"), ("100", "120"), ("-50", "-40"), ("0", None), (None, None)], ids=str
)
def test_a_proposal_is_rounded_to_three_figures_and_up(usual: str | None, draft: str | None) -> None:
    found = proposed(FLOW, None if usual is None else D(usual), MORE)
    assert found == (None if draft is None else D(draft))
    assert "E" not in str(found)


def test_where_lower_is_better_a_proposal_is_less() -> None:
    assert proposed(LESS, D(1234), MORE) == D(987)


@settings(deadline=None, max_examples=60)
@given(st.decimals(-(10**9), 10**9, places=2), st.lists(st.integers(0, 50), min_size=1, max_size=12))
def test_what_is_parted_sums_to_the_whole(total: Decimal, weights: list[int]) -> None:
    found = parted(total, [D(each) for each in weights], D("0.01"))
    assert sum(found, D(0)) == total if any(weights) else found == []


def test_the_remainder_is_in_the_last_month() -> None:
    assert parted(D(100), [D(1)] * 3, D("0.01")) == [D("33.33"), D("33.33"), D("33.34")]


def test_a_quarter_is_spread_by_workdays_or_evenly() -> None:
    months = months_of(parse("2026Q4", PACK))
    assert parted(D(6200), month_weights(months, DAYS, "workdays"), D(1)) == [D(1800), D(2100), D(2300)]
    assert parted(D(6000), month_weights(months, DAYS, "even"), D(1)) == [D(2000)] * 3
    assert [months_of(parse(code, PACK)) for code in ("2026-10", "2026-W41")] == [[], []]


def test_who_has_no_history_weighs_the_mean_when_a_target_is_handed_down() -> None:
    assert cascaded(D(600), [D(100), D(300), None], D(1)) == [D(100), D(300), D(200)]
    assert cascaded(D(600), [D(100), D(300), D(-5)], D(1)) == [D(100), D(300), D(200)]
    assert cascaded(D(600), [D(100), None], D(1), equal=True) == [D(300), D(300)]
    assert cascaded(D(600), [None, None], D(1)) == [D(300), D(300)]
    assert cascaded(D(600), [], D(1)) == []


def outcome(check: Check) -> tuple[str, Decimal | None, Decimal | None]:
    return check.state, check.have, check.need


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (long(300, {"2026-10": 120, "2026-11": 120, "2026-12": 120}), ("passed", D(360), D(360))),
        (long(300, {"2026-10": 120, "2026-11": 120, "2026-12": 119}), ("failed", D(359), D(360))),
        (long(300, {"2026-10": 120, "2026-12": 119}), ("not_yet", None, None)),
        (long(-100, {"2026-10": -30, "2026-11": -30, "2026-12": -20}), ("passed", D(-80), D(-80))),
    ],
)
def test_short_targets_sum_to_120_percent_of_the_long_one(found: Long, expected: tuple[object, ...]) -> None:
    assert outcome(checks.long_term(FLOW, found, MORE)) == expected


def test_the_months_that_lack_a_target_are_named() -> None:
    assert checks.long_term(FLOW, long(300, {"2026-10": 120}), MORE).missing == ("2026-11", "2026-12")


@pytest.mark.parametrize(("december", "state"), [(1020, "passed"), (1019, "failed")])
def test_of_a_balance_the_growth_over_the_opening_counts(december: int, state: str) -> None:
    found = long(1000, {"2026-10": 950, "2026-11": 980, "2026-12": december}, opening=900)
    assert outcome(checks.long_term(BALANCE, found, MORE)) == (state, D(december - 900), D(120))
    assert checks.long_term(BALANCE, long(1000, {"2026-12": 1020}), MORE).why == "no_opening"


def test_what_counts_from_new_year_is_held_by_its_last_month() -> None:
    found = long(100, {"2026-10": 80, "2026-12": 120})
    assert outcome(checks.long_term(SINCE_NEW_YEAR, found, MORE)) == ("passed", D(120), D(120))
    assert checks.long_term(RATIO, found, MORE).why == "not_summed"


def test_a_draft_takes_the_place_of_what_is_in_force() -> None:
    found = long(300, {"2026-10": 120, "2026-11": 120, "2026-12": 100})
    assert checks.long_term(FLOW, found.with_draft(parse("2026-12", PACK), D(120)), MORE).state == "passed"
    assert checks.long_term(FLOW, found.with_draft(parse("2026-12", PACK), None), MORE).state == "not_yet"
    assert checks.long_term(FLOW, found.with_draft(parse("2026Q4", PACK), D(200)), MORE).need == D(240)


def test_each_person_reaches_120_percent_of_the_usual_and_without_history_nobody_fails() -> None:
    people = [seat("m1", "100"), seat("m2", "100"), seat("m3", None), seat("m4", "-50"), seat("m5", "9")]
    drafts = {"m1": D(120), "m2": D(119), "m3": D(1), "m4": D(-41), "m5": None}
    found = checks.against_usual(FLOW, people, drafts, MORE)
    assert (found.state, found.among, found.owners, found.without) == ("failed", 4, ("m2", "m4"), ("m3",))
    alone = checks.against_usual(FLOW, people[2:3], drafts, MORE)
    assert (alone.state, alone.why) == ("not_yet", "no_history")
    assert checks.against_usual(LESS, people[:2], {"m1": D(80), "m2": D(81)}, MORE).owners == ("m2",)


@pytest.mark.parametrize(("unit", "state"), [(D(99), "passed"), (D(100), "failed"), (None, "not_yet")])
def test_peoples_targets_sum_to_more_than_the_units(unit: Decimal | None, state: str) -> None:
    assert checks.people_over_unit(FLOW, 2, D(100), unit).state == state
    assert checks.people_over_unit(RATIO, 1, None, unit).state == "not_applicable"


@pytest.mark.parametrize(
    ("tasks", "revealed", "begun", "state"),
    [(0, False, False, "not_applicable"), (1, False, True, "passed"), (1, True, False, "failed"),
     (1, True, True, "passed")],
)  # fmt: skip
def test_a_task_target_shown_in_advance_fails(tasks: int, revealed: bool, begun: bool, state: str) -> None:
    assert checks.concealed(tasks, revealed, begun).state == state


UNITS = "unit name parent\nHQ 总行 -\nE 城东 HQ\nW 城西 HQ"
PEOPLE = "manager name hired\nm1 张 2020-01-01\nm2 李 2026-08-03\nm3 王 -"
POSTS = "manager unit first_day\nm1 E -\nm2 E 2026-08-03\nm3 W -"
SALES = """
    sale day        manager amount
    s0   2026-06-01 m1      1
    s1   2026-07-15 m1      100
    s2   2026-08-17 m1      300
    s3   2026-08-18 m2      50
    s4   2026-09-15 m1      200
    s5   2026-10-09 m1      999
    """
TARGETS = """
    metric       manager unit period  level amount
    sales_amount m1      -    2026-10 base  150
    销售额        -       E    2026-10 base  400
    sales_amount -       E    2026-11 base  500
    sales_amount -       E    2026Q4  base  1000
    sales_amount -       E    2026-10 task  700
    """


@pytest.fixture
def bank(home: Home) -> Home:
    for kind, rows in (("unit", UNITS), ("manager", PEOPLE), ("assignment", POSTS), ("target", TARGETS)):
        put(home, kind, rows)
    put(home, "sale", SALES, covers=["HQ"])
    return home


def asked(home: Home, period: str = "2026-10", unit: str = "E") -> list[Seat]:
    span, day = parse(period, PACK), date(2026, 10, 15)
    with reader(home) as found:
        usual = usuals(found, PACK, FLOW, span, unit, workdays=DAYS, as_of=day)
        return seats(found, PACK, FLOW, span, unit, usual=usual, workdays=DAYS, as_of=day)


def drawn(found: list[Seat]) -> list[str]:
    return [f"{s.owner} {s.usual and f'{s.usual:.1f}'} {s.periods} {s.now and f'{s.now:.0f}'} {s.new}" for s in found]


def test_the_usual_is_the_median_of_the_months_that_are_over(bank: Home) -> None:
    # June to September: 1, 100, 300, 200; 李 came in August: 50 and 0
    assert drawn(asked(bank)) == ["E 150.0 4 400 False", "m1 150.0 4 150 False", "m2 25.0 2 None True"]


AWAY = "manager first_day last_day type\nm2 2026-10-19 2026-10-23 年假"


@pytest.mark.parametrize("metric", ["sales_amount", "deposit_average"])
@pytest.mark.parametrize("unit", ["HQ", "E", "W"])
def test_peoples_targets_sum_to_what_the_view_says_movers_and_leave_prorated(
    home: Home, unit: str, metric: str
) -> None:
    targets = [{"metric": metric, "manager": f"m{n}", "period": "2026-10", "amount": 100} for n in (1, 2, 3, 4, 5)]
    fill(home, targets=targets[:0])
    put(home, "target", [*targets[:4], targets[4] | {"prorate": False}])
    put(home, "leave", AWAY)
    day = date(2026, 10, 15)
    with reader(home) as found:
        span, asked = parse("2026-10", PACK), PACK.metrics[metric]
        people = seats(found, PACK, asked, span, unit, usual={}, workdays=DAYS, as_of=day)
        said = lines(found, PACK, metric, period="2026-10", unit=unit, as_of=day, by="unit")
        said = [line for line in said if line.unit not in (unit, "~")]
        own = lines(found, PACK, metric, period="2026-10", unit=unit, as_of=day)
    held = {seat.owner: seat.now for seat in people if seat.kind == "manager"}
    assert [people_sum(people, held), *(people_sum(people, held, line.unit) for line in said)] == [
        None if line.people_target is None else round(line.people_target, 4) for line in (*own, *said)
    ]
    assert metric != "sales_amount" or unit != "E" or people_sum(people, held) == D("188.8889")


def test_from_above_children_stand_before_people_and_new_people_last(bank: Home) -> None:
    assert [each.owner for each in asked(bank, unit="HQ")] == ["HQ", "E", "W", "m1", "m3", "m2"]
    assert [each.new for each in asked(bank, "2027-03")] == [False, False, False]


def test_a_month_not_yet_over_is_not_compared_with() -> None:
    found = comparable(parse("2026-12", PACK), date(2026, 10, 15))
    assert [found[0].code, found[-1].code, len(found)] == ["2026-09", "2025-12", 10]


def test_the_long_targets_of_a_unit_come_with_their_short_ones(bank: Home) -> None:
    month = parse("2026-10", PACK)
    with reader(bank) as found:
        seats(found, PACK, FLOW, month, "E", usual={}, workdays=DAYS, as_of=date(2026, 10, 15))
        whole = [
            longs(found, PACK, FLOW, period, "E", workdays=DAYS, as_of=date(2026, 10, 15), level="base")
            for period in (month, parse("2026Q4", PACK))
        ]
        tasks = task_told(found, PACK, FLOW, month, "E", date(2026, 10, 15))
    assert [(each.period.code, each.amount, sorted(each.shorts)) for (each,) in whole] == [
        ("2026Q4", D(1000), ["2026-10", "2026-11"])
    ] * 2
    assert tasks == (1, None)


def test_last_years_shape_takes_months_known_whole(bank: Home) -> None:
    with reader(bank) as found:
        months = months_of(parse("2027Q3", PACK))
        shape = last_year(found, PACK, FLOW, months, "E", DAYS, date(2026, 10, 15))
        assert shape == [D(100), D(350), D(200)]
        assert last_year(found, PACK, FLOW, months_of(parse("2027Q4", PACK)), "E", DAYS, date(2026, 10, 15)) == []
