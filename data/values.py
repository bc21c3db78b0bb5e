"""Reads cells of text as days, times, periods, money, codes: SQL expressions built on the macros in `sql/values`."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from data.kinds import Field

MACROS = Path(__file__).with_name("sql") / "values"
# what a currency calls itself in cells; any other word beside a number makes it foreign
MONEY_WORDS = {
    "CNY": "¥|￥|CNY|RMB|人民币|元整|元|圆|块",
    "USD": r"\$|US\$|USD|美元",
    "HKD": r"HK\$|\$|HKD|港币|港元",
    "EUR": "€|EUR|欧元",
    "GBP": "£|GBP|英镑",
    "JPY": "¥|￥|JPY|日元|円",
}
CURRENCY_NAMES = {"人民币": "CNY", "RMB": "CNY", "CNH": "CNY", "元": "CNY", "美元": "USD", "港币": "HKD", "港元": "HKD",
                  "欧元": "EUR", "英镑": "GBP", "日元": "JPY"}  # fmt: skip
LONGEST = {"id": 200, "ref": 200, "text": 20000, "note": 20000, "code": 200}
_ORDER = ("cells", "days", "times", "numbers", "amounts", "periods", "spans")
# numbers that need no second look, nearly all of a file
PLAIN = r"-?\d+(\.\d{0,4})?"


@dataclass(frozen=True)
class Notation:
    """How a file writes its values, as far as its mapping or header states it; None is "not stated"."""

    point: str | None = None
    day_order: str | None = None
    span: str | None = None
    currency: str = "CNY"


def notation(
    decimal_sign: str | None, thousands: str | None, date_order: str | None, period: str | None, currency: str
) -> Notation:
    """The notation a mapping states, in the words of the macros; a stated thousands sign tells the decimal sign."""
    point = decimal_sign or {",": ".", ".": ","}.get(thousands or "")
    order = {"d": "dmy", "m": "mdy"}.get((date_order or "").lower()[:1])
    return Notation(point, order, period, currency)


def install(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the macros on this connection; they are temporary and leave nothing in the records."""
    for name in _ORDER:
        con.execute((MACROS / f"{name}.sql").read_text("utf-8"))


def quoted(text: str | None) -> str:
    """A text constant for generated SQL; None is null."""
    return "null" if text is None else "'" + text.replace("'", "''") + "'"


def cell(field: Field, column: str) -> str:
    """The text of a cell before it is read: blanks and dashes are null, full-width signs half-width unless prose."""
    if field.type == "note":
        return f"if(tidy({column}) = '', null, bared({column}))"
    text = f"stated(tidy({column}))"
    return text if field.type == "text" else f"narrow({text})"


def read(field: Field, text: str, scale: Decimal | None, way: Notation) -> str:
    """The value of a cell's text, typed as the kind keeps it; null where it cannot be read."""
    match field.type:
        case "day":
            return f"coalesce(day_fast({text}), {_apart(text, f'day_read(cell, {quoted(way.day_order)})')})"
        case "time":
            return f"coalesce(time_fast({text}), {_apart(text, 'time_read(cell)')})"
        case "period":
            return _apart(text, f"period_read(cell, {quoted(way.day_order)}, {quoted(way.span)})")
        case "money" | "number" | "share":
            return _number(field, text, scale, way)
        case "yes_no":
            return f"yes_no_read({text})"
        case "code":
            return _code(field, text)
    longest = f"if(length({text}) <= {LONGEST[field.type]}, {text}, null)"
    return f"id_read({longest})" if field.type in ("id", "ref") else longest


def _apart(text: str, expression: str) -> str:
    """An expression over `cell` that runs only where it is asked for.

    The engine computes what several branches of a case have in common for every row; inside a lambda it can't.
    """
    return f"list_transform([{text}], lambda cell: {expression})[1]"


def problem(field: Field, text: str, scale: Decimal | None, way: Notation) -> str:
    """The code that says why a cell's text has no value."""
    return _apart(text, _problem(field, "cell", scale, way))


def _problem(field: Field, text: str, scale: Decimal | None, way: Notation) -> str:
    match field.type:
        case "day":
            return f"day_problem({text}, {quoted(way.day_order)})"
        case "time":
            return "'bad_time'"
        case "period":
            return f"period_problem({text}, {quoted(way.day_order)})"
        case "money":
            return f"if(contains({text}, '%'), 'bad_number', number_problem({_arguments(text, scale, way)}))"
        case "number" | "share":
            return f"number_problem({_arguments(text, scale, way)})"
        case "yes_no":
            return "'bad_yes_no'"
        case "code":
            return "'unknown_code'"
        case "id" | "ref":
            return f"if(length({text}) > {LONGEST[field.type]}, 'too_long', 'damaged_id')"
    return "'too_long'"


def out_of_range(field: Field, column: str) -> str | None:
    """SQL that is true where a value lies outside the field's limits; None where the field has none."""
    low = [f"{column} < {field.minimum}"] if field.minimum is not None else []
    high = [f"{column} > {field.maximum}"] if field.maximum is not None else []
    return " or ".join(low + high) or None


def currency_code(column: str) -> str:
    """The code of a currency that files write in words."""
    words = " ".join(f"when {quoted(word)} then {quoted(code)}" for word, code in CURRENCY_NAMES.items())
    return f"case upper({column}) {words} else upper({column}) end"


def _arguments(text: str, scale: Decimal | None, way: Notation) -> str:
    money = MONEY_WORDS.get(way.currency, way.currency)
    return f"{text}, {quoted(way.point)}, {quoted(money)}, {scale if scale is not None else 1}"


def _number(field: Field, text: str, scale: Decimal | None, way: Notation) -> str:
    reader = "money_read" if field.type == "money" else "number_read"
    slow = _apart(text, f"{reader}({_arguments('cell', scale, way)})")
    if way.point == "," or scale is not None:
        return slow
    return f"coalesce(if(regexp_full_match({text}, '{PLAIN}'), try_cast({text} as decimal(18, 4)), null), {slow})"


def _code(field: Field, text: str) -> str:
    known = {word: code for code, words in field.values.items() for word in (code, *words)}
    small = {word.lower(): code for word, code in known.items()}
    rest = "null" if field.closed else f"if(length({text}) <= {LONGEST['code']}, {text}, null)"
    if not known:
        return rest
    return f"case {text} {_cases(known)} else case lower({text}) {_cases(small)} else {rest} end end"


def _cases(words: dict[str, str]) -> str:
    return " ".join(f"when {quoted(word)} then {quoted(code)}" for word, code in words.items())
