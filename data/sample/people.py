"""Who sits on which seat of the made-up bank from when to when: joiners, leavers and swaps in mid-month."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Size:
    """How large the bank is, for how many months it has records, and whose balances: the best shares of customers.

    `contacts` are tried by each person on a day, the share `noted` of them with notes; `monthly`: they are made and
    taken a month at a time, without the detour over text.
    """

    branches: int
    sub_branches: int
    managers: int
    customers: int
    months: int
    depositors: float
    investors: float = 0.0
    contacts: int = 11
    noted: float = 0.3
    monthly: bool = False

    @property
    def seats(self) -> int:
        return self.branches * self.sub_branches * self.managers


SIZES = {
    "small": Size(branches=2, sub_branches=2, managers=3, customers=100, months=3, depositors=1.0, investors=0.3),
    "medium": Size(
        branches=3, sub_branches=4, managers=10, customers=200, months=18, depositors=0.125, investors=0.045
    ),
    "large": Size(
        branches=10,
        sub_branches=25,
        managers=20,
        customers=80,
        months=24,
        depositors=0.09,
        contacts=39,
        noted=0.1,
        monthly=True,
    ),
}


@dataclass(frozen=True)
class Spell:
    """A seat held by a manager from `first_day` to `until` (exclusive); None: from the beginning, or still."""

    seat: int
    manager: int
    first_day: date | None = None
    until: date | None = None


def spells(size: Size, workdays: list[date]) -> list[Spell]:
    """Every seat's holders, managers numbered from 1; `workdays` are those from the first month to the data day."""
    left = _leavers(size, workdays)
    swapped = _swaps(size, workdays)
    joined = _joiners(size, workdays, {spell.seat for spell in swapped})
    changed = {spell.seat for spell in (*left, *swapped, *joined)}
    quiet = [Spell(seat, seat + 1) for seat in range(size.seats) if seat not in changed]
    return sorted((*quiet, *left, *swapped, *joined), key=lambda spell: (spell.seat, spell.first_day or date.min))


def _at(workdays: list[date], index: int) -> date:
    return workdays[max(0, min(index, len(workdays) - 1))]


def _leavers(size: Size, workdays: list[date]) -> list[Spell]:
    """One seat in twenty changes hands with a gap; the last of several is empty still, its customers with nobody."""
    seats = range(5, size.seats, 20)
    found: list[Spell] = []
    for number, seat in enumerate(seats):
        vacant = number == len(seats) - 1 and number > 0
        index = len(workdays) - 12 if vacant else len(workdays) * (number + 1) // (len(seats) + 1)
        found.append(Spell(seat, seat + 1, until=_at(workdays, index)))
        if not vacant:
            found.append(Spell(seat, size.seats + number + 1, first_day=_at(workdays, index + 9)))
    return found


def _joiners(size: Size, workdays: list[date], swapped: set[int]) -> list[Spell]:
    """One seat in forty is new; the last of several is a recent one."""
    seats = [seat for seat in range(8, size.seats, 40) if seat not in swapped]
    index = {seat: len(workdays) * (number + 1) // (len(seats) + 1) for number, seat in enumerate(seats)}
    if len(seats) > 1:
        index[seats[-1]] = len(workdays) - 30
    return [Spell(seat, seat + 1, first_day=_at(workdays, index[seat])) for seat in seats]


def _swaps(size: Size, workdays: list[date]) -> list[Spell]:
    """Two seats of neighbouring sub-branches change people in mid-month; the last swap is a recent one."""
    seats = range(4, size.seats - size.managers, 36)
    found: list[Spell] = []
    for number, seat in enumerate(seats):
        other = seat + size.managers
        recent = number == len(seats) - 1
        day = _mid_month(workdays) if recent else _at(workdays, len(workdays) * (number + 1) // (len(seats) + 1))
        found += [Spell(seat, seat + 1, until=day), Spell(seat, other + 1, first_day=day)]
        found += [Spell(other, other + 1, until=day), Spell(other, seat + 1, first_day=day)]
    return found


def _mid_month(workdays: list[date]) -> date:
    """The latest day that is the eighth workday of its month."""
    months: dict[tuple[int, int], list[date]] = {}
    for day in workdays:
        months.setdefault((day.year, day.month), []).append(day)
    return max(days[7] for days in months.values() if len(days) > 7)
