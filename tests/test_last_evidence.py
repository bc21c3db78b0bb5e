"""What a talk with who is in last place begins with: the first thing that is amiss, in the order a head would ask."""

from decimal import Decimal
from typing import Any

import pytest

from metrics.coverage import Row
from metrics.last_evidence import _of
from tests.bank import PACK


@pytest.mark.parametrize(
    ("weakest", "overdue", "covered", "minimum", "topic"),
    [
        ("offer", 2, 10, "0.1", "step"),
        (None, 2, 10, "0.1", "promises"),
        (None, 0, 79, "0.1", "coverage"),
        (None, 0, 80, "0.9", "minimum"),
        (None, 0, 80, "1", "listen"),
        (None, 0, None, None, "listen"),
    ],
)
def test_the_topic_is_the_first_thing_amiss(
    weakest: str | None, overdue: int, covered: int | None, minimum: str | None, topic: str
) -> None:
    unsaid: Any = (0, 0, None, None, None, None, None)
    row = None if covered is None else Row("manager", "a", "A", 100, covered, *unsaid)
    found = _of(PACK, "a", row, Decimal(minimum) if minimum else None, weakest, overdue)
    assert (found.topic, found.held) == (topic, 100 if row else 0)
