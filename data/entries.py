"""What people write into forms: the one way into the inbox, for whoever may, and what the writer sees of it at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from data import inbox, ingest, store
from data.errors import Refused
from data.home import Home
from data.kinds import kinds
from data.publish import open_reader
from data.scope import Role, Viewer
from data.viewers import below

# what is said of people by those who answer for them
JUDGED = ("compliance", "announcement")
JUDGES: tuple[Role, ...] = ("owner", "head", "data_officer")
# who decides on an announcement that the records no longer bear out, and what they say
DECIDERS: tuple[Role, ...] = ("owner", "head")
VERDICTS = ("confirmed", "revoked")
# what forms write, and whose published rows may be written on; a contact may as long as it lies in the inbox
WRITTEN = (
    *("activity", "follow_up", "need", "plan", "goal", "help_request", "referral", "pledge"),
    *(*JUDGED, "success_note", "comment"),
)
# what heads say of a unit rather than of a person
OF_UNITS = ("announcement", "comment")
PUBLISHED = WRITTEN[1:]
SEALED = """
select 1 from seal
where sealed and ended is null and period = $period
    and unit in (select above from unit_above where unit = $unit)
limit 1
"""
# an id that was made here, which nobody guesses
MADE = re.compile(r"[0-9a-f]{32}")
Entry = dict[str, str | None]


def enter(
    home: Home, viewer: Viewer, kind: str, rows: Iterable[Mapping[str, object]], day: date | None = None
) -> list[str]:
    """Leaves rows in the inbox, safe on disk when this returns, and gives their ids.

    A manager's row without a person is the own, one without a day is of `day` (today). A row whose id is known changes
    what it names and leaves the rest. Managers write rows of their own, heads and data officers those of people who
    stand in their units on `day`; announcements and comments are of a unit of theirs, whoever has left it since, and
    announcements decided on by heads alone. Raises Refused otherwise, with nothing written.
    """
    if kind not in WRITTEN:
        raise Refused("refuse.entry_unknown", kind=kind, field="")
    on = day or date.today()
    told = [{name: _text(value) for name, value in row.items()} for row in rows]
    decides = kind == "announcement" and any(row.get("state") in VERDICTS for row in told)
    if kind in JUDGED and viewer.role not in (DECIDERS if decides else JUDGES):
        raise Refused("access.not_own_entry", names=viewer.name)
    may = _may(home, viewer, kind, on)
    known = _known(home, viewer, kind, [row[kind] for row in told if row.get(kind)])
    filled = [_filled(viewer, kind, row, known, on) for row in told]
    touched = [*filled, *(known[row[kind]] for row in told if row.get(kind) in known)]
    of_units = kind in OF_UNITS and viewer.role != "manager"
    whose = {str(row.get("unit" if of_units else "manager")) for row in touched}
    if may is not None and whose - may:
        code = "access.not_own_unit" if of_units else "access.not_own_entry"
        raise Refused(code, names="、".join(sorted(whose - may)), unit=viewer.unit)
    if not filled:
        return []
    if kind == "comment":
        _unsealed(home, viewer, filled)
    inbox.put(home, kind, filled, viewer.name)
    return [str(row[kind]) for row in filled]


def take(home: Home, today: date) -> None:
    """Has what was entered published at once, for whoever waits to see it."""
    with store.records(home) as con:
        inbox.take_with(con, home, today)
        ingest.publish_now(con, home)


def own(home: Home, viewer: Viewer, kind: str) -> list[Entry]:
    """What the viewer entered that is not published yet, each as it was last said, oldest first."""
    return list({str(row[kind]): row for row in inbox.entries(home, kind, viewer.name)}.values())


def _may(home: Home, viewer: Viewer, kind: str, day: date) -> set[str] | None:
    """The people the viewer may write for, of what heads say of units these; None means any."""
    if viewer.role == "owner":
        return None
    if viewer.role == "manager":
        return {str(viewer.manager)}
    reader = open_reader(home, viewer) if viewer.role in ("head", "data_officer") else None
    if reader is None:
        raise Refused("access.writes_nothing")
    with reader:
        if kind in OF_UNITS:
            return below(reader, viewer.unit, day)
        rows = reader.rows(
            "select distinct manager from manager where first_day <= $day and $day < until", {"day": day}
        )
    return {str(row["manager"]) for row in rows}


def _unsealed(home: Home, viewer: Viewer, rows: Sequence[Entry]) -> None:
    """Raises Refused for a comment on a month that is sealed."""
    if (reader := open_reader(home, viewer)) is not None:
        with reader:
            if any(reader.rows(SEALED, {name: row.get(name) for name in ("unit", "period")}) for row in rows):
                raise Refused("review.comment_sealed")


def _known(home: Home, viewer: Viewer, kind: str, ids: Sequence[str | None]) -> dict[str | None, Entry]:
    """The rows of these ids as they stand: those the viewer's marts show, over them what the viewer entered."""
    if not ids:
        return {}
    # first what lies in the inbox: published meanwhile, the reader opened next shows it
    entered = {row[kind]: row for row in own(home, viewer, kind)}
    reader = open_reader(home, viewer) if kind in PUBLISHED else None
    found: list[dict[str, Any]] = []
    if reader is not None:
        with reader:
            found = reader.rows(f"from {kind} where list_contains($ids, {kind})", {"ids": list(ids)})
    fields = kinds()[kind].fields
    shown = {row[kind]: {name: _text(row[name]) for name in row if name in fields} for row in found}
    known: dict[str | None, Entry] = shown | entered
    if any(each not in known and not MADE.fullmatch(str(each)) for each in ids):
        raise Refused("access.entry_gone")
    return known


def _filled(viewer: Viewer, kind: str, row: Entry, known: Mapping[str | None, Entry], day: date) -> Entry:
    fields = kinds()[kind].fields
    if row.get(kind) in known:
        return known[row[kind]] | row
    made: Entry = {kind: inbox.new_id(), "manager": viewer.manager}
    made |= {name: day.isoformat() for name in ("day", "recorded") if name in fields}
    made |= {name: field.default for name, field in fields.items() if field.default is not None}
    return made | {name: value for name, value in row.items() if value is not None}


def _text(value: object) -> str | None:
    """A value as files write it; an empty text says nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None or not str(value).strip() else str(value)
