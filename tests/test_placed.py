"""The bars of a board: from zero to the number, whatever the others are, and none for what is more than any."""

from decimal import Decimal

import pytest

from pages.parts.placed import _bar, _ends


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        (["0.5", "1.2"], (0, 1.2)),
        (["-0.4", "0.8"], (-0.4, 0.8)),
        (["-3", "-1"], (-3, 1)),
        (["0", None], (0, 1)),
        ([], (0, 1)),
    ],
)
def test_bars_have_zero_among_their_ends(values: list[str | None], ends: tuple[float, float]) -> None:
    assert _ends(None if each is None else Decimal(each) for each in values) == ends


@pytest.mark.parametrize(
    ("number", "drawn"),
    [("0.8", "left:33.3%;width:66.7%"), ("-0.4", "left:0.0%;width:33.3%"), ("0", "left:33.3%;width:0.0%"), (None, "")],
)
def test_a_bar_goes_from_zero_to_the_number(number: str | None, drawn: str) -> None:
    assert drawn in _bar(None if number is None else Decimal(number), (-0.4, 0.8))
    assert number is not None or _bar(None, (0, 1)) == ""
