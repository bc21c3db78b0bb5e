"""Awards told to everybody: which are to be, which no longer follow from the records, and what the head decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import md5
from typing import Literal

from data import entries
from data.home import Home
from data.reader import Reader
from data.scope import Viewer
from metrics.pack import Pack
from metrics.periods import Period
from metrics.rewards import Award, awards
from metrics.workdays import Workdays

TOLD = """
select a.announcement, a.rule, a.manager, a.period, a.unit, a.day, a.value, a.award_line as line, a.given, a.amount,
    a.state, a.reason, a.version, a.signed, a.announced_by, a.writer, a.stated_at,
    coalesce((select any_value(m.name order by m.first_day desc) from manager m where m.manager = a.manager), a.manager)
        as name
from announcement a
where ($unit::varchar is null or a.unit = $unit) and a.first_day < $until and a.until > $first
order by a.day, a.announcement
"""
CENT = Decimal("0.01")
Verdict = Literal["confirmed", "revoked"]


@dataclass(frozen=True)
class Announced:
    """One announcement as it stands; `disputed` says why the records no longer say the same, until the head decides."""

    announcement: str
    rule: str
    manager: str
    name: str
    period: str
    unit: str
    day: date
    value: Decimal | None
    line: Decimal | None
    given: str | None
    amount: Decimal | None
    state: str
    reason: str | None
    version: str | None
    signed: str | None
    announced_by: str
    writer: str
    stated_at: datetime
    disputed: str | None = None


def announced(
    reader: Reader, period: Period, unit: str | None, found: Sequence[Award] | None = None
) -> list[Announced]:
    """What was announced of the period in the unit (anywhere the viewer sees), against the awards `found` there."""
    rows = reader.rows(TOLD, {"unit": unit, "first": period.first_day, "until": period.until})
    told = [Announced(**row) for row in rows if row["period"] == period.code]
    if found is None:
        return told
    held = {(each.rule, each.manager): each for each in found}
    return [_checked(each, held.get((each.rule, each.manager))) for each in told]


def _checked(each: Announced, award: Award | None) -> Announced:
    return Announced(**{**vars(each), "disputed": _dispute(each, award)})


def _dispute(each: Announced, award: Award | None) -> str | None:
    """Why an announcement is disputed; one that the head decided on stays as decided."""
    if each.state != "announced":
        return None
    if award is None:
        return "gone"
    if award.state != "awarded":
        return award.reason or "below_line"
    same = each.amount is None or (award.amount is not None and abs(each.amount - award.amount) < CENT)
    return None if same else "amount"


def to_announce(
    reader: Reader, pack: Pack, unit: str, period: Period, *, workdays: Workdays, as_of: date
) -> list[Award]:
    """Awards that are final and of which nobody has been told yet."""
    found = awards(reader, pack, period, unit, workdays=workdays, as_of=as_of)
    return untold(found, announced(reader, period, unit))


def untold(found: Iterable[Award], told: Iterable[Announced]) -> list[Award]:
    known = {(each.rule, each.manager) for each in told}
    return [
        each
        for each in found
        if each.state == "awarded" and not each.provisional and (each.rule, each.manager) not in known
    ]


def announce(
    home: Home,
    viewer: Viewer,
    found: Iterable[Award],
    unit: str,
    period: Period,
    *,
    version: int,
    day: date,
    signed: str | None = None,
) -> list[str]:
    """Records that these awards were told to everybody on a day; telling one twice changes nothing. Raises Refused."""
    rows = [
        {
            "announcement": _id(each.rule, unit, period, each.manager),
            "rule": each.rule,
            "unit": unit,
            "manager": each.manager,
            "period": period.code,
            "first_day": period.first_day,
            "last_day": period.last_day,
            "value": each.value,
            "award_line": each.line,
            "given": each.given,
            "amount": each.amount,
            "version": version,
            "state": "announced",
            "signed": signed,
        }
        for each in found
    ]
    return entries.enter(home, viewer, "announcement", rows, day)


def decide(
    home: Home, viewer: Viewer, announcement: str, verdict: Verdict, reason: str, day: date, signed: str | None = None
) -> None:
    """The head confirms or revokes a disputed announcement, with the reason; nothing said before is lost."""
    row = {"announcement": announcement, "state": verdict, "reason": reason, "signed": signed}
    entries.enter(home, viewer, "announcement", [row], day)


def _id(rule: str, unit: str, period: Period, manager: str) -> str:
    """The same for the same award, so that two who announce it at once say it once."""
    return md5("\0".join((rule, unit, period.code, manager)).encode(), usedforsecurity=False).hexdigest()
