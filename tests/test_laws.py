"""Laws that every number keeps, whatever unit, period, viewer and order of rows one asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from data import publish, store
from data.home import Home, open_home
from data.reader import Reader
from data.scope import OWNER, Viewer, parse
from metrics.held import over_held
from metrics.line import Line
from metrics.periods import Period, days
from metrics.show import people_lines, unit_lines
from metrics.view import view
from metrics.workdays import load
from tests.bank import PACK
from tests.by_hand import put_with, table

ADDING = [id for id, metric in PACK.metrics.items() if metric.kind not in ("distinct", "ratio")]
DISTINCT = [id for id, metric in PACK.metrics.items() if metric.kind == "distinct"]
# whom two hold counts with each of them and once for the unit, whose share may lie outside theirs
RATIOS = [
    id
    for id, metric in PACK.metrics.items()
    if metric.kind == "ratio" and not over_held(PACK.metrics[str(metric.bottom)])
]
FIRST, LAST = date(2026, 7, 20), date(2026, 10, 15)
# stretches of days of the small sample, whole or still running
PERIODS = st.tuples(st.integers(0, 70), st.integers(1, 60)).map(
    lambda pair: days(FIRST + timedelta(days=pair[0]), FIRST + timedelta(days=sum(pair)))
)
UNITS = st.sampled_from(["U0", "U01", "U02", "U0202"])
few = settings(deadline=None, max_examples=4, phases=[Phase.explicit, Phase.reuse, Phase.generate])
Lines = dict[str, list[Line]]


def asked(reader: Reader, unit: str, period: Period, as_of: date | None = None) -> tuple[Lines, Lines]:
    """The unit with its children and its people, for every metric."""
    seen = view(reader, PACK, list(PACK.metrics.values()), period, unit, workdays=load(), as_of=as_of)
    return unit_lines(seen), people_lines(seen)


def total(lines: Sequence[Line]) -> float:
    return float(sum((line.actual or Decimal(0) for line in lines), Decimal(0)))


def told(lines: Sequence[Line]) -> list[tuple[object, ...]]:
    """What is to be the same wherever it is read: means of balances come as binary fractions, so to the cent."""
    return [
        (line.unit, line.manager, line.state, line.as_of, line.unknown, line.unseen, line.partial, line.rank,
         *(None if value is None else round(float(value), 2)
           for value in (line.actual, line.target, line.gap, line.projection, line.needed_balance)))
        for line in lines
    ]  # fmt: skip


def opened(home: Home, viewer: Viewer = OWNER) -> Reader:
    reader = publish.open_reader(home, viewer)
    assert reader is not None
    return reader


@pytest.fixture(scope="module")
def bank(sample_home: Home) -> Iterator[Reader]:
    with opened(sample_home) as reader:
        yield reader


@given(unit=UNITS, period=PERIODS)
@few
def test_people_and_nobody_sum_to_the_unit_and_so_do_its_children(bank: Reader, unit: str, period: Period) -> None:
    totals, people = asked(bank, unit, period)
    for metric in ADDING:
        whole, *children = totals[metric]
        assert total(people[metric]) == pytest.approx(total([whole]), rel=1e-9, abs=1e-3), metric
        if children:
            assert total(children) == pytest.approx(total([whole]), rel=1e-9, abs=1e-3), metric


@given(unit=UNITS, period=PERIODS)
@few
def test_different_keys_are_at_most_the_sum_and_ratios_lie_among_their_parts(
    bank: Reader, unit: str, period: Period
) -> None:
    totals, people = asked(bank, unit, period)
    for metric in DISTINCT:
        parts = [line.actual or Decimal(0) for line in people[metric]]
        assert max(parts) <= (totals[metric][0].actual or 0) <= sum(parts), metric
    for metric in RATIOS:
        parts = [line.actual for line in people[metric] if line.actual is not None]
        if whole := totals[metric][0].actual:
            assert min(parts) <= whole + Decimal("1e-8") and whole <= max(parts) + Decimal("1e-8"), metric


def test_different_customers_and_ratios_of_people_do_not_sum_to_their_unit(bank: Reader) -> None:
    totals, people = asked(bank, "U0", days(date(2026, 7, 1), date(2026, 10, 1)))
    customers = people["buying_customers"]
    assert total(totals["buying_customers"][:1]) < total(customers)
    rates = [line.actual for line in people["effective_rate"] if line.actual is not None]
    rate = totals["effective_rate"][0].actual
    assert rate is not None and abs(float(rate) - float(sum(rates)) / len(rates)) > 0.0001


@given(unit=UNITS, period=PERIODS, later=st.integers(0, 20))
@few
def test_looking_back_from_a_later_day_changes_nothing(bank: Reader, unit: str, period: Period, later: int) -> None:
    day = period.last_day + timedelta(days=later)
    for then, now in zip(asked(bank, unit, period, as_of=day), asked(bank, unit, period), strict=True):
        for metric in PACK.metrics:
            assert told(then[metric]) == told(now[metric]), metric


@given(unit=st.sampled_from(["U01", "U0202"]), period=PERIODS)
@few
def test_a_head_sees_the_numbers_the_owner_sees(sample_home: Home, bank: Reader, unit: str, period: Period) -> None:
    with opened(sample_home, parse(f"head:{unit}")) as reader:
        for head, owner in zip(asked(reader, unit, period), asked(bank, unit, period), strict=True):
            for metric in PACK.metrics:
                assert told(head[metric]) == told(owner[metric]), metric


@given(who=st.integers(0, 9), period=PERIODS)
@few
def test_a_manager_sees_the_own_numbers_the_owner_sees(
    sample_home: Home, bank: Reader, who: int, period: Period
) -> None:
    _, everybody = asked(bank, "U0", period)
    named = sorted({line.manager for line in everybody["activities"] if line.manager and line.here})
    manager = named[who % len(named)]
    with opened(sample_home, parse(f"manager:{manager}")) as reader:
        _, own = asked(reader, "U0", period)
    for metric, lines in own.items():
        (mine,) = told([replace(line, rank=None) for line in lines if line.manager == manager])
        (theirs,) = told([replace(line, rank=None) for line in everybody[metric] if line.manager == manager])
        assert mine == theirs, metric


# what is there at the end of September: two units, a customer handed over, shared and nobody's sales, balances, calls
SEPTEMBER: dict[str, str] = {
    "unit": "unit name parent\nHQ 总行 -\nE 城东 HQ\nW 城西 HQ",
    "manager": "manager name\na 甲\nb 乙\nc 丙",
    "assignment": "manager unit first_day last_day\na E - -\nb E - 2026-09-15\nb W 2026-09-16 -\nc W - -",
    "portfolio": "customer manager first_day last_day\nC1 a - 2026-09-10\nC1 c 2026-09-11 -\nC2 b - -\nC3 c - -",
    "holding": "customer product first_day\nC1 基金 2026-09-02\nC2 理财 -",
    "sale": "sale day manager customer amount revenue\n"
    "s1 2026-09-03 a C1 50 1\ns2 2026-09-17 b C2 70 2\ns3 2026-09-18 - C3 9 1",
    "credit": "sale manager share\ns1 a 0.5\ns1 c 0.3",
    "activity": "activity day manager outcome\n1 2026-09-03 a met\n2 2026-09-04 a missed\n3 2026-09-21 c reached",
    "balance": "day customer amount opened\n"
    + "\n".join(
        f"2026-{day} {who} {amount} -"
        for who, amount in (("C1", 100), ("C2", 200))
        for day in ("08-31", "09-04", "09-10", "09-11", "09-18", "09-25", "09-30")
    )
    + "\n2026-09-14 C3 20000 2026-09-14\n2026-09-21 C3 30000 2026-09-14\n2026-09-28 C3 30000 2026-09-14",
    "target": "metric manager period amount\n"
    "sales_amount a 2026-09 80\ndeposit_growth c 2026-09 50\nsales_amount b 2026Q3 90",
}
Rows = dict[str, list[dict[str, str | None]]]


def made(home: Home, batches: Sequence[Rows], day: str = "2026-09-30") -> Home:
    """One import for each kind of each batch, complete for everybody; of `October` to the end of that month."""
    with store.records(home) as con:
        for number, kinds in enumerate(batches):
            to = "2026-10-31" if number else day
            for kind, rows in kinds.items():
                put_with(con, kind, rows, to, covers=["HQ"])
    publish.publish(home)
    return home


def september(home: Home) -> dict[str, list[tuple[object, ...]]]:
    with opened(home) as reader:
        totals, people = asked(reader, "HQ", days(date(2026, 9, 1), date(2026, 10, 1)))
    return {metric: told(totals[metric]) + sorted(told(people[metric]), key=str) for metric in PACK.metrics}


@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=2)
def test_the_order_of_the_rows_changes_no_metric(tmp_path_factory: pytest.TempPathFactory, random: Random) -> None:
    rows = {kind: table(text) for kind, text in SEPTEMBER.items()}
    mixed = {kind: random.sample(rows[kind], len(rows[kind])) for kind in random.sample(list(rows), len(rows))}
    place: Path = tmp_path_factory.mktemp("order")
    one, other = (made(open_home(place / str(n)), [batch]) for n, batch in enumerate((rows, mixed)))
    assert september(one) == september(other)


OCTOBER = {
    "sale": "sale day manager customer amount revenue\ns8 2026-10-09 a C2 500 7",
    "activity": "activity day manager outcome\n8 2026-10-09 c met",
    "balance": "day customer amount opened\n"
    "2026-10-09 C1 999 -\n2026-10-09 C3 5 2026-09-14\n2026-10-12 C4 7 2026-10-12",
    "portfolio": "customer manager first_day\nC2 c 2026-10-08\nC4 a 2026-10-08",
    "assignment": "manager unit first_day\nc E 2026-10-08",
    "unit": "unit name parent first_day\nW 城西 E 2026-10-08",
    "holding": "customer product first_day\nC3 基金 2026-10-09",
    "leave": "manager first_day last_day\na 2026-10-09 2026-10-31",
    "target": "metric manager period amount\nsales_amount a 2026-10 1\ndeposit_growth a 2026-10 1",
}


def test_what_happens_later_never_changes_a_past_month_unless_it_is_a_late_record(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    place: Path = tmp_path_factory.mktemp("later")
    rows = [{kind: table(text) for kind, text in month.items()} for month in (SEPTEMBER, OCTOBER)]
    home = made(open_home(place), rows[:1])
    before = september(home)
    made(home, [{}, rows[1]])
    after = september(home)
    assert {metric for metric in after if after[metric] != before[metric]} == set()
    late = {"sale": table("sale day manager amount revenue\ns9 2026-09-25 a 1 1")}
    made(home, [{}, late])
    after = september(home)
    assert {metric for metric in after if after[metric] != before[metric]} == {
        "sales_amount",
        "sales_count",
        "fee_income",
    }
