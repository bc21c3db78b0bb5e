"""The words of last place: states with their sign, what is missing, sentences for head and person, the hand-off."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from data.text import numbers
from metrics.last_evidence import Evidence
from metrics.last_place import Standing
from metrics.last_place_rule import LastPlace
from metrics.periods import Period
from pages.parts.colours import marked
from pages.parts.lists import Item

if TYPE_CHECKING:
    from pages.parts.room import Room

TONES = {"clear": "on_track", "watch": "behind", "coaching": "at_risk", "excluded": "quiet"}


def state(room: "Room", each: Standing) -> str:
    """The state's word behind its sign."""
    word = room.say(f"last.state_{each.state}")
    return word if each.state == "excluded" else marked(TONES[each.state], word)


def missing(room: "Room", each: Standing) -> str:
    """How much more leaves last place: in the metric's own unit where there is one, and in points."""
    if not each.missing:
        return numbers.UNKNOWN
    points = numbers.points(each.missing, room.language, sign=False)
    if each.missing_amount is None:
        return points
    amount = numbers.amount(each.missing_amount, _unit(room, each), room.language)
    return room.say("last.amount_points", amount=amount, points=points)


def _unit(room: "Room", each: Standing) -> str:
    return room.pack.metrics[room.pack.last_place[each.rule].metric].unit


def why(room: "Room", each: Standing) -> str:
    """Why somebody is left out."""
    return room.say(f"last.why_{each.reason}")


def what(room: "Room", rule: LastPlace) -> str:
    """What a rule measures."""
    return room.pack.metrics[rule.metric].name(room.language) if rule.metric else room.say("last.score")


def bottom(room: "Room", rule: LastPlace) -> str:
    """Who is at the bottom: so many, or a share."""
    if rule.bottom_share is not None:
        return room.say("last.bottom_share", share=numbers.percent(rule.bottom_share, room.language))
    return room.say("last.bottom", count=rule.bottom)


def how(room: "Room", rule: LastPlace) -> str:
    """The rule in a sentence, and what it is for."""
    return room.say(
        "last.how", bottom=bottom(room, rule), what=what(room, rule), measure=room.say(f"last.of_{rule.of}"),
        line=numbers.percent(rule.line, room.language), periods=rule.periods,
    )  # fmt: skip


def answer(room: "Room", rule: LastPlace, span: Period, found: Sequence[Standing]) -> str:
    """Who is to be helped, as one sentence with numbers; below it the rule."""
    states = Counter(each.state for each in found)
    about = {"unit": room.unit_name(room.unit), "period": span.title(room.language), "what": what(room, rule)}
    ranked = max((each.ranked or 0 for each in found), default=0)
    code = "few" if ranked < rule.peers else "answer" if states["coaching"] + states["watch"] else "all_clear"
    counts = {"count": ranked, "coaching": states["coaching"], "watch": states["watch"], "least": rule.peers}
    sentence = escape(room.say(f"last.{code}", **about, **counts))
    return f'<p class="answer">{sentence}</p><p class="note">{escape(how(room, rule))}</p>'


def off(room: "Room", rule: LastPlace) -> str:
    """That a rule is not switched on."""
    said = escape(room.say("last.off", rule=rule.name(room.language)))
    return f'<p class="answer">{said}</p><p class="note">{escape(how(room, rule))}</p>'


def own_title(room: "Room", each: Standing) -> str:
    """What a person is told first."""
    return room.say(f"last.own_{each.state}", missing=missing(room, each))


def item(room: "Room", each: Standing) -> Item:
    """One period of a person under a rule."""
    rule, span = room.pack.last_place[each.rule], room.pack.period(each.period)
    name = f"{rule.name(room.language)} · {span.title(room.language) if span else each.period}"
    return Item(name, _standing(room, each), "quiet" if each.running else TONES[each.state])


def _standing(room: "Room", each: Standing) -> str:
    if each.reason and not each.running:
        return room.say("last.item_left_out", why=why(room, each))
    if each.value is None:
        return why(room, each)
    shares = {"value": _share(room, each.value), "line": _share(room, each.line)}
    if each.running:
        code = "last.item_running_short" if each.missing else "last.item_running"
        return room.say(code, missing=missing(room, each), **shares)
    code = "last.item_short" if each.missing else "last.item"
    return room.say(code, state=state(room, each), missing=missing(room, each), **shares)


def _share(room: "Room", value: Decimal) -> str:
    return numbers.percent(value, room.language) if value.is_finite() else room.say("state.best")


def hand_off(room: "Room", each: Standing, proof: Evidence) -> str:
    """What a head takes along to the talk, to be copied."""
    rule, span = room.pack.last_place[each.rule], room.pack.period(each.period)

    def share(value: Decimal | None) -> str:
        return numbers.percent(value, room.language)

    left = rule.periods - each.in_a_row
    weakest = room.say(f"coverage.step_{proof.weakest}") if proof.weakest else room.say("last.no_step")
    gap = numbers.amount(each.gap, _unit(room, each), room.language) if rule.metric else numbers.UNKNOWN
    lines = (
        room.say("last.off_who", name=each.name or each.manager, unit=room.unit_name(each.unit),
                 period=span.title(room.language) if span else each.period, state=room.say(f"last.state_{each.state}"),
                 what=what(room, rule), count=each.in_a_row),
        room.say("last.off_numbers", value=share(each.value), line=share(each.line), gap=gap,
                 rank=numbers.rank(each.rank, each.ranked), missing=missing(room, each)),
        room.say("last.off_work", coverage=share(proof.coverage), covered=proof.covered, held=proof.held,
                 minimum=share(proof.minimum), weakest=weakest, overdue=proof.overdue),
        room.say(f"last.topic_{proof.topic}", weakest=weakest, overdue=proof.overdue, left=proof.held - proof.covered),
        room.say(f"last.next_{each.state}", count=left),
        room.say("last.purpose"),
    )  # fmt: skip
    return "\n".join(lines)
