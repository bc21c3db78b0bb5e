"""What the address holds: read from it, written back to it, and kept when Streamlit's menu drops it between pages."""

from urllib.parse import urlencode

import streamlit as st

KEPT = ("viewer", "unit", "day", "lang")
HANGS_ON = {
    "viewer": ("unit", "manager", "within", "group"), "unit": ("manager", "within", "group"), "by": ("manager",),
    "within": ("group",),
}  # fmt: skip


def restore(page: str) -> None:
    """Brings viewer, unit, day and language back after a change of page; on one page the address alone counts."""
    state = st.session_state
    kept: dict[str, str] = state.get("kept", {})
    if state.get("page", page) != page:
        state["fold"] = True
        for name, value in kept.items():
            if name not in st.query_params:
                st.query_params[name] = value
    # A link from a page to itself leaves the browser's address bar as it was, so it is written anew.
    st.query_params.from_dict(st.query_params.to_dict())
    state["page"] = page
    state["kept"] = here()


def here(**more: str | None) -> dict[str, str]:
    """The kept part of the address with `more` put in, for links to other pages; None takes a name out."""
    found = {name: st.query_params[name] for name in KEPT if name in st.query_params} | more
    return {name: value for name, value in found.items() if value}


def asked(name: str) -> str | None:
    """What the address asks for under `name`; None when it says nothing."""
    return st.query_params.get(name) or None


def kept(name: str) -> str | None:
    """The same, or what it asked for before Streamlit's menu dropped it and `restore` brings it back."""
    return asked(name) or st.session_state.get("kept", {}).get(name)


def put(name: str, value: str | None) -> None:
    """Writes one choice to the address; None takes it out."""
    if value is None:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value
    if name in KEPT:
        st.session_state["kept"] = here()


def choose(name: str) -> None:
    """For `on_change`: copies the widget keyed `choice_<name>` into the address, and drops what hung on the old one."""
    value = st.session_state.get(f"choice_{name}")
    put(name, None if value is None else str(value))
    st.session_state["fold"] = True
    for dropped in HANGS_ON.get(name, ()):
        put(dropped, None)


def link(page: str, **more: str | None) -> str:
    """A relative address of another page with the kept choices and `more`."""
    return f"{page}?{urlencode(here(**more))}"


def choices(*names: str) -> dict[str, str]:
    """Those of a page's own choices that the address holds."""
    return {name: value for name in names if (value := asked(name)) is not None}
