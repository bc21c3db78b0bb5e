"""What the morning meeting says beside the morning board: the three best and what they did, and what today asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.reader import Reader
from metrics.morning import Board, Result
from metrics.pack import Metric, Pack

BEST = 3
DID = """
select manager, sum(contacts)::bigint as contacts,
    coalesce(sum(contacts) filter (where list_contains($effective, outcome)), 0)::bigint as effective,
    coalesce(sum(contacts) filter (where channel = 'visit'), 0)::bigint as visits
from contact
where day between $first and $last and list_contains($people, manager)
group by manager
"""
ASKED = """
with below as (select unit from unit_above where above = $unit and first_day <= $day and $day < until),
planned as (select count(*) as n from plan where day = $day and state <> 'shelved' and unit in (from below)),
promised as (
    select count(*) as n, count(*) filter (where due < $day) as overdue
    from follow_up where due <= $day and state in ('not_started', 'ongoing') and unit in (from below)
)
select planned.n as planned, promised.n as promised, promised.overdue from planned, promised
"""


@dataclass(frozen=True)
class Best:
    """One of those who brought most on the last day, and the contacts made on it: all, effective, and visits.

    The contacts are None where the log has not come in for that day.
    """

    metric: Metric
    manager: str
    name: str
    unit: str
    actual: Decimal
    contacts: int | None
    effective: int | None
    visits: int | None


@dataclass(frozen=True)
class Asked:
    """What a day asks of a unit: calls planned for it, follow-ups promised by then, and those overdue already."""

    planned: int
    promised: int
    overdue: int


def best(reader: Reader, pack: Pack, board: Board) -> tuple[Best, ...]:
    """The three who brought most on the last day, by the first metric of the board that anybody brought any of.

    Contacts are no result, so they don't decide; who ties with the third is among the best too.
    """
    metric, results = _brought(board)
    if metric is None:
        return ()
    least = results[min(BEST, len(results)) - 1].actual
    found = [result for result in results if result.actual >= least]
    first, last = board.last_days[metric.source]
    params = {"first": first, "last": last, "effective": list(pack.lists.get("effective", ()))}
    rows = reader.rows(DID, {**params, "people": [result.manager for result in found]})
    did = {row.pop("manager"): row for row in rows}
    logged = board.last_days.get("activity", (first, first))[1] >= last
    nothing = dict.fromkeys(("contacts", "effective", "visits"), 0 if logged else None)
    return tuple(_best(result, did.get(result.manager, nothing)) for result in found)


def _brought(board: Board) -> tuple[Metric | None, Sequence[Result]]:
    for metric in board.metrics:
        if metric.source != "activity" and metric.better == "higher":
            people = [each for each in board.results if each.metric == metric and each.manager and each.actual > 0]
            if people:
                return metric, people
    return None, ()


def _best(result: Result, did: dict[str, int | None]) -> Best:
    whose = str(result.manager)
    return Best(result.metric, whose, result.name or whose, result.unit, result.actual, **did)


def asked(reader: Reader, unit: str, day: date) -> Asked:
    """What a day asks of a unit and those below it."""
    return Asked(**reader.rows(ASKED, {"unit": unit, "day": day})[0])
