"""Every total reconciles: people and what is nobody's come to the unit, and what does not is said."""

from dataclasses import replace
from decimal import Decimal

import pytest

from data.home import Home
from metrics.reconciled import SUMMED, reconciled
from tests.bank import PACK, shown

METRICS = [metric.id for metric in PACK.metrics.values() if metric.kind in SUMMED]


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("unit", ["U0", "U01", "U0101"])
def test_people_and_what_is_nobody_s_come_to_the_unit(sample_home: Home, metric: str, unit: str) -> None:
    (total,) = shown(sample_home, metric, unit=unit)
    found = reconciled(PACK.metrics[metric], total, shown(sample_home, metric, unit=unit, by="manager"))
    assert found is not None and found.count > 2
    assert found.difference == 0


def test_what_the_rows_lack_is_said(sample_home: Home) -> None:
    (total,) = shown(sample_home, "sales_amount")
    rows = shown(sample_home, "sales_amount", by="manager")
    first = next(line for line in rows if line.actual)
    less = [replace(line, actual=Decimal(1)) if line is first else line for line in rows]
    found = reconciled(PACK.metrics["sales_amount"], total, less)
    assert found is not None and first.actual is not None
    assert found.difference == first.actual - 1


def test_what_is_counted_anew_at_each_level_is_not_summed(sample_home: Home) -> None:
    for metric in ("buying_customers", "effective_rate"):
        (total,) = shown(sample_home, metric)
        assert reconciled(PACK.metrics[metric], total, shown(sample_home, metric, by="manager")) is None
