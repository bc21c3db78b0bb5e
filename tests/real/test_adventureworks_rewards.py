"""The twelve quarters as a season: a rule for everyone who reaches the quota grants what the known answers say."""

from pathlib import Path

import pytest

from data.home import Home
from metrics.__main__ import app
from tests.real.test_adventureworks import QUARTERS, answers, call, filled

__all__ = ["filled"]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_who_reached_the_quota_is_awarded_and_nobody_else(filled: Home, real: Path, quarter: str) -> None:
    rows = call(app, "rewards", "--period", quarter, "--home", str(filled.path), "--format", "json")
    won = {row["manager"] for row in rows if row["rule"] == "reached" and row["state"] == "awarded"}
    known = answers(real, quarter)
    assert won == {row["EmployeeKey"] for row in known if float(row["Actual"]) >= float(row["Quota"])}
    first = [row for row in rows if row["rule"] == "first_prize" and row["state"] == "awarded"]
    over = [row for row in known if float(row["Actual"]) >= 1.2 * float(row["Quota"])]
    assert bool(first) == bool(over)
    assert {row["manager"] for row in first} <= {row["EmployeeKey"] for row in over}
