"""Rules that units set over the pack: written to `rules.toml`, each change with an entry that says who and why."""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import InlineTable, Table

from data import inbox, ingest, store
from data.errors import Refused
from data.home import Home
from data.scope import Role, Viewer
from data.viewers import answers_for

LOCKERS: tuple[Role, ...] = ("owner", "head")


def changed(text: str, unit: str, part: str, rule: str, values: Mapping[str, object]) -> str:
    """The file's text with a unit's rule saying `values`; None takes a key out, all else stays as it was written."""
    document = tomlkit.parse(text)
    table: Any = document
    for name in ("units", unit, part, rule):
        if name not in table:
            inline = isinstance(table, InlineTable)
            table[name] = tomlkit.inline_table() if inline else tomlkit.table(is_super_table=name != rule)
        table = table[name]
    _fill(table, values)
    return tomlkit.dumps(document)


def _stanza(text: str, unit: str, part: str, rule: str) -> str:
    """What a unit says of a rule, as JSON."""
    found: Any = tomlkit.parse(text).unwrap()
    for name in ("units", unit, part, rule):
        found = found.get(name, {})
    return json.dumps(found, ensure_ascii=False)


def restored(text: str, changes: Iterable[Mapping[str, Any]]) -> str:
    """The file's text with the rules of some changes as they were before; of several of one rule the first counts."""
    document = tomlkit.parse(text)
    first = {(each["unit"], each["part"], each["rule"]): each["was"] for each in reversed(list(changes))}
    for (unit, part, rule), was in first.items():
        rules: Any = document
        for name in ("units", unit, part):
            rules = rules.setdefault(name, tomlkit.table(is_super_table=True))
        said = json.loads(was)
        rules.pop(rule, None)
        if said:
            rules[rule] = said
    return tomlkit.dumps(document)


def _fill(table: Table | InlineTable, values: Mapping[str, object]) -> None:
    for key, value in values.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = tomlkit.parse(f"x = {value:f}")["x"] if isinstance(value, Decimal) else value


def lock(
    home: Home, viewer: Viewer, unit: str, part: str, rule: str, values: Mapping[str, object],
    sound: Callable[[str], object], *, reason: str | None, signed: str | None, today: date,
) -> None:  # fmt: skip
    """Has the unit's rule say `values` in the file as it then stands, so that of two who lock at once nobody's is lost,
    and puts it on record. `sound` raises Refused for a text that can't be; then nothing is written.
    """
    _check(home, viewer, unit, today)
    said = ", ".join(f"{key} = {'-' if value is None else value}" for key, value in values.items())
    entry = {"day": today.isoformat(), "unit": unit, "part": part, "rule": rule, "what": said}
    with store.records(home) as con:
        entry["was"] = _stanza(home.rules(), unit, part, rule)
        text = changed(home.rules(), unit, part, rule, values)
        sound(text)
        inbox.put(home, "rule_change", [entry | {"reason": reason, "signed": signed}], viewer.name)
        _write(home.rules_file, text)
        inbox.take_with(con, home, today)
        ingest.publish_now(con, home)


def _check(home: Home, viewer: Viewer, unit: str, day: date) -> None:
    if viewer.role not in LOCKERS:
        raise Refused("access.sets_no_rules")
    if not answers_for(home, viewer, unit, day):
        raise Refused("access.not_below", names=unit, unit=viewer.unit)


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    unfinished = path.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
