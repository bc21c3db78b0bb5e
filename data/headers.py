"""Header cells: folded for comparison, their unit read out, matched with the fields of a kind."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from data.kinds import Kind, file_kinds, kinds

UNITS = {
    **dict.fromkeys(("元", "人民币", "人民币元", "cny", "rmb", "yuan"), Decimal(1)),
    **dict.fromkeys(("户", "笔", "件", "个", "人", "次", "张", "台", "天", "位", "份", "单"), Decimal(1)),
    **dict.fromkeys(("千元", "千", "thousand", "thousands"), Decimal(1000)),
    **dict.fromkeys(("万元", "万", "人民币万元", "万元人民币", "万户", "万笔"), Decimal(10_000)),
    **dict.fromkeys(("百万元", "百万", "million", "millions"), Decimal(1_000_000)),
    **dict.fromkeys(("亿元", "亿"), Decimal(100_000_000)),
    "%": Decimal("0.01"),
    "‰": Decimal("0.001"),
}
CURRENCIES = {"美元": "USD", "usd": "USD", "港元": "HKD", "港币": "HKD", "hkd": "HKD", "欧元": "EUR", "eur": "EUR"}
OPTIONAL = re.compile(r"[(\[【](必填|选填|必输|required|optional)[)\]】]")
BRACKET = re.compile(r"^(.+?)[(\[【](?:单位:?)?([^()\[\]]+?)[)\]】]$")
SUFFIX = re.compile(r"^(.+?)(?:[/:,]|单位:?)([^/:,]+)$|^(.+?)(%)$")


@dataclass(frozen=True)
class Heading:
    """A header cell: as it stands, folded, folded without its unit, and what the unit says."""

    text: str
    folded: str
    bare: str
    factor: Decimal | None = None
    currency: str | None = None


def fold(text: str) -> str:
    """What two spellings of one header have in common: no width, case, spaces, line breaks, `_`, `-`, `*`, `:`."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\s_\-*]", "", OPTIONAL.sub("", plain)).rstrip(":")


def heading(text: str) -> Heading:
    """Reads the unit out of a header: 余额（万元）, 完成率%, 户数(户), 金额（万美元）."""
    folded = fold(text)
    found = BRACKET.match(folded) or SUFFIX.match(folded)
    if not found:
        return Heading(text, folded, folded)
    bare, unit, *_ = (part for part in found.groups() if part)
    currency = next((code for word, code in CURRENCIES.items() if unit.endswith(word)), None)
    amount = unit[: -len(next(word for word in CURRENCIES if unit.endswith(word)))] if currency else unit
    factor = UNITS.get(amount, Decimal(1) if currency and not amount else None)
    return Heading(text, folded, bare, factor, currency) if factor else Heading(text, folded, folded)


@cache
def vocabulary(kind_name: str) -> dict[str, tuple[tuple[int, int, str], ...]]:
    """Folded header → (place among the synonyms, place of the field, field), best first."""
    words: dict[str, set[tuple[int, int, str]]] = {}
    for order, (name, field) in enumerate(kinds()[kind_name].fields.items()):
        for rank, word in [(0, name), *enumerate(field.names.zh), *enumerate(field.names.en)]:
            words.setdefault(fold(word), set()).add((rank, order, name))
    return {word: tuple(sorted(found)) for word, found in words.items()}


@cache
def known() -> frozenset[str]:
    """Every folded header of every kind."""
    return frozenset(word for kind in file_kinds() for word in vocabulary(kind))


def is_known(text: str) -> bool:
    read = heading(text)
    return read.folded in known() or read.bare in known()


def match(kind: Kind, headings: Sequence[Heading]) -> dict[str, int]:
    """Field → place of its column. Two columns for one field: the better synonym, then the one further left."""
    words = vocabulary(kind.kind)
    offers = sorted(
        (rank, column, order, field)
        for column, read in enumerate(headings)
        for rank, order, field in words.get(read.folded) or words.get(read.bare) or ()
    )
    found: dict[str, int] = {}
    for _, column, _, field in offers:
        if field not in found and column not in found.values():
            found[field] = column
    return {field: found[field] for field in kind.fields if field in found}


def missing(kind: Kind, fields: Sequence[str] | dict[str, int]) -> tuple[str, ...]:
    """Required fields without a column, a stand-in (a name for an id), a default, or the right to be absent."""
    return tuple(
        name
        for name, field in kind.fields.items()
        if field.required
        and name not in fields
        and field.name_field not in fields
        and field.default is None
        and not (kind.source and kind.key == (name,))
    )


def nearest(text: str, offers: Sequence[str]) -> str:
    """The most alike of some words, or a dash."""
    folded = {fold(offer): offer for offer in offers}
    close = difflib.get_close_matches(fold(text), list(folded), n=1, cutoff=0.4)
    return folded[close[0]] if close else "–"


def named(kind: Kind, fields: Sequence[str]) -> str:
    """Fields by the headers they are known under in both languages: `业绩日期 / day、业绩金额 / amount`."""
    return "、".join(f"{kind.header(field, 'zh')} / {kind.header(field, 'en')}" for field in fields)
