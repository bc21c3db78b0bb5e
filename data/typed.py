"""Reads amounts that were typed or pasted into a page, by the rules that files are read by."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from data import store, values
from data.home import Home
from data.kinds import kinds
from data.values import Notation

PERCENT = ("%", "％")


@dataclass(frozen=True)
class Typed:
    """What a cell's text says: an amount, or the code of why it says none; neither where the cell is empty."""

    text: str
    amount: Decimal | None = None
    code: str | None = None


@lru_cache(maxsize=200)
def amounts(home: Home, texts: tuple[str, ...], scale: Decimal, unit: str, share: bool) -> tuple[Typed, ...]:
    """Target amounts as they are stored, in the order of the texts.

    A plain number is counted in `scale` (10,000 where the column is headed 万); one with a unit of its own isn't.
    `unit` is the currency of money, else what is counted, beside which no currency stands. Only a `share` is written
    in percent.
    """
    return tuple(_but_percent(found, share) for found in _read(home, texts, scale, unit))


def _read(home: Home, texts: Sequence[str], scale: Decimal, unit: str) -> list[Typed]:
    field, way = kinds()["target"].fields["amount"], Notation(currency=unit)
    if not texts:
        return []
    text, why = values.cell(field, "text"), values.problem(field, "cell", scale, way)
    with store.scratch(home) as con:
        values.install(con)
        rows = con.execute(
            f"""
            with given as (select unnest($texts::varchar[]) as text, unnest(range(len($texts))) as place),
            cells as (select place, text, {text} as cell from given),
            readings as (select *, {values.read(field, "cell", scale, way)} as amount from cells)
            select text, amount, if(amount is null and cell is not null, {why}, null)
            from readings
            order by place
            """,
            {"texts": list(texts)},
        ).fetchall()
    return [Typed(*row) for row in rows]


def _but_percent(found: Typed, share: bool) -> Typed:
    percent = any(sign in found.text for sign in PERCENT)
    return Typed(found.text, code="percent") if percent and not share else found
