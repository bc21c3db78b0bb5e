"""Writes the made-up bank as files, one kind a file with Chinese headers, as a bank's own systems would export it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import tomlkit

from data.kinds import Kind, file_kinds, kinds
from data.sample import names
from data.sample.bank import Bank

# what is read once and deleted: nothing is gained by making it small, or by looking for ids that come again
PARQUET = "format parquet, compression uncompressed, dictionary_size_limit 1000"
# what a large bank has millions of, besides its contacts and sales
TYPED = ("balance", "target", "holding")
# what no file holds: people enter it
ENTERED = ("pledge", "success_note", "compliance")


@dataclass(frozen=True)
class Written:
    """One file to import: its kind, and the units it covers where they are not those that occur in it.

    `typed`: a large one, with the fields' own names and types, which goes in without the detour over text.
    """

    path: Path
    kind: str
    covers: tuple[str, ...] = ()
    late: bool = False
    mapping: Path | None = None
    typed: bool = False


def write(con: duckdb.DuckDBPyConnection, bank: Bank, folder: Path) -> Iterator[Written]:
    """Writes and yields one file after the other, in the order in which they are best imported."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in file_kinds().values():
        path = folder / f"{kind.title('zh')}.parquet"
        if kind.kind == "sale":
            yield from _sales(con, kind, bank, folder)
        elif kind.kind == "portfolio":
            yield Written(_copy(con, kind, path), kind.kind, mapping=_dated(kind, folder / "dated_portfolio.toml"))
        elif bank.size.monthly and kind.kind in TYPED:
            yield Written(typed(con, kind, path), kind.kind, covers=_covered(kind), typed=True)
        else:
            yield Written(_copy(con, kind, path), kind.kind, covers=_covered(kind))
    for name in ENTERED:
        yield Written(typed(con, kinds()[name], folder / f"{name}.parquet"), name, typed=True)


def _covered(kind: Kind) -> tuple[str, ...]:
    """Balances come from one system for the whole bank, who is not placed included."""
    return (names.WHOLE,) if kind.kind == "balance" else ()


def typed(
    con: duckdb.DuckDBPyConnection, kind: Kind, path: Path, where: str = "true", table: str | None = None
) -> Path:
    """Writes the rows of a kind (of another table than its own) with its fields' names and types, for `bulk`."""
    table = table or kind.kind
    fields = [field for field in kind.fields if field in _columns(con, table)]
    columns = ", ".join(f"cast({field} as {kind.fields[field].sql_type}) as {field}" for field in fields)
    con.execute(f"copy (select {columns} from {table} where {where}) to '{path}' ({PARQUET})")
    return path


def _columns(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [row[0] for row in con.execute(f"select column_name from (describe {table})").fetchall()]


def _dated(kind: Kind, path: Path) -> Path:
    """A mapping by which the file states every spell with its days instead of one day's state."""
    columns = {field: kind.header(field, "zh") for field in ("customer", "manager", "role", "first_day", "last_day")}
    feed = {"kind": kind.kind, "load": "merge", "columns": columns}
    path.write_text(tomlkit.dumps({"name": path.stem, "feeds": [feed]}), "utf-8")
    return path


def _sales(con: duckdb.DuckDBPyConnection, kind: Kind, bank: Bank, folder: Path) -> Iterator[Written]:
    late = f"booked_in = '{bank.late_unit}'"
    rest = f"{late} is not true"
    name = con.execute("select name from unit where unit = ?", [bank.late_unit]).fetchall()[0][0]
    path = _copy(con, kind, folder / f"业绩_{name}.parquet", f"{late} and day <= date '{bank.late_day}'")
    small = (
        Written(path, kind.kind, covers=(bank.late_unit,), late=True),
        Written(_supplement(kind, bank, folder / "业绩_补录.csv"), kind.kind),
    )
    if bank.size.monthly:
        # millions of rows come last, so that nothing is looked up among them
        yield from small
        yield Written(typed(con, kind, folder / "业绩.parquet", rest), kind.kind, typed=True)
    else:
        yield Written(_copy(con, kind, folder / "业绩.parquet", rest), kind.kind)
        yield from small


def _copy(con: duckdb.DuckDBPyConnection, kind: Kind, path: Path, where: str = "true") -> Path:
    present = _columns(con, kind.kind)
    fields = [field for field in kind.fields if field in present]
    columns = ", ".join(f'cast({field} as varchar) as "{kind.header(field, "zh")}"' for field in fields)
    order = ", ".join(f"{field} nulls first" for field in kind.key if field in present)
    con.execute(f"copy (select {columns} from {kind.kind} where {where} order by {order}) to '{path}' (format parquet)")
    return path


def _supplement(kind: Kind, bank: Bank, path: Path) -> Path:
    """Rows typed by hand, most of them with something wrong that must not be guessed."""
    day = bank.as_of.isoformat()
    fields = ("sale", "day", "manager", "manager_name", "product", "product_name", "amount", "currency")
    rows = (
        ("B0001", day, "M001", "", "P002", "", "80,000.00", "CNY"),
        ("B0002", day, "", "顾远山", "P001", "", "6万元", "CNY"),
        ("B0003", "2021-02-29", "M002", "", "P001", "", "50000", "CNY"),
        ("B0004", day, "M003", "", "P006", "", "20000", "USD"),
        ("B0005", day, "M004", "", "P004", "", "11,50万元", "CNY"),
        ("B0006", day, "M005", "", "P001", "", "30000", "CNY"),
        ("B0006", day, "M005", "", "P001", "", "35000", "CNY"),
        ("B0007", day, "M006", "", "P001", "", "", "CNY"),
        ("B0008", f"03/04/{bank.as_of.year}", "M007", "", "P001", "", "40000", "CNY"),
        ("B0009", day, "M008", "", "", "云江周周盈（停售）", "10000", "CNY"),
        ("B0010", bank.as_of.replace(year=2062, day=1).isoformat(), "M001", "", "P001", "", "10000", "CNY"),
        ("合计", "", "", "", "", "", "335000", ""),
    )
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[kind.header(field, "zh") for field in fields], *rows])
    return path
