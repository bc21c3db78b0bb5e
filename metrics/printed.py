"""How lines are written at the command line: a table for eyes, CSV and JSON for other programs."""

from collections.abc import Callable, Sequence
from typing import Any

from rich.table import Table

from data.text import numbers, say
from metrics.line import SHOWN, Line
from metrics.written import as_csv, as_json, as_table

# of the table for eyes: who is in front, what it is about was asked for
BESIDE = (
    "unit",
    "manager",
    "name",
    "metric",
    "period",
    "ranked",
    "dimension",
    "key",
    "target_state",
    "target_source",
    "sealed",
)
COLUMNS = tuple(name for name in SHOWN if name not in BESIDE)


def _plain(line: Line, lang: str) -> dict[str, Any]:
    """The stable columns; shares as fractions, null where not computable."""
    values = {name: getattr(line, name) for name in SHOWN}
    # who is unknown counts as one, as in the total
    unknown = 1 if line.manager and line.state == "unknown" else line.unknown
    return values | {"name": _name(line, lang), "unknown": unknown}


def _name(line: Line, lang: str) -> str | None:
    """The name, or the word for what has none: what nobody is credited with, the top of a tree, who has no place."""
    unnamed = {"*": "metric.all_units", "~": "metric.unplaced"}
    if line.unassigned:
        return say("metric.unassigned", lang)
    return say(unnamed[line.unit], lang) if not line.name and line.unit in unnamed and not line.part else line.name


def _json(found: Sequence[Line], lang: str, unit: str) -> None:
    as_json(_plain(line, lang) for line in found)


def _csv(found: Sequence[Line], lang: str, unit: str) -> None:
    as_csv(SHOWN, (_plain(line, lang) for line in found))


def _table(found: Sequence[Line], lang: str, unit: str) -> None:
    """For eyes: who or which day first, then the numbers as the pages write them."""
    table = Table("", *(say(f"metric.{name}", lang) for name in COLUMNS))
    for line in found:
        table.add_row(_who(line, lang), *(_cell(line, name, lang, unit) for name in COLUMNS))
    as_table(table, 240)


def _who(line: Line, lang: str) -> str:
    if line.day:
        return line.day.isoformat()
    if line.part:
        return _part(line.part[0], line.name, lang)
    return _name(line, lang) or line.manager or line.unit or ""


def _part(dimension: str, name: str | None, lang: str) -> str:
    if dimension == "hour" and name:
        return f"{name}:00"
    if dimension == "tier" and name:
        return name
    return say(f"metric.part_{dimension}", lang)


def _cell(line: Line, name: str, lang: str, unit: str) -> str:
    value = _plain(line, lang)[name] if name == "unknown" else getattr(line, name)
    if name in ("state", "band"):
        return say(f"{name}.{value}", lang) if value else numbers.UNKNOWN
    if name in ("rank", "rank_by_value"):
        return numbers.rank(value, line.ranked if name == "rank" else line.ranked_by_value)
    if name in ("attainment", "pace", "score"):
        return numbers.percent(value, lang)
    if name == "lead":
        return numbers.points(value, lang)
    if name == "unknown":
        return str(value or 0)
    return str(value or numbers.UNKNOWN) if name == "as_of" else numbers.amount(value, unit, lang)


WRITERS: dict[str, Callable[[Sequence[Line], str, str], None]] = {"table": _table, "csv": _csv, "json": _json}
