"""Contacts as a list to read: when, whom, how, what came of it, and what was said."""

from collections.abc import Sequence
from html import escape

from data.text import has
from pages.parts.entered import Row
from pages.parts.journal import Journal
from pages.parts.lists import section


def contacts(journal: Journal, rows: Sequence[Row], title: str, by_day: bool = False) -> str:
    """Rows of contacts; told of one customer they begin with the day, else with the customer."""
    if not rows:
        return section(title, f'<p class="note">{escape(journal.room.say("log.nothing_yet"))}</p>')
    lines = [line(journal, _head(journal, row, by_day), _notes(journal, row), _tail(journal, row)) for row in rows]
    return section(title, f'<ul class="entries">{"".join(lines)}</ul>')


def line(journal: Journal, head: str, text: str = "", tail: str = "") -> str:
    """One entry: what it is, in small what it says, and at the right where it stands."""
    said = f'<p class="said">{escape(text)}</p>' if text else ""
    return f'<li><div><span>{escape(head)}</span><span class="quiet">{escape(tail)}</span></div>{said}</li>'


def _head(journal: Journal, row: Row, by_day: bool) -> str:
    at = _at(journal, row)
    if by_day:
        return " ".join(part for part in (journal.day(row["day"]), at, row.get("who") or "") if part)
    who = journal.called(row.get("customer"), row.get("customer_name"))
    times = journal.room.say("log.times", count=row["contacts"]) if row.get("contacts", 1) > 1 else ""
    return " ".join(part for part in (at, who or journal.room.say("log.nobody_named"), times) if part)


def _at(journal: Journal, row: Row) -> str:
    """When; of what said nothing only the hour is kept."""
    if not row.get("time"):
        return ""
    return f"{row['time']:%H:%M}" if row.get("activity") else journal.room.say("log.hour", hour=row["time"].hour)


def _notes(journal: Journal, row: Row) -> str:
    room = journal.room
    parts = [
        room.say("log.special_mark") if row.get("special") else "",
        word(journal, "topic", row.get("topic_code")),
        row.get("topic") or "",
        row.get("notes") or "",
        room.say("log.best_is", way=row["best_way"]) if row.get("best_way") else "",
    ]
    return " · ".join(part for part in parts if part)


def _tail(journal: Journal, row: Row) -> str:
    parts = [word(journal, "channel", row.get("channel")), word(journal, "outcome", row.get("outcome"))]
    parts += [journal.room.say("log.waiting")] if row.get("waiting") else []
    return " · ".join(part for part in parts if part)


def word(journal: Journal, name: str, code: str | None) -> str:
    """The word of a known code; another is shown as it was written."""
    if not code:
        return ""
    return journal.room.say(f"log.{name}_{code}") if has(f"log.{name}_{code}") else code
