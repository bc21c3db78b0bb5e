"""What the morning meeting says beside the morning board: the three best and what they did, and what today asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.reader import Reader
from metrics.line import Line
from metrics.morning import Board, Result
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.show import people_lines
from metrics.view import view
from metrics.workdays import Workdays

BEST = 3
LOG = "activity"
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

    Contacts are no result, so they don't decide. Nobody of the lower half is among them, so that of few people not
    all are named; who ties with the last of them is among them too.
    """
    metric, results = _brought(board)
    if metric is None:
        return ()
    least = results[min(BEST, (len(results) + 1) // 2) - 1].actual
    found = [result for result in results if result.actual >= least]
    first, last = board.last_days[metric.id]
    params = {"first": first, "last": last, "effective": list(pack.lists.get("effective", ()))}
    rows = reader.rows(DID, {**params, "people": [result.manager for result in found]})
    did = {row.pop("manager"): row for row in rows}
    spans = [board.last_days[each.id] for each in board.metrics if each.source == LOG and each.id in board.last_days]
    logged = any(span[1] >= last for span in spans)
    nothing = dict.fromkeys(("contacts", "effective", "visits"), 0 if logged else None)
    return tuple(_best(result, did.get(result.manager, nothing)) for result in found)


def _brought(board: Board) -> tuple[Metric | None, Sequence[Result]]:
    for metric in board.metrics:
        if metric.source != LOG and metric.better == "higher":
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


def behind(
    reader: Reader, pack: Pack, metric: Metric, unit: str, period: Period, *, workdays: Workdays, as_of: date | None
) -> list[Line]:
    """The people of a unit who are behind or at risk in a metric, the furthest first."""
    seen = view(reader, pack, [metric], period, unit, workdays=workdays, as_of=as_of)
    found = [line for line in people_lines(seen)[metric.id] if line.band in ("behind", "at_risk") and line.here]
    return sorted(found, key=lambda line: (line.lead if line.lead is not None else line.attainment) or 0)
