"""Everybody's results of a period and their scores, worked out once for what the records say and kept for all."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from data import scope
from data.kept import keep, recall
from data.reader import SHOWN, Reader
from metrics.decimals import decimal
from metrics.line import Line
from metrics.pack import RULES, Pack
from metrics.periods import Period
from metrics.score import keep_scores, weighted
from metrics.view import view
from metrics.workdays import Workdays

# the marts that any number is made of, beside those its metrics name
MARTS = (
    *("account", "balance_given", "balance_last", "balance_run", "balance_spell", "completeness", "contacted"),
    *("customer", "handover", "holder", "leave", "manager", "portfolio", "seal", "sealed_result", "target", "unit"),
    "unit_above",
)
# what a view keeps, and the names under which it is shown: brought back or just worked out
TABLES = {
    "result": "from compared",
    "result_score": "from score",
    "result_away": "select manager from person where manager is not null group by manager having bool_or(away)",
}
# from so many people on it is quicker to bring them back than to work them out
MANY = 300
Scores = dict[str, tuple[Decimal | None, tuple[str, ...]]]


def keep_results(
    reader: Reader,
    pack: Pack,
    period: Period,
    unit: str,
    *,
    workdays: Workdays,
    people: bool,
    level: str = "base",
    as_of: date | None = None,
) -> None:
    """Shows the reader `result`, a row for each owner and weighted metric, `result_score`, a row for each owner, and
    `result_away`, who has been on leave all along.

    Owners are everybody assigned below `unit`, or the unit and its children.
    """
    days = sorted(workdays.years), sorted(workdays.free), sorted(workdays.worked), workdays.every_day
    key = (
        *(_program(), reader.viewer.name, reader.stamp(*made_of(pack)), pack.model_dump_json(exclude=set(RULES)), days),
        *(period, unit, people, level, as_of),
    )
    found = recall(reader, key, list(TABLES))
    if found is None:
        seen = view(reader, pack, weighted(pack), period, unit, workdays=workdays, level=level, as_of=as_of)
        keep_scores(seen, people)
        found = {name: reader.run(statement).to_arrow_table() for name, statement in TABLES.items()}
        if found["result_score"].num_rows >= MANY:
            keep(reader, key, found)
    for name, table in found.items():
        reader.bring(name, table)


def scores(
    reader: Reader,
    pack: Pack,
    period: Period,
    unit: str,
    *,
    workdays: Workdays,
    people: bool,
    level: str = "base",
    as_of: date | None = None,
) -> Scores:
    """By owner the score (None where too little of the weight can be computed) and the metrics missing of it."""
    if not weighted(pack):
        return {}
    keep_results(reader, pack, period, unit, workdays=workdays, people=people, level=level, as_of=as_of)
    return {row["owner"]: scored(row) for row in reader.rows("from result_score")}


def scored(row: dict[str, Any]) -> tuple[Decimal | None, tuple[str, ...]]:
    """A kept score, and the metrics missing of it."""
    return decimal(row["score"]), tuple(row["missing"] or ())


def with_scores(lines: Sequence[Line], held: Scores) -> list[Line]:
    """The lines with the score of whom they are about."""
    return [_scored(line, held) for line in lines]


def _scored(line: Line, held: Scores) -> Line:
    owner = line.manager or line.unit
    if line.unassigned or owner not in held:
        return line
    score, missing = held[owner]
    return replace(line, score=score, score_missing=missing)


def made_of(pack: Pack) -> frozenset[str]:
    """The marts that results by this pack are made of."""
    said = " ".join(f"{each.mart} {each.aggregate} {each.where}" for each in pack.metrics.values())
    return frozenset({*MARTS, *(SHOWN & set(re.findall(r"\w+", said)))})


@cache
def _program() -> str:
    """A mark of the formulas, and of who sees what: other ones give other results."""
    here = Path(__file__).parent
    texts = [path.read_bytes() for path in sorted((*here.glob("*.py"), *here.glob("sql/*.sql"), Path(scope.__file__)))]
    return sha256(b"\n".join(texts)).hexdigest()
