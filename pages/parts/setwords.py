"""The first line of the page of targets: are they set, for how many, and do they sum to enough."""

from datetime import date
from decimal import Decimal
from html import escape

from data.text import numbers
from pages.parts.checklist import failed, four
from pages.parts.drafting import Draft, owner
from pages.parts.headline import UNBROKEN
from pages.parts.words import NO_BREAK


def answer(draft: Draft, as_of: date) -> str:
    """What the unit's target is, how many below it have one, and how many checks fail, as HTML."""
    room, desk, amounts = draft.room, draft.desk, draft.amounts
    own = amounts[owner(desk.own)]
    people = [amounts[owner(seat)] for seat in desk.people]
    held = [each for each in people if each is not None]
    code = ("both" if held else "unit") if own is not None else ("people" if held else "none")
    text = room.say(
        f"targets.answer_{code}",
        who=room.unit_name(room.unit), period=desk.period.title(room.language),
        metric=desk.metric.name(room.language), level=room.say(f"page.level_{desk.level}"),
        target=_amount(draft, own), count=len(held), among=len(people),
    )  # fmt: skip
    text = escape(text) + (_sum(draft, own, held) if held else "") + _checks(draft, as_of)
    return f'<p class="answer">{UNBROKEN.sub(NO_BREAK, text)}</p>'


def _sum(draft: Draft, own: Decimal | None, held: list[Decimal]) -> str:
    """What the people come to, by own workdays where somebody isn't there for all of the period."""
    room, whole = draft.room, draft.people_sum(draft.desk.own, draft.amounts)
    if whole is None:
        return room.say("page.full_stop")
    gap = None if own is None else whole - own
    code = "sum" if gap is None else "sum_equal" if not gap else "sum_more" if gap > 0 else "sum_less"
    part = room.say("targets.prorated") if whole != sum(held) else ""
    values = {"sum": _amount(draft, whole) + part, "gap": _amount(draft, None if gap is None else abs(gap))}
    return escape(room.say(f"targets.answer_{code}", **values))


def _checks(draft: Draft, as_of: date) -> str:
    count = failed(four(draft, as_of))
    if not count:
        return ""
    return f' <span class="at_risk">！{NO_BREAK}{escape(draft.room.say("targets.answer_failed", count=count))}</span>'


def _amount(draft: Draft, value: Decimal | None) -> str:
    return numbers.amount(value, draft.desk.metric.unit, draft.room.language)


def notes(draft: Draft, as_of: date) -> tuple[str, ...]:
    """The data day, whether the targets are locked, and that a draft is not saved yet."""
    room = draft.room
    day = room.say("page.data_day", day=numbers.day(as_of, room.language, year=True))
    lock = room.say("targets.note_locked" if draft.desk.locks else "targets.note_open")
    draft_note = room.say("targets.note_draft", count=len(draft.changed)) if draft.changed else ""
    return (" · ".join(note for note in (day, lock, draft_note) if note),)
