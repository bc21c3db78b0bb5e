"""How Excel and charts are to write a number, as near as a format can say it to how pages do."""

from decimal import Decimal

from data.exports.report import Cell, Column
from data.text import numbers, say

FORMATS = {"day": "yyyy-mm-dd", "share": "0.0%", "ratio": "#,##0.00", "text": "@"}
# Excel scales by thousands alone: a point set by hand before the last digits makes 万 of thousands and 亿 of millions
SCALED = {
    "zh": ((10**8, "0\\.00,,", 2), (10**4, "0\\.0,", 1)),
    "en": ((10**9, "#,##0.0,,,", 3), (10**6, "#,##0.0,,", 2), (10**3, "#,##0.0,", 1)),
}
FEW = 100


def number_format(column: Column, value: Cell, language: str) -> str:
    """How Excel writes a number as pages do, at the scale of the value; a number put in its place is as true.

    One format with a condition for each scale has too few of them for plus and minus, and programs differ in whether
    they set a minus then.
    """
    if column.unit in FORMATS and not column.right:
        return FORMATS[column.unit]
    body = _body(column.unit, abs(float(value)) if isinstance(value, (int, float, Decimal)) else 0.0, language)
    return f"+{body};-{body};{body}" if column.signed else body


def _body(unit: str, size: float, language: str) -> str:
    if unit in FORMATS:
        return FORMATS[unit]
    if unit == "points":
        return f'#,##0.0"{say("number.points", language, number="")}"'
    if not numbers.is_money(unit):
        return "#,##0" if size >= FEW or size == int(size) else "#,##0.0"
    word = numbers.currency(unit, language)
    # what is rounded up to a scale is written in it, as 9,999.6 is 1 万
    scaled = next(((least, body, scale) for least, body, scale in SCALED[language] if round(size) >= least), None)
    before, after = ("", f'" {word}"') if language == "zh" else (f'"{word}"', "")
    if scaled is None:
        return f"{before}#,##0{after}"
    least, body, scale = scaled
    few = language == "en" and scale > 1 and size < 10 * least
    return (
        f'{before}{body.replace("0.0", "0.00") if few else body}"{say(f"number.scale_{scale}", language, number="")}"'
    )
