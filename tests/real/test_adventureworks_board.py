"""The twelve quarters as a season: the board's ranks, by attainment and by value, are the known answers."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data.home import Home
from metrics.__main__ import app
from tests.real.test_adventureworks import QUARTERS, answers, call, filled

__all__ = ["filled"]


def board(home: Home, quarter: str, rank: str) -> dict[str, dict[str, Any]]:
    asked = ["board", "--period", quarter, "--rank", rank, "--home", str(home.path), "--format", "json"]
    return {row["manager"]: row for row in call(app, *asked) if row["reason"] is None}


@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_quarters_board_is_the_known_one(filled: Home, real: Path, quarter: str) -> None:
    shares, values = (board(filled, quarter, rank) for rank in ("attainment", "value"))
    known = answers(real, quarter)
    assert shares.keys() == {answer["EmployeeKey"] for answer in known}
    for answer in known:
        share, value = shares[answer["EmployeeKey"]], values[answer["EmployeeKey"]]
        assert (share["rank"], value["rank"]) == (int(answer["RankByAttainment"]), int(answer["RankByActual"]))
        assert (share["ranked"], share["metric"], share["by"]) == (len(known), "sales_amount", "attainment")
        assert share["value"] * 100 == pytest.approx(float(answer["AttainmentPct"]), abs=0.0551)
        assert abs(Decimal(str(value["value"])) - Decimal(answer["Actual"])) < Decimal("0.0051")
