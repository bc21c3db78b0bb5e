"""Loads what is heavy once, and keeps the garbage collector from walking through it after every run."""

import gc

import streamlit as st


@st.cache_resource(show_spinner=False)
def once() -> None:
    """Imports what pages need sooner or later, then freezes: a full collection is most of a page's cost else."""
    import pandas as pd
    import plotly.graph_objects as go
    import plotly.io

    plotly.io.to_json(go.Figure({"data": [{"type": "scatter"}], "layout": {"shapes": [{"type": "line"}]}}))
    pd.DataFrame({"a": [1.0], "b": ["x"]}).to_dict()
    gc.collect()
    gc.freeze()
