"""Balances at a point, on average and grown, by what accounts stood at over windows of days."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from data.reader import Reader
from metrics.ground import Ground, keep, sql
from metrics.pack import Metric, Pack
from metrics.windows import DAY, Window, base_window, carried, months_touched, point
from metrics.workdays import Workdays

# a balance is carried in the marts to the end of the month after its row at most
REACH = timedelta(days=62)
BALANCES = ("balance_end", "balance_average", "growth")
# of a line over time
POINTS = 31
Daily = Literal["day", "manager_day"]
# what a metric may say of an account, but a sum by person cannot
ACCOUNT = {"customer", "opened", "closed", "seen"}
RUNS_OF = """(
        select spell.*, 1 as accounts
        from balance_spell as spell
        inner join asked_account as counted
            on counted.customer = spell.customer and counted.product is not distinct from spell.product
    )"""


def add_balances(
    reader: Reader,
    pack: Pack,
    metrics: Sequence[Metric],
    ground: Ground,
    units: Iterable[str],
    top: str,
    days: Workdays,
    daily: Daily | None = None,
) -> None:
    """Puts balances and growths in `part`, with `daily` also those of the unit viewed, or of its people, day by day.

    Averages given by the file have no days. `top` is a unit above all that the viewer sees: an account's base is
    looked for there.
    """
    groups: dict[tuple[date, Window, object], list[Metric]] = {}
    for metric in metrics:
        if metric.kind in BALANCES:
            end = ground.total_last(metric.source, ground.below[ground.unit]) or ground.end
            if end < ground.period.first_day:
                # nothing is known of days to come
                continue
            base = base_window(metric, ground.period, end, pack)
            alike = (metric.where, metric.source, metric.mean, _is_given(metric))
            groups.setdefault((end, base, alike), []).append(metric)
    for (end, base, _), group in groups.items():
        params = _params(ground, end, group[0], {*units, top}, top, base, days, pack)
        if not _is_given(group[0]):
            _keep_values(reader, group, params)
        for metric in group:
            _add(reader, metric, {**params, "growing": metric.kind == "growth"}, daily)


def _add(reader: Reader, metric: Metric, params: Mapping[str, object], daily: Daily | None) -> None:
    """Puts a metric in `part`."""
    given = _is_given(metric)
    if not given:
        keep(reader, "never_held", sql("never_held"), params)
    if metric.kind == "growth":
        keep(reader, "grown_account", sql("grown_account"), params)
    statement = _filled("given" if given else "growth" if metric.kind == "growth" else "balance", metric)
    said = f"select '{metric.id}' as metric, false as blank, null::date as day, * from ({statement})"
    keep(reader, "measured", said, params)
    reader.run("insert into part by name from measured")
    if daily and not given:
        keep(reader, "daily", _filled("balance_day", metric), {**params, "by_person": daily == "manager_day"})
        reader.run("insert into part by name from daily")


def _filled(name: str, metric: Metric) -> str:
    """The text of a file of `sql/` for the accounts of a metric: sums by person where those tell them apart."""
    plain = ACCOUNT.isdisjoint(re.findall(r"\w+", metric.where))
    and_where = f" and ({metric.where})" if metric.where and (plain or _is_given(metric)) else ""
    return sql(name).format(runs="balance_run" if plain else RUNS_OF, and_where=and_where)


def _keep_values(reader: Reader, metrics: Sequence[Metric], params: Mapping[str, object]) -> None:
    """Keeps what accounts stood at: the special ones each by itself as `account_value`, the others as `run_value`."""
    where = f"where {metrics[0].where}" if metrics[0].where else ""
    # hands that change matter to what grows alone
    growing = any(metric.kind == "growth" for metric in metrics)
    keep(reader, "own_window", sql("own_window"), params)
    keep(reader, "asked_account", sql("asked_account").format(where=where), params)
    keep(reader, "turned", sql("turned") + ("" if growing else "limit 0"), params)
    for name in ("special", "held_account", "account_value"):
        keep(reader, name, sql(name), params)
    keep(reader, "run_value", _filled("run_value", metrics[0]), params)


def _is_given(metric: Metric) -> bool:
    return metric.average == "given" and metric.mean


def _shown(first: date, end: date) -> list[date]:
    """The days a line over time is drawn through, the last among them."""
    step = -(-((end - first).days + 1) // POINTS)
    return [end - n * step * DAY for n in range(POINTS) if end - n * step * DAY >= first][::-1]


def _params(
    ground: Ground,
    end: date,
    metric: Metric,
    units: Collection[str],
    top: str,
    base: Window,
    days: Workdays,
    pack: Pack,
) -> dict[str, object]:
    period, latest = ground.period, min(ground.latest.get(metric.source, end), end)
    windows = (
        point("opening", period.first_day - DAY),
        point("last", end),
        Window("elapsed", period.first_day, end + DAY),
        base,
    )
    months = {month for window in (*windows, point("", latest)) for month in months_touched(window)}
    seen = [min(months) - REACH + n * DAY for n in range((end - min(months) + REACH).days + 1)]
    return {
        "source": metric.source,
        "latest": latest,
        "units": list(units),
        "top": top,
        "wins": [window.name for window in windows],
        "win_firsts": [window.first for window in windows],
        "win_untils": [window.until for window in windows],
        "points": [window.point for window in windows],
        "win": "elapsed" if metric.mean else "last",
        "mean": metric.mean,
        "base": "base",
        "base_first": base.first,
        "base_day": base.until - DAY,
        "scan_day": min(window.first for window in windows),
        "win_first": period.first_day,
        "win_until": end + DAY,
        "until": period.until,
        "first": period.first_day,
        "yearly": period.kind == "year",
        "seen_days": seen,
        "carried_untils": carried(seen, pack.carry_days, days),
        "months": sorted(months),
        "unit": ground.unit,
        "days": _shown(period.first_day, end),
        **{name: list(values) for name, values in pack.lists.items()},
    }
