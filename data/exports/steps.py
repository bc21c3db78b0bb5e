"""What is drawn of a table's rows: no more of them than can be read, and the steps of a waterfall."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from data.exports import written
from data.exports.report import Chart, Table
from data.text import say


@dataclass(frozen=True)
class Step:
    """A part of a waterfall, from where the one before it ended; an end starts at zero. None is what isn't known."""

    name: str
    start: float
    change: float | None
    end: bool

    @property
    def stop(self) -> float:
        """Where the next one starts."""
        return self.start + (self.change or 0)


def titled(table: Table, chart: Chart, language: str, most: int) -> str:
    """The chart's title, which says so where only its first rows are drawn."""
    if chart.kind == "waterfall" or len(table.rows) <= most:
        return chart.title
    return say("report.first_of", language, title=chart.title, shown=most, all=len(table.rows))


def names(table: Table, chart: Chart, language: str) -> list[str]:
    """What each row is called."""
    return [written.text(row[chart.label], table.columns[chart.label], language) for row in table.rows]


def values(table: Table, place: int) -> list[float | None]:
    """A column's numbers; None where one isn't known."""
    return [None if isinstance(row[place], str) else _number(row[place]) for row in table.rows]


def steps(table: Table, chart: Chart, language: str, most: int) -> tuple[Step, ...]:
    """The largest steps in their order, the rest of them as one before the last end."""
    changes = values(table, chart.values[0])
    between = [place for place in range(len(changes)) if place not in chart.ends]
    ranked = sorted(between, key=lambda place: -abs(changes[place] or 0))
    folded = set(ranked[most - 1 :]) if len(between) > most else set()
    named = names(table, chart, language)
    parts = [
        (named[place], changes[place], place in chart.ends) for place in range(len(changes)) if place not in folded
    ]
    if folded:
        rest = say("report.others", language, count=len(folded))
        last = max((number for number, part in enumerate(parts) if part[2]), default=len(parts))
        parts.insert(last or len(parts), (rest, sum(changes[place] or 0 for place in folded), False))
    return _stacked(parts)


def floor_of(values: Sequence[float]) -> float:
    """Where the axis of a line starts: a round number under the lowest, zero if that is near."""
    low, high = min(values, default=0), max(values, default=0)
    if (low >= 0 and low < 0.3 * high) or high == low:
        return min(low, 0)
    step: float = 10 ** floor(log10(high - low))
    return floor((low - 0.1 * (high - low)) / step) * step


def _stacked(parts: list[tuple[str, float | None, bool]]) -> tuple[Step, ...]:
    made: list[Step] = []
    for name, change, end in parts:
        made.append(Step(name, 0 if end or not made else made[-1].stop, change, end))
    return tuple(made)


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
