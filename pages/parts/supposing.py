"""What if: another target, weight, floor or cap, and how attainment, score and ranks would move; nothing is stored."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from data.home import Home
from data.reader import Reader
from data.text import numbers
from metrics import workdays
from metrics.line import Line
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.score import weighted
from metrics.whatif import Place, Supposed, places
from pages.parts import lists, tables, words

if TYPE_CHECKING:
    from pages.parts.room import Room

ROW, ROWS = 36, 14
KEPT = "supposed"


def draw(room: "Room", as_of: date, period: Period, metric: Metric, level: str, lines: Sequence[Line], by: str) -> None:
    """The form in a fold for whoever may set targets; once asked, the unit and its rows before and after."""
    if room.viewer.role not in ("owner", "head", "data_officer"):
        return
    context = (room.viewer.name, room.unit, period.code, metric.id, level, by)
    with st.expander(room.say("target.whatif"), icon=":material/science:", key="whatif"):
        if any(line.sealed for line in lines):
            st.caption(room.say("seal.no_whatif"))
            return
        st.caption(room.say("target.whatif_help"))
        supposed = _form(room, metric, lines)
        if supposed is not None:
            st.session_state[KEPT] = (context, supposed)
        asked: tuple[object, Supposed] = st.session_state.get(KEPT, ((), Supposed()))
        if asked[0] != context:
            return
        key = (*context, room.home.path, room.pack.id, room.stamp(), as_of)
        given = (period, metric, level, by == "manager", room.home, room.marts, room.pack)
        with st.spinner(room.say("target.whatif_working")):
            before = _places((*key, ""), as_of, room.unit, *given, Supposed())
            after = _places((*key, repr(asked[1])), as_of, room.unit, *given, asked[1])
        _outcome(room, before, after)


@st.cache_resource(show_spinner=False, max_entries=50)
def _places(
    key: tuple[object, ...], as_of: date, unit: str, period: Period, _metric: Metric, level: str, people: bool,
    _home: Home, _reader: Reader, _pack: Pack, _supposed: Supposed,
) -> list[Place]:  # fmt: skip
    calendar = workdays.load(_home, every_day=_pack.pace == "calendar")
    return places(
        _reader, _pack, _metric, period, unit, workdays=calendar, as_of=as_of, people=people, level=level,
        supposed=_supposed,
    )  # fmt: skip


def _form(room: "Room", metric: Metric, lines: Sequence[Line]) -> Supposed | None:
    """What is supposed, when the button is pressed."""
    owners = {_owner(line): line for line in lines if not line.unassigned}
    scale = tables.scale(room, metric)
    with st.form("whatif_form", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            whose = st.selectbox(
                room.say("target.whatif_whose"), list(owners), width=240,
                format_func=lambda owner: words.who(room, owners[owner]),
            )  # fmt: skip
            label = room.say("target.whatif_target") + tables.counted_in(room, metric)
            same = room.say("target.whatif_same")
            amount = st.number_input(label, value=None, width=200, format="%.1f", placeholder=same)
            floor = st.number_input(room.say("target.whatif_floor"), 0, 200, _percent(room.pack.score.floor), width=130)
            cap = st.number_input(room.say("target.whatif_cap"), 0, 500, _percent(room.pack.score.cap), width=130)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            weights = {
                each.id: st.number_input(
                    room.say("target.whatif_weight", metric=each.name(room.language)),
                    0,
                    100,
                    int(each.weight),
                    width=180,
                )
                for each in _weighted(room.pack, metric)
            }
        if not st.form_submit_button(room.say("target.whatif_ask"), type="primary"):
            return None
    if cap <= floor:
        st.warning(room.say("target.whatif_cap_below"))
        return None
    targets = {} if amount is None or whose is None else {(metric.id, *whose): Decimal(str(amount)) * scale}
    given = {id: Decimal(weight) for id, weight in weights.items()}
    return Supposed(targets, given, Decimal(floor) / 100, Decimal(cap) / 100)


def _weighted(pack: Pack, metric: Metric) -> list[Metric]:
    """The metrics the score is made of, and the one looked at."""
    return sorted(dict.fromkeys([*weighted(pack), metric]), key=lambda each: not each.focus)


def _percent(share: Decimal) -> int:
    return int(share * 100)


def _owner(line: Line) -> tuple[str, str]:
    return ("manager", line.manager) if line.manager else ("unit", line.unit or "")


def _outcome(room: "Room", before: Sequence[Place], after: Sequence[Place]) -> None:
    """What becomes of the unit as the finding, then everybody's numbers now and then."""
    then = {place.owner: place for place in after}
    now, new = before[0], then[before[0].owner]

    def both(one: Decimal | None, other: Decimal | None) -> str:
        texts = (numbers.percent(each, room.language) for each in (one, other))
        return " → ".join(texts)

    finding = room.say(
        "target.whatif_finding",
        who=words.who(room, now.line), attainment=both(now.line.attainment, new.line.attainment),
        score=both(now.score, new.score),
        count=sum(each.line.rank != then[each.owner].line.rank for each in before[1:] if each.owner in then),
        places=sum(each.place != then[each.owner].place for each in before[1:] if each.owner in then),
    )  # fmt: skip
    st.html(lists.section(finding))
    rows = [_row(room, each, then[each.owner]) for each in before if each.owner in then]
    column = st.column_config
    shares = {f"{name}_{when}": column.NumberColumn(room.say(f"target.whatif_{name}_{when}"), format="%.1f%%")
              for name in ("attainment", "score") for when in ("now", "then")}  # fmt: skip
    texts = {name: column.TextColumn(room.say(f"target.whatif_{name}")) for name in ("name", "rank", "place")}
    frame = pd.DataFrame(rows)
    st.dataframe(frame, hide_index=True, row_height=ROW, height=min(len(rows) + 1, ROWS) * ROW + 3,
                 column_config=texts | shares, placeholder=numbers.UNKNOWN, alt=finding)  # fmt: skip


def _row(room: "Room", now: Place, new: Place) -> dict[str, Any]:
    def percent(share: Decimal | None) -> float | None:
        return None if share is None else float(share) * 100

    return {
        "name": words.who(room, now.line),
        "attainment_now": percent(now.line.attainment),
        "attainment_then": percent(new.line.attainment),
        "rank": _moved(now.line.rank, new.line.rank),
        "score_now": percent(now.score),
        "score_then": percent(new.score),
        "place": _moved(now.place, new.place),
    }


def _moved(now: int | None, new: int | None) -> str:
    """`3 → 1 ▲2`; a dash for who isn't ranked."""
    if now is None or new is None:
        return numbers.UNKNOWN if now is new else f"{now or numbers.UNKNOWN} → {new or numbers.UNKNOWN}"
    sign = "＝" if now == new else f"▲{now - new}" if new < now else f"▼{new - now}"
    return f"{now} → {new} {sign}"
