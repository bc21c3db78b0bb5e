"""How a workbook looks: its fonts and colours, and how Excel is to write each number."""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from data.exports.report import Cell, Column
from data.text import numbers, say

ACCENT, INK, QUIET, RULE, PALE, CONTEXT = "#0F6B6B", "#1F2A2A", "#5F6A6A", "#C9D1CF", "#EDF0EF", "#A9B3B1"
BANDS = {"ahead": "#1B7F4B", "on_track": "#3B6EA8", "behind": "#9A6100", "at_risk": "#B3362B"}
FONT = {"zh": "Microsoft YaHei", "en": "Arial"}
FORMATS = {"day": "yyyy-mm-dd", "share": "0.0%", "text": "@"}
# Excel scales by thousands alone: a point set by hand before the last digits makes 万 of thousands and 亿 of millions
SCALED = {
    "zh": ((10**8, "0\\.00,,", 2), (10**4, "0\\.0,", 1)),
    "en": ((10**9, "#,##0.0,,,", 3), (10**6, "#,##0.0,,", 2), (10**3, "#,##0.0,", 1)),
}
FEW = 100
# the size of text, and the height of a line to it
SIZE, LEADING = 10, 1.65
# the room that breaking at words takes
BROKEN = 1.1
# a column's letters to each unit it is wide
UNIT_WIDTH = 12


@dataclass(frozen=True)
class Look:
    """A workbook in the making and its language; `style` gives one format for the same properties."""

    book: Workbook
    language: str
    made: dict[tuple[tuple[str, object], ...], Format]

    def style(self, **properties: object) -> Format:
        """The format with these properties beside the ones every cell has."""
        key = tuple(sorted(properties.items(), key=lambda item: item[0]))
        if key not in self.made:
            self.made[key] = self.book.add_format({**plain(self.language), **properties})
        return self.made[key]


def plain(language: str) -> dict[str, object]:
    """What every cell looks like."""
    return {"font_name": FONT[language], "font_size": SIZE, "font_color": INK, "valign": "top"}


def number_format(column: Column, value: Cell, language: str) -> str:
    """How Excel writes a number as pages do, at the scale of the value; a number put in its place is as true.

    One format with a condition for each scale has too few of them for plus and minus, and programs differ in whether
    they set a minus then.
    """
    if column.unit in FORMATS and not column.right:
        return FORMATS[column.unit]
    body = _body(column.unit, abs(float(value)) if isinstance(value, (int, float, Decimal)) else 0.0, language)
    return f"+{body};-{body};{body}" if column.signed else body


def _body(unit: str, size: float, language: str) -> str:
    if unit in FORMATS:
        return FORMATS[unit]
    if not (len(unit) == 3 and unit.isupper()):
        return "#,##0" if size >= FEW or size == int(size) else "#,##0.0"
    word = numbers.currency(unit, language)
    scaled = next(((least, body, scale) for least, body, scale in SCALED[language] if size >= least), None)
    before, after = ("", f'" {word}"') if language == "zh" else (f'"{word}"', "")
    if scaled is None:
        return f"{before}#,##0.00{after}"
    least, body, scale = scaled
    few = language == "en" and scale > 1 and size < 10 * least
    return (
        f'{before}{body.replace("0.0", "0.00") if few else body}"{say(f"number.scale_{scale}", language, number="")}"'
    )


def width(text: str) -> int:
    """How many Latin letters' room a text takes."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def lines(text: str, room: float) -> int:
    """How many lines a text takes in so much room."""
    return sum(1 if (wide := width(line)) <= room else ceil(wide / room * BROKEN) for line in text.split("\n"))
