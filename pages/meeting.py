"""Meeting: the fifteen-minute script step by step on the big screen, a wall that turns by itself, and preparing it."""

import streamlit as st

from pages.parts import address, preparing, stage
from pages.parts.room import enter
from pages.parts.script import Script

room = enter("meeting")
as_of = room.as_of or room.today
wall = room.viewer.role == "wall" or address.asked("view") == "wall"
script = Script(room, as_of, wall)
if not script.steps:
    st.info(room.say("meeting.no_script", pack=room.pack.name(room.language)))
elif address.asked("view") == "prepare" and not wall:
    preparing.draw(script)
else:
    stage.draw(script)
