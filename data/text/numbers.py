"""How every number, date and rank is written, the same on pages, in pictures and in files."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from data.text import has, say

UNKNOWN = "–"
MINUS = "\u2212"
LOCALES = {"zh": "zh_CN", "en": "en"}
# What one of each scale is, largest first; their words are `number.scale_3` down to `number.scale_1`.
SCALES = {"zh": (10**12, 10**8, 10**4), "en": (10**9, 10**6, 10**3)}
TENTH = Decimal("0.1")
HUNDREDTH = Decimal("0.01")
FEW = 100
Number = int | float | Decimal


def rounded(value: Number, step: Decimal) -> Decimal:
    """Half up, as people do it; a float is taken as it prints."""
    return Decimal(str(value)).quantize(step, ROUND_HALF_UP)


def money(value: Number | None, language: str, code: str = "CNY") -> str:
    """`1,204 万` and `¥12.0M`: one decimal; below the first scale in full.

    A single digit of 亿 or M has two, else 1.0 亿 of 1.5 亿 would stand beside 67.0 %: `1.02 亿`, `¥5.27M`.
    """
    if value is None:
        return UNKNOWN
    text = _scaled(abs(Decimal(str(value))), language, currency(code, language))
    return MINUS + text if value < 0 and _says_some(text) else text


def currency(code: str, language: str) -> str:
    """`元` or `¥`; the code itself where there is no word for it."""
    return say(f"number.currency_{code}", language) if has(f"number.currency_{code}") else code


def scale(exact: Decimal, language: str) -> tuple[int, bool]:
    """In which scale money is written, 0 in full; and whether it is few of them, with two decimals."""
    sizes = SCALES[language]
    for scale, size, below in zip((3, 2, 1), sizes, (*sizes[1:], 10), strict=True):
        # 99,999,600 would read 10,000 万 one scale down, so it is 1 亿.
        if rounded(exact / below, TENTH) * below >= size:
            return scale, scale > 1 and rounded(exact / size, HUNDREDTH) < 10
    return 0, False


def _scaled(exact: Decimal, language: str, word: str) -> str:
    before, (found, few) = "" if language == "zh" else word, scale(exact, language)
    if not found:
        number = _plain(rounded(exact, Decimal(1)), "#,##0", language)
        return say("number.small_money", language, currency=word, number=number)
    size = SCALES[language][-found]
    pattern = "#,##0.00" if few else "#,##0.#" if size == 10**4 else "#,##0.0"
    number = _plain(rounded(exact / size, HUNDREDTH if few else TENTH), pattern, language)
    return say(f"number.scale_{found}", language, number=before + number)


def tenths(value: Number | None, language: str, sign: bool = False) -> str:
    """One decimal without a scale, for tables: `1,204.5`, `−5.9`; with `sign` also `+3.1`."""
    if value is None:
        return UNKNOWN
    scaled = rounded(value, TENTH)
    before = _sign(scaled) if scaled < 0 or (sign and scaled) else ""
    return before + _plain(abs(scaled), "#,##0.0", language)


def hundredths(value: Number | None, language: str) -> str:
    """Two decimals, for so many things to each: `2.68`."""
    if value is None:
        return UNKNOWN
    return _plain(rounded(value, HUNDREDTH), "#,##0.00", language)


def count(value: Number | None, language: str) -> str:
    """Whole things in full, `24,312`; parts of one with one decimal, where there are few."""
    if value is None:
        return UNKNOWN
    return _plain(rounded(value, TENTH if abs(Decimal(str(value))) < FEW else Decimal(1)), "#,##0.#", language)


def percent(share: Number | None, language: str) -> str:
    """A share as percent with one decimal: 0.863 is `86.3%`."""
    if share is None:
        return UNKNOWN
    return f"{_plain(rounded(Decimal(str(share)) * 100, TENTH), '#,##0.0', language)}%"


def points(difference: Number | None, language: str, sign: bool = True) -> str:
    """A difference of two shares: −0.031 is `−3.1 个百分点`; without `sign` only where a word says which way."""
    if difference is None:
        return UNKNOWN
    scaled = rounded(Decimal(str(difference)) * 100, TENTH)
    number = _plain(abs(scaled), "#,##0.0", language)
    return say("number.points", language, number=_sign(scaled) + number if sign else number)


def amount(value: Number | None, unit: str, language: str) -> str:
    """A value in a metric's own unit: a currency, `share`, `ratio`, a count of something, `points` of a share."""
    if unit == "points":
        return points(value, language)
    if unit in ("share", "ratio"):
        return percent(value, language) if unit == "share" else hundredths(value, language)
    return money(value, language, unit) if is_money(unit) else count(value, language)


def full(value: Number | None, unit: str, language: str) -> str:
    """The whole number, for a hover: `12,040,000.00 元`."""
    if value is None:
        return UNKNOWN
    if unit in ("share", "ratio"):
        return amount(value, unit, language)
    if not is_money(unit):
        return count(value, language)
    code = currency(unit, language) if language == "zh" else unit
    return f"{_plain(rounded(value, Decimal('0.01')), '#,##0.00', language)} {code}"


def day(value: date | None, language: str, year: bool = False) -> str:
    """`10月15日（周四）` or `Thu 15 Oct`, with the year where it could be another one."""
    if value is None:
        return UNKNOWN
    patterns = {"zh": "M月d日（EEE）", "en": "EEE d MMM"}
    long = {"zh": "y年M月d日（EEE）", "en": "EEE d MMM y"}
    return _written(value, (long if year else patterns)[language], LOCALES[language])


def short_day(value: date, language: str) -> str:
    """`10月15日` or `15 Oct`, for axes."""
    return _written(value, {"zh": "M月d日", "en": "d MMM"}[language], LOCALES[language])


def rank(place: int | None, among: int | None) -> str:
    """`3 / 12`; a dash for who is not ranked."""
    return UNKNOWN if place is None or among is None else f"{place} / {among}"


def moved(places: int | None) -> str:
    """Places gained or lost: ▲2, ▼1, ＝; a dash where nothing is known of before."""
    if places is None:
        return UNKNOWN
    return f"{'▲' if places > 0 else '▼'}{abs(places)}" if places else "＝"


@lru_cache(maxsize=5_000)
def _written(value: date, pattern: str, locale: str) -> str:
    return format_date(value, pattern, locale)


def _says_some(text: str) -> bool:
    return any(digit in text for digit in "123456789")


def is_money(unit: str) -> bool:
    """Whether a unit is a currency's code."""
    return len(unit) == 3 and unit.isupper()


def _sign(value: Decimal) -> str:
    return MINUS if value < 0 else "+"


# The same few thousand numbers are written over and over, and Babel takes its time.
@lru_cache(maxsize=20_000)
def _plain(value: Decimal, pattern: str, language: str) -> str:
    text: Any = format_decimal(value, pattern, LOCALES[language])
    return str(text).replace("-", MINUS)
