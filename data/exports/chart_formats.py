"""Number formats for a chart's labels and axes: as near to how pages write as a format can say it."""

from collections.abc import Sequence
from math import floor, log10

from data.exports.report import Column
from data.text import numbers

# A format scales by thousands only, so 万 is a number of thousands with a point set before its last digit.
MYRIAD = '0\\.0," 万"'
HUNDRED_MILLION = '0\\.00,," 亿"'
MINUS = '"−"'
ENGLISH = ((10**9, '0.00,,,"B"'), (10**7, '0.0,,"M"'), (10**6, '0.00,,"M"'), (10**3, '0.0,"K"'))


def number_format(column: Column, largest: float, language: str) -> str:
    """The format of a column's numbers, of which the largest is so large."""
    if column.unit in ("share", "points"):
        return "0.0%"
    if not numbers.is_money(column.unit):
        return "#,##0.##" if column.unit == "ratio" else "#,##0"
    if language == "zh":
        return _chinese(largest)
    return _english(largest, numbers.currency(column.unit, language))


def _chinese(largest: float) -> str:
    if largest < 10**4:
        return "#,##0"
    if largest < 10**8:
        return _signed(MYRIAD, "0")
    return f"[>=100000000]{HUNDRED_MILLION};[<=-100000000]{MINUS}{HUNDRED_MILLION};{MYRIAD}"


def _english(largest: float, word: str) -> str:
    word = f'"{word}"'
    scale = next((scale for size, scale in ENGLISH if largest >= size), "#,##0")
    return _signed(word + scale, word + "0")


def _signed(pattern: str, zero: str) -> str:
    """With the sign that is a minus, and a zero that has no scale."""
    return f"{pattern};{MINUS}{pattern};{zero}"


def floor_of(values: Sequence[float]) -> float:
    """Where the axis of a line starts: a round number under the lowest, zero if that is near."""
    low, high = min(values, default=0), max(values, default=0)
    if (low >= 0 and low < 0.3 * high) or high == low:
        return min(low, 0)
    step: float = 10 ** floor(log10(high - low))
    return floor((low - 0.1 * (high - low)) / step) * step
