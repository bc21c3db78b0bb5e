"""Who is looking, and which rows of a mart that person may see."""

from dataclasses import dataclass
from secrets import token_hex
from typing import Literal, get_args

from data.errors import Refused
from data.kinds import kinds

Role = Literal["owner", "head", "data_officer", "manager", "wall"]


@dataclass(frozen=True)
class Viewer:
    """A person (or a wall) and the unit or manager the rights hang on.

    `owner` sees every row; `head` and `data_officer` the unit and all below; `manager` the own rows;
    `wall` the unit with customers by a mark that tells them apart and names nobody.
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
# what people write freely may name anybody, so walls don't show it: all notes, and short texts as free
NOTES = {name for kind in kinds().values() for name, field in kind.fields.items() if field.type == "note"}
WRITTEN = tuple(sorted({*NOTES, "best_way", "topic"}))
# what customers are marked with for walls, so that nobody finds the id behind a mark
MARK = token_hex(16)


def parse(name: str) -> Viewer:
    """The viewer of a name as `Viewer.name` writes it; raises Refused for anything else."""
    role, _, subject = name.partition(":")
    if role == "owner" and not subject:
        return OWNER
    if role not in get_args(Role) or role == "owner" or not subject:
        raise Refused("access.viewer_unknown", viewer=name)
    return Viewer("manager", manager=subject) if role == "manager" else Viewer(role, unit=subject)  # type: ignore[arg-type]


def fill(viewer: Viewer) -> tuple[str, list[str | None]]:
    """SQL and its parameters that list the viewer's units and people, as `scope(kind, id, first_day, until)`.

    `unit` are units whose rows are seen, `name` units of which only the place in the tree is, `manager` people;
    `whole` the root for whom it is the own; each for the days on which it was so. Someone's own rows stay the own.
    """
    if viewer.role == "manager":
        sql = f"""
            select 'manager' as kind, $1::varchar as id, date '0001-01-01' as first_day, date '9999-12-31' as until
            union all
            select 'name', a.above, {_both("m", "a")}
            from published.manager m join published.unit_above a on a.unit = m.unit and {_meet("m", "a")}
            where m.manager = $1"""
        return sql, [viewer.manager]
    sql = f"""
        with mine as (select unit, first_day, until from published.unit_above where above = $1)
        select 'unit' as kind, unit as id, first_day, until from mine
        union all select 'name', above, first_day, until from published.unit_above where unit = $1
        union all select 'name', unit, first_day, until from mine
        union all select 'whole', unit, first_day, until from published.unit where unit = $1 and parent is null
        union all
        select 'manager', p.manager, {_both("p", "m")}
        from published.manager p join mine m on m.unit = p.unit and {_meet("p", "m")}"""
    return sql, [viewer.unit]


def visible(viewer: Viewer, mart: str, scope: str, columns: list[str]) -> str:
    """The select that shows a viewer a mart: the one place that decides who sees which rows.

    `scope` is what the mart's header says. Every figure, page, picture and file goes through here.
    """
    table = f"published.{mart}"
    if viewer.role == "owner" or scope == "all":
        return f"from {table}"
    shown = _on_a_wall(columns) if viewer.role == "wall" else "r.*"
    return f"select {shown} from {table} r {_rows(viewer, scope, columns)}"


def _on_a_wall(columns: list[str]) -> str:
    """The columns as walls show them: customers can be counted and told apart, but not named."""
    hidden = [*(["name"] if "customer" in columns else []), *WRITTEN]
    changed = [f"md5('{MARK}' || r.customer) as customer"] if "customer" in columns else []
    changed += [f"null::varchar as {column}" for column in hidden if column in columns]
    return f"r.* replace ({', '.join(changed)})" if changed else "r.*"


def _rows(viewer: Viewer, scope: str, columns: list[str]) -> str:
    """What leaves of the rows `r` those that were the viewer's on the days they speak of."""
    if scope == "data":
        return f"where {SPOKEN_FOR}" if viewer.role in ("head", "data_officer") else "where false"
    if scope == "private" and viewer.role == "wall":
        return "where false"
    if scope == "unit":
        return f"{_of('name', 'unit', columns)} where {_told(viewer, columns)}"
    if scope == "customer" and "manager" not in columns:
        return f"semi join ({CUSTOMERS}) s on s.id = r.customer and {_then(columns)}"
    kind = "manager" if viewer.role == "manager" or "unit" not in columns else "unit"
    if scope == "sealed":
        # the days of a month are its own, and a unit's view of somebody is no other unit's
        return f"{_of(kind, kind, columns)} where {_told(viewer, columns)}"
    if "level" in columns:
        # a target names a period that only the pack can turn into days: it is seen by whoever it was ever below
        ever = "select id from scope where kind ="
        return f"where (unit in ({ever} 'unit') or manager in ({ever} 'manager')) and {_told(viewer, columns)}"
    if scope == "either":
        # what came to one's own people or units, and what left them: theirs on the day before
        left = f"s.kind = '{kind}' and s.id = r.from_{kind} and s.first_day < r.day and r.day <= s.until"
        came = f"s.kind = '{kind}' and s.id = r.{kind} and {_then(columns)}"
        return f"where exists (from scope s where {came}) or exists (from scope s where {left})"
    if scope == "past":
        # what was before a customer came here is told with the customer
        return f"semi join ({CUSTOMERS}) s on s.id = r.customer and r.month < s.until"
    if scope == "about":
        # what was said and promised by the own people, and about the customers they came to hold, then or later
        own = f"s.kind = '{kind}' and s.id = r.{kind} and {_then(columns)}"
        held = f"from ({CUSTOMERS}) s where s.id = r.customer and r.day < s.until"
        return f"where exists (from scope s where {own}) or exists ({held})"
    return _of(kind, kind, columns)


def _told(viewer: Viewer, columns: list[str]) -> str:
    """That a row `r` of a target tells nothing of a task target no head has revealed; always so of other rows."""
    if viewer.role in ("head", "data_officer") or not {"level", "period"} <= set(columns):
        return "true"
    whose = "if(r.manager is null, 'unit', 'manager'), coalesce(r.manager, r.unit)"
    owner = whose if "manager" in columns else "'unit', r.unit"
    return f"(r.level <> 'task' or ({owner}, r.period) in (select (kind, id, period) from published.revealed))"


def _of(kind: str, column: str, columns: list[str]) -> str:
    return f"semi join scope s on s.kind = '{kind}' and s.id = r.{column} and {_then(columns)}"


def _then(columns: list[str]) -> str:
    """That the days a row `r` speaks of meet the days of the scope `s`."""
    if "until" in columns:
        return _meet("r", "s")
    if "month" in columns:
        return "s.first_day < r.month + interval 1 month and r.month < s.until"
    if "day" in columns:
        return "s.first_day <= r.day and r.day < s.until"
    return "s.first_day <= r.complete_to and r.first_day < s.until" if "complete_to" in columns else "true"


def _meet(one: str, other: str) -> str:
    return f"{one}.first_day < {other}.until and {other}.first_day < {one}.until"


def _both(one: str, other: str) -> str:
    """The days that two spells have in common."""
    return f"greatest({one}.first_day, {other}.first_day) as first_day, least({one}.until, {other}.until) as until"


# the customers whom the people of the scope held or its units kept, and when
CUSTOMERS = f"""
    select p.customer as id, {_both("p", "m")}
    from published.portfolio p join scope m on m.kind = 'manager' and m.id = p.manager and {_meet("p", "m")}
    union all
    select c.customer, {_both("c", "u")}
    from published.customer c join scope u on u.kind = 'unit' and u.id = c.unit and {_meet("c", "u")}"""

# batches that speak for units of the viewer alone, and every batch for whoever sees the whole tree
SPOKEN_FOR = """
    exists (select 1 from scope where kind = 'whole' and until = date '9999-12-31')
    or r.batch in (
        select b.batch
        from published.reach b
        left join scope s on s.kind = 'unit' and s.id = b.unit and s.first_day <= b.day and b.day < s.until
        group by b.batch having bool_and(s.id is not null)
    )"""
