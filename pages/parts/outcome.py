"""Imports the chosen files and says what became of each: counts, refusals, and what needs a yes."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from data import ingest, publish
from data.errors import BoardError, NeedsYes
from data.ingest import BatchResult
from data.kinds import kinds
from data.text import numbers
from metrics.days import open_day
from pages.parts import address, visit

if TYPE_CHECKING:
    from pages.parts.room import Room
    from pages.parts.upload import Chosen

# How far one file is when each step begins.
STEPS = {"read": 0.0, "values": 0.3, "records": 0.6, "commit": 0.9}


@dataclass(frozen=True)
class Outcome:
    """What one import came to; `asks` are the files whose import would withdraw much, with what was asked.

    `moved` is the data day of the unit viewed before and after, where it is another one.
    """

    results: tuple[BatchResult, ...]
    refused: tuple[BoardError, ...]
    asks: tuple[tuple["Chosen", NeedsYes], ...]
    as_of: date | None
    covers: tuple[str, ...]
    moved: tuple[date, date] | None = None


def take(
    room: "Room", files: Sequence["Chosen"], as_of: date | None, covers: tuple[str, ...], yes: bool = False
) -> None:
    """Imports one file after the other, publishes once, and runs the page again on the new version."""
    results: list[BatchResult] = []
    refused: list[BoardError] = []
    asks: list[tuple[Chosen, NeedsYes]] = []
    bar = st.progress(0.0, room.say("data.importing", file=files[0].path.name))
    for number, file in enumerate(files):

        def tell(step: str, name: str, number: int = number) -> None:
            bar.progress((number + STEPS.get(step, 0.0)) / (len(files) + 1), room.say("data.importing", file=name))

        try:
            results += _one(room, file, as_of, covers, yes, tell)
        except NeedsYes as asked:
            asks.append((file, asked))
        except BoardError as error:
            refused.append(error)
    if results:
        bar.progress(len(files) / (len(files) + 1), room.say("data.publishing"))
        publish.publish(room.home)
    _clear(files, [file for file, _ in asks])
    moved = _moved(room) if results else None
    st.session_state["outcome"] = Outcome(tuple(results), tuple(refused), tuple(asks), as_of, covers, moved)
    st.session_state["upload"] = st.session_state.get("upload", 0) + 1
    st.session_state.pop("previews", None)
    st.rerun()


def _moved(room: "Room") -> tuple[date, date] | None:
    now = visit.opened(room.home, room.viewer, room.sample)
    before, after = (open_day(reader, room.unit) if reader else None for reader in (room.reader, now))
    return (before, after) if before and after and before != after else None


def _one(
    room: "Room", file: "Chosen", as_of: date | None, covers: tuple[str, ...], yes: bool, tell: ingest.Progress
) -> list[BatchResult]:
    return ingest.import_files(
        room.home,
        [file.path],
        kind=file.kind,
        mapping=file.mapping,
        as_of=as_of,
        covers=covers,
        yes=yes,
        publish=False,
        today=room.today,
        writer=room.viewer.name,
        progress=tell,
    )


def _clear(files: Sequence["Chosen"], kept: Sequence["Chosen"]) -> None:
    for file in files:
        if file not in kept:
            shutil.rmtree(file.path.parent, ignore_errors=True)


def draw(room: "Room") -> None:
    """What the last import of this visit returned, until the next one."""
    found: Outcome | None = st.session_state.get("outcome")
    if found is None:
        return
    for error in found.refused:
        st.error(room.say(error.code, **error.values))
    for file, asked in found.asks:
        _ask(room, found, file, asked)
    for result in found.results:
        _said(room, result)
    if found.moved:
        before, after = (numbers.day(day, room.language) for day in found.moved)
        st.warning(room.say("data.moved_day", before=before, after=after))
    if any(result.quarantined or result.warnings for result in found.results):
        params = address.here() | {"view": "aside"}
        st.page_link("pages/data.py", label=room.say("data.to_aside"), query_params=params)
    if found.results:
        st.page_link("pages/morning.py", label=room.say("page.to_morning"), query_params=address.here())


def _said(room: "Room", result: BatchResult) -> None:
    text = room.say(
        "data.result",
        file=result.file,
        kind=kinds()[result.kind].title(room.language),
        batch=result.batch,
        rows=f"{result.rows:,}",
        taken=f"{result.taken:,}",
        unchanged=f"{result.unchanged:,}",
        quarantined=f"{result.quarantined:,}",
    )
    beside = [
        room.say(f"data.result_{name}", count=count)
        for name, count in (("withdrawn", result.withdrawn), ("warnings", result.warnings))
        if count
    ]
    show = st.warning if result.quarantined or result.warnings else st.success
    if result.rows == result.quarantined:
        show = st.error
    show(" ".join([text, *beside]))
    for remark in result.remarks:
        values = {"column": remark.column or "", "value": remark.value or ""}
        st.warning(room.say(f"warning.{remark.code}", **values))


def _ask(room: "Room", found: Outcome, file: "Chosen", asked: NeedsYes) -> None:
    st.warning(room.say("data.ask", **asked.values))
    with st.container(horizontal=True):
        if st.button(room.say("data.ask_yes"), key=f"yes_{file.path}"):
            take(room, [file], found.as_of, found.covers, yes=True)
        if st.button(room.say("data.ask_no"), key=f"no_{file.path}"):
            st.session_state.pop("outcome")
            st.rerun()
