"""Front door: makes the sample on an empty home, draws the menu, and runs the page asked for."""

import streamlit as st

from data import sample
from data.home import open_home
from data.text import say
from pages.parts import menu, visit, warm

language = visit.language()
page = menu.show(language)
home = open_home()

if not home.current.exists():
    st.set_page_config(page_title=say("app.title", language), layout="wide")
    st.header(say("app.title", language))
    bar = st.progress(0.0, text=say("app.first_run", language))

    def tell(share: float, code: str) -> None:
        bar.progress(share, text=say(code, language))

    made = sample.ensure(home, tell)
    bar.empty()
    if made:
        st.rerun()

warm.once()
try:
    page.run()
finally:
    visit.close()
