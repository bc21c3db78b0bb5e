"""The call list as a report, for a workbook or to print: one row a customer, in order."""

from typing import TYPE_CHECKING

from data.exports.report import Cell, Column, Report, single, table
from data.text import numbers
from metrics.call_list import Call, CallList
from pages.parts import call_words

if TYPE_CHECKING:
    from pages.parts.room import Room

COLUMNS = {
    "place": ("count", 0.4), "name": ("text", 1.0), "customer": ("text", 0.9), "tier_name": ("text", 0.7),
    "reasons": ("text", 3.0), "balance": ("money", 1.0), "change": ("money", 1.0), "last_day": ("day", 0.9),
    "last_outcome": ("text", 0.8), "best_way": ("text", 1.2), "needs": ("text", 1.6), "maturities": ("text", 1.4),
    "points": ("text", 3.0), "result": ("text", 1.6),
}  # fmt: skip
# shown where any row has one
NOTED = ("best_way", "needs", "maturities", "points")


def report(room: "Room", found: CallList, notes: tuple[str, ...]) -> Report:
    """With an empty last column to write the result in."""
    who, day = found.name or found.manager, numbers.day(found.day, room.language, year=True)
    title = room.say("calls.title", who=who, day=day)
    currency = room.home.settings().currency
    rows = [_row(room, place, call) for place, call in enumerate(found.calls, 1)]
    shown = [name for name in COLUMNS if name not in NOTED or any(row[name] for row in rows)]
    columns = [
        Column(room.say(f"calls.{name}"), currency if unit == "money" else unit, wide, name == "change")
        for name, (unit, wide) in ((name, COLUMNS[name]) for name in shown)
    ]
    made = room.say("calls.made", version=room.marts.version)
    return single(
        title,
        (*notes, made),
        [table(room.say("page.calls"), columns, [[row[name] for name in shown] for row in rows])],
        room.language,
    )


def _row(room: "Room", place: int, call: Call) -> dict[str, Cell]:
    apart = room.say("data.semicolon")
    return {
        "place": place,
        "name": call_words.name(call),
        "customer": call.customer,
        "tier_name": call_words.tier(room, call.tier),
        "reasons": apart.join(f"{title} {what}" for title, what in call_words.why(room, call)),
        "balance": call.balance,
        "change": call.change,
        "last_day": call.last_day,
        "last_outcome": call_words.outcome(room, call.last_outcome),
        "best_way": call.best_way,
        "needs": call_words.needs(room, call),
        "maturities": call_words.maturities(room, call),
        "points": apart.join(call_words.points(room, call)),
        "result": None,
    }
