"""Balances at a point, on average and grown, by what each account stood at over windows of days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.ground import Ground, Reader, keep, sql
from metrics.pack import Metric, Pack
from metrics.periods import Period, containing
from metrics.workdays import Workdays

DAY = timedelta(days=1)
# a balance is carried in the marts to the end of the month after its row at most
REACH = timedelta(days=62)
BALANCES = ("balance_end", "balance_average", "growth")


@dataclass(frozen=True)
class Window:
    """Days `first` up to but not including `until`; a point is the one day before `until`."""

    name: str
    first: date
    until: date
    point: bool = False


def base_first(metric: Metric, period: Period, pack: Pack) -> date:
    """The day a growth's pace counts from: the first on which it can grow."""
    if metric.kind != "growth" or metric.base == "period_start":
        return period.first_day
    if metric.base == "same_period_last_year":
        return period.first_day
    return containing("year", period.first_day, pack.year).first_day


def base_window(metric: Metric, period: Period, end: date, pack: Pack) -> Window:
    """What a growth counts from, as the days its base is taken over: one day, or those of an average."""
    year = containing("year", period.first_day, pack.year)
    if metric.base == "period_start":
        return _point("base", period.first_day - DAY)
    if metric.base == "year_start":
        return _point("base", year.first_day - DAY)
    if metric.base == "last_year_average":
        last = year.previous()
        return Window("base", last.first_day, last.until)
    if metric.mean:
        return Window("base", year_before(period.first_day), year_before(end) + DAY)
    return _point("base", year_before(end))


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes the 28th."""
    last_of_february = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if last_of_february else day.day)


def _point(name: str, day: date) -> Window:
    return Window(name, day, day + DAY, point=True)


def add_balances(
    reader: Reader,
    pack: Pack,
    metrics: Sequence[Metric],
    ground: Ground,
    units: Iterable[str],
    top: str,
    days: Workdays,
) -> None:
    """Puts balances and growths in `part`.

    `top` is a unit above all that the viewer sees: an account's base is looked for there.
    """
    for metric in metrics:
        if metric.kind in BALANCES:
            end = ground.total_last(metric.source, ground.below[ground.unit]) or ground.end
            _add(reader, pack, metric, ground, end, units, top, days)
            reader.run("insert into part by name from measured")


def _add(
    reader: Reader,
    pack: Pack,
    metric: Metric,
    ground: Ground,
    end: date,
    units: Iterable[str],
    top: str,
    days: Workdays,
) -> None:
    """Keeps one metric as it stood on `end` as the table `measured`."""
    period = ground.period
    windows = (
        _point("opening", period.first_day - DAY),
        _point("last", end),
        Window("elapsed", period.first_day, end + DAY),
        base_window(metric, period, end, pack),
    )
    params = _params(ground, end, metric, units, top, windows, days, pack)
    if metric.average == "given" and metric.mean:
        statement = _given(metric)
        params["yearly"] = period.kind == "year"
    else:
        where = f"where {metric.where}" if metric.where else ""
        keep(reader, "held_account", sql("held_account").format(where=where), params)
        keep(reader, "account_value", sql("account_value"), params)
        if metric.kind == "growth":
            keep(reader, "turned", sql("turned").format(where=where), params)
        statement = sql("growth" if metric.kind == "growth" else "balance").format(where=where)
    keep(reader, "measured", f"select '{metric.id}' as metric, false as blank, * from ({statement})", params)


def add_balance_days(
    reader: Reader, pack: Pack, metrics: Sequence[Metric], ground: Ground, by_person: bool, top: str, days: Workdays
) -> None:
    """Puts in `part` what balances and growths of the unit viewed (or of its people) stood at on the days shown.

    Averages given by the file have no days.
    """
    for metric in metrics:
        if metric.kind not in BALANCES or (metric.average == "given" and metric.mean):
            continue
        end = ground.total_last(metric.source, ground.below[ground.unit])
        for day in _shown(ground.period.first_day, end, 12 if metric.kind == "growth" else 31) if end else ():
            _add(reader, pack, metric, ground, day, (ground.unit,), top, days)
            kind = "manager" if by_person else "unit"
            reader.run(
                "insert into part by name select * replace ($kind as kind, $day::date as day) from measured"
                " where kind = $of and above = $unit",
                {"kind": f"{kind}_day".removeprefix("unit_"), "day": day, "of": kind, "unit": ground.unit},
            )


def _shown(first: date, end: date, most: int) -> list[date]:
    """At most so many days, the last among them."""
    step = -(-((end - first).days + 1) // most)
    return [end - n * step * DAY for n in range(most) if end - n * step * DAY >= first][::-1]


def _given(metric: Metric) -> str:
    return sql("given").format(and_where=f"and {metric.where}" if metric.where else "")


def _params(
    ground: Ground,
    end: date,
    metric: Metric,
    units: Iterable[str],
    top: str,
    windows: Sequence[Window],
    days: Workdays,
    pack: Pack,
) -> dict[str, object]:
    period, base = ground.period, windows[-1]
    first = min(window.first for window in windows)
    seen = [first - REACH + n * DAY for n in range((end - first + REACH).days + 1)]
    return {
        "source": metric.source,
        "latest": min(ground.latest.get(metric.source, end), end),
        "units": list({*units, top}),
        "top": top,
        "wins": [window.name for window in windows],
        "win_firsts": [window.first for window in windows],
        "win_untils": [window.until for window in windows],
        "points": [window.point for window in windows],
        "win": "elapsed" if metric.mean else "last",
        "mean": metric.mean,
        "base": "base",
        "base_day": base.until - DAY,
        "win_first": period.first_day,
        "win_until": end + DAY,
        "until": period.until,
        "first": period.first_day,
        "seen_days": seen,
        "carried_untils": _carried(seen, pack.carry_days, days),
        "scan_first": (first - REACH).replace(day=1),
        "scan_until": end + DAY,
    }


def _carried(seen: Sequence[date], limit: int, days: Workdays) -> list[date]:
    """For each day of a row the first day on which it no longer says anything: `limit` workdays on are the last."""
    found = []
    for day in seen:
        until = day
        for _ in range(limit + 1):
            until = days.next_workday(until)
        found.append(until)
    return found
