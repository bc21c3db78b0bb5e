"""The colours of files, on light paper as on pages, and the signs of bands."""

from data.text import say

ACCENT, INK, QUIET = "#0F6B6B", "#1D2424", "#5F6A6A"
# lines between rows, what lies behind headers, and what is drawn beside the accent
RULE, PALE, CONTEXT = "#C9D1CF", "#EDF0EF", "#A9B3B1"
BANDS = {"ahead": "#1B7F4B", "on_track": "#3B6EA8", "behind": "#9A6100", "at_risk": "#B3362B"}


def spoken_band(word: str, language: str) -> str | None:
    """The band whose word is said, as in `▼ behind`; None where none is."""
    return next((band for band in BANDS if word.endswith(say(f"band.{band}", language))), None)
