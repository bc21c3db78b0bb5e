"""How Excel and charts are to write a number, as near as a format can say it to how pages do."""

from decimal import Decimal

from data.exports.report import Cell, Column
from data.text import numbers, say

FORMATS = {"day": "yyyy-mm-dd", "share": "0.0%", "text": "@", "ratio": "#,##0.00"}
# Excel scales by thousands alone: a point set by hand before the last digits makes 万 of thousands and 亿 of millions,
# and a comma set by hand parts the thousands of these
SCALED = {"zh": {1: "0\\.0,", 2: "0\\.00,,", 3: "0\\.00,,"}, "en": {1: "#,##0.0,", 2: "#,##0.0,,", 3: "#,##0.0,,,"}}
PARTED = {"0\\.0,": ("0\\,000\\.0,", Decimal("9999500")), "0\\.00,,": ("0\\,000\\.00,,", Decimal("99999500000"))}
# the largest scale that Excel knows in a language
LARGEST = {"zh": 2, "en": 3}


def number_format(column: Column, value: Cell, language: str) -> str:
    """How Excel writes a number as pages do, at the scale of the value; a number put in its place is as true.

    One format with a condition for each scale has too few of them for plus and minus, and programs differ in whether
    they set a minus then: of three, the last keeps it everywhere.
    """
    if column.unit in FORMATS and not column.right:
        return FORMATS[column.unit]
    exact = Decimal(str(value)) if isinstance(value, (int, float, Decimal)) else Decimal(0)
    small, large, least = bodies(column.unit, abs(exact), language)
    if column.signed:
        return f"+{large};-{large};{large}"
    return f"[>={least}]{large};[>=0]{small};{small}" if large != small and exact > 0 else large


def bodies(unit: str, size: Decimal, language: str) -> tuple[str, str, Decimal]:
    """The format at the scale of a size, the one with its thousands parted that it needs, and from when on."""
    if unit in FORMATS:
        return FORMATS[unit], FORMATS[unit], size
    if unit == "points":
        told = f'#,##0.0"{say("number.points", language, number="")}"'
        return told, told, size
    if not numbers.is_money(unit):
        whole = size >= numbers.FEW or numbers.rounded(size, numbers.TENTH) % 1 == 0
        return ("#,##0" if whole else "#,##0.0",) * 2 + (size,)
    return _money(unit, size, language)


def _money(unit: str, size: Decimal, language: str) -> tuple[str, str, Decimal]:
    word = numbers.currency(unit, language)
    before, after = ("", f'" {word}"') if language == "zh" else (f'"{word}"', "")
    scale, few = numbers.scale(size, language)
    if not scale:
        return (f"{before}#,##0{after}",) * 2 + (size,)
    scale = min(scale, LARGEST[language])
    body = SCALED[language][scale]
    large, least = PARTED.get(body, (body, size))
    body = body.replace("0.0", "0.00") if few and language == "en" else body
    told = f'{before}{{}}"{say(f"number.scale_{scale}", language, number="")}"'
    return told.format(body), told.format(large if size >= least and language == "zh" else body), least
