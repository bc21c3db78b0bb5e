"""What the past's shape or the run-rate foretells of a period's end: as a fan, a sentence and a range."""

from typing import TYPE_CHECKING

from data.text import numbers
from metrics.line import Line
from metrics.pack import Metric
from pages.parts.charts import Fan

if TYPE_CHECKING:
    from pages.parts.room import Room


def fan(room: "Room", metric: Metric, line: Line) -> Fan | None:
    """The fan of a line that has a forecast and a range, while the period isn't over."""
    if line.forecast is None or line.forecast_low is None or line.forecast_high is None or not line.days_left:
        return None
    written = room.say("page.forecast_written", forecast=_amount(room, metric, line.forecast))
    name = room.say(f"page.forecast_{line.forecast_method}")
    return Fan(float(line.forecast), float(line.forecast_low), float(line.forecast_high), name, written)


def sentence(room: "Room", metric: Metric, line: Line) -> str:
    """By which method what is foretold, between which ends, and how far it was off in the past; empty without."""
    if fan(room, metric, line) is None:
        return ""
    return room.say(
        "page.forecast_said",
        method=room.say(f"page.forecast_{line.forecast_method}"),
        forecast=_amount(room, metric, line.forecast),
        range=span(room, metric, line),
        periods=line.forecast_periods,
        error=numbers.percent(line.forecast_error, room.language),
    )


def span(room: "Room", metric: Metric, line: Line) -> str:
    """The range: `98 万 – 120 万`; empty without."""
    if line.forecast_low is None or line.forecast_high is None:
        return ""
    low, high = (_amount(room, metric, each) for each in (line.forecast_low, line.forecast_high))
    return room.say("page.forecast_span", low=low, high=high)


def _amount(room: "Room", metric: Metric, value: numbers.Number | None) -> str:
    return numbers.amount(value, metric.unit, room.language)
