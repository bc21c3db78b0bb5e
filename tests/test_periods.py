"""Every way of writing a period, what comes before it, and how it is titled."""

from datetime import date

import pytest

from data.errors import Refused
from metrics import pack, periods
from metrics.spans import YearRule, containing

RETAIL = pack.load("retail_bank")


@pytest.mark.parametrize(
    ("text", "code", "first", "last"),
    [
        ("2026-10", "2026-10", "2026-10-01", "2026-10-31"),
        ("202610", "2026-10", "2026-10-01", "2026-10-31"),
        ("2026/10", "2026-10", "2026-10-01", "2026-10-31"),
        ("2026年10月", "2026-10", "2026-10-01", "2026-10-31"),
        ("２０２６年２月", "2026-02", "2026-02-01", "2026-02-28"),
        ("2026Q4", "2026Q4", "2026-10-01", "2026-12-31"),
        ("2026-q4", "2026Q4", "2026-10-01", "2026-12-31"),
        ("2026年第四季度", "2026Q4", "2026-10-01", "2026-12-31"),
        ("2026年4季度", "2026Q4", "2026-10-01", "2026-12-31"),
        ("2026H1", "2026H1", "2026-01-01", "2026-06-30"),
        ("2026年上半年", "2026H1", "2026-01-01", "2026-06-30"),
        ("2026年下半年", "2026H2", "2026-07-01", "2026-12-31"),
        ("2026-W41", "2026-W41", "2026-10-05", "2026-10-11"),
        ("2026年第41周", "2026-W41", "2026-10-05", "2026-10-11"),
        ("2026-W53", "2026-W53", "2026-12-28", "2027-01-03"),
        ("2026", "2026", "2026-01-01", "2026-12-31"),
        ("2026年", "2026", "2026-01-01", "2026-12-31"),
        ("2026-10-15", "2026-10-15", "2026-10-15", "2026-10-15"),
        ("20261015", "2026-10-15", "2026-10-15", "2026-10-15"),
        ("2026年10月15日", "2026-10-15", "2026-10-15", "2026-10-15"),
        ("2026年开门红", "kick_off-2026", "2026-01-01", "2026-03-31"),
        ("开门红2026", "kick_off-2026", "2026-01-01", "2026-03-31"),
        ("Kick-off 2026", "kick_off-2026", "2026-01-01", "2026-03-31"),
        ("kick_off-2026", "kick_off-2026", "2026-01-01", "2026-03-31"),
        ("2026-10-01..2026-10-15", "2026-10-01..2026-10-15", "2026-10-01", "2026-10-15"),
        ("2026-10-01 2026-10-15", "2026-10-01..2026-10-15", "2026-10-01", "2026-10-15"),
        ("2026-10-01至2026-10-15", "2026-10-01..2026-10-15", "2026-10-01", "2026-10-15"),
    ],
)
def test_a_period_is_read_in_every_notation(text: str, code: str, first: str, last: str) -> None:
    period = periods.parse(text, RETAIL)
    assert (period.code, str(period.first_day), str(period.last_day)) == (code, first, last)
    assert periods.parse(period.code, RETAIL) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "October",
        "2026-13",
        "2026Q5",
        "2025-W53",
        "0000年开门红",
        "0026年开门红",
        "9999-W52",
        "9999-12-31",
        "2026-10-01..9999-12-31",
        "20261",
        "2026年10",
        "2026-02-29",
        "开门红",
        "2026-10-15..2026-10-01",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"metric\.bad_period"):
        periods.parse(text, RETAIL)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2026-10", "2026-09"),
        ("2026-01", "2025-12"),
        ("2026Q1", "2025Q4"),
        ("2026H2", "2026H1"),
        ("2026-W01", "2025-W52"),
        ("2026", "2025"),
        ("2026-03-01", "2026-02-28"),
        ("2026年开门红", "kick_off-2025"),
        ("2026-10-01..2026-10-15", "2026-09-16..2026-09-30"),
    ],
)
def test_the_previous_period_is_the_calendar_s(text: str, before: str) -> None:
    assert periods.parse(text, RETAIL).previous().code == before


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2026-10", "2026年10月", "Oct 2026"),
        ("2026Q4", "2026年第四季度", "Q4 2026"),
        ("2026H1", "2026年上半年", "H1 2026"),
        ("2026-W41", "2026年第41周", "Week 41 of 2026"),
        ("2026", "2026年", "2026"),
        ("2026-10-15", "2026年10月15日", "15 Oct 2026"),
        ("2026年开门红", "2026年开门红", "Kick-off 2026"),
        ("2026-10-01..2026-10-15", "2026年10月1日至2026年10月15日", "1 Oct 2026 to 15 Oct 2026"),
    ],
)
def test_a_period_has_a_title_in_both_languages(text: str, zh: str, en: str) -> None:
    period = periods.parse(text, RETAIL)
    assert (period.title("zh"), period.title("en")) == (zh, en)


@pytest.mark.parametrize(("named_by", "code"), [("start", "2026"), ("end", "2027")])
def test_a_year_may_start_in_april_and_says_which_year_names_it(named_by: str, code: str) -> None:
    rule = YearRule(4, named_by)
    year = containing("year", date(2027, 1, 15), rule)
    assert (year.code, str(year.first_day), str(year.last_day)) == (code, "2026-04-01", "2027-03-31")
    quarter = containing("quarter", date(2027, 1, 15), rule)
    assert (quarter.code, str(quarter.first_day), quarter.previous().code) == (f"{code}Q4", "2027-01-01", f"{code}Q3")
    april = RETAIL.model_copy(
        update={"year_rule": RETAIL.year_rule.model_copy(update={"start": 4, "named_by": named_by})}
    )
    assert periods.parse(f"{code}Q4", april) == quarter
    assert containing("month", date(2027, 1, 15), rule).code == "2027-01"


def test_a_campaign_over_new_year_is_named_by_the_year_it_ends_in() -> None:
    winter = RETAIL.campaigns["kick_off"].model_copy(update={"first": "12-01", "last": "02-28"})
    period = winter.period("kick_off", 2026)
    assert period and (str(period.first_day), str(period.last_day)) == ("2025-12-01", "2026-02-28")


@pytest.mark.parametrize("text", ["0001-01", "0001", "0001Q1", "0001-01-01", "0001-01-01..0001-01-05"])
def test_nothing_comes_before_the_first_period_of_all(text: str) -> None:
    with pytest.raises(Refused, match="bad_period"):
        periods.parse(text, RETAIL).previous()
