"""Awards told to everybody: which are to be, which no longer follow from the records, and what the head decided.

Places are counted unit by unit, but a prize of a rule is told (and given) once: what was announced of it in a unit
below or above counts as told here too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import md5
from typing import Literal

from data import entries
from data.home import Home
from data.publish import open_reader
from data.reader import Reader
from data.scope import Viewer
from metrics.periods import Period
from metrics.rewards import Award

TOLD = """
select a.announcement, a.rule, a.manager, a.period, a.unit, a.day, a.value, a.award_line as line, a.given, a.amount,
    a.state, a.reason, a.version, a.signed, a.announced_by, a.writer, a.stated_at,
    coalesce((select any_value(m.name order by m.first_day desc) from manager m where m.manager = a.manager), a.manager)
        as name
from announcement a
where a.first_day = $first and a.until = $until and ($unit::varchar is null or a.unit = $unit or exists (
    from unit_above u where (u.above = $unit and u.unit = a.unit) or (u.above = a.unit and u.unit = $unit)
))
order by a.day, a.announcement
"""
CENT = Decimal("0.01")
Verdict = Literal["confirmed", "revoked"]


@dataclass(frozen=True)
class Announced:
    """One announcement as it stands; `disputed` says why the records no longer say the same, until the head decides.

    `replaced` names the higher prize of the set its holder took since: that is given instead, and nobody disputes it.
    `now` is the number the records come to by now.
    """

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
    replaced: str | None = None
    now: Decimal | None = None

    @property
    def said(self) -> str:
        """How it stands, in one word."""
        return "disputed" if self.disputed else "replaced" if self.replaced else self.state


def announced(
    reader: Reader, period: Period, unit: str | None, found: Sequence[Award] | None = None
) -> list[Announced]:
    """What was announced of the period in the unit, below and above it (anywhere the viewer sees); against the awards
    `found` in the unit its own, and of the others those of the people found.
    """
    rows = reader.rows(TOLD, {"unit": unit, "first": period.first_day, "until": period.until})
    told = [Announced(**row) for row in rows]
    if found is None:
        return told
    held = {(each.rule, each.manager): each for each in found}
    people = {each.manager for each in found}
    return [
        _checked(each, held.get((each.rule, each.manager))) if each.unit == unit else each
        for each in told
        if each.unit == unit or each.manager in people
    ]


def _checked(each: Announced, award: Award | None) -> Announced:
    instead = award.instead if award and each.state != "revoked" else None
    return replace(each, disputed=_dispute(each, award), replaced=instead, now=award.value if award else None)


def _dispute(each: Announced, award: Award | None) -> str | None:
    """Why an announcement is disputed. One that the head decided on stays as decided, but one revoked that the records
    bear out again, by another number than it was revoked with, is the head's to look at once more.
    """
    if each.state == "revoked":
        again = award is not None and award.state == "awarded" and not award.provisional
        return "again" if again and award and award.value != each.value else None
    if each.state != "announced" or (award and award.reason == "one_prize"):
        return None
    if award is None:
        return "gone"
    if award.state != "awarded":
        return award.reason or "below_line"
    same = each.amount is None or (award.amount is not None and abs(each.amount - award.amount) < CENT)
    return None if same else "amount"


def untold(found: Iterable[Award], told: Iterable[Announced], period: Period) -> list[Award]:
    """Awards that are final and of which nobody has been told yet; a day and plain days have nothing to announce."""
    if period.kind in ("day", "days"):
        return []
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
    """Records that these awards were told to everybody on a day; telling one twice changes nothing, whatever the head
    said of it meanwhile. Raises Refused.
    """
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
    known = _known(home, viewer, [str(row["announcement"]) for row in rows])
    fresh = [row for row in rows if row["announcement"] not in known]
    return entries.enter(home, viewer, "announcement", fresh, day)


def _known(home: Home, viewer: Viewer, ids: Sequence[str]) -> set[str]:
    reader = open_reader(home, viewer)
    if reader is None:
        return set()
    with reader:
        rows = reader.rows("from announcement where list_contains($ids, announcement)", {"ids": list(ids)})
    return {row["announcement"] for row in rows}


def decide(
    home: Home, viewer: Viewer, announcement: str, verdict: Verdict, reason: str, day: date, signed: str | None = None,
    *, value: Decimal | None = None,
) -> None:  # fmt: skip
    """The head confirms or revokes a disputed announcement, with the reason; nothing said before is lost.

    An award is revoked with the `value` the records come to then: it is looked at again when they say another, and if
    it is confirmed after all, with that.
    """
    row: dict[str, object] = {"announcement": announcement, "state": verdict, "reason": reason, "signed": signed}
    if value is not None or verdict == "revoked":
        row["value"] = value
    entries.enter(home, viewer, "announcement", [row], day)


def _id(rule: str, unit: str, period: Period, manager: str) -> str:
    """The same for the same award, so that two who announce it at once say it once."""
    return md5("\0".join((rule, unit, period.code, manager)).encode(), usedforsecurity=False).hexdigest()
