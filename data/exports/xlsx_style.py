"""How a workbook looks: its fonts and formats, and the room a text takes."""

import unicodedata
from dataclasses import dataclass
from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from data.exports.look import INK

FONT = {"zh": "Microsoft YaHei", "en": "Arial"}
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


def width(text: str) -> int:
    """How many Latin letters' room a text takes."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def lines(text: str, room: float) -> int:
    """How many lines a text takes in so much room."""
    return sum(1 if (wide := width(line)) <= room else ceil(wide / room * BROKEN) for line in text.split("\n"))
