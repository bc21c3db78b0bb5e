"""A chart as plain numbers and words, for templates that draw it."""

from dataclasses import replace

from data.exports import steps, written
from data.exports.report import Chart, Column, Table

MOST = {"columns": 12, "bars": 15, "waterfall": 14, "line": 400}
LONGEST_NAME = 14
# between how many lines across a chart's height is divided
TICKS = 4


def drawn(table: Table, chart: Chart, language: str) -> dict[str, object] | None:
    """None where there is nothing to draw."""
    if not table.rows:
        return None
    columns = [table.columns[place] for place in chart.values]
    said = {
        "kind": chart.kind,
        "title": steps.titled(table, chart, language, MOST[chart.kind]),
        "series": [each.title for each in columns],
    }
    if chart.kind == "waterfall":
        parts = steps.steps(table, chart, language, MOST["waterfall"])
        bounds = [bound for part in parts for bound in (part.start, part.stop)]
        return {**said, "rows": [_step(part, columns[0], language) for part in parts], **_range(bounds, 0)}
    most = MOST[chart.kind]
    names = [written.cut(name, LONGEST_NAME) for name in steps.names(table, chart, language)[:most]]
    series = [steps.values(table, place)[:most] for place in chart.values]
    rows = [_row(name, values, columns, language) for name, *values in zip(names, *series, strict=True)]
    known = [value for each in series for value in each if value is not None]
    told = {**said, "rows": rows, **_range(known, steps.floor_of(known) if chart.kind == "line" else 0)}
    return {**told, "ticks": _ticks(told, columns[0], language)} if chart.kind == "line" else told


def _range(values: list[float], start: float) -> dict[str, float]:
    return {"low": min([*values, start]), "high": max([*values, start])}


def _row(name: str, values: list[float | None], columns: list[Column], language: str) -> dict[str, object]:
    labels = [written.text(value, column, language) for value, column in zip(values, columns, strict=True)]
    return {"name": name, "values": values, "labels": labels}


def _step(part: steps.Step, column: Column, language: str) -> dict[str, object]:
    label = written.text(part.change, column if part.end else replace(column, signed=True), language)
    kind = "end" if part.end else "gain" if part.stop >= part.start else "loss"
    name = written.cut(part.name, LONGEST_NAME)
    return {"name": name, "start": part.start, "stop": part.stop, "label": label, "kind": kind}


def _ticks(told: dict[str, object], column: Column, language: str) -> list[dict[str, object]]:
    low, high = float(str(told["low"])), float(str(told["high"]))
    values = [low + (high - low) * place / TICKS for place in range(TICKS + 1)]
    return [{"value": value, "label": written.text(value, column, language)} for value in values]
