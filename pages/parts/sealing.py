"""Sealing a month on a page: what it means, what lacks, the button; once sealed what the records say else since."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.errors import BoardError
from data.home import Home
from data.kinds import kinds
from data.reader import Reader
from data.seals import SEALERS
from data.text import numbers
from metrics import sealing, workdays
from metrics.differing import Cause, Difference, differences
from metrics.pack import Pack
from metrics.periods import Period
from metrics.review import sealed as reviews
from pages.parts import sealed, signing
from pages.parts.literal import literal

if TYPE_CHECKING:
    from pages.parts.room import Room

MOST = 100


def draw(room: "Room", period: Period) -> None:
    """A fold for the head, of a month that is over or sealed."""
    if room.viewer.role not in SEALERS or period.kind != "month" or not _over(room, period):
        return
    held = sealed.held(room, period)
    with st.expander(room.say("seal.fold"), icon=":material/lock:" if held else ":material/lock_open:", key="seal"):
        if held is None:
            _offer(room, period)
            return
        st.caption(sealed.badge(room, period))
        _differing(room, period)
        if held.unit == room.unit:
            _open(room, period)
        else:
            st.caption(room.say("seal.above", unit=room.unit_name(held.unit)))


def _over(room: "Room", period: Period) -> bool:
    calendar = workdays.load(room.home, every_day=room.pack.pace == "calendar")
    return room.as_of is not None and room.as_of >= calendar.last(period.first_day, period.until)


def _offer(room: "Room", period: Period) -> None:
    calendar = workdays.load(room.home, every_day=room.pack.pace == "calendar")
    st.caption(room.say("seal.help", unit=room.unit_name(room.unit), period=period.title(room.language)))
    lacks = sealing.lacking(room.marts, room.pack, period, room.unit, calendar)
    for kind, units in lacks.items():
        said = room.say("seal.lacking", kind=kinds()[kind].title(room.language), units="、".join(units[:MOST]))
        st.warning(said, icon=":material/warning:")
    reason = st.text_input(room.say("seal.why_now" if lacks else "seal.note"), key="seal_reason", max_chars=200)
    signing.draw(room)
    if st.button(room.say("seal.do"), icon=":material/lock:", disabled=bool(lacks) and not reason.strip()):
        _do(room, lambda tell: reviews.seal(
            room.home, room.viewer, period.code, room.unit, today=room.today, reason=reason.strip() or None,
            signed=signing.signed(), tell=tell,
        ))  # fmt: skip


def _open(room: "Room", period: Period) -> None:
    reason = st.text_input(room.say("seal.why_open"), key="unseal_reason", max_chars=200)
    signing.draw(room)
    if st.button(room.say("seal.undo"), icon=":material/lock_open:", disabled=not reason.strip()):
        _do(room, lambda _: sealing.unseal(
            room.home, room.viewer, period.code, room.unit, reason=reason, today=room.today, signed=signing.signed(),
        ))  # fmt: skip


def _do(room: "Room", work: Callable[[sealing.Told], None]) -> None:
    bar = st.progress(0.0, room.say("seal.working"))
    try:
        work(lambda done, of: _show(room, bar, done, of))
    except BoardError as error:
        bar.empty()
        st.error(room.say(error.code, **error.values))
        return
    st.rerun()


def _show(room: "Room", bar: DeltaGenerator, done: int, of: int) -> None:
    bar.progress(done / of, room.say("seal.working_on", done=done, of=of))


def _differing(room: "Room", period: Period) -> None:
    """Each number that the records would give otherwise now, and what came since."""
    key = (room.home.path, room.viewer.name, room.pack.id, room.stamp(), room.unit, period)
    found = _found(key, room.home, room.marts, room.pack)
    if not found:
        st.caption(room.say("seal.nothing_differs"))
        return
    st.markdown(room.say("seal.differs", count=len(found)))
    st.table([_row(room, each) for each in found[:MOST]])


@st.cache_resource(show_spinner=False, max_entries=50)
def _found(key: tuple[object, ...], _home: Home, _reader: Reader, _pack: Pack) -> list[Difference]:
    *_, unit, period = key
    assert isinstance(unit, str) and isinstance(period, Period)
    calendar = workdays.load(_home, every_day=_pack.pace == "calendar")
    return differences(_reader, _pack, period, unit, workdays=calendar)


def _row(room: "Room", each: Difference) -> dict[str, str]:
    metric = room.pack.metrics[each.metric]
    values = {
        "metric": metric.name(room.language),
        "name": each.name or each.owner,
        "what": room.say(f"seal.what_{each.what}"),
        "was": numbers.amount(each.sealed, metric.unit, room.language),
        "now": numbers.amount(each.now, metric.unit, room.language),
        "causes": "；".join(_cause(room, cause) for cause in each.causes),
    }
    return {room.say(f"seal.column_{name}"): literal(value) for name, value in values.items()}


def _cause(room: "Room", cause: Cause) -> str:
    day = numbers.day(cause.imported_at.date(), room.language) if cause.imported_at else numbers.UNKNOWN
    title = kinds()[cause.kind].title(room.language)
    code = "seal.cause_undone" if cause.undone else "seal.cause"
    return room.say(code, batch=cause.batch, kind=title, file=cause.file or "", who=cause.writer or "", day=day)
