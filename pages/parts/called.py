"""What the call list ends with: who needs no call any more, and the list as a file."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from data import exported
from data.exports.formats import MIMES
from data.exports.pdf import pdf
from data.exports.report import Report
from data.exports.xlsx import xlsx
from data.text import numbers
from metrics.call_list import Call, CallList
from pages.parts import call_words, signing
from pages.parts.call_report import report
from pages.parts.lists import Item, listed, section

if TYPE_CHECKING:
    from pages.parts.room import Room


def waiting(room: "Room", found: CallList) -> str:
    """Who was reached since the data day or put off."""
    if not found.waiting:
        return ""
    items = [Item(call_words.name(call), _waits(room, call)) for call in found.waiting]
    return section(room.say("calls.waiting", count=len(items)), listed(items))


def _waits(room: "Room", call: Call) -> str:
    if call.waits == "put_off":
        return room.say("calls.waits_put_off", day=numbers.day(call.put_off_to, room.language))
    day = numbers.day(call.last_day, room.language)
    return room.say("calls.last_said", day=day, outcome=call_words.outcome(room, call.last_outcome))


def downloads(room: "Room", found: CallList, notes: tuple[str, ...]) -> None:
    """The list as a workbook and to print; each file is made when it is asked for."""
    name = room.say("calls.title", who=found.name or found.manager, day=found.day.isoformat())
    with st.container(horizontal=True):
        for kind, write, mime in (("xlsx", xlsx, MIMES["xlsx"]), ("pdf", pdf, MIMES["pdf"])):
            st.download_button(
                room.say(f"calls.download_{kind}"),
                partial(_written, room, found, notes, write),
                f"{name}.{kind}",
                mime,
                icon=":material/download:" if kind == "xlsx" else ":material/print:",
                key=f"download_{kind}",
                on_click="ignore",
            )


def _written(room: "Room", found: CallList, notes: tuple[str, ...], write: Callable[[Report], bytes]) -> bytes:
    """The file, noted as one that leaves."""
    content, kind = write(report(room, found, notes)), write.__name__
    name = f"{room.say('calls.title', who=found.name or found.manager, day=found.day.isoformat())}.{kind}"
    about = ("calls", name, kind, room.unit, exported.mark(content), room.marts.version)
    made = exported.Export(*about, manager=found.manager, period=found.day.isoformat(), reader=found.name)
    exported.note(room.home, room.viewer, [made], datetime.now(), signing.signed())
    return content
