"""How a file would be read: which column is which field, its first rows, what is left out, or why it is refused."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from data import ingest
from data.errors import Refused
from data.ingest import Preview
from data.kinds import kinds
from data.mapped import Mapped
from data.text import numbers
from pages.parts import aside, foretold, mapping_text

if TYPE_CHECKING:
    from pages.parts.room import Room

EDITABLE = ("headers_unknown", "missing_columns", "kind_ambiguous", "no_table", "mapping_lacks", "column_missing")


def draw(room: "Room", file_id: str, path: Path, kind: str | None, mapping: str | None) -> bool:
    """Draws what an import would make of the file; whether it can be imported as it is."""
    found = _read(room, file_id, path, kind, mapping)
    if isinstance(found, Refused):
        st.error(room.say(found.code, **found.values))
        if found.code.removeprefix("refuse.") in EDITABLE:
            mapping_text.draw(room, file_id, path, kind)
        return False
    for part, rows, counts, days in zip(found.parts, found.rows, found.counts, found.replaced, strict=True):
        _part(room, part, rows, counts)
        for sentence in foretold.warnings(room, found.parts, part, days):
            st.warning(sentence)
        _table(room, part, rows)
    mapping_text.draw(room, file_id, path, kind or found.parts[0].kind)
    return True


def _read(room: "Room", file_id: str, path: Path, kind: str | None, mapping: str | None) -> Preview | Refused:
    """Kept in the session, because the page runs again with every touch."""
    kept: dict[tuple[object, ...], Preview | Refused] = st.session_state.setdefault("previews", {})
    key = (file_id, kind, mapping, st.session_state.get(f"saved_{file_id}"))
    if key not in kept:
        try:
            with st.spinner(room.say("data.reading"), show_time=True):
                kept[key] = ingest.preview(room.home, path, kind=kind, mapping=mapping)
        except Refused as refused:
            kept[key] = refused
    return kept[key]


def _part(room: "Room", part: Mapped, rows: tuple[tuple[str | None, ...], ...], counts: dict[str, int]) -> None:
    kind = kinds()[part.kind]
    title = kind.title(room.language)
    sheet = room.say("data.in_sheet", sheet=part.sheet) if part.sheet else ""
    st.markdown(
        room.say(
            "data.read_as", kind=title, sheet=sheet, rows=f"{counts['rows']:,}", readable=f"{counts['readable']:,}"
        )
    )
    for code, count in counts.items():
        if code not in ("rows", "readable"):
            st.markdown(room.say("data.would_quarantine", count=f"{count:,}", reason=aside.why(room, code)))
    for line in _beside(room, part):
        st.caption(line)


def _table(room: "Room", part: Mapped, rows: tuple[tuple[str | None, ...], ...]) -> None:
    table: list[dict[str, Any]] = [
        {
            _label(room, part, field): _cell(room, part, field, cell)
            for field, cell in zip(part.fields, row[1:], strict=True)
        }
        for row in rows
    ]
    st.dataframe(
        table,
        hide_index=True,
        row_height=36,
        height=min(len(rows), 6) * 36 + 39,
        placeholder=numbers.UNKNOWN,
        alt=kinds()[part.kind].title(room.language),
    )


def _label(room: "Room", part: Mapped, field: str) -> str:
    """The field's name, and the file's own header where that is another."""
    name = kinds()[part.kind].header(field, room.language)
    shown = part.shown.get(field)
    return name if shown is None or shown == name else f"{name} ← {shown}"


def _cell(room: "Room", part: Mapped, field: str, cell: str | None) -> str | None:
    """What the file says; a default that stands in for it by its name."""
    return cell if cell is None or field in part.shown else foretold.spoken(room, field, cell)


def _beside(room: "Room", part: Mapped) -> list[str]:
    """Lines and columns left out, and every choice made for the reader."""
    skipped = Counter(what for _, what in part.skipped)
    said = [room.say(f"data.skipped_{what}", count=count) for what, count in skipped.items()]
    lines = [room.say("page.comma").join(said)] if said else []
    unused = [str(values["column"]) for code, values in part.notes if code == "preview.column_unused"]
    if unused:
        lines.append(room.say("data.columns_unused", columns=room.say("page.comma").join(unused)))
    lines += [foretold.note(room, part, code, values) for code, values in part.notes if code != "preview.column_unused"]
    if part.ragged:
        lines.append(room.say("data.ragged", count=len(part.ragged)))
    return lines
