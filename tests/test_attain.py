"""Target against actual and ranks, by the worked examples."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import pack
from metrics.attain import Better, Clock, Standing, attainment, band, stand
from metrics.ranks import BEST, Entry, ranks, rounded, tied

BANDS = pack.load("base").bands
OCTOBER = Clock(7, 18, over=False)
OVER = Clock(18, 18, over=True)


def told(found: Standing, *columns: str) -> list[object]:
    return [getattr(found, column) for column in columns]


@pytest.mark.parametrize(
    ("actual", "target", "better", "share", "state"),
    [
        ("86", "100", "higher", "0.86", "value"),
        ("120", "100", "higher", "1.2", "value"),
        ("0", "100", "higher", "0", "value"),
        ("-20", "100", "higher", "-0.2", "value"),
        ("-30", "-50", "higher", "1.4", "value"),
        ("-60", "-50", "higher", "0.8", "value"),
        ("5", "10", "lower", "2", "value"),
        ("20", "10", "lower", "0.5", "value"),
        ("0", "10", "lower", None, "best"),
        ("-1", "10", "lower", None, "best"),
        ("5", "0", "higher", None, "zero_target"),
        ("0", "0", "higher", None, "zero_target"),
        ("5", None, "higher", None, "no_target"),
    ],
)
def test_attainment_in_every_case(
    actual: str, target: str | None, better: Better, share: str | None, state: str
) -> None:
    found = stand(Decimal(actual), None if target is None else Decimal(target), OVER, better, BANDS)
    assert (found.attainment, found.state) == (None if share is None else Decimal(share), state)


def test_a_zero_target_still_says_gap_and_whether_it_is_reached() -> None:
    below, above = (stand(Decimal(value), Decimal(0), OCTOBER, "higher", BANDS) for value in (-1, 1))
    assert (told(below, "gap", "reached"), told(above, "gap", "reached")) == ([1, False], [-1, True])
    assert told(above, "band", "lead", "expected") == [None, None, 0]


def test_lead_is_attainment_minus_pace() -> None:
    found = stand(Decimal(35), Decimal(100), OCTOBER, "higher", BANDS)
    assert found.pace == Decimal(7) / 18
    assert found.expected == 100 * Decimal(7) / 18
    assert found.lead and round(found.lead, 4) == Decimal("-0.0389")
    assert found.lead == (Decimal(35) - found.expected) / 100


def test_need_per_day_is_the_gap_over_the_workdays_left() -> None:
    found = stand(Decimal(35), Decimal(90), OCTOBER, "higher", BANDS)
    assert told(found, "days_left", "gap", "need_per_day") == [11, 55, 5]
    assert stand(Decimal(95), Decimal(90), OCTOBER, "higher", BANDS).need_per_day == 0
    assert stand(Decimal(35), Decimal(90), OVER, "higher", BANDS).need_per_day is None
    assert stand(Decimal(5), Decimal(10), OCTOBER, "lower", BANDS).need_per_day is None


def test_somebody_without_a_sale_misses_the_whole_target() -> None:
    found = stand(Decimal(0), Decimal(100), OCTOBER, "higher", BANDS)
    assert told(found, "attainment", "gap", "band") == [0, 100, "at_risk"]


def test_5_of_at_most_10_after_7_of_18_days_is_at_risk() -> None:
    found = stand(Decimal(5), Decimal(10), OCTOBER, "lower", BANDS)
    projected = attainment(found.projection or Decimal(0), Decimal(10), "lower")
    assert projected and round(projected, 2) == Decimal("0.78")
    assert told(found, "band", "gap", "reached") == ["at_risk", 5, True]
    assert found.lead is not None and found.lead < 0


def test_lower_is_better_leads_when_less_was_used_than_expected() -> None:
    found = stand(Decimal(2), Decimal(10), OCTOBER, "lower", BANDS)
    assert found.lead == (10 * Decimal(7) / 18 - 2) / 10


@pytest.mark.parametrize(
    ("projection", "expected"),
    [
        ("105", "ahead"),
        ("104.99", "on_track"),
        ("99", "on_track"),
        ("98.9", "behind"),
        ("81", "behind"),
        ("80", "at_risk"),
    ],
)
def test_bands_begin_at_their_threshold(projection: str, expected: str) -> None:
    assert band(Decimal(projection), Decimal(100), "higher", BANDS) == expected


def test_there_is_no_band_before_the_first_workday_has_passed() -> None:
    found = stand(Decimal(3), Decimal(100), Clock(0, 18, over=False), "higher", BANDS)
    assert told(found, "pace", "band", "projection", "lead") == [0, None, None, Decimal("0.03")]


def test_a_period_without_workdays_is_done_when_it_is_over() -> None:
    assert Clock(0, 0, over=False).pace is None
    assert Clock(0, 0, over=True).pace == 1


def test_what_is_unknown_has_a_target_and_nothing_else() -> None:
    found = stand(None, Decimal(100), OCTOBER, "higher", BANDS)
    assert told(found, "attainment", "gap", "band", "projection", "reached") == [None] * 5


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        ("0.0005", "0.001", "0.001"),
        ("0.8675", "0.001", "0.868"),
        ("2.5", "1", "3"),
        ("-2.5", "1", "-3"),
        ("7", "5", "5"),
    ],
)
def test_halves_are_rounded_up(value: str, step: str, expected: str) -> None:
    assert rounded(Decimal(value), Decimal(step)) == Decimal(expected)


def place(
    *entries: tuple[str, str | None, str], better: str = "higher", has_targets: bool = True
) -> dict[str, tuple[object, ...]]:
    found = [Entry(key, None if share is None else Decimal(share), Decimal(value)) for key, share, value in entries]
    held = ranks(found, Decimal("0.01"), better, has_targets)
    return {key: (held.rank.get(key), held.rank_by_value.get(key), held.ranked) for key, _, _ in entries}


def test_places_are_1_2_2_4() -> None:
    held = place(("a", "1.2", "9"), ("b", "1.1", "8"), ("c", "1.1", "8"), ("d", "1", "7"))
    assert [each[0] for each in held.values()] == [1, 2, 2, 4]


def test_a_tie_is_broken_by_the_other_number() -> None:
    held = place(("a", "0.8681", "5"), ("b", "0.8679", "9"), ("c", "0.9", "5"))
    assert (held["a"], held["b"], held["c"]) == ((3, 3, 3), (2, 1, 3), (1, 2, 3))


def test_then_whoever_reached_the_target_first() -> None:
    early, late = (Entry(key, Decimal(1), Decimal(9), date(2026, 10, day)) for key, day in (("early", 9), ("late", 12)))
    held = ranks([late, early], Decimal("0.01"), "higher", True)
    assert held.rank == {"early": 1, "late": 2}
    assert tied([early, late], Decimal("0.01")) == ["early", "late"]


def test_all_above_100_percent_are_told_apart() -> None:
    assert [each[0] for each in place(("a", "1.3", "1"), ("b", "1.7", "1")).values()] == [2, 1]


def test_who_has_no_target_is_ranked_by_value_alone() -> None:
    held = place(("a", "0.5", "5"), ("b", None, "9"))
    assert held == {"a": (1, 2, 1), "b": (None, 1, 1)}


def test_without_any_targets_the_rank_is_by_value() -> None:
    held = place(("a", None, "5"), ("b", None, "9"), has_targets=False)
    assert held == {"a": (2, 2, 2), "b": (1, 1, 2)}


def test_best_ranks_first_where_lower_is_better() -> None:
    entries = [Entry("some", Decimal("2"), Decimal(5)), Entry("none", BEST, Decimal(0))]
    held = ranks(entries, Decimal(1), "lower", True)
    assert (held.rank, held.rank_by_value) == ({"none": 1, "some": 2}, {"none": 1, "some": 2})


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12), st.randoms())
@settings(deadline=None, max_examples=40)
def test_order_never_changes_ranks_and_who_is_better_never_stands_below(
    pairs: list[tuple[int, int]], random: Random
) -> None:
    entries = [Entry(str(n), Decimal(share), Decimal(value)) for n, (share, value) in enumerate(pairs)]
    held = ranks(entries, Decimal(1), "higher", True)
    assert held == ranks(random.sample(entries, len(entries)), Decimal(1), "higher", True)
    for one in entries:
        above = [each for each in entries if (each.share or 0, each.value) > (one.share or 0, one.value)]
        assert held.rank[one.key] == len(above) + 1
