"""The twelve quarters as a season: a rule for everyone who reaches the quota grants what the known answers say."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data import publish
from data.home import Home
from data.scope import OWNER
from metrics.__main__ import app
from metrics.ground import top
from tests.real.test_adventureworks import QUARTERS, answers, call, filled

__all__ = ["filled"]


@pytest.fixture(scope="module")
def quarterly(filled: Home) -> Iterator[Home]:
    """The prizes of a month for quarters, in which the quotas are."""
    with publish.open_reader(filled, OWNER) as reader:  # type: ignore[union-attr]
        whole = top(reader, date(2019, 1, 1))
    filled.rules_file.write_text(f'[units."{whole}".rewards.first_prize]\nevery = ["quarter"]\n', "utf-8")
    yield filled
    filled.rules_file.unlink()


@pytest.mark.parametrize("quarter", QUARTERS)
def test_who_reached_the_quota_is_awarded_and_nobody_else(quarterly: Home, real: Path, quarter: str) -> None:
    rows = call(app, "rewards", "--period", quarter, "--home", str(quarterly.path), "--format", "json")
    won = {row["manager"] for row in rows if row["rule"] == "reached" and row["state"] == "awarded"}
    known = answers(real, quarter)
    assert won == {row["EmployeeKey"] for row in known if float(row["Actual"]) >= float(row["Quota"])}
    first = [row for row in rows if row["rule"] == "first_prize" and row["state"] == "awarded"]
    over = [row for row in known if float(row["Actual"]) >= 1.2 * float(row["Quota"])]
    assert bool(first) == bool(over)
    assert {row["manager"] for row in first} <= {row["EmployeeKey"] for row in over}
