"""Front door: makes the sample on an empty home, draws the menu, and runs the page asked for."""

import streamlit as st

from data import publish, sample
from data.errors import BoardError
from data.home import open_home
from data.text import say
from pages.parts import menu, taker, visit, warm

language = visit.language()
page = menu.show(language)
home = open_home()


def first_run() -> None:
    """Makes the sample while a bar shows; on a home that is not empty there is nothing to make."""
    st.set_page_config(page_title=say("app.title", language), layout="wide")
    place = st.empty()
    with place.container():
        st.header(say("app.title", language))
        bar = st.progress(0.0, text=say("app.first_run", language))

    def tell(share: float, code: str) -> None:
        bar.progress(share, text=say(code, language))

    made = sample.ensure(home, tell)
    place.empty()
    if made:
        st.rerun()


try:
    if not home.current.exists():
        first_run()
    elif publish.outdated(home):
        with st.spinner(say("app.upgrading", language), show_time=True):
            publish.publish(home)
    warm.once()
    taker.once(home)
    page.run()
except BoardError as error:
    st.error(say(error.code, language, **error.values))
finally:
    visit.close()
