"""A report as pages to print: set by typst from a template, with fonts that are here, nothing fetched."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import typst

from data.exports.report import Cell, Column, Report
from data.text import numbers

TEMPLATE = Path(__file__).with_name("report.typ")
FONTS = str(files("noto_cjk_sans_otc"))


def pdf(report: Report) -> bytes:
    """The file's content, A4 landscape."""
    told = {"report": json.dumps(_plain(report), ensure_ascii=False)}
    return typst.compile(str(TEMPLATE), font_paths=[FONTS], sys_inputs=told)


def _plain(report: Report) -> dict[str, object]:
    tables = [
        {
            "title": table.title,
            "columns": [{"title": each.title, "wide": each.wide, "right": each.right} for each in table.columns],
            "rows": [
                [_text(value, column, report.language) for value, column in zip(row, table.columns, strict=True)]
                for row in table.rows
            ],
        }
        for section in report.sections
        for table in section.tables
    ]
    return {"title": report.title, "notes": report.notes, "language": report.language, "tables": tables}


def _text(value: Cell, column: Column, language: str) -> str:
    """A cell as pages write it."""
    if value is None:
        return numbers.UNKNOWN if column.right else ""
    if isinstance(value, date):
        return numbers.short_day(value, language)
    if isinstance(value, str):
        return value
    said = numbers.amount(value, column.unit, language)
    return f"+{said}" if column.signed and value > 0 else said
