"""What a seal holds of a view: the rows of a sealed month stand in for those the records give now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.reader import Reader
from metrics.ground import Ground, keep, sql
from metrics.workdays import Workdays

IN_FORCE = """
select unit from seal where sealed and ended is null and first_day = $first and until = $until
"""
VIEWED = "select 1 from sealed_result where first_day = $first and until = $until and unit = $unit limit 1"
# what is said of a person or unit, before anything follows from it
SAID = (
    *("metric", "kind", "mean", "paced", "better", "step", "manager", "name", "provisional", "here", "state", "as_of"),
    *("actual", "opening", "last", "base", "base_end", "unseen", "target", "target_source", "passed", "total", "over"),
    *("known_days", "all_days"),
)
DERIVED = (
    *("pace", "days_left", "due", "expected", "projection", "gap", "target_state", "attainment", "lead"),
    *("need_per_day", "needed_balance", "last_balance", "band", "reached"),
)
# what stands beside a unit's numbers
BESIDE = ("people_target", "targeted", "untargeted", "missing_periods", "late", "unknown", "partial")
# of a unit that is sealed as a whole what has no sealed row is a metric that came later: nothing is known of it
PEOPLE = f"""
select people.* replace (
    if($whole and state <> 'out_of_scope', 'unknown', state) as state,
    if($whole, null, actual) as actual,
    if($whole, null, target) as target
)
from people anti join sealed using ({{keys}})
union all by name
select {", ".join(f"sealed.{name}" for name in SAID)}, sealed.post as unit, sealed.child, sealed.assigned,
    sealed.unassigned, sealed.missing_periods, sealed.held
from sealed
semi join asked using (metric)
where dimension = 'manager' and metric <> ''
"""
FOLLOWS = f"""
select compared.* replace ({", ".join(f"if(compared.held is null, compared.{n}, sealed.{n}) as {n}" for n in DERIVED)})
from compared
left join sealed using (held)
"""
TOTALS = "post as unit from sealed where dimension = 'unit' and metric <> ''"
OWN = "unit from sealed where dimension in ('manager', 'part') and metric <> ''"
SCORES = """
select score.* from score where not $whole and owner not in (
    select owner from sealed where dimension = $dimension and metric = ''
)
union all by name
select owner, score, score_missing as missing from sealed where dimension = $dimension and metric = ''
"""
NO_DAYS = """
delete from part
where kind = $kind and list_contains($units, above) and metric in (
    select metric from sealed where kind = 'flow'
)
"""
DAYS = """
insert into part by name
select metric, unit as above, $kind as kind, if($own and $kind = 'day', null, manager) as manager,
    day, actual
from sealed_day
semi join asked using (metric)
where first_day = $first and until = $until and list_contains($units, unit)
    and dimension = if($own, 'manager_day', $kind)
"""


@dataclass(frozen=True)
class Sealed:
    """That a view is of a sealed month: of its unit as a `whole`, or of some units below alone."""

    whole: bool


def keep_sealed(reader: Reader, ground: Ground, level: str, workdays: Workdays) -> Sealed | None:
    """Keeps as the table `sealed` what is sealed of a view up to the month's last workday; None where nothing is."""
    span = {"first": ground.period.first_day, "until": ground.period.until}
    whole_month = ground.end >= workdays.last(span["first"], span["until"])
    units = [row["unit"] for row in reader.rows(IN_FORCE, span)] if whole_month else []
    if not units:
        return None
    whole = bool(reader.rows(VIEWED, {**span, "unit": ground.unit}))
    tops = {} if whole else _below(ground, set(units))
    if not whole and not tops:
        return None
    params = {
        **span, "level": level, "whole": whole, "unit": ground.unit, "inside": list(tops), "tops": list(tops.values()),
        "units": [ground.unit, *ground.children] if whole else sorted(set(tops.values())),
    }  # fmt: skip
    keep(reader, "sealed", sql("sealed"), params)
    return Sealed(whole)


def _below(ground: Ground, sealed: set[str]) -> dict[str, str]:
    """By unit below the one viewed the uppermost sealed unit at or above it."""
    found = {}
    for unit in ground.nodes:
        path = [unit]
        while (node := ground.nodes.get(path[-1])) and node.parent in ground.nodes:
            path.append(str(node.parent))
        if tops := [each for each in path if each in sealed]:
            found[unit] = tops[-1]
    return found


def hold_people(reader: Reader, held: Sealed) -> None:
    """Puts who was sealed in the table `people`: with the unit viewed all of them, else each in the own's place."""
    keys = "metric" if held.whole else "metric, manager"
    keep(reader, "people", PEOPLE.format(keys=keys), {"whole": held.whole})


def hold_days(reader: Reader, ground: Ground, units: Sequence[str], kind: str) -> None:
    """Puts what each sealed day brought in the table `part`: by `day` or `manager_day`, of what adds up."""
    own = reader.viewer.manager is not None
    span = {"first": ground.period.first_day, "until": ground.period.until, "units": list(units)}
    reader.run(NO_DAYS, {"kind": kind, "units": list(units)})
    reader.run(DAYS, {**span, "kind": kind, "own": own})


def hold_follows(reader: Reader) -> None:
    """Puts what followed from sealed numbers then in the table `compared`."""
    keep(reader, "compared", FOLLOWS, {})


def hold_scores(reader: Reader, held: Sealed, people: bool) -> None:
    """Puts sealed scores in the table `score`."""
    dimension = "manager" if people else "unit"
    keep(reader, "score", SCORES, {"whole": held.whole, "dimension": dimension})


def unit_rows(reader: Reader, ground: Ground) -> list[dict[str, Any]]:
    """The sealed totals, each as it stood with what stands beside it."""
    columns = ", ".join((*SAID, *BESIDE, "held"))
    own = reader.viewer.manager is not None
    found = reader.rows(f"select {columns}, {OWN if own else TOTALS}")
    for row in found:
        row["late"] = tuple((late["unit"], late["name"], late["day"]) for late in row["late"] or ())
        row["missing_periods"] = tuple(row["missing_periods"] or ())
        if own:
            # of who sees the own rows alone they are the unit's
            row |= {"manager": None, "name": ground.name(row["unit"]), "here": True, "provisional": False}
            row |= {"target_source": row["target_source"] and "people", "unknown": 0, "untargeted": 0}
    return found
