"""Bullet rows: bar is actual, tick is target, dashed line what is due by now; as text, so that it fits any width."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from data.text import numbers, say
from metrics.line import Line
from metrics.pack import Metric
from pages.parts import address, words
from pages.parts.colours import marked

if TYPE_CHECKING:
    from pages.parts.room import Room

# where the axis ends at most, in targets
FURTHEST, LOWEST = 2.0, -1.0
MOST = 15


@dataclass(frozen=True)
class Bullet:
    """One row, its numbers in targets; `share` and `value` are the written ones, `hover` the whole.

    `reach` is the actual (None draws no bar), `due` what is expected by now; `href` makes the row a link; what is said
    `under` it wraps between its parts.
    """

    name: str
    reach: float | None
    due: float | None
    value: str
    share: str
    band: str | None
    hover: str
    href: str | None = None
    under: tuple[str, ...] = ()


def bullet(room: "Room", metric: Metric, line: Line, name: str) -> Bullet:
    """The row of a unit or a person, which opens the target page there."""
    link = {"unit": line.unit, "metric": metric.id, "manager": line.manager}
    share = numbers.percent(line.attainment, room.language) if line.attainment is not None else words.state(room, line)
    return Bullet(
        name=name,
        reach=in_targets(line.actual, line.target),
        due=in_targets(line.expected, line.target),
        value=numbers.amount(line.actual, metric.unit, room.language),
        share=share,
        band=line.band,
        hover=words.hover(room, line, metric, name),
        href=None if line.unassigned else address.link("target", **link),
    )


def in_targets(value: Decimal | None, target: Decimal | None) -> float | None:
    """A value in targets, so that the tick stands at 1; below zero, one target's size further is one more."""
    if value is None or not target:
        return None
    return float(value / target if target > 0 else 1 + (value - target) / abs(target))


def axis(rows: Sequence[Bullet]) -> tuple[float, float]:
    """From 0, or the lowest bar below it, to a little past the target or the longest bar; both within bounds."""
    reaches = [row.reach for row in rows if row.reach is not None]
    longest, lowest = max(reaches, default=0.0), min(reaches, default=0.0)
    return max(min(0.0, lowest), LOWEST), min(max(1.1, longest * 1.02), FURTHEST)


def bullets(rows: Sequence[Bullet], language: str, label: str) -> str:
    """The rows with their legend; `label` is what a screen reader is told they show."""
    ends = axis(rows)
    body = "".join(_row(row, ends, language) for row in rows)
    drawn = [row for row in rows if row.reach is not None]
    key = legend(language, any(row.due is not None for row in drawn)) if drawn else ""
    return f'{key}<div class="rows" role="group" aria-label="{escape(label)}">{body}</div>'


def legend(language: str, due: bool = True) -> str:
    """What bar, tick and, where something is due by now, the dashed line are."""
    parts = ("actual", "tick", "pace") if due else ("actual", "tick")
    texts = "".join(f'<span><i class="{part}"></i>{say(f"page.legend_{part}", language)}</span>' for part in parts)
    return f'<p class="legend quiet">{texts}</p>'


def _row(row: Bullet, ends: tuple[float, float], language: str) -> str:
    sign = f"{marked(row.band, say(f'band.{row.band}', language))} " if row.band else ""
    name = f'<span class="name">{escape(row.name)}</span>'
    share = f'<span class="share {row.band or "quiet"}">{sign}{escape(row.share)}</span>'
    numbers = f'<span class="value">{escape(row.value)}</span>{share}'
    tag, link = ("a", f' href="{escape(row.href)}" target="_self"') if row.href else ("div", "")
    said = "".join(f"<span>{escape(each)}</span>" for each in row.under)
    under = f'<p class="under quiet">{said}</p>' if said else ""
    return f'<{tag} class="row"{link} title="{escape(row.hover)}">{name}{_track(row, ends)}{numbers}</{tag}>{under}'


def _track(row: Bullet, ends: tuple[float, float]) -> str:
    if row.reach is None:
        return '<span class="none"></span>'
    zero, reach = _at(0, ends), _at(row.reach, ends)
    start, width = min(zero, reach), abs(reach - zero)
    marks = f'<span class="actual" style="left:{start:.1f}%;width:{width:.1f}%"></span>'
    if zero:
        marks += f'<span class="zero" style="left:{zero:.1f}%"></span>'
    marks += f'<span class="tick" style="left:{_at(1, ends):.1f}%"></span>'
    if row.due is not None:
        marks += f'<span class="pace" style="left:{_at(row.due, ends):.1f}%"></span>'
    return f'<span class="track">{marks}</span>'


def _at(share: float, ends: tuple[float, float]) -> float:
    low, high = ends
    return (min(max(share, low), high) - low) / (high - low) * 100
