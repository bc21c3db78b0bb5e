"""The form that tries another rule of last place opens on whatever rule the loader takes."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from metrics.last_place_rule import LastPlace

FORM = """
from functools import partial
from types import SimpleNamespace
import streamlit as st
from data.text import say
from metrics.last_place_rule import LastPlace
from pages.parts import watch_try

rule = LastPlace(names={"zh": "x", "en": "x"}, metric="sales_amount", **st.session_state["said"])
room = SimpleNamespace(say=partial(say, language="zh"), pack=SimpleNamespace(last_place={"sales": rule}))
watch_try._whatif(SimpleNamespace(room=room), "sales", None, None)
"""


@pytest.mark.parametrize(
    ("said", "bottom", "line"),
    [
        ({"bottom": 2, "line": "0.8"}, 2, 80),
        ({"bottom": 60, "peers": 100, "line": "2.5"}, 60, 250),
        ({"bottom": 1, "peers": 2, "line": "0.005"}, 1, 0.5),
        ({"bottom_share": "0.9", "peers": 2, "line": "0.0001"}, 1, 0.01),
        ({"bottom": 2, "line": "0.8555"}, 2, 85.55),
    ],
)
def test_the_form_opens_with_the_rule_as_it_is(said: dict[str, Any], bottom: int, line: float) -> None:
    assert LastPlace(names={"zh": "x", "en": "x"}, metric="sales_amount", **said)
    app = AppTest.from_string(FORM)
    app.session_state["said"] = said
    app.run()
    assert not app.exception
    assert [each.value for each in app.number_input] == [bottom, line]
