"""Every text stands out from its paper, light and dark, and no band is told by its colour alone."""

import re
import tomllib
from pathlib import Path

import pytest

from data.text import LANGUAGES, say
from pages.parts.colours import ACCENT, BANDS, GREY, INK, NO_BAND

ROOT = Path(__file__).parents[1]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
CSS = (ROOT / "pages" / "parts" / "look.css").read_text("utf-8")
SHADES = ("light", "dark")


def channel(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (channel(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)
    )[::-1]
    return (light + 0.05) / (dark + 0.05)


def papers(shade: str) -> list[str]:
    names = ("backgroundColor", "secondaryBackgroundColor")
    return [THEME[shade][name] for name in names]


@pytest.mark.parametrize("shade", SHADES)
def test_every_text_colour_of_the_theme_stands_out(shade: str) -> None:
    names = [
        name
        for name in THEME[shade]
        if name.endswith("TextColor") or name in ("textColor", "linkColor", "primaryColor")
    ]
    weak = {(name, paper): contrast(THEME[shade][name], paper) for name in names for paper in papers(shade)}
    assert {pair: round(value, 2) for pair, value in weak.items() if value < 4.5} == {}


@pytest.mark.parametrize("shade", SHADES)
@pytest.mark.parametrize("colour", ["green", "blue", "orange", "red", "gray"])
def test_a_coloured_chip_is_legible(shade: str, colour: str) -> None:
    assert contrast(THEME[shade][f"{colour}TextColor"], THEME[shade][f"{colour}BackgroundColor"]) >= 4.5


@pytest.mark.parametrize("place", [0, 1])
def test_colours_of_charts_are_those_of_the_theme_and_stand_out(place: int) -> None:
    shade = THEME[SHADES[place]]
    for band in (*BANDS.values(), NO_BAND):
        assert (band.light, band.dark)[place] == shade[f"{band.theme}TextColor"]
    assert ACCENT[place] == shade["primaryColor"]
    assert INK[place] == shade["textColor"]
    assert GREY[place] == shade["grayTextColor"]


def test_the_style_sheet_writes_no_other_text_colour() -> None:
    known = {(band.light, band.dark) for band in (*BANDS.values(), NO_BAND)}
    texts = re.findall(r"[{ ]color: light-dark\((#\w+), (#\w+)\)", CSS)
    assert set(texts) <= known
    assert len(texts) >= len(BANDS)


def seen_without(cone: str, colour: str) -> tuple[float, ...]:
    """Linear light as somebody without that cone sees it (Machado, Oliveira and Fernandes 2009, full severity)."""
    matrix = {
        "red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
        "green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    }[cone]
    return tuple(sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in matrix)


@pytest.mark.parametrize("cone", ["red", "green"])
@pytest.mark.parametrize("place", [0, 1])
def test_on_track_never_looks_like_at_risk_to_the_colour_blind(cone: str, place: int) -> None:
    on_track, at_risk = (
        seen_without(cone, (BANDS[code].light, BANDS[code].dark)[place]) for code in ("on_track", "at_risk")
    )
    assert max(abs(a - b) for a, b in zip(on_track, at_risk, strict=True)) > 0.1


def test_each_band_has_a_sign_and_a_word_of_its_own() -> None:
    assert len({band.sign for band in BANDS.values()}) == len(BANDS)
    for language in LANGUAGES:
        assert len({say(f"band.{code}", language) for code in BANDS}) == len(BANDS)
