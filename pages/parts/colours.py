"""The few colours that carry meaning, each with the sign that stands beside it; the theme holds the same ones."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

ThemeColour = Literal["green", "blue", "orange", "red", "gray"]


@dataclass(frozen=True)
class Colour:
    """One meaning: its sign, its name in the theme, and its shade on light and on dark paper."""

    sign: str
    theme: ThemeColour
    light: str
    dark: str


ACCENT = ("#0F6B6B", "#4DB6AC")
GREY = ("#5F6A6A", "#A3AFAD")
INK = ("#1D2424", "#E7ECEA")
BANDS = {
    "ahead": Colour("▲", "green", "#1B7F4B", "#4CC38A"),
    "on_track": Colour("●", "blue", "#3B6EA8", "#7FB0E6"),
    "behind": Colour("▼", "orange", "#9A6100", "#E5A13A"),
    "at_risk": Colour("！", "red", "#B3362B", "#F08A7E"),
}
NO_BAND = Colour("", "gray", *GREY)


def band(code: str | None) -> Colour:
    """The colour of a band; grey and without a sign where there is none."""
    return BANDS.get(code or "", NO_BAND)


def marked(code: str, word: str) -> str:
    """A band's word behind its sign; the wide sign brings its own space."""
    sign = band(code).sign
    return f"{sign}{word}" if sign == "！" else f"{sign} {word}"


def is_dark() -> bool:
    """Whether the visitor's page is on dark paper."""
    return bool(st.context.theme.type == "dark")
