"""Who is looking, and which rows of a mart that person may see."""

from dataclasses import dataclass
from typing import Literal, get_args

from data.errors import Refused

Role = Literal["owner", "head", "data_officer", "manager", "wall"]


@dataclass(frozen=True)
class Viewer:
    """A person (or a wall) and the unit or manager the rights hang on.

    `owner` sees every row; `head` and `data_officer` the unit and all below; `manager` the own rows;
    `wall` the unit without customers.
    """

    role: Role
    unit: str | None = None
    manager: str | None = None

    @property
    def name(self) -> str:
        """How the command line and the address write it: `owner`, `head:U01`, `manager:M07`."""
        subject = self.manager or self.unit
        return f"{self.role}:{subject}" if subject else self.role


OWNER = Viewer("owner")


def parse(name: str) -> Viewer:
    """The viewer of a name as `Viewer.name` writes it; raises Refused for anything else."""
    role, _, subject = name.partition(":")
    if role == "owner" and not subject:
        return OWNER
    if role not in get_args(Role) or role == "owner" or not subject:
        raise Refused("access.viewer_unknown", viewer=name)
    return Viewer("manager", manager=subject) if role == "manager" else Viewer(role, unit=subject)  # type: ignore[arg-type]


def fill(viewer: Viewer) -> tuple[str, list[str | None]]:
    """SQL and its parameters that list the viewer's units and people, as `scope(kind, id)`.

    `unit` are units whose rows are seen, `name` units of which only the place in the tree is, `manager` people.
    """
    if viewer.role == "manager":
        sql = """
            with mine as (select distinct unit from published.manager where manager = $1)
            select 'manager' as kind, $1::varchar as id
            union select 'name', above from published.unit_above where unit in (from mine)"""
        return sql, [viewer.manager]
    sql = """
        with mine as (select distinct unit from published.unit_above where above = $1)
        select 'unit' as kind, unit as id from mine
        union select 'name', above from published.unit_above where unit = $1
        union select 'name', unit from mine
        union select 'manager', manager from published.manager where unit in (from mine)"""
    return sql, [viewer.unit]


def visible(viewer: Viewer, mart: str, scope: str, columns: list[str]) -> str:
    """The select that shows a viewer a mart: the one place that decides who sees which rows.

    `scope` is what the mart's header says. Every figure, page, picture and file goes through here.
    """
    table = f"published.{mart}"
    if viewer.role == "owner" or scope == "all":
        return f"from {table}"
    hidden = ["level <> 'task'"] if mart == "target" and viewer.role in ("manager", "wall") else []
    shown = "*"
    if viewer.role == "wall" and scope == "person" and "customer" in columns:
        shown = "* replace (null::varchar as customer)"
    return f"select {shown} from {table} where {' and '.join([_rows(viewer, scope, columns), *hidden])}"


def _rows(viewer: Viewer, scope: str, columns: list[str]) -> str:
    if scope == "data":
        return "true" if viewer.role in ("head", "data_officer") else "false"
    if scope == "unit":
        return f"unit in ({_of('name')})"
    if scope == "customer" and viewer.role == "wall":
        return "false"
    if scope == "customer" and "manager" not in columns:
        held = f"select customer from published.portfolio where manager in ({_of('manager')})"
        own = f"select customer from published.customer where unit in ({_of('unit')})"
        return f"customer in ({held} union {own})"
    if viewer.role == "manager" or "unit" not in columns:
        return f"manager in ({_of('manager')})"
    if "level" in columns:
        return f"(unit in ({_of('unit')}) or manager in ({_of('manager')}))"
    return f"unit in ({_of('unit')})"


def _of(kind: str) -> str:
    return f"select id from scope where kind = '{kind}'"
