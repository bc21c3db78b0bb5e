"""Balances at a point, on average and grown, by what accounts stood at over windows of days."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from metrics.ground import Ground, Reader, keep, sql
from metrics.pack import Metric, Pack
from metrics.windows import DAY, Window, base_window, carried, months_touched, point
from metrics.workdays import Workdays

# a balance is carried in the marts to the end of the month after its row at most
REACH = timedelta(days=62)
BALANCES = ("balance_end", "balance_average", "growth")
# points of a line over time: a growth has to be made anew for each day
DAYS_SHOWN = {False: 31, True: 12}
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
) -> None:
    """Puts balances and growths in `part`.

    `top` is a unit above all that the viewer sees: an account's base is looked for there.
    """
    ends = {metric.id: ground.total_last(metric.source, ground.below[ground.unit]) or ground.end for metric in metrics}
    for end in sorted(set(ends.values())):
        asked = [metric for metric in metrics if metric.kind in BALANCES and ends[metric.id] == end]
        for _ in _measured(reader, pack, asked, ground, end, {*units, top}, top, days):
            reader.run("insert into part by name from measured")


def add_balance_days(
    reader: Reader, pack: Pack, metrics: Sequence[Metric], ground: Ground, by_person: bool, top: str, days: Workdays
) -> None:
    """Puts in `part` what balances and growths of the unit viewed (or of its people) stood at on the days shown.

    Averages given by the file have no days.
    """
    shown: dict[date, list[Metric]] = {}
    for metric in metrics:
        if metric.kind in BALANCES and not _is_given(metric):
            end = ground.total_last(metric.source, ground.below[ground.unit])
            for day in _shown(ground.period.first_day, end, DAYS_SHOWN[metric.kind == "growth"]) if end else ():
                shown.setdefault(day, []).append(metric)
    of = "manager" if by_person else "unit"
    for day, asked in shown.items():
        for _ in _measured(reader, pack, asked, ground, day, {ground.unit, top}, top, days):
            reader.run(
                "insert into part by name select * replace ($kind as kind, $day::date as day) from measured"
                " where kind = $of and above = $unit",
                {"kind": "manager_day" if by_person else "day", "day": day, "of": of, "unit": ground.unit},
            )


def _measured(
    reader: Reader,
    pack: Pack,
    metrics: Sequence[Metric],
    ground: Ground,
    end: date,
    units: Collection[str],
    top: str,
    days: Workdays,
) -> Iterator[Metric]:
    """Keeps each metric as it stood on `end` as the table `measured`; those over the same accounts share a reading."""
    bases = {metric.id: base_window(metric, ground.period, end, pack) for metric in metrics}
    groups: dict[tuple[object, ...], list[Metric]] = {}
    for metric in metrics:
        groups.setdefault((metric.where, metric.source, metric.mean, bases[metric.id], _is_given(metric)), []).append(
            metric
        )
    for group in groups.values():
        params = _params(ground, end, group[0], units, top, bases[group[0].id], days, pack)
        if not _is_given(group[0]):
            _keep_values(reader, group, params)
        for metric in group:
            if not _is_given(metric):
                keep(reader, "never_held", sql("never_held"), {**params, "growing": metric.kind == "growth"})
            statement = sql("given") if _is_given(metric) else sql("growth" if metric.kind == "growth" else "balance")
            statement = statement.format(and_where=f"and {metric.where}" if metric.where else "")
            said = f"select '{metric.id}' as metric, false as blank, null::date as day, * from ({statement})"
            keep(reader, "measured", said, params)
            yield metric


def _keep_values(reader: Reader, metrics: Sequence[Metric], params: Mapping[str, object]) -> None:
    """Keeps what accounts stood at: the special ones each by itself as `account_value`, the others as `run_value`."""
    where = f"where {metrics[0].where}" if metrics[0].where else ""
    plain = ACCOUNT.isdisjoint(re.findall(r"\w+", where))
    runs = "balance_run" if plain else RUNS_OF
    and_where = f" and ({metrics[0].where})" if plain and where else ""
    keep(reader, "own_window", sql("own_window"), params)
    # hands that change matter to what grows alone
    growing = any(metric.kind == "growth" for metric in metrics)
    keep(reader, "asked_account", sql("asked_account").format(where=where), params)
    keep(reader, "turned", sql("turned") + ("" if growing else "limit 0"), params)
    keep(reader, "special", sql("special"), params)
    keep(reader, "held_account", sql("held_account"), params)
    keep(reader, "account_value", sql("account_value"), params)
    keep(reader, "run_value", sql("run_value").format(runs=runs, and_where=and_where), params)


def _is_given(metric: Metric) -> bool:
    return metric.average == "given" and metric.mean


def _shown(first: date, end: date, most: int) -> list[date]:
    """At most so many days, the last among them."""
    step = -(-((end - first).days + 1) // most)
    return [end - n * step * DAY for n in range(most) if end - n * step * DAY >= first][::-1]


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
        **{name: list(values) for name, values in pack.lists.items()},
    }
