"""Coverage itself: the answer, customers of units, people and tiers as covered, due or overdue, and who they are."""

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.coverage import Row
from metrics.line import Line
from pages.parts import address, lists
from pages.parts.colours import marked
from pages.parts.looking import Covered
from pages.parts.plain import Cell, table

if TYPE_CHECKING:
    from pages.parts.room import Room

SHOWN = 15
NAMED = 12


def answer(room: "Room", found: Covered) -> str:
    """The first line: how much is covered against what the line asks by now, and who is silent too long."""
    whole = _whole(room, found)
    if whole is None or whole.coverage is None:
        return room.say("coverage.answer_none", unit=room.unit_name(room.unit))
    line = found.line
    said = room.say(
        "coverage.answer",
        unit=room.unit_name(room.unit),
        share=numbers.percent(whole.coverage, room.language),
        covered=numbers.count(whole.covered, room.language),
        held=numbers.count(whole.held, room.language),
    )
    if line is not None and line.expected is not None:
        said += room.say("coverage.answer_line", due=numbers.percent(line.expected, room.language))
    rest = "coverage.answer_overdue" if whole.overdue else "coverage.answer_in_time"
    return said + room.say(rest, count=numbers.count(whole.overdue, room.language), days=whole.silence or 0)


def draw(room: "Room", found: Covered) -> None:
    """Rows on the left, tiers, periods and the longest silent customers on the right."""
    left, right = st.columns([5, 4], gap="large")
    with left:
        units = [row for row in found.rows["unit"] if row.key != room.unit]
        lists.show(_bars(room, "coverage.units", units))
        lists.show(_bars(room, "coverage.people", _weakest(found.rows["manager"]), at_most=SHOWN))
    with right:
        lists.show(_bars(room, "coverage.tiers", found.rows["tier"]))
        st.html(_silent(room, found))
        lists.show(_beside(room, found))
        lists.show(_trend(room, found.trend))


def _whole(room: "Room", found: Covered) -> Row | None:
    return next((row for row in found.rows["unit"] if row.key == room.unit), None)


def _weakest(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.coverage is None, row.coverage or Decimal(0), row.name or ""))


def _bars(room: "Room", title: str, rows: Sequence[Row], at_most: int | None = None) -> str:
    """One bar of the whole a row: covered, due, overdue, with the line as a tick."""
    if not rows:
        return ""
    line = float(room.pack.coverage.line) * 100
    body = "".join(_bar(room, row, line) for row in rows[:at_most])
    finding = room.say(title, count=len(rows))
    more = len(rows) - (at_most or len(rows))
    rest = f'<p class="note">{room.say("coverage.rest", count=more)}</p>' if more > 0 else ""
    key = "".join(
        f'<span><i class="{part}"></i>{escape(room.say(f"coverage.{part}"))}</span>'
        for part in ("done", "waiting", "late", "line")
    )
    legend = f'<p class="legend quiet">{key}</p>' if title != "coverage.people" else ""
    return lists.section(finding, legend, f'<div class="rows whole" role="group">{body}</div>', rest)


def _bar(room: "Room", row: Row, line: float) -> str:
    name = row.name or room.say("gap.no_tier")
    # who was contacted in the period but is silent too long all the same is drawn as covered
    late, done = row.missed / row.held * 100, row.covered / row.held * 100
    parts = f'<span class="done" style="width:{done:.1f}%"></span>'
    parts += f'<span class="late" style="left:{100 - late:.1f}%;width:{late:.1f}%"></span>'
    track = f'<span class="track">{parts}<span class="tick" style="left:{line:.1f}%"></span></span>'
    share = numbers.percent(row.coverage, room.language)
    value = f"{row.covered} / {row.held}"
    hover = room.say(
        "coverage.hover", name=name, held=row.held, covered=row.covered, due=row.due, overdue=row.overdue,
        silence=row.silence or 0, whose=row.longest_name or row.longest or "",
        plan=numbers.percent(row.plan_attainment, room.language),
    )  # fmt: skip
    tone = "at_risk" if row.overdue and row.coloured else "quiet"
    said = f"{share}" + (room.say("coverage.late_count", count=row.overdue) if row.overdue else "")
    href = _leads(row)
    tag, link = ("a", f' href="{escape(href)}" target="_self"') if href else ("div", "")
    cells = f'<span class="name">{escape(name)}</span>{track}<span class="value">{value}</span>'
    whole = f'<{tag} class="row"{link} title="{escape(hover)}">{cells}<span class="share {tone}">{said}</span></{tag}>'
    return whole + _under(room, row)


def _under(room: "Room", row: Row) -> str:
    """How far the planned contacts are made, and the longest silence."""
    said = [room.say("coverage.plan", plan=numbers.percent(row.plan_attainment, room.language))] if row.planned else []
    if row.silence is not None:
        said.append(room.say("coverage.longest", days=row.silence, whose=row.longest_name or row.longest or ""))
    return f'<p class="under quiet">{"".join(f"<span>{escape(each)}</span>" for each in said)}</p>'


def _leads(row: Row) -> str | None:
    """To the unit's own coverage, or to the person's gap."""
    if row.dimension == "manager":
        return address.link("gap", manager=row.key)
    return address.link("coverage", unit=row.key) if row.dimension == "unit" else None


def _silent(room: "Room", covered: Covered) -> str:
    """Customers silent longer than their tier allows, the longest first, each with who holds it."""
    found, whole = covered.overdue, _whole(room, covered)
    if not found:
        return lists.section(room.say("coverage.none_silent"))
    rows: list[list[Cell | str]] = [
        [
            Cell(each.name or each.customer),
            each.tier_name or "",
            Cell(room.say("page.comma").join(each.manager_names), href=address.link("gap", manager=each.managers[0])),
            Cell(f"！{each.silence}" if each.last_contact else room.say("coverage.never"), "at_risk"),
            str(each.allowed or ""),
        ]
        for each in found[:NAMED]
    ]
    heads = [room.say(f"coverage.head_{name}") for name in ("customer", "tier", "manager", "silence", "allowed")]
    # of very many not all are read
    count = max(len(found), whole.overdue if whole else 0)
    title = room.say("coverage.silent", count=numbers.count(count, room.language))
    rest = count - NAMED
    more = f'<p class="note">{room.say("coverage.rest", count=rest)}</p>' if rest > 0 else ""
    return lists.section(title, table(heads, rows, title, words=3), more)


def _beside(room: "Room", found: Covered) -> str:
    """What counts in no sum: held too short a time, or by nobody."""
    said = [
        room.say(f"coverage.{name}", count=row.held)
        for name in ("settling", "unheld")
        for row in found.rows[name]
        if row.key == room.unit and row.held
    ]
    return f'<p class="note">{escape(" ".join(said))}</p>' if said else ""


def _trend(room: "Room", lines: Sequence[Line]) -> str:
    known = [line for line in lines if line.actual is not None]
    if len(known) < 2:
        return ""
    items = [lists.Item(line.period, _against(room, line), line.band or "quiet") for line in reversed(known)]
    return lists.section(room.say("coverage.trend", count=len(known)), lists.listed(items))


def _against(room: "Room", line: Line) -> str:
    share = numbers.percent(line.actual, room.language)
    return f"{marked(line.band, room.say(f'band.{line.band}'))} {share}" if line.band else share
