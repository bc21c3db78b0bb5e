"""The pack as it holds in one unit: what the unit and those above say in `rules.toml`, the nearer over the further."""

import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from data import rules
from data.errors import Refused
from data.home import Home
from data.reader import Reader
from metrics import pack as packs
from metrics.pack import RULES, Pack, nearest
from metrics.periods import Period

PATH = """
select above
from unit_above
where unit = $unit and first_day <= $day and until > $day
order by distance desc
"""
SEALED = """
select pack
from sealed_pack
inner join unit_above on unit_above.above = sealed_pack.unit
where unit_above.unit = $unit and unit_above.first_day <= $day and unit_above.until > $day
    and sealed_pack.first_day = $first and sealed_pack.until = $until
order by distance
limit 1
"""
# rules of rewards alone: one of last place looks back over many periods, and judges all of them alike
CHANGED = """
from rule_change
where part = 'rewards' and day > $held and was is not null
order by day, stated_at, rule_change
"""


def unit_pack(home: Home, reader: Reader | None, unit: str | None, day: date, held: date | None = None) -> Pack:
    """The home's pack with the rules of a unit; raises Refused naming file, key and the nearest right key.

    With `held` the rules of rewards as they held for a period that ended on that day, whatever was changed later.
    """
    name, text = home.settings().pack, home.rules()
    if not text or reader is None or unit is None:
        return packs.load(name)
    changes = reader.rows(CHANGED, {"held": held}) if held else []
    text = rules.restored(text, changes) if changes else text
    return _ruled(name, home.rules_file.name, text, path_to(reader, unit, day))


def period_pack(home: Home, reader: Reader, unit: str, period: Period, day: date) -> Pack:
    """The pack that a unit's results of a period go by: of a sealed month the one it was sealed with, else the one with
    the rules of rewards that held when it ended.
    """
    span = {"unit": unit, "day": day, "first": period.first_day, "until": period.until}
    for row in reader.rows(SEALED, span):
        # what a pack could say then and can't any more is no reason to show nothing
        with suppress(ValidationError):
            return Pack.model_validate_json(row["pack"])
    return unit_pack(home, reader, unit, day, held=period.last_day)


@dataclass(frozen=True)
class Change:
    """What a unit's rule is to say: under `part` and `rule` these values, None where it is to say nothing of a key."""

    unit: str
    part: str
    rule: str
    values: Mapping[str, object]


def supposed(home: Home, reader: Reader, change: Change, day: date) -> tuple[Pack, str]:
    """The pack as it would be in the unit, and the text of the file that says so; raises Refused."""
    text = rules.changed(home.rules(), change.unit, change.part, change.rule, change.values)
    return _ruled(home.settings().pack, home.rules_file.name, text, path_to(reader, change.unit, day)), text


def lock_rule(
    home: Home, reader: Reader, change: Change, day: date, *, reason: str | None, signed: str | None, today: date
) -> None:
    """Sets the rule for the unit over the pack's, once it is found sound; raises Refused with nothing written."""
    name, file, path = home.settings().pack, home.rules_file.name, path_to(reader, change.unit, day)
    about = (change.unit, change.part, change.rule, change.values, lambda text: _ruled(name, file, text, path))
    rules.lock(home, reader.viewer, *about, reason=reason, signed=signed, today=today)


def path_to(reader: Reader, unit: str, day: date) -> tuple[str, ...]:
    """The units from the top down to one."""
    return tuple(row["above"] for row in reader.rows(PATH, {"unit": unit, "day": day})) or (unit,)


@lru_cache(maxsize=200)
def _ruled(name: str, file: str, text: str, path: tuple[str, ...]) -> Pack:
    said = _said(file, text)
    own = [(unit, said[unit]) for unit in path if unit in said]
    for unit, tables in own:
        if wrong := next((key for key in tables if key not in RULES), None):
            raise Refused("metric.pack_key", file=file, key=f"units.{unit}.{wrong}", nearest=nearest(wrong, RULES))
    try:
        return packs.load_over(name, [tables for _, tables in own])
    except Refused as error:
        raise _blamed(error, file, own) from error


def _said(file: str, text: str) -> dict[str, dict[str, Any]]:
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise Refused("metric.pack_value", file=file, key="-", problem=str(error)) from error
    if wrong := next((key for key in raw if key != "units"), None):
        raise Refused("metric.pack_key", file=file, key=wrong, nearest="units")
    units = raw.get("units", {})
    if not isinstance(units, dict):
        raise Refused("metric.pack_value", file=file, key="units", problem="not a table")
    if wrong := next((unit for unit, tables in units.items() if not isinstance(tables, dict)), None):
        raise Refused("metric.pack_value", file=file, key=f"units.{wrong}", problem="not a table")
    return dict(units)


def _blamed(error: Refused, file: str, own: Sequence[tuple[str, dict[str, Any]]]) -> Refused:
    """The error as one of the nearest unit that says anything of the rule; the pack's own where none does."""
    key = str(error.values.get("key", ""))
    parts = key.split(" ")[0].split(".")
    for depth in range(len(parts), 0, -1):
        for unit, tables in reversed(own):
            if _has(tables, parts[:depth]):
                return Refused(error.code, **{**error.values, "file": file, "key": f"units.{unit}.{key}"})
    return error


def _has(tables: Any, parts: Sequence[str]) -> bool:
    for part in parts:
        if isinstance(tables, dict) and part in tables:
            tables = tables[part]
        else:
            return False
    return True
