"""The made-up bank's numbers are ones a head would believe, and what it leaves open it leaves open on purpose."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from data import publish, store
from data.home import Home
from data.kinds import kinds
from data.reader import Reader
from data.sample.bank import build
from data.sample.people import SIZES
from data.scope import OWNER
from metrics.show import lines
from tests.bank import PACK

BELIEVABLE = (-0.5, 2.0)


@pytest.fixture(scope="module")
def reader(sample_home: Home) -> Iterator[Reader]:
    found = publish.open_reader(sample_home, OWNER)
    assert found is not None
    with found:
        yield found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with store.scratch(Home(tmp_path_factory.mktemp("made"))) as con:
        build(con, SIZES["medium"], 1, date(2026, 11, 20))
        yield con


@pytest.mark.parametrize("period", ["2026-10", "2026Q4"])
@pytest.mark.parametrize("metric", PACK.metrics)
def test_the_bank_reaches_about_what_it_set_out_to(reader: Reader, metric: str, period: str) -> None:
    total = lines(reader, PACK, metric, period=period)[0]
    assert total.state == "value"
    assert total.attainment is None or BELIEVABLE[0] < total.attainment < BELIEVABLE[1]


@pytest.mark.parametrize("kind", ["target", "holding", "balance", "sale", "activity", "portfolio"])
def test_nothing_is_said_twice(made: duckdb.DuckDBPyConnection, kind: str) -> None:
    key = ", ".join(kinds()[kind].key)
    twice = f"select {key} from {kind} group by all having count(*) > 1"
    assert made.execute(f"select * from ({twice}) limit 1").fetchall() == []


def test_who_owns_a_deposit_has_a_balance(made: duckdb.DuckDBPyConnection) -> None:
    without = made.execute("""
        select count(*) from holding join product using (product)
        anti join balance using (customer, product) where category = '存款'
    """).fetchall()
    assert without == [(0,)]


def test_deposits_grow_in_most_units_and_fall_in_the_one_that_loses_customers(made: duckdb.DuckDBPyConnection) -> None:
    grown = dict(made.execute("""
        select unit, sum(amount) filter (day = date '2026-11-20') / sum(amount) filter (day = date '2026-10-31') - 1
        from stood_at join seat using (seat) group by unit
    """).fetchall())  # fmt: skip
    assert min(grown, key=lambda unit: grown[unit]) == "U0102"
    assert grown["U0102"] < 0 < sorted(grown.values())[2]
    assert max(grown.values()) < 0.04


def test_a_weekly_balance_is_missing_in_one_unit_only(made: duckdb.DuckDBPyConnection) -> None:
    missing = made.execute("""
        from (select distinct unit, listed.day from seat, listed where isodow(listed.day) = 5)
        anti join (select unit, day from stood_at join seat using (seat)) using (unit, day)
        select distinct unit
    """).fetchall()
    assert missing == [("U0301",)]
