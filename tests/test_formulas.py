"""Target against actual and ranks, by the worked examples of the domain."""

from random import Random

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.ground import sql
from tests.formulas import compared, ranks, stand

OCTOBER = {"passed": 7, "total": 18}
OVER = {"passed": 18, "total": 18, "over": True}


@pytest.mark.parametrize(
    ("actual", "target", "better", "share", "state"),
    [
        (86, 100, "higher", 0.86, "value"),
        (120, 100, "higher", 1.2, "value"),
        (0, 100, "higher", 0, "value"),
        (-20, 100, "higher", -0.2, "value"),
        (-30, -50, "higher", 1.4, "value"),
        (-60, -50, "higher", 0.8, "value"),
        (5, 10, "lower", 2, "value"),
        (20, 10, "lower", 0.5, "value"),
        (0, 10, "lower", None, "best"),
        (-1, 10, "lower", None, "best"),
        (5, 0, "higher", None, "zero_target"),
        (0, 0, "higher", None, "zero_target"),
        (5, None, "higher", None, "no_target"),
    ],
)
def test_attainment_in_every_case(
    actual: float, target: float | None, better: str, share: float | None, state: str
) -> None:
    found = stand(actual=actual, target=target, better=better, **OVER)
    assert (found["attainment"], found["target_state"]) == (pytest.approx(share), state)


def test_a_zero_target_still_says_gap_and_whether_it_is_reached() -> None:
    below, above = (stand(actual=value, target=0) for value in (-1, 1))
    assert (below["gap"], below["reached"], above["gap"], above["reached"]) == (1, False, -1, True)
    assert (below["band"], below["lead"], below["expected"]) == (None, None, 0)


def test_lead_is_attainment_minus_pace() -> None:
    found = stand(actual=35, target=100, **OCTOBER)
    assert found["pace"] == pytest.approx(7 / 18)
    assert found["expected"] == pytest.approx(100 * 7 / 18)
    assert found["lead"] == pytest.approx(0.35 - 7 / 18)


def test_need_per_day_is_the_gap_over_the_workdays_left() -> None:
    found = stand(actual=35, target=90, **OCTOBER)
    assert (found["days_left"], found["gap"], found["need_per_day"]) == (11, 55, 5)
    assert stand(actual=95, target=90)["need_per_day"] == 0
    assert stand(actual=35, target=90, **OVER)["need_per_day"] is None
    assert stand(actual=5, target=10, better="lower")["need_per_day"] is None


def test_somebody_without_a_sale_misses_the_whole_target() -> None:
    found = stand(actual=0, target=100)
    assert (found["attainment"], found["gap"], found["band"]) == (0, 100, "at_risk")


def test_5_of_at_most_10_after_7_of_18_days_is_at_risk() -> None:
    found = stand(actual=5, target=10, better="lower", **OCTOBER)
    assert 10 / found["projection"] == pytest.approx(0.78, abs=0.005)
    assert (found["band"], found["gap"], found["reached"]) == ("at_risk", 5, True)
    assert found["lead"] < 0


def test_lower_is_better_leads_when_less_was_used_than_expected() -> None:
    assert stand(actual=2, target=10, better="lower")["lead"] == pytest.approx((10 * 7 / 18 - 2) / 10)


@pytest.mark.parametrize(
    ("actual", "band"),
    [(105, "ahead"), (104.99, "on_track"), (99, "on_track"), (98.9, "behind"), (81, "behind"), (80, "at_risk")],
)
def test_bands_begin_at_their_threshold(actual: float, band: str) -> None:
    assert stand(actual=actual, target=100, **OVER)["band"] == band


def test_there_is_no_band_before_the_first_workday_has_passed() -> None:
    found = stand(actual=3, target=100, passed=0)
    assert (found["pace"], found["band"], found["projection"]) == (0, None, None)
    assert found["lead"] == pytest.approx(0.03)


def test_a_period_without_workdays_is_done_when_it_is_over() -> None:
    assert stand(actual=3, target=100, passed=0, total=0)["pace"] is None
    assert stand(actual=3, target=100, passed=0, total=0, over=True)["pace"] == 1


def test_what_is_unknown_has_a_target_and_nothing_else() -> None:
    found = stand(actual=None, target=100)
    assert [found[name] for name in ("attainment", "gap", "band", "projection", "reached")] == [None] * 5


AVERAGE = {"kind": "balance_average", "mean": True}


def test_a_mean_of_1000_needs_1200_from_tomorrow() -> None:
    found = stand(actual=900, last=900, opening=900, target=1000, known_days=20, all_days=30, **AVERAGE)
    assert found["needed_balance"] == pytest.approx(1200)
    assert (found["lead"], found["need_per_day"]) == (None, None)


@pytest.mark.parametrize("passed", [1, 7, 17])
def test_a_mean_of_900_of_1000_with_900_today_is_behind_at_any_pace(passed: int) -> None:
    found = stand(actual=900, last=900, opening=900, target=1000, known_days=20, all_days=30, passed=passed, **AVERAGE)
    assert (found["projection"], found["band"]) == (pytest.approx(900), "behind")


def test_growth_of_a_mean_needs_a_balance_and_is_projected_like_one() -> None:
    found = stand(
        kind="growth", mean=True, actual=60, base=900, base_end=900, last=980, target=100, known_days=15, all_days=31
    )
    assert found["needed_balance"] == pytest.approx(1037.5)
    assert found["projection"] == pytest.approx((14400 + 980 * 16) / 31 - 900)
    assert (found["band"], found["need_per_day"]) == ("at_risk", None)


def test_a_balance_follows_the_path_from_its_opening() -> None:
    found = stand(kind="balance_end", actual=130, last=130, opening=100, target=190, known_days=15, all_days=31)
    assert found["expected"] == pytest.approx(100 + 90 * 7 / 18)
    assert (found["projection"], found["needed_balance"], found["lead"]) == (130, 190, None)


def test_a_ratio_is_projected_as_it_is() -> None:
    found = stand(kind="ratio", actual=0.5, target=0.6)
    assert (found["projection"], found["expected"], found["lead"], found["band"]) == (0.5, None, None, "behind")


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [(0.0005, 0.001, 0.001), (0.8675, 0.001, 0.868), (2.5, 1, 3), (-2.5, 1, -3), (7, 5, 5)],
)
def test_halves_are_rounded_up(value: float, step: float, expected: float) -> None:
    with duckdb.connect() as con:
        con.execute(sql("formulas"))
        assert con.execute("select stepped(?::double, ?::double)", [value, step]).fetchall() == [
            (pytest.approx(expected),)
        ]


def test_places_are_1_2_2_4() -> None:
    held = ranks(("a", 9, 7.5), ("b", 8, 8), ("c", 8, 8), ("d", 7, 8))
    assert [held[who][0] for who in "abcd"] == [1, 2, 2, 4]


def test_a_tie_is_broken_by_the_other_number() -> None:
    held = ranks(("a", 5, 10), ("b", 9, 18), ("c", 5, 5.5))
    assert held == {"a": (3, 3, 3), "b": (2, 1, 3), "c": (1, 2, 3)}


@pytest.mark.parametrize(
    ("actual", "passed", "attainment", "band"),
    [(0.4, 9, 1, "on_track"), (0.3, 9, 0.75, "at_risk"), (0.3, 0, None, None), (0.72, 18, 0.9, "behind")],
)
def test_what_builds_up_over_the_period_is_measured_against_its_target_times_pace(
    actual: float, passed: int, attainment: float | None, band: str | None
) -> None:
    row = stand(kind="ratio", paced=True, actual=actual, target=0.8, passed=passed)
    assert (row["attainment"], row["band"]) == (pytest.approx(attainment) if attainment else None, band)
    assert (row["expected"], row["projection"]) == (pytest.approx(0.8 * passed / 18), actual)


def test_then_whoever_reached_the_target_first() -> None:
    held = ranks(("late", 9, 9), ("early", 9, 9), reached={"early": "2026-10-09", "late": "2026-10-12"})
    assert (held["early"][0], held["late"][0]) == (1, 2)


def test_who_reached_it_is_asked_only_of_those_that_tie() -> None:
    with duckdb.connect() as con:
        rows = [("a", 9, 9), ("b", 9, 9), ("c", 5, 9), ("d", 5, 9), ("e", 12, 9)]
        compared(con, [{"manager": who, "actual": actual, "target": target} for who, actual, target in rows])
        assert sorted(row[1] for row in con.execute(sql("tied")).fetchall()) == ["a", "b"]


def test_all_above_100_percent_are_told_apart() -> None:
    held = ranks(("a", 13, 10), ("b", 17, 10))
    assert (held["a"][0], held["b"][0]) == (2, 1)


def test_who_has_no_target_is_ranked_by_value_alone() -> None:
    assert ranks(("a", 5, 10), ("b", 9, None)) == {"a": (1, 2, 1), "b": (None, 1, 1)}


def test_without_any_targets_the_rank_is_by_value() -> None:
    assert ranks(("a", 5, None), ("b", 9, None)) == {"a": (2, 2, 2), "b": (1, 1, 2)}


def test_best_ranks_first_where_lower_is_better() -> None:
    assert ranks(("some", 5, 10), ("none", 0, 10), better="lower") == {"none": (1, 1, 2), "some": (2, 2, 2)}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=8), st.randoms())
@settings(deadline=None, max_examples=15)
def test_order_never_changes_ranks_and_who_is_better_never_stands_below(
    pairs: list[tuple[int, int]], random: Random
) -> None:
    rows = [(str(n), actual, target) for n, (actual, target) in enumerate(pairs)]
    held = ranks(*rows)
    assert held == ranks(*random.sample(rows, len(rows)))
    shares = {who: (round(actual / target, 3), actual) for who, actual, target in rows}
    for who, merit in shares.items():
        assert held[who][0] == sum(other > merit for other in shares.values()) + 1
