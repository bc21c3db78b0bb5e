"""What the page of targets works with: whom to set them for, what is in force, locked, revealed and was before."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from data.home import Home
from data.reader import Reader
from metrics import workdays
from metrics.longer import Long, longs
from metrics.pack import Metric, Pack
from metrics.periods import Period
from metrics.seats import Seat, seats
from metrics.setting import Usual, usuals
from metrics.task import task_told
from pages.parts.room import MARTS

if TYPE_CHECKING:
    from pages.parts.room import Room

PLACES = (("above", "unit"), ("unit", "above"))
SET = ("target", "target_history", "target_lock", "reveal")
# what held or holds the targets of a unit: its own lock or one above it, of these days or more, and each end of one
LOCKS = """
select unit, period, locked, note, writer, signed, stated_at, batch, ended
from target_lock
where level = $level
    and (period = $period or (first_day > date '0001-01-01' and first_day <= $first and until >= $until))
    and unit in (select {those} from unit_above where {of} = $unit and first_day < $until and until > $first)
order by stated_at
"""
# whatever the rows call the metric, they are one history
HISTORY = """
select * exclude (before), lag(amount) over one as before
from target_history
where metric in (select unnest($names::varchar[])) and level = $level and period in (select unnest($periods::varchar[]))
    and (unit in (select unnest($units::varchar[])) or manager in (select unnest($people::varchar[])))
window one as (partition by unit, manager, period order by batch)
qualify lag(batch) over one is null
    or row(amount, prorate, shape) is distinct from lag(row(amount, prorate, shape)) over one
order by batch desc, unit nulls last, manager
limit 300
"""


@dataclass(frozen=True)
class Desk:
    """One unit, period, metric and level; `seats` begin with the unit itself. `tasks` counts its task targets,
    `revealed` and `locks` say by whom and when (UTC); `locked_below` that some unit below locked its own; `history` are
    amounts that changed, `turns` locks and their ends, at the unit, above and below it."""

    period: Period
    metric: Metric
    level: str
    seats: tuple[Seat, ...]
    longs: tuple[Long, ...]
    tasks: int
    revealed: dict[str, Any] | None
    locks: tuple[dict[str, Any], ...]
    locked_below: bool
    history: tuple[dict[str, Any], ...]
    turns: tuple[dict[str, Any], ...] = ()

    @property
    def own(self) -> Seat:
        return self.seats[0]

    @property
    def people(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.kind == "manager")

    @property
    def children(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats[1:] if seat.kind == "unit")


def desk(room: "Room", as_of: date, period: Period, metric: Metric, level: str) -> Desk:
    """Cached until a mart changes; what is usual hangs on no target, so that saving one doesn't work it out anew."""
    whose = (room.home.path, room.viewer.name, room.pack.id, room.unit, as_of, period, metric.id)
    work = (room.home, room.marts, room.pack)
    past = (*whose, room.marts.stamp(*(mart for mart in MARTS if mart != "target")))
    usual = _usual(past, *work)
    return _desk((*whose, level, room.stamp(), room.marts.stamp(*SET)), usual, *work)


@st.cache_resource(show_spinner=False, max_entries=300)
def _usual(key: tuple[object, ...], _home: Home, _reader: Reader, _pack: Pack) -> Usual:
    *_, unit, as_of, period, metric, _ = key
    assert isinstance(unit, str) and isinstance(as_of, date) and isinstance(period, Period)
    calendar = workdays.load(_home, every_day=_pack.pace == "calendar")
    return usuals(_reader, _pack, _pack.metrics[str(metric)], period, unit, workdays=calendar, as_of=as_of)


@st.cache_resource(show_spinner=False, max_entries=300)
def _desk(key: tuple[object, ...], _usual: Usual, _home: Home, _reader: Reader, _pack: Pack) -> Desk:
    *_, unit, as_of, period, metric_id, level, _, _ = key
    assert isinstance(unit, str) and isinstance(as_of, date) and isinstance(period, Period) and isinstance(level, str)
    metric, calendar = _pack.metrics[str(metric_id)], workdays.load(_home, every_day=_pack.pace == "calendar")
    rows = seats(
        _reader, _pack, metric, period, unit, usual=_usual, workdays=calendar, as_of=as_of, level=level
    )  # fmt: skip
    tasks, revealed = task_told(_reader, _pack, metric, period, unit, as_of)
    long = longs(_reader, _pack, metric, period, unit, workdays=calendar, as_of=as_of, level=level)
    asked = {"level": level, "period": period.code, "first": period.first_day, "until": period.until, "unit": unit}
    above, below = (_reader.rows(LOCKS.format(those=those, of=of), asked) for those, of in PLACES)
    before = _history(_reader, metric, period, level, rows)
    turns = tuple({row["batch"]: row for row in (*above, *below)}.values())
    locks = tuple(row for row in above if _holds(row))
    return Desk(
        period, metric, level, tuple(rows), tuple(long), tasks, revealed, locks, any(map(_holds, below)), before, turns
    )


def _holds(row: dict[str, Any]) -> bool:
    return bool(row["locked"]) and row["ended"] is None


def _history(
    reader: Reader, metric: Metric, period: Period, level: str, rows: list[Seat]
) -> tuple[dict[str, Any], ...]:
    asked = {
        "names": [metric.id, metric.names.zh, metric.names.en],
        "level": level,
        "periods": [period.code],
        "units": [seat.owner for seat in rows if seat.kind == "unit"],
        "people": [seat.owner for seat in rows if seat.kind == "manager"],
    }
    return tuple(reader.rows(HISTORY, asked))
