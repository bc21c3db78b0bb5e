"""Filters of the pages on targets: the way up the tree, period, metric, level and by whom, all in the address."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.errors import Refused
from metrics import periods
from metrics.pack import Metric
from metrics.periods import Period
from pages.parts import address, facts
from pages.parts.literal import literal

if TYPE_CHECKING:
    from pages.parts.room import Room

CHOICES = ("period", "metric", "level", "by", "view")
LEVELS = ("base", "stretch", "task")
WHOLE = ("month", "quarter", "half", "year")


def breadcrumb(room: "Room", unit: str, person: str | None = None, page: str = "target") -> None:
    """The way from the viewer's own unit down to `unit`, and to one of its people: all but the last are links."""
    path = room.tree.path(unit) or room.tree.path(room.unit)
    names = [*(room.unit_name(node.unit) for node in path), *([person] if person else [])]
    if len(names) < 2:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for node, name in zip(path, names[:-1], strict=False):
            params = address.here(unit=node.unit) | address.choices(*CHOICES)
            label = f"{name}　›"
            if room.viewer.manager:
                st.html(escape(label), width="content")
            else:
                st.page_link(f"pages/{page}.py", label=label, query_params=params)
        st.html(f"<strong>{escape(names[-1])}</strong>", width="content")


def period(room: "Room", as_of: date, ahead: bool = False) -> Period:
    """The period asked for, else the one with targets around the data day; any notation may be typed.

    `ahead` offers those that follow instead of those before.
    """
    found = [periods.containing(kind, as_of, room.pack.year) for kind in WHOLE]
    if ahead:
        found += [periods.containing(each.kind, each.until, room.pack.year) for each in found]
        found += _campaigns(room, as_of, begun=False)
    else:
        found += [found[0].previous(), found[1].previous(), *_campaigns(room, as_of)]
    chosen = address.asked("period")
    try:
        picked = periods.parse(chosen, room.pack) if chosen else facts.opening(room, as_of)
    except Refused as refused:
        st.warning(literal(room.say(refused.code, **refused.values)))
        picked = found[0]
    titles = {each.code: each.title(room.language) for each in (*found, picked)}
    select(room, "period", "target.period", picked.code, titles, typed=True)
    return picked


def _campaigns(room: "Room", as_of: date, begun: bool = True) -> list[Period]:
    """Those that have begun by the data day, else those that are not over."""
    years = (as_of.year, as_of.year + 1)
    found = (each.period(code, year) for code, each in room.pack.campaigns.items() for year in years)
    known = (each for each in found if each is not None)
    return [each for each in known if (each.first_day <= as_of if begun else each.last_day >= as_of)]


def metric(room: "Room") -> Metric:
    """The metric asked for, else the first in focus."""
    metrics = {each.id: each for each in room.pack.in_order()}
    asked = address.asked("metric")
    if asked and asked not in metrics:
        known = room.say("page.comma").join(metrics)
        st.info(literal(room.say("metric.unknown_metric", text=asked, known=known)))
    chosen = metrics.get(asked or "") or next(iter(metrics.values()))
    names = {each.id: each.name(room.language) for each in metrics.values()}
    select(room, "metric", "target.metric", chosen.id, names)
    return chosen


def by(room: "Room") -> str:
    """Per unit below or per manager; managers where there is no unit below."""
    options: Sequence[str] = ("unit", "manager") if room.tree.children(room.unit) else ("manager",)
    asked = address.asked("by")
    chosen = asked if asked and asked in options else options[0]
    st.session_state["choice_by"] = chosen
    st.segmented_control(
        room.say("target.by"),
        options,
        required=True,
        format_func=lambda code: room.say(f"target.by_{code}"),
        key="choice_by",
        on_change=address.choose,
        args=("by",),
    )
    return chosen


def view(room: "Room", views: Sequence[str], of: str = "coverage") -> str:
    """Which side of the page's question, else the first; `of` is where its words are."""
    asked = address.asked("view")
    chosen = asked if asked and asked in views else views[0]
    st.session_state["choice_view"] = chosen
    st.segmented_control(
        room.say("page.view"),
        views,
        required=True,
        format_func=lambda code: room.say(f"{of}.view_{code}"),
        key="choice_view",
        on_change=address.choose,
        args=("view",),
    )
    return chosen


def level(room: "Room") -> str:
    """Base, stretch or task."""
    asked = address.asked("level")
    chosen = asked if asked in LEVELS else LEVELS[0]
    st.session_state["choice_level"] = chosen
    st.segmented_control(
        room.say("targets.level"),
        LEVELS,
        required=True,
        format_func=lambda code: room.say(f"page.level_{code}"),
        key="choice_level",
        on_change=address.choose,
        args=("level",),
    )
    return chosen


def select(
    room: "Room", name: str, title: str, value: str, names: Mapping[str, str], typed: bool = False, width: int = 260
) -> None:
    """A box of `names` by what each is called, that writes its choice to the address under `name`."""
    st.session_state[f"choice_{name}"] = value
    st.selectbox(
        room.say(title),
        list(names),
        format_func=lambda option: names.get(option, option),
        key=f"choice_{name}",
        on_change=address.choose,
        args=(name,),
        accept_new_options=typed,
        width=width,
    )
