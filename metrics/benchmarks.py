"""What may be said of others to somebody who must not see them: benchmarks without names."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from data.home import Home
from data.publish import open_reader
from data.scope import OWNER
from metrics.ground import sql, top
from metrics.pack import Pack
from metrics.periods import Period
from metrics.policy import LEAST
from metrics.results import keep_results
from metrics.workdays import Workdays


@dataclass(frozen=True)
class Benchmark:
    """The attainment from which one is among the best `top` (0.1, 0.25 or 0.5) of `peers` people in a metric.

    `more` is how much more of the metric that takes, in its unit: 0 where it is `reached`, None where the person has
    no attainment, or where less is better.
    """

    metric: str
    top: Decimal
    peers: int
    attainment: Decimal | None
    reached: bool | None
    more: Decimal | None


def benchmarks(
    home: Home,
    pack: Pack,
    period: Period,
    manager: str,
    *,
    workdays: Workdays,
    as_of: date,
    today: date | None = None,
) -> list[Benchmark]:
    """Benchmarks of the weighted metrics among everybody of the same role and peer group in the whole tree.

    Reads what nobody may see in person and gives no name and no place; nothing of fewer than five people.
    """
    reader = open_reader(home, OWNER, today)
    if reader is None:
        return []
    with reader:
        day = min(as_of, period.last_day)
        keep_results(reader, pack, period, top(reader, day), workdays=workdays, people=True, as_of=as_of)
        reader.run(sql("formulas"))
        rows = reader.rows(sql("benchmarks"), {"manager": manager, "day": day, "least": LEAST})
    return [_benchmark(pack, row) for row in rows]


def _benchmark(pack: Pack, row: dict[str, Any]) -> Benchmark:
    # what is best kept low has no amount to add
    adds = pack.metrics[row["metric"]].better == "higher"
    return Benchmark(
        metric=row["metric"],
        top=Decimal(repr(row["top"])),
        peers=row["peers"],
        attainment=_number(row["attainment"]),
        reached=row["reached"],
        more=_number(row["more"]) if adds else None,
    )


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))
