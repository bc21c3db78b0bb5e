"""What a seal sets aside: every person's and unit's numbers and scores, as the view of each unit gives them now."""

from collections.abc import Iterable
from typing import Any

import pyarrow

from data.reader import Reader
from metrics.actual import add_flows, empty_parts
from metrics.ground import put
from metrics.line import Line
from metrics.pack import Pack
from metrics.periods import Period
from metrics.score import keep_scores, weighted
from metrics.sealed import BESIDE
from metrics.standing import compare, keep_people
from metrics.targets import codes
from metrics.total import keep_units, unit_lines
from metrics.view import View, at_level, view
from metrics.workdays import Workdays

LEVELS = """
select distinct level from target
where level <> 'base' and list_contains($periods, period) order by level
"""
EMPTY = """
create or replace temp table sealing as select * exclude (batch, period, first_day, until) from sealed_result limit 0
"""
NO_DAYS = """
create or replace temp table sealing_day as select * exclude (batch, period, first_day, until) from sealed_day limit 0
"""
DAYS = """
insert into sealing_day by name
select above as unit, kind as dimension, metric, manager, day, actual from part where actual is not null
"""
ABOUT = "$unit as unit, $level as level, $dimension as dimension"
NUMBERS = f"""
insert into sealing by name
select {ABOUT}, compared.owner, compared.unit as post, {{columns}} from compared {{beside}}
"""
SHAPE = {
    "metric": "varchar", "unit": "varchar", "people_target": "decimal(38, 8)", "targeted": "bigint",
    "untargeted": "bigint", "missing_periods": "varchar[]",
    "late": "struct(unit varchar, name varchar, day date)[]", "unknown": "bigint", "partial": "boolean",
}  # fmt: skip
SCORES = f"""
insert into sealing by name
select {ABOUT}, owner, if($dimension = 'manager', owner, null) as manager, '' as metric, score, missing as score_missing
from score
"""


def results(
    reader: Reader, pack: Pack, period: Period, units: Iterable[str], workdays: Workdays
) -> dict[str, pyarrow.Table]:
    """Rows of `sealed_result` for the units, at the base level and each other that there are targets of, and of
    `sealed_day`.
    """
    written = [*codes(reader, pack, period).all]
    levels = ["base", *(row["level"] for row in reader.rows(LEVELS, {"periods": written}))]
    reader.run(EMPTY)
    reader.run(NO_DAYS)
    for unit in units:
        seen = view(reader, pack, pack.in_order(), period, unit, workdays=workdays)
        for level in levels:
            seen = at_level(seen, level) if level != seen.level else seen
            _add_people(seen)
            _add_units(seen)
            if weighted(pack):
                _add_scores(seen)
        _add_days(seen)
    tables = {"sealed_result": "sealing", "sealed_day": "sealing_day"}
    return {name: reader.run(f"from {table}").to_arrow_table() for name, table in tables.items()}


def _add_people(seen: View) -> None:
    keep_people(seen)
    seen.reader.run("create or replace temp table stood as from people")
    compare(seen)
    seen.reader.run(NUMBERS.format(columns="compared.* exclude (unit, owner, held, sealed)", beside=""),
                    _about(seen, "manager"))  # fmt: skip


def _add_units(seen: View) -> None:
    lines = [line for each in unit_lines(seen).values() for line in each]
    keep_units(seen)
    compare(seen)
    put(seen.reader, "told", SHAPE, [_told(line) for line in lines])
    columns = "compared.* exclude (unit, owner, held, sealed, day), told.* exclude (metric, unit)"
    seen.reader.run(NUMBERS.format(columns=columns, beside="left join told using (metric, unit)"), _about(seen, "unit"))


def _add_scores(seen: View) -> None:
    for dimension in ("manager", "unit"):
        keep_scores(seen, people=dimension == "manager")
        seen.reader.run(SCORES, _about(seen, dimension))


def _add_days(seen: View) -> None:
    """What each day brought, whatever the level; the last to be made of a view."""
    empty_parts(seen.reader)
    add_flows(seen.reader, seen.pack, seen.measured, seen.ground, [seen.ground.unit], ("manager_day", "day"))
    seen.reader.run(DAYS)


def _about(seen: View, dimension: str) -> dict[str, object]:
    return {"unit": seen.ground.unit, "level": seen.level, "dimension": dimension}


def _told(line: Line) -> dict[str, Any]:
    said = {name: getattr(line, name) for name in ("metric", "unit", *BESIDE)}
    late = [dict(zip(("unit", "name", "day"), each, strict=True)) for each in line.late]
    return said | {"late": late, "missing_periods": list(line.missing_periods)}
