"""The marts: one SQL file each in `sql/marts`, what its header says, and the order in which they are built."""

import re
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from hashlib import sha256
from pathlib import Path

from data.kinds import Kind, kinds

FOLDER = Path(__file__).with_name("sql") / "marts"
SPELLS = Path(__file__).with_name("sql") / "spells.sql"
COVERS = Path(__file__).with_name("sql") / "covers"
OCCURS = Path(__file__).with_name("sql") / "occurs.sql"


@dataclass(frozen=True)
class Mart:
    """One mart.

    `grain` identifies a row; `touch` is `month`, `next` (the month after too), `onwards` or `all`; `kinds` are the
    record kinds whose changes matter (`batch`: any import or undo; `extent`: what a file of balances names);
    `reads` the marts it is made of. `scope` says who sees its rows: `person`, `either` (of two people or units),
    `unit`, `customer`, `past` (a customer, with what was before), `about` (a person; and a customer, likewise),
    `private` (a person, and never a wall), `sealed` (a person, and what a unit's view gave; a task target once
    revealed), `all`, `data` or `none` (a step between, never shown).
    `key` names what a changed row is about (a kind and an id), `days` from when until when it speaks where the
    columns don't say so, `columns` its table where it reads itself, and so is made month by month.
    """

    name: str
    grain: tuple[str, ...]
    touch: str
    kinds: tuple[str, ...]
    reads: tuple[str, ...]
    scope: str
    key: str | None
    days: str | None
    columns: str | None
    sql: str


@cache
def marts() -> dict[str, Mart]:
    """Every mart of the folder, each after those it reads."""
    found = {path.stem: _mart(path) for path in FOLDER.glob("*.sql")}
    order = TopologicalSorter({name: mart.reads for name, mart in sorted(found.items())}).static_order()
    return {name: found[name] for name in order}


def _mart(path: Path) -> Mart:
    sql = path.read_text("utf-8")
    header = dict(re.findall(r"^-- (grain|touch|from|scope|key|days|columns): (.+)$", sql, re.MULTILINE))
    text = sql + "".join(spells(kind) + covers(kind) for kind in spells_read(sql))
    return Mart(
        name=path.stem,
        grain=_names(header["grain"]),
        touch=header["touch"],
        kinds=_names(header.get("from", "")),
        reads=tuple(sorted(set(re.findall(r"\bmart\.(\w+)", text)) - {path.stem})),
        scope=header["scope"],
        key=header.get("key"),
        days=header.get("days"),
        columns=header.get("columns"),
        sql=sql,
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


@cache
def definition() -> str:
    """A mark that changes when the definition of any mart does, so that an upgrade builds them anew."""
    texts = [mart.sql for mart in marts().values()] + [spells(kind) + covers(kind) for kind in _dated()]
    return sha256("\n".join(texts).encode()).hexdigest()[:16]


def _dated() -> list[str]:
    return [name for name, kind in kinds().items() if kind.dated]


def spells_read(sql: str) -> list[str]:
    """The dated kinds whose spells a statement reads, what their snapshots need included."""
    wanted = [kind for kind in _dated() if re.search(rf"\b{kind}_spell\b", sql)]
    inner = [kind for name in wanted for kind in _dated() if f"{kind}_spell" in covers(name)]
    return list(dict.fromkeys(inner + wanted))


def covers(kind: str) -> str:
    """SQL that lists, for each snapshot of a dated kind, whose statements it ends by leaving them out."""
    holder = {"portfolio": "manager", "manager": "manager", "unit": "unit", "holding": "customer"}.get(kind, "post")
    if holder == "manager":
        posts = "assignment_spell" if kind == "manager" else "mart.manager"
        return (COVERS / "manager.sql").read_text("utf-8").format(kind=kind, posts=posts)
    return (COVERS / f"{holder}.sql").read_text("utf-8").format(kind=kind)


def spells(kind: str) -> str:
    """SQL that makes the view `<kind>_spell`: entity, values, first_day, until."""
    shape = kinds()[kind]
    entity = ", ".join(shape.entity)
    values = [name for name in _kept(shape) if name not in (*shape.entity, "first_day", "last_day")]
    holder = {"portfolio": "manager", "manager": "manager", "holding": "customer"}.get(kind, "unit")
    # one main holder at a time: another person's statement ends it, and a customer known before has a history
    slot = "customer, case when role = 'assist' then manager end" if kind == "portfolio" else entity
    resolved = [f"{_resolved(shape, name)} as {name}" for name in (*shape.entity, *values)]
    return SPELLS.read_text("utf-8").format(
        kind=kind,
        resolved=",\n        ".join(resolved),
        joins="\n    ".join(_join(shape, name) for name in (*shape.entity, *values) if shape.fields[name].ref),
        key=", ".join(f"r.{name}" for name in shape.key),
        entity=entity,
        values=", ".join(values),
        holder=holder,
        slot=slot,
        about=shape.entity[0],
    )


def _kept(kind: Kind) -> list[str]:
    """Fields without the names that only stand in for a reference."""
    beside = {field.name_field for field in kind.fields.values()}
    return [name for name in kind.fields if name not in beside]


def _resolved(kind: Kind, name: str) -> str:
    return f"coalesce(of_{name}.resolved, r.{name})" if kind.fields[name].ref else f"r.{name}"


def _join(kind: Kind, name: str) -> str:
    ref = kind.fields[name].ref
    return f"left join mart.given of_{name} on of_{name}.kind = '{ref}' and of_{name}.given = r.{name}"
