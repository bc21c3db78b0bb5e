"""Words about a number: what is missing from it, what it means, why it is none, and what hovers beside it."""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from data.kinds import kinds
from data.text import numbers
from metrics.ground import UNPLACED
from metrics.line import Line
from metrics.pack import Metric
from pages.parts.part_targets import few_targets, part_targets

if TYPE_CHECKING:
    from pages.parts.room import Room

NO_BREAK = "\u00a0"


def incomplete(room: "Room", line: Line) -> str:
    """What a number lacks: late units with their day, how many people and accounts are unknown; empty when whole."""
    parts = [
        room.say(
            "page.late_unit" if day else "page.missing_unit",
            unit=name or room.unit_name(unit),
            day=numbers.day(day, room.language),
        )
        for unit, name, day in line.late[:3]
    ]
    if len(line.late) > 3:
        parts.append(room.say("page.late_more", count=len(line.late) - 3))
    if line.unknown:
        parts.append(room.say("page.unknown_people", count=line.unknown))
    if line.unseen:
        parts.append(room.say("page.unseen_accounts", count=numbers.count(line.unseen, room.language)))
    said = [room.say("page.partial", what=room.say("page.comma").join(parts))] if parts else []
    if line.untargeted:
        said.append(room.say("page.untargeted", count=line.untargeted))
    return " ".join(said)


def definition(room: "Room", metric: Metric, line: Line | None = None) -> str:
    """What a metric says, its formula, its source and the day it is complete to."""
    return room.say(
        "page.definition",
        what=metric.definition.what.get(room.language),
        formula=metric.definition.formula.get(room.language),
        source=kinds()[metric.source].title(room.language),
        day=numbers.day(line.as_of if line else room.as_of, room.language),
    )


def hover(room: "Room", line: Line, metric: Metric, name: str) -> str:
    """The whole numbers of one row, its data day and why a number is missing."""

    def whole(value: numbers.Number | None) -> str:
        return numbers.full(value, metric.unit, room.language)

    rows = [name, f"{room.say('page.actual')} {whole(line.actual)}"]
    if line.target is not None:
        rows.append(f"{room.say('page.target_amount')} {whole(line.target)}")
        for title, value, text in _beside(room, line, metric):
            known = value is not None or line.actual is None
            rows.append(f"{room.say(title)} {text if known else room.say('number.not_computable')}")
    rows.append(numbers.day(line.as_of, room.language))
    return "\n".join([*rows, *reasons(room, line)])


def _beside(room: "Room", line: Line, metric: Metric) -> Iterator[tuple[str, numbers.Number | None, str]]:
    """What is said beside actual and target: pace and need of what adds up, the balance of what stands."""

    def whole(value: numbers.Number | None) -> str:
        return numbers.full(value, metric.unit, room.language)

    if metric.kind in ("flow", "distinct", "growth") and not metric.mean:
        yield "page.pace", line.pace, numbers.percent(line.pace, room.language)
        yield "page.lead", line.lead, numbers.points(line.lead, room.language)
    elif line.expected is not None:
        yield "page.line_path", line.expected, whole(line.expected)
    if metric.kind in ("flow", "distinct"):
        yield "page.need", line.need_per_day, whole(line.need_per_day)
    if metric.mean or metric.kind == "growth":
        yield "page.last_balance", line.last_balance, whole(line.last_balance)
        yield "page.needed_balance", line.needed_balance, whole(line.needed_balance)


def reasons(room: "Room", line: Line) -> Sequence[str]:
    """The words for whatever state is not a plain number."""
    states = (line.state,) if few_targets(line) else (line.state, line.target_state)
    found = [room.say(f"state.{state}") for state in states if state not in (None, "value")]
    if few_targets(line):
        found.append(room.say("page.few_targets", count=line.targeted))
    if missing := part_targets(room, line):
        found.append(missing)
    if line.target_source in ("tiled", "people"):
        found.append(room.say(f"page.target_{line.target_source}"))
    partial = incomplete(room, line)
    return [*found, partial] if partial else found


def remark(room: "Room", line: Line, ranked: int, common: Collection[str] = ()) -> str:
    """What is to be said of a row; where others are ranked and this one isn't, as the reason for it.

    `common` are metrics missing of everybody's score, which need no saying row by row.
    """
    said = list(reasons(room, line))
    if line.manager and not line.here:
        said.insert(0, room.say("target.elsewhere"))
    text = room.say("page.comma").join(said)
    left_out = ranked and line.rank is None and not line.unassigned
    text = room.say("target.unranked", why=text) if left_out and text else text
    return room.say("data.semicolon").join(part for part in (text, unscored(room, line, common)) if part)


def paced(room: "Room", line: Line, metric: Metric) -> str:
    """The share of workdays gone by, for what goes by them."""
    if line.pace is None or metric.kind == "ratio":
        return ""
    return room.say("page.paced", pace=numbers.percent(line.pace, room.language))


def scored(room: "Room", line: Line) -> str:
    """The composite score, and what is missing of it; empty in a pack without weights."""
    names = _missing(room, line)
    if line.score is None:
        return room.say("page.scored_none", names=names) if names else ""
    score = numbers.percent(line.score, room.language)
    return room.say("page.scored_without", score=score, names=names) if names else room.say("page.scored", score=score)


def unscored(room: "Room", line: Line, common: Collection[str] = ()) -> str:
    """The metrics a score is without, or for want of which there is none."""
    names = _missing(room, line, common)
    return room.say("page.score_none" if line.score is None else "page.score_missing", names=names) if names else ""


def _missing(room: "Room", line: Line, common: Collection[str] = ()) -> str:
    """Nothing is said of what has no place in the tree: it has no targets to be scored by."""
    names = [room.pack.metrics[id].name(room.language) for id in line.score_missing if id not in common]
    return room.say("page.comma").join(names) if line.unit != UNPLACED else ""


def state(room: "Room", line: Line) -> str:
    """Why there is no band: the state of the number, else of its target, else the period has hardly begun."""
    if line.target_state == "zero_target" and line.reached is not None:
        return room.say("page.zero_met" if line.reached else "page.zero_short")
    if line.state in ("value", "zero") and few_targets(line):
        return room.say("page.few_targets", count=line.targeted)
    for found in (line.state, line.target_state):
        if found not in ("value", "zero", None):
            return room.say(f"state.{found}")
    return room.say("page.no_pace_yet") if line.target is not None and line.pace == 0 else ""


def who(room: "Room", line: Line) -> str:
    """The name of a line's person or unit; the unassigned rest has a word of its own."""
    if line.unassigned:
        return room.say("metric.unassigned")
    return line.name or line.manager or room.unit_name(line.unit or "*")


def viewed(room: "Room") -> str:
    """Whom the page is about: the unit, or the manager who looks at the own numbers."""
    return room.person or room.unit_name(room.unit)


def behind(room: "Room", metric: Metric, lines: Sequence[Line]) -> str:
    """The finding of bullet rows: how many are behind or at risk."""
    held = [line for line in lines if line.band is not None]
    short = sum(line.band in ("behind", "at_risk") for line in held)
    what = metric.name(room.language)
    if not held:
        begun = any(line.target is not None and not line.pace for line in lines)
        return room.say("page.rows_not_begun" if begun else "page.rows_no_pace", metric=what)
    kind = "people" if held[0].manager else "units"
    without = sum(line.target is None and not line.unassigned and line.state != "out_of_scope" for line in lines)
    rest = room.say(f"page.rows_{kind}_without", count=without) if without else ""
    return room.say(f"page.rows_{kind}", metric=what, count=short, among=len(held)) + rest
