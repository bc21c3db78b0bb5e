"""The first line of a page: the answer as one sentence with numbers, by what kind of number it is."""

import re
from collections.abc import Callable
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from data.kinds import kinds
from data.text import has, numbers
from metrics.line import Line
from metrics.pack import Metric
from metrics.periods import Period
from pages.parts import sealed
from pages.parts.colours import marked
from pages.parts.part_targets import few_targets, part_targets
from pages.parts.words import NO_BREAK

if TYPE_CHECKING:
    from pages.parts.room import Room

# A number stays on one line with the Chinese word that counts it, and apart from one that doesn't.
UNBROKEN, TIGHT = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff])"), re.compile(r"(?<=\d)(?=的)")
# Where a sentence names its band, which is coloured once the rest has been escaped.
BAND = "\ue000"
# No line begins with a slash or parts a sign from its number.
JOINED = str.maketrans({"／": "\u2060／", numbers.MINUS: f"{numbers.MINUS}\u2060"})
FEW = Decimal("0.01")


def top(room: "Room", question: str, sentence: str, notes: tuple[str, ...], period: Period | None = None) -> str:
    """The top of a page: its question, the answer, and in small what it stands on; of a sealed `period` that it is."""
    still = sealed.badge(room, period) if period else ""
    note = escape(" ".join(note for note in (*notes, still and f"· {still}") if note))
    asked = room.say(question) + (room.say("page.sample_mark") if room.sample else "")
    return f'<h1 class="question">{escape(asked)}</h1>{sentence}<p class="note">{note}</p>'


def answer(room: "Room", line: Line, metric: Metric, period: Period, who: str) -> str:
    """The answer as HTML: where the number stands, and what is needed or may be kept."""
    said = room.say(f"page.answer_{case(line, metric)}", **_values(room, line, metric, period, who))
    text = TIGHT.sub(" ", escape(said)).replace(BAND, _band(room, line))
    return f'<p class="answer">{UNBROKEN.sub(NO_BREAK, text).translate(JOINED)}</p>'


def case(line: Line, metric: Metric) -> str:
    """Which sentence says it: without a number or a target why, else by the metric's kind."""
    if line.actual is None:
        return line.state if line.state in ("not_computable", "out_of_scope") else "unknown"
    if line.target is None:
        return "part_target" if line.missing_periods else "few_targets" if few_targets(line) else "no_target"
    if line.target_state == "best":
        return "best"
    if metric.mean and line.needed_balance is not None:
        return _mean(line, metric)
    if line.target_state == "zero_target":
        return "zero_met" if line.reached else "zero_short"
    if metric.kind == "ratio":
        return _side(line, "ratio")
    if metric.kind == "balance_end" and line.needed_balance is not None:
        return _side(line, "end")
    return _running(line, metric)


def _mean(line: Line, metric: Metric) -> str:
    """An average is met by what stands from tomorrow on."""
    if line.last_balance is None or line.projection is None:
        return "mean_needed"
    lower, needed = metric.better == "lower", line.needed_balance or 0
    held = line.last_balance <= needed if lower else line.last_balance >= needed
    return "mean_held" if held else "mean_most" if lower else "mean_least"


def _side(line: Line, kind: str) -> str:
    gap = line.gap or 0
    return f"{kind}_short" if gap > 0 else f"{kind}_above" if gap < 0 else f"{kind}_equal"


def _running(line: Line, metric: Metric) -> str:
    """What adds up through the period; a growth of what stands is told with the balance it needs."""
    growth = metric.kind == "growth" and line.needed_balance is not None
    gap = line.gap or 0
    if metric.better == "lower":
        return "spent" if gap < 0 else "room" if line.days_left else "kept"
    if gap <= 0 and line.days_left and (growth or (line.target or 0) < 0):
        return "growth_above" if growth else "room_below"
    if gap <= 0:
        return "reached"
    if not line.days_left:
        return "missed"
    if line.lead is None or not line.pace:
        return "begun"
    way = "ahead" if line.lead >= 0 else "behind"
    return f"growth_{way}" if growth else way


def _values(room: "Room", line: Line, metric: Metric, period: Period, who: str) -> dict[str, object]:
    def amount(value: numbers.Number | None) -> str:
        return numbers.amount(value, metric.unit, room.language)

    bottom = room.pack.metrics.get(metric.bottom)
    return {
        "who": who,
        "period": period.title(room.language),
        "ends": room.say(ends(period)),
        "metric": metric.name(room.language),
        "source": kinds()[metric.source].title(room.language),
        "bottom": bottom.name(room.language) if bottom else "",
        "actual": amount(line.actual),
        "target": amount(line.target),
        "share": numbers.percent(line.attainment, room.language),
        "done": _done(room, line, metric),
        "aim": _aim(room, line, amount(line.target)),
        "lead": numbers.points(line.lead, room.language, sign=False),
        "gap": difference(room, metric, line.gap),
        "need": amount(line.need_per_day),
        "room": amount(line.gap / line.days_left if line.gap and line.days_left else line.gap),
        "left": line.days_left,
        "targeted": line.targeted,
        "people_target": amount(line.people_target),
        "have": part_targets(room, line),
        "last": amount(line.last_balance),
        "needed": amount(line.needed_balance),
        "projection": amount(line.projection),
        "more": _more(room, line, amount),
        "path": path(room, metric, line),
        "heading": _heading(room, line, metric, period),
        "band": BAND if line.band else "",
    }


def _done(room: "Room", line: Line, metric: Metric) -> str:
    """How much of a balance's target is there; of a growth, which may fall below zero, the amounts say it."""
    if metric.kind != "balance_average" or line.attainment is None:
        return ""
    return room.say("page.answer_done", share=numbers.percent(line.attainment, room.language))


def _aim(room: "Room", line: Line, target: str) -> str:
    """The target, with how much of it is there; below zero a share would say nothing."""
    if line.attainment is None or line.attainment < 0 or (line.target or 0) < 0:
        return room.say("page.answer_aim_plain", target=target)
    return room.say("page.answer_aim", target=target, share=numbers.percent(line.attainment, room.language))


def _more(room: "Room", line: Line, amount: Callable[[numbers.Number], str]) -> str:
    """How much more has to stand than does, where two large balances would read the same."""
    if not line.last_balance or line.needed_balance is None:
        return ""
    more = line.needed_balance - line.last_balance
    return room.say("page.answer_more", gap=amount(more)) if 0 < more < FEW * abs(line.last_balance) else ""


def ends(period: Period) -> str:
    """The code of what the period's last day is called."""
    code = f"page.ends_{period.kind}"
    return code if has(code) else "page.ends_other"


def difference(room: "Room", metric: Metric, value: numbers.Number | None) -> str:
    """How far two values are apart, without a sign; of shares in percentage points."""
    if metric.unit == "share":
        return numbers.points(value, room.language, sign=False)
    return numbers.amount(value if value is None or value > 0 else -value, metric.unit, room.language)


def path(room: "Room", metric: Metric, line: Line) -> str:
    """How far a balance is from the path to its target; empty where its opening is not known."""
    if line.expected is None or line.actual is None or not line.pace:
        return ""
    off = line.actual - line.expected
    return room.say("page.path_below" if off < 0 else "page.path_above", off=difference(room, metric, off))


def _heading(room: "Room", line: Line, metric: Metric, period: Period) -> str:
    """Where the pace so far leads, for what adds up."""
    if line.band is None or not line.days_left or line.projection is None:
        return ""
    projection = numbers.amount(line.projection, metric.unit, room.language)
    return room.say("page.answer_heading", ends=room.say(ends(period)), projection=projection, band=BAND)


def _band(room: "Room", line: Line) -> str:
    if line.band is None:
        return ""
    word = marked(line.band, room.say(f"band.{line.band}")).replace(" ", NO_BREAK)
    return f'<span class="{line.band}">{escape(room.say("page.answer_band", word=word))}</span>'
