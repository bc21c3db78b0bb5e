"""The monthly review of a unit: gathered once for the unit and its people, as codes and numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from data.errors import Refused
from data.reader import Reader
from metrics import coverage
from metrics.announced import Announced, announced
from metrics.days import asked_day, needed
from metrics.ground import UNPLACED
from metrics.line import Line
from metrics.pack import Metric, Pack
from metrics.periods import Period, containing
from metrics.results import Scores
from metrics.review.corrections import from_below, with_corrections
from metrics.review.places import Month, own_boards, own_places, places, ranked
from metrics.review.shape import About, Covered, Figure, Review, Scored, Value, Won
from metrics.review.watch import watched
from metrics.reward_view import own_award
from metrics.rewards import Award, awards
from metrics.show import people_lines, unit_lines
from metrics.view import View, view
from metrics.workdays import Workdays

ABOVE = """
select u.unit, u.name
from unit_above a join unit u on u.unit = a.above
where a.unit = $unit and a.above <> $unit and a.first_day <= $day and a.until > $day
    and u.first_day <= $day and u.until > $day
order by a.distance
"""
# amounts are sums of binary fractions: what is less than a millionth is none of theirs
AMOUNTS, DUST = ("actual", "target", "expected", "gap"), Decimal("0.000001")
Lines = dict[str, list[Line]]
Owner = tuple[str | None, str | None, bool]


VALUES = tuple(field.name for field in fields(Value) if field.name != "corrected")


@dataclass(frozen=True)
class Asked:
    """Whose month is gathered, and how far."""

    reader: Reader
    pack: Pack
    unit: str
    month: Period
    workdays: Workdays
    day: date


def gather(
    reader: Reader, pack: Pack, unit: str, month: Period, *, workdays: Workdays, as_of: date | None = None
) -> Review:
    """The review of a unit (an id) and everybody assigned below; the reader has to see all of them.

    Raises Refused for a unit that isn't there.
    """
    asked = Asked(reader, pack, unit, month, workdays, asked_day(reader, month, unit, as_of))
    boards = own_boards(asked)
    seen, now = _lines(asked, month, pack.in_order())
    months = [ranked(asked, seen, boards)]
    metrics = [metric for metric in pack.in_order() if _says(now[metric.id][0], metric)]
    past = {}
    for name, span in _spans(pack, month).items():
        then, past[name] = _then(asked, span, metrics)
        if name == "before":
            months += [ranked(asked, then, boards) if then else Month({}, {})]
    figures = [figure for metric in metrics for figure in _figures(now[metric.id], metric, past)]
    figures = with_corrections(asked, metrics, figures)
    figures += from_below(asked, metrics, now)
    named, own = watched(asked)
    won, own_won = _won(asked)
    return Review(
        _about(asked, seen, metrics),
        tuple(figures),
        tuple(_scored(figures, months[0].scores, months[1].scores)),
        tuple(places(asked, {metric.id: now[metric.id] for metric in metrics}, past["before"], months)),
        *(tuple(_covered(asked)), tuple(won), tuple(named), tuple(own_won)),
        *(tuple(own_places(asked, boards, months)), tuple(own)),
    )


def _about(asked: Asked, seen: View, metrics: Sequence[Metric]) -> About:
    month, names = asked.month, tuple((node.unit, node.name) for node in seen.ground.nodes.values())
    return About(
        *(asked.unit, month.code, month.first_day, month.last_day, asked.day, asked.reader.version),
        *(asked.day < needed(month, asked.workdays), asked.pack.id, None, seen.ground.name(asked.unit)),
        *(tuple(metric.id for metric in metrics), names, _above(asked)),
    )


def _above(asked: Asked) -> tuple[tuple[str, str | None], ...]:
    rows = asked.reader.rows(ABOVE, {"unit": asked.unit, "day": asked.day})
    return tuple((row["unit"], row["name"]) for row in rows)


def _spans(pack: Pack, month: Period) -> dict[str, Period]:
    """What the month is held against: each is counted up to the last day it shares with the review."""
    first = month.first_day
    # the same month a year ago begins on a day that every year has
    ago = containing("month", first.replace(year=first.year - 1), pack.year)
    return {"before": month.previous(), "year_ago": ago, "year": containing("year", first, pack.year)}


def _lines(asked: Asked, span: Period, metrics: Sequence[Metric]) -> tuple[View, Lines]:
    """The unit, its children, its people and what is nobody's, by metric."""
    day = min(asked.day, span.last_day)
    seen = view(asked.reader, asked.pack, metrics, span, asked.unit, workdays=asked.workdays, as_of=day)
    units, people = unit_lines(seen), people_lines(seen)
    return seen, {metric.id: [*units[metric.id], *filter(_listed, people[metric.id])] for metric in metrics}


def _then(asked: Asked, span: Period, metrics: Sequence[Metric]) -> tuple[View | None, Lines]:
    """The same of an earlier span; nothing where the unit was not there yet."""
    try:
        return _lines(asked, span, metrics)
    except Refused as refused:
        if refused.code != "metric.unknown_unit":
            raise
        return None, {metric.id: [] for metric in metrics}


def _listed(line: Line) -> bool:
    """Whether a line of a person, or of what is nobody's, says anything."""
    if line.unassigned or (line.unit == UNPLACED and line.provisional):
        return bool(line.actual or line.target)
    return line.state != "out_of_scope"


def _says(own: Line, metric: Metric) -> bool:
    """Whether a metric is reviewed: one in focus, of the score, or with a target."""
    return metric.focus or metric.weight > 0 or own.target is not None


def _owner(line: Line) -> Owner:
    return (None if line.manager or line.unassigned else line.unit, line.manager, line.unassigned)


def _figures(now: Sequence[Line], metric: Metric, past: Mapping[str, Lines]) -> list[Figure]:
    held = {name: {_owner(line): _value(line) for line in lines[metric.id]} for name, lines in past.items()}
    return [_figure(line, [held[name].get(_owner(line)) for name in ("before", "year_ago", "year")]) for line in now]


def _figure(line: Line, past: Sequence[Value | None]) -> Figure:
    before, year_ago, year = past
    return Figure(
        *(line.metric, line.unit, line.manager, line.name, _value(line), before, year_ago, year),
        *(line.unassigned, line.here),
    )


def _scored(figures: Sequence[Figure], held: Scores, before: Scores) -> list[Scored]:
    """The score of everyone who has a figure, the unit first."""
    owners = {_whose(each): each for each in figures if not each.unassigned}
    return [
        Scored(each.unit, each.manager, each.name, *held[owner], before=before.get(owner, (None, ()))[0])
        for owner, each in owners.items()
        if owner in held
    ]


def _whose(figure: Figure) -> str:
    return figure.manager or figure.unit or ""


def _covered(asked: Asked) -> list[Covered]:
    if "coverage" not in asked.pack.metrics:
        return []
    seen = coverage.look(asked.reader, asked.pack, asked.month, asked.unit, workdays=asked.workdays, as_of=asked.day)
    names = ("dimension", "key", "name", "held", "covered", "overdue", "planned", "made")
    rows = coverage.rows(seen)
    return [Covered(**{name: getattr(row, name) for name in names}) for held in rows.values() for row in held]


def _won(asked: Asked) -> tuple[list[Won], list[Won]]:
    """Who was given what, with what was announced of it; and the same as each person may read it."""
    found = awards(asked.reader, asked.pack, asked.month, asked.unit, workdays=asked.workdays, as_of=asked.day)
    told = announced(asked.reader, asked.month, asked.unit, found)
    said = {(each.rule, each.manager): each for each in told}
    given = [each for each in found if each.state == "awarded" or (each.rule, each.manager) in said]
    own = [own_award(asked.pack, each, within=each.unit == asked.unit) for each in given]
    whole, alone = ([_award(each, said.get((each.rule, each.manager))) for each in rows] for rows in (given, own))
    return whole, alone


def _award(each: Award, told: Announced | None) -> Won:
    names = ("rule", "manager", "name", "unit", "value", "line", "given", "amount", "reached_on", "provisional")
    said, instead = (told.said, told.replaced) if told else (None, None)
    return Won(**{name: getattr(each, name) for name in names}, said=said, instead=instead)


def _value(line: Line) -> Value:
    """What a review keeps of a line."""
    amounts = {name: _settled(getattr(line, name)) for name in AMOUNTS}
    return Value(**{name: getattr(line, name) for name in VALUES} | amounts | {"unseen": line.unseen or 0})


def _settled(value: Decimal | None) -> Decimal | None:
    return value if value is None or not value.is_finite() or abs(value) < 1 else value.quantize(DUST)
