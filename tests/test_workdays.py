"""Workdays by the official calendar, by a file, and Monday to Friday where neither knows."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import Refused
from data.home import Home
from metrics import workdays

OFFICIAL = workdays.load()
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


def test_october_2026_has_18_workdays_and_7_have_passed_on_the_15th() -> None:
    total = OFFICIAL.count(date(2026, 10, 1), date(2026, 11, 1))
    passed = OFFICIAL.count(date(2026, 10, 1), date(2026, 10, 16))
    assert (total, passed, round(passed / total, 3)) == (18, 7, 0.389)
    assert OFFICIAL.is_workday(date(2026, 10, 10))


def test_a_year_the_library_lacks_falls_back_to_monday_to_friday_and_says_so() -> None:
    assert OFFICIAL.fallback(date(2026, 12, 1), date(2027, 2, 1)) == (2027,)
    assert OFFICIAL.fallback(date(2026, 1, 1), date(2027, 1, 1)) == ()
    assert not OFFICIAL.is_workday(date(2027, 1, 2))
    assert OFFICIAL.is_workday(date(2027, 1, 1))


def test_a_file_of_the_home_knows_the_year(home: Home) -> None:
    home.calendar.mkdir(parents=True)
    (home.calendar / "CN-2027.toml").write_text("year = 2027\nholidays = [2027-01-01]\nworkdays = [2027-01-02]\n")
    own = workdays.load(home)
    assert own.fallback(date(2027, 1, 1), date(2028, 1, 1)) == ()
    assert (own.is_workday(date(2027, 1, 1)), own.is_workday(date(2027, 1, 2))) == (False, True)


def test_a_file_may_change_a_day_of_a_known_year(home: Home) -> None:
    home.calendar.mkdir(parents=True)
    (home.calendar / "own.toml").write_text("year = 2026\nholidays = [2026-10-15]\n")
    assert workdays.load(home).count(date(2026, 10, 1), date(2026, 11, 1)) == 17


@pytest.mark.parametrize("said", [b"yaer = 2027", b"\xff\xfe"])
def test_a_file_that_is_no_calendar_is_named(home: Home, said: bytes) -> None:
    home.calendar.mkdir(parents=True)
    (home.calendar / "CN-2027.toml").write_bytes(said)
    with pytest.raises(Refused, match="CN-2027"):
        workdays.load(home)


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        ("2026-10-15", "2026-10-15"),  # a Thursday
        ("2026-10-18", "2026-10-16"),  # complete to a Sunday, seen on Monday: Friday to Sunday
        ("2026-10-19", "2026-10-17"),  # a Monday: the weekend just before it comes with it
        ("2026-10-10", "2026-10-10"),  # the worked Saturday
        ("2026-10-07", "2026-09-30"),  # the end of the holidays
    ],
)
def test_the_last_day_takes_the_days_off_with_it(as_of: str, first: str) -> None:
    last = date.fromisoformat(as_of)
    assert OFFICIAL.last_day_range(last) == (date.fromisoformat(first), last)


def test_the_next_workday_skips_the_holidays() -> None:
    assert OFFICIAL.next_workday(date(2026, 9, 30)) == date(2026, 10, 8)


def test_a_pack_may_count_every_day() -> None:
    assert workdays.load(every_day=True).count(date(2026, 10, 1), date(2026, 11, 1)) == 31


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
@settings(deadline=None, max_examples=30)
def test_workdays_of_two_stretches_add_up(first: date, one: int, other: int) -> None:
    middle, until = first + timedelta(days=one), first + timedelta(days=one + other)
    assert OFFICIAL.count(first, middle) + OFFICIAL.count(middle, until) == OFFICIAL.count(first, until)
