"""The meeting full-screen: one step after the other by keys, each with its minutes; a wall turns by itself."""

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from data.text import numbers
from metrics.meeting_rule import Step
from pages.parts import address, pledging, prizes, slides, voices
from pages.parts.cards import GO
from pages.parts.script import Script
from pages.parts.slide import Slide

if TYPE_CHECKING:
    from pages.parts.room import Room

SLIDES: dict[str, Callable[[Script], Slide]] = {
    "trust": slides.trust,
    "last_day": slides.last_day,
    "pace": slides.pace,
    "awards": voices.awards,
    "best": voices.best,
    "gaps": slides.gaps,
    "coverage": slides.coverage,
    "help": voices.help,
    "pledges": voices.pledges,
}
# a presenter's remote turns pages, a hand the arrows
KEYS = {"back": ("Left", "PageUp"), "next": ("Right", "PageDown")}
# of a step left alone, in seconds; the address may say another (`turn`)
SHORTEST, LONGEST = 1, 600


def current(script: Script) -> int:
    """The place of the step the address asks for; the first where it asks for none of these."""
    shows: list[str] = [step.show for step in script.steps]
    asked = address.asked("step")
    return shows.index(asked) if asked in shows else 0


def draw(script: Script) -> None:
    """The step asked for: headline, rows, on the last one the grid, and at the foot how to go on."""
    place = current(script)
    step = script.steps[place]
    with st.container(key="stage"):
        slide = SLIDES[step.show](script)
        st.html(slide.html)
        if step.show == "pledges" and not script.wall:
            pledging.draw(script)
        st.html(f'<div class="body">{slide.body}</div>')
    if step.show == "awards" and not script.wall:
        _awards(script)
    _foot(script, place)
    if script.wall:
        _turn(script, place)


def _awards(script: Script) -> None:
    """Confetti where there is something to applaud, and the click that records what is told now."""
    if any(rows for _, rows in script.untold):
        _cheer(script)
        prizes.announcing(script.room, script.untold)


def _cheer(script: Script) -> None:
    """Confetti, once a meeting."""
    meeting = (script.room.unit, script.room.today)
    if st.session_state.get("cheered") != meeting:
        st.session_state["cheered"] = meeting
        st.balloons()


def _foot(script: Script, place: int) -> None:
    room, steps = script.room, script.steps
    step = steps[place]
    with st.container(key="foot", horizontal=True, vertical_alignment="center"):
        if not script.wall:
            _keys(room, steps, place)
        name = room.say(f"meeting.step_{step.show}")
        where = room.say("meeting.where", step=place + 1, among=len(steps), name=name)
        st.html(f'<p class="where">{escape(where)}</p>', width="content")
        if not script.wall:
            st.html(_countdown(room, step), width="content")
        st.html(f'<p class="quiet about">{escape(_about(script))}</p>')
        if not script.wall:
            _ways(room)


def _keys(room: "Room", steps: tuple[Step, ...], place: int) -> None:
    """Back and next, each once for a hand and, out of sight, once for a remote."""
    for way, other in (("back", place - 1), ("next", place + 1)):
        inside = 0 <= other < len(steps)
        for shortcut in KEYS[way]:
            st.button(
                room.say(f"meeting.{way}"),
                key=f"{way} {shortcut}",
                shortcut=shortcut,
                disabled=not inside,
                on_click=address.put,
                args=("step", steps[other].show if inside else None),
            )


def _countdown(room: "Room", step: Step) -> str:
    """The minutes of a step, running down by themselves in the browser from when it was opened."""
    seconds = int(step.minutes * 60)
    alt = room.say("meeting.minutes", minutes=f"{step.minutes.normalize():f}")
    style = f"--seconds:{seconds};--span:{seconds}s"
    return f'<p class="countdown" data-step="{step.show}" style="{style}" role="timer" aria-label="{escape(alt)}"></p>'


def _about(script: Script) -> str:
    room = script.room
    day = numbers.day(script.as_of, room.language)
    said = room.say("meeting.about", unit=room.unit_name(room.unit), day=day, version=room.marts.version)
    return said + (room.say("page.sample_mark") if room.sample else "")


def _ways(room: "Room") -> None:
    st.html(f'<p class="quiet">{escape(room.say("meeting.full_screen"))}</p>', width="content")
    ways = {"wall": address.here(view="wall"), "prepare": address.here(view="prepare")}
    for view, params in ways.items():
        st.page_link("pages/meeting.py", label=room.say(f"meeting.to_{view}"), query_params=params)
    st.page_link("pages/morning.py", label=room.say("meeting.leave"), icon=GO, query_params=address.here())


def _turn(script: Script, place: int) -> None:
    """Goes on to the next step after a while; a run of the whole page in between, whatever for, stays where it is."""
    following = script.steps[(place + 1) % len(script.steps)].show
    st.session_state["turned"] = False

    def turn() -> None:
        if st.session_state["turned"]:
            address.put("step", following)
            st.rerun()
        st.session_state["turned"] = True

    st.fragment(turn, run_every=_seconds(script))()


def _seconds(script: Script) -> int:
    """How long a wall stays on a step: as the address says, else the pack."""
    asked = address.asked("turn") or ""
    return min(max(int(asked), SHORTEST), LONGEST) if asked.isdecimal() else script.room.pack.meeting.turn
