"""Files have the colours of pages, and bands the same words."""

from data.exports import look
from data.text import LANGUAGES, say
from pages.parts import colours


def test_files_and_pages_have_the_same_colours() -> None:
    assert (colours.ACCENT[0], colours.INK[0], colours.GREY[0]) == (look.ACCENT, look.INK, look.QUIET)
    assert {code: band.light for code, band in colours.BANDS.items()} == look.BANDS


def test_a_band_is_known_by_its_word_and_nothing_else_is() -> None:
    for language in LANGUAGES:
        for code in look.BANDS:
            assert look.spoken_band(colours.marked(code, say(f"band.{code}", language)), language) == code
        assert look.spoken_band("▲2", language) is None and look.spoken_band("", language) is None
