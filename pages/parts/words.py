"""Sentences the pages are made of: the answer, what is missing from it, and what a metric means."""

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from data.kinds import kinds
from data.text import numbers
from metrics.line import Line
from metrics.pack import Metric
from metrics.periods import Period
from pages.parts.colours import band
from pages.parts.part_targets import part_targets

if TYPE_CHECKING:
    from pages.parts.room import Room

# A number stays on one line with the Chinese word that counts it.
UNBROKEN, NO_BREAK = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff])"), "\u00a0"


def answer(room: "Room", line: Line, metric: Metric, period: Period, who: str) -> str:
    """The first line of a page: actual, target, how far from pace and what is needed a day, as HTML."""
    text = escape(room.say(f"page.answer_{_case(line)}", **_values(room, line, metric, period, who)))
    return f'<p class="answer">{UNBROKEN.sub(NO_BREAK, text + _band(room, line, metric))}</p>'


def _case(line: Line) -> str:
    if line.actual is None:
        return "unknown"
    if line.target is None and line.missing_periods:
        return "part_target"
    if line.target is None or line.target_state in ("no_target", "zero_target"):
        return str(line.target_state or "no_target")
    if line.gap is not None and line.gap <= 0:
        return "reached"
    if not line.days_left:
        return "missed"
    if line.lead is None or not line.pace:
        return "begun"
    return "ahead" if line.lead >= 0 else "behind"


def _values(room: "Room", line: Line, metric: Metric, period: Period, who: str) -> dict[str, object]:
    def amount(value: numbers.Number | None) -> str:
        return numbers.amount(value, metric.unit, room.language)

    return {
        "who": who,
        "period": period.title(room.language),
        "metric": metric.name(room.language),
        "source": kinds()[metric.source].title(room.language),
        "actual": amount(line.actual),
        "target": amount(line.target),
        "share": numbers.percent(line.attainment, room.language),
        "lead": numbers.points(line.lead, room.language, sign=False),
        "gap": amount(None if line.gap is None else abs(line.gap)),
        "need": amount(line.need_per_day),
        "left": line.days_left,
        "have": part_targets(room, line),
    }


def _band(room: "Room", line: Line, metric: Metric) -> str:
    if line.band is None or not line.days_left or line.projection is None:
        return ""
    text = room.say(
        "page.answer_band",
        word=f"{band(line.band).sign} {room.say(f'band.{line.band}')}".replace(" ", NO_BREAK),
        projection=numbers.amount(line.projection, metric.unit, room.language),
    )
    return f' <span class="{line.band}">{escape(text)}</span>'


def incomplete(room: "Room", line: Line) -> str:
    """What a total lacks: units that are late, with their day, and how many people are unknown; empty when whole."""
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
        for title, value, text in (
            ("page.pace", line.pace, numbers.percent(line.pace, room.language)),
            ("page.lead", line.lead, numbers.points(line.lead, room.language)),
            ("page.need", line.need_per_day, whole(line.need_per_day)),
        ):
            known = value is not None or line.actual is None
            rows.append(f"{room.say(title)} {text if known else room.say('number.not_computable')}")
    rows.append(numbers.day(line.as_of, room.language))
    return "\n".join([*rows, *reasons(room, line)])


def reasons(room: "Room", line: Line) -> Sequence[str]:
    """The words for whatever state is not a plain number."""
    found = [room.say(f"state.{state}") for state in (line.state, line.target_state) if state not in (None, "value")]
    if missing := part_targets(room, line):
        found.append(missing)
    if line.target_source in ("tiled", "people"):
        found.append(room.say(f"page.target_{line.target_source}"))
    partial = incomplete(room, line)
    return [*found, partial] if partial else found


def remark(room: "Room", line: Line, ranked: int) -> str:
    """What is to be said of a row; where others are ranked and this one isn't, as the reason for it."""
    said = list(reasons(room, line))
    if line.manager and not line.here:
        said.insert(0, room.say("target.elsewhere"))
    text = room.say("page.comma").join(said)
    left_out = ranked and line.rank is None and not line.unassigned
    return room.say("target.unranked", why=text) if left_out and text else text


def state(room: "Room", line: Line) -> str:
    """Why there is no band: the state of the number, else of its target, else the period has hardly begun."""
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
    return room.say(f"page.rows_{kind}", metric=what, count=short, among=len(held))


def headline(room: "Room", question: str, sentence: str, notes: Sequence[str]) -> str:
    """The top of a page: its question, the answer, and in small what it stands on."""
    note = escape(" ".join(note for note in notes if note))
    asked = room.say(question) + (room.say("page.sample_mark") if room.sample else "")
    return f'<h1 class="question">{escape(asked)}</h1>{sentence}<p class="note">{note}</p>'
