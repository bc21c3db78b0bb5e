"""What is said of one call: why, and what is good to know before; the same words on the page and in files."""

from decimal import Decimal
from typing import TYPE_CHECKING

from data.text import has, numbers
from metrics.call_list import Call

if TYPE_CHECKING:
    from pages.parts.room import Room


def name(call: Call) -> str:
    return call.name or call.customer


def why(room: "Room", call: Call) -> list[tuple[str, str]]:
    """Each reason with what it comes to."""
    return [(room.say(f"calls.reason_{reason}"), REASONS[reason](room, call)) for reason in call.reasons]


def _follow_up(room: "Room", call: Call) -> str:
    said = []
    for each in call.follow_ups:
        day = numbers.day(each["due"], room.language)
        code = "calls.due_what" if each["what"] else "calls.due_plain"
        said.append(room.say(code, day=day, what=each["what"]))
    return room.say("data.semicolon").join(said)


def _silence(room: "Room", call: Call) -> str:
    return room.say("calls.silent_for", days=call.silence, tier=tier(room, call.tier), allowed=call.allowed)


def launched(room: "Room", call: Call) -> str:
    """Of each new product that meets a need whether it has been told, and when."""
    said = []
    for each in call.launched:
        code = "calls.told_on" if each["told"] else "calls.not_told"
        said.append(room.say(code, product=each["name"], day=numbers.day(each["told"], room.language)))
    return room.say("data.semicolon").join(said)


def _falling(room: "Room", call: Call) -> str:
    fall = money(room, abs(call.change or Decimal(0)))
    return room.say("calls.fell_by", days=room.pack.calls.change_days, amount=fall)


def _tier(room: "Room", call: Call) -> str:
    by = call.near_by or Decimal(0)
    code = "near_up" if call.near == "up" else "near_under" if by < 0 else "near_down"
    return room.say(f"calls.{code}", amount=money(room, abs(by)), tier=tier(room, call.near_tier))


def _value(room: "Room", call: Call) -> str:
    return room.say("calls.valued", amount=money(room, call.balance))


REASONS = {
    "follow_up": _follow_up, "silence": _silence, "need": launched, "falling": _falling, "tier": _tier, "value": _value,
}  # fmt: skip


def tier(room: "Room", code: str | None) -> str:
    """A tier as the pack first names it in the language; the code where it is none of the pack's."""
    known = room.pack.tiers.get(code or "")
    if known is None:
        return code or ""
    return known.names[0] if room.language == "zh" else known.names[-1]


def money(room: "Room", value: Decimal | None) -> str:
    return numbers.amount(value, room.home.settings().currency, room.language)


def change(room: "Room", call: Call) -> str:
    """The change of the balance with its sign; nothing where it isn't known."""
    if call.change is None:
        return ""
    sign = "+" if call.change > 0 else numbers.MINUS if call.change < 0 else ""
    amount = sign + money(room, abs(call.change))
    return room.say("calls.changed", days=room.pack.calls.change_days, amount=amount)


def outcome(room: "Room", code: str | None) -> str:
    return room.say(f"calls.outcome_{code}") if has(f"calls.outcome_{code}") else code or ""


def known(room: "Room", call: Call) -> list[str]:
    """Last outcome, best way to reach, open needs, what matures, and talking points, as far as there are any."""
    last = room.say("calls.never")
    if call.last_day:
        day = numbers.day(call.last_day, room.language)
        last = room.say("calls.last_said", day=day, outcome=outcome(room, call.last_outcome))
    way = room.say("calls.best", way=call.best_way) if call.best_way else ""
    wants = room.say("calls.needs_are", needs=needs(room, call)) if call.needs else ""
    ends = room.say("calls.maturing", what=maturities(room, call)) if call.maturities else ""
    return [text for text in (last, way, wants, ends, *points(room, call)) if text]


def needs(room: "Room", call: Call) -> str:
    return room.say("data.semicolon").join(str(each["what"]) for each in call.needs)


def maturities(room: "Room", call: Call) -> str:
    ends = []
    for each in call.maturities:
        amount = money(room, each["amount"]) if each["amount"] is not None else ""
        day = numbers.day(each["day"], room.language)
        ends.append(room.say("calls.matures_on", product=each["product"], day=day, amount=amount).strip())
    return room.say("data.semicolon").join(ends)


def points(room: "Room", call: Call) -> list[str]:
    """What the customer said lately, by its kind."""
    found = []
    for each in call.points:
        topic = f"calls.topic_{each['topic']}"
        day = numbers.short_day(each["day"], room.language)
        kind = room.say(topic) if has(topic) else each["topic"]
        code = "calls.point_of" if kind else "calls.point"
        found.append(room.say(code, day=day, topic=kind, notes=each["notes"]))
    return found
