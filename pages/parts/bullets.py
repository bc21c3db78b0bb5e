"""Bullet rows: bar is actual, tick is target, dashed line is pace; as a grid of text, so that it fits any width."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from data.text import numbers, say
from metrics.line import Line
from metrics.pack import Metric
from pages.parts import address, words
from pages.parts.colours import band

if TYPE_CHECKING:
    from pages.parts.room import Room

FURTHEST = 2.0
MOST = 15


@dataclass(frozen=True)
class Bullet:
    """One row, its numbers as shares of the target; `share` and `value` are the written ones, `hover` the whole.

    `attainment` None draws no bar; `href` makes the row a link.
    """

    name: str
    attainment: float | None
    pace: float | None
    value: str
    share: str
    band: str | None
    hover: str
    href: str | None = None


def bullet(room: "Room", metric: Metric, line: Line, name: str) -> Bullet:
    """The row of a unit or a person, which opens the target page there."""
    link = {"unit": line.unit, "metric": metric.id, "manager": line.manager}
    share = numbers.percent(line.attainment, room.language) if line.attainment is not None else words.state(room, line)
    return Bullet(
        name=name,
        attainment=None if line.attainment is None else float(line.attainment),
        pace=None if line.pace is None else float(line.pace),
        value=numbers.amount(line.actual, metric.unit, room.language),
        share=share,
        band=line.band,
        hover=words.hover(room, line, metric, name),
        href=None if line.unassigned else address.link("target", **link),
    )


def furthest(rows: Sequence[Bullet]) -> float:
    """Where the axis ends: a little past the target or the longest bar, at most twice the target."""
    longest = max((row.attainment or 0.0 for row in rows), default=0.0)
    return min(max(1.1, longest * 1.02), FURTHEST)


def bullets(rows: Sequence[Bullet], language: str, label: str) -> str:
    """The rows with their legend; `label` is what a screen reader is told they show."""
    end = furthest(rows)
    body = "".join(_row(row, end, language) for row in rows)
    key = legend(language) if any(row.attainment is not None for row in rows) else ""
    return f'{key}<div class="rows" role="group" aria-label="{escape(label)}">{body}</div>'


def legend(language: str) -> str:
    """What bar, tick and line are."""
    parts = ("actual", "tick", "pace")
    texts = "".join(f'<span><i class="{part}"></i>{say(f"page.legend_{part}", language)}</span>' for part in parts)
    return f'<p class="legend quiet">{texts}</p>'


def _row(row: Bullet, end: float, language: str) -> str:
    word = say(f"band.{row.band}", language) if row.band else ""
    sign = f"{band(row.band).sign} {word} " if word else ""
    name = f'<span class="name">{escape(row.name)}</span>'
    share = f'<span class="share {row.band or "quiet"}">{sign}{escape(row.share)}</span>'
    numbers = f'<span class="value">{escape(row.value)}</span>{share}'
    tag, link = ("a", f' href="{escape(row.href)}" target="_self"') if row.href else ("div", "")
    return f'<{tag} class="row"{link} title="{escape(row.hover)}">{name}{_track(row, end)}{numbers}</{tag}>'


def _track(row: Bullet, end: float) -> str:
    if row.attainment is None:
        return '<span class="none"></span>'
    marks = f'<span class="actual" style="width:{_at(row.attainment, end)}%"></span>'
    marks += f'<span class="tick" style="left:{_at(1, end)}%"></span>'
    if row.pace is not None:
        marks += f'<span class="pace" style="left:{_at(row.pace, end)}%"></span>'
    return f'<span class="track">{marks}</span>'


def _at(share: float, end: float) -> str:
    return f"{max(0.0, min(share, end)) / end * 100:.1f}"
