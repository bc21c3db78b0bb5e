"""A report as pages to print, A4 across: a page a section, what the numbers mean at the end."""

from data.exports import look, written
from data.exports.drawn import drawn
from data.exports.report import Report, Section, Table
from data.exports.typeset import typeset
from data.text import say


def pdf(report: Report) -> bytes:
    """The file's content."""
    report = written.cleaned(report)
    return typeset("report.typ", _plain(report), "pdf", report.stamp.at if report.stamp else None)


def _plain(report: Report) -> dict[str, object]:
    """All that stands on the pages, as text."""
    stamp, language = report.stamp, report.language
    return {
        "title": report.title,
        "notes": report.notes,
        "language": language,
        "sections": [_section(each, language) for each in report.sections],
        "stamp": written.made(report.stamp, report.language),
        "author": stamp.by if stamp else "",
        "at": [stamp.at.year, stamp.at.month, stamp.at.day, stamp.at.hour, stamp.at.minute] if stamp else None,
        "meanings": {
            "title": say("report.definitions", language),
            "heads": [say(f"report.{name}", language) for name in ("number", "formula", "source")],
            "rows": [(each.name, each.formula, each.source) for each in report.definitions],
        },
        "bands": look.BANDS,
    }


def _section(section: Section, language: str) -> dict[str, object]:
    return {
        "title": section.title,
        "answer": section.answer,
        "notes": section.notes,
        "figures": [
            {"what": what, "value": value, "word": word, "band": look.spoken_band(word, language)}
            for what, value, word in section.figures
        ],
        "tables": [_table(each, language) for each in section.tables],
        "comments": [written.comment(each, language) for each in section.comments],
    }


def _table(table: Table, language: str) -> dict[str, object]:
    rows = [*table.rows, *([] if table.total is None else [table.total])]
    bands = {place if place >= 0 else len(table.rows): band for place, band in table.marks}
    return {
        "title": table.title,
        "columns": [{"title": each.title, "wide": each.wide, "right": each.right} for each in table.columns],
        "rows": [written.row(row, table.columns, language) for row in rows],
        "total": table.total is not None,
        "band": table.band,
        "bands": [bands.get(place) for place in range(len(rows))],
        "chart": drawn(table, table.chart, language) if table.chart else None,
        "empty": "" if table.rows else say("report.no_rows", language),
    }
