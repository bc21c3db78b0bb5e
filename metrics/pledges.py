"""Pledges of people for a day, and whether the day's records kept them: never the clock, and not before they are in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import md5
from typing import Any

from data.reader import Reader
from data.text import numbers
from metrics.line import Line
from metrics.names import called
from metrics.pack import Metric, Pack
from metrics.periods import containing
from metrics.show import people_lines
from metrics.view import view
from metrics.workdays import Workdays

STATES = ("kept", "missed", "unknown", "away", "unmeasured")
MADE = """
select p.pledge, p.day, p.unit, p.manager, max_by(m.name, m.first_day) as name, p.metric, p.amount, p.note
from pledge p
left join manager m on m.manager = p.manager
where p.state = 'stands' and p.day between $first and $last
    and exists (
        from unit_above a where a.above = $unit and a.unit = p.unit and a.first_day <= p.day and p.day < a.until
    )
group by all
order by p.day, p.unit, name, p.manager, p.metric, p.pledge
"""
# of the kinds that pledges are about the one that ends first
TOLD = """
select min(told) as day
from (
    select max(day) as told from batch
    where list_contains($sources, kind) and origin = 'files' and not undone and import_day <= $day
    group by kind
)
"""


@dataclass(frozen=True)
class Pledge:
    """What a person pledged to bring on a day, where that person then stood, and what came of it.

    `state` is kept or missed once the day is complete for the person's unit, until then unknown; away where the person
    was on leave and brought nothing; unmeasured where no metric that adds up by days is called `said`.
    """

    pledge: str
    day: date
    unit: str
    manager: str
    name: str | None
    said: str
    metric: str | None
    amount: Decimal
    note: str | None
    state: str
    actual: Decimal | None


def pledges(
    reader: Reader, pack: Pack, unit: str, first: date, last: date, *, workdays: Workdays, as_of: date | None
) -> list[Pledge]:
    """The pledges for the days from `first` to `last` at and below a unit, as the records to `as_of` tell of them."""
    rows = made(reader, unit, first, last)
    names = called(pack)
    brought: dict[tuple[date, str, str], Line] = {}
    for day in sorted({row["day"] for row in rows if as_of and row["day"] <= as_of}):
        about = {names.get(row["metric"].lower()) for row in rows if row["day"] == day}
        wanted = [each for each in measurable(pack) if each.id in about]
        if wanted:
            seen = view(reader, pack, wanted, containing("day", day), unit, workdays=workdays, as_of=day)
            found = people_lines(seen)
            brought |= {(day, m.id, line.manager): line for m in wanted for line in found[m.id] if line.manager}
    known = {each.id: each for each in measurable(pack)}
    return [_pledge(row, known.get(names.get(row["metric"].lower(), "")), brought) for row in rows]


def made(reader: Reader, unit: str, first: date, last: date) -> list[dict[str, Any]]:
    """The pledges that stand for the days from `first` to `last` at and below a unit, as they were made."""
    return reader.rows(MADE, {"unit": unit, "first": first, "last": last})


def made_id(day: date, manager: str, metric: str) -> str:
    """The same for the same day, person and metric, so that two who write one pledge down make it once."""
    return md5("\0".join((day.isoformat(), manager, metric)).encode(), usedforsecurity=False).hexdigest()


def told_to(reader: Reader, sources: Sequence[str], day: date) -> date | None:
    """To which day the files that were in by a day said what came of pledges; None where nobody can say."""
    found: date | None = reader.rows(TOLD, {"sources": list(sources), "day": day})[0]["day"]
    return found


def metric(pack: Pack, text: str) -> str | None:
    """The id of the metric a pledge calls so."""
    return called(pack).get(text.lower())


def measurable(pack: Pack) -> list[Metric]:
    """The metrics a day's pledge may be about: of which a single day brings its own part."""
    return [metric for metric in pack.metrics.values() if metric.kind == "flow"]


def _pledge(row: dict[str, Any], about: Metric | None, brought: dict[tuple[date, str, str], Line]) -> Pledge:
    said = row.pop("metric")
    if about is None:
        return Pledge(**row, said=said, metric=None, state="unmeasured", actual=None)
    line = brought.get((row["day"], about.id, row["manager"]))
    state, actual = _state(about, line, row["amount"]), line.actual if line else None
    return Pledge(**row, said=said, metric=about.id, state=state, actual=actual)


def _state(about: Metric, line: Line | None, amount: Decimal) -> str:
    if line is None or line.state == "unknown" or (line.actual is None and line.state != "out_of_scope"):
        return "unknown"
    if line.actual is None:
        return "away"
    actual, wanted = (numbers.rounded(value, about.step) for value in (line.actual, amount))
    return "kept" if (actual >= wanted if about.better == "higher" else actual <= wanted) else "missed"


def counted(found: Iterable[Pledge]) -> Counter[str]:
    """How many pledges are in each state."""
    return Counter(each.state for each in found)
