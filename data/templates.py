"""An empty import file for each kind: a workbook with its headers, one example row, and lists to choose from."""

import io
from datetime import date

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from data.exports.look import ACCENT, PALE, QUIET
from data.exports.xlsx_style import UNIT_WIDTH, plain
from data.kinds import Field, kinds
from data.text import say

# rows made ready to be filled in
ROWS = 1000
# what Excel takes in a title and a text beside a cell
LONGEST_TITLE, LONGEST_TEXT = 32, 255
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
# everything but these is text, so that 000123 stays what it is
FORMATS = {"day": "yyyy-mm-dd", "money": "#,##0.00", "number": "General", "share": "0.0%"}


def template(kind: str, language: str) -> bytes:
    """An Excel workbook; raises KeyError for a kind there is not."""
    known, stream = kinds()[kind], io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(known.title(language)[:31])
        for place, (name, field) in enumerate(known.fields.items()):
            header = known.header(name, language)
            shape = {**plain(language), "num_format": FORMATS.get(field.type, "@")}
            head = {**plain(language), "bold": True, "bg_color": PALE, "bottom": 1, "text_wrap": True}
            needed = {"font_color": ACCENT if field.required else QUIET}
            sheet.set_column(place, place, UNIT_WIDTH * 1.5, book.add_format(shape))
            sheet.write_string(0, place, header, book.add_format(head | needed))
            _example(sheet, place, field)
            _checked(sheet, place, field, header, language)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return stream.getvalue()


def file_name(kind: str, language: str) -> str:
    """What the download is called."""
    return f"{kinds()[kind].title(language)}.xlsx"


def _example(sheet: Worksheet, place: int, field: Field) -> None:
    """In the column's own format."""
    if field.type == "day" and field.example:
        sheet.write_datetime(1, place, date.fromisoformat(field.example))
    elif field.type in ("money", "number") and field.example:
        sheet.write_number(1, place, float(field.example))
    elif field.example:
        sheet.write_string(1, place, field.example)


def _checked(sheet: Worksheet, place: int, field: Field, header: str, language: str) -> None:
    """What may be chosen; whoever stands in a cell reads what belongs there. Open lists and days take other words."""
    rule: dict[str, object] = {"validate": "any"}
    if words := choices(field, language):
        closed = field.closed or field.type == "yes_no"
        rule = {"validate": "list", "source": words, "show_error": closed}
    elif field.type == "day":
        rule = {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
        rule["error_type"] = "warning"
    told = {"input_title": header[:LONGEST_TITLE], "input_message": _explained(field, language)}
    sheet.data_validation(1, place, ROWS, place, rule | told)


def choices(field: Field, language: str) -> list[str]:
    """The words of a field with a list, as the import takes them: the language's first, else the code itself."""
    if field.type == "yes_no":
        return [say(f"data.{word}", language) for word in ("yes", "no")]
    return [next((w for w in words if w.isascii() == (language == "en")), code) for code, words in field.values.items()]


def _explained(field: Field, language: str) -> str:
    """Whether it is needed, what it is, an example, and what else its header may be called."""
    need = say(f"data.field_{'required' if field.required else 'optional'}", language)
    example = f"{say('data.column_example', language)}: {field.example}" if field.example else ""
    names = getattr(field.names, language)[1:]
    also = f"{say('data.column_also', language)}: {say('page.comma', language).join(names)}" if names else ""
    kind = say(f"data.type_{field.type}", language)
    text = "\n".join(filter(None, (f"{need} · {kind}", example, also)))
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
