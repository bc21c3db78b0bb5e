"""Bars, axes, figures, columns and cards hold for every kind of number: below zero, untargeted, far above zero."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pytest

from data.text import LANGUAGES, numbers
from metrics.line import Line
from pages.parts import words
from pages.parts.axis import scale
from pages.parts.bullets import Bullet, axis, bullets, in_targets
from pages.parts.cards import daily, moved, stood
from pages.parts.charts import Drawing, Fan, Figure, Point, figure
from pages.parts.columns import LATER, at_first, silent
from pages.parts.drawn import title
from pages.parts.standing import listed
from tests.test_headline import PACK, Speaker, line

if TYPE_CHECKING:
    from pages.parts.room import Room

UNTIL = date(2026, 10, 31)
NAMES = ("存款", "应达路径")


def day(number: int) -> date:
    return date(2026, 10, number)


@pytest.mark.parametrize(
    ("value", "target", "there"),
    [(50, 100, 0.5), (-50, 100, -0.5), (-50, -50, 1), (-30, -50, 1.4), (-60, -50, 0.8), (5, 0, None), (5, None, None)],
)
def test_a_bar_is_as_long_as_the_actual_in_targets(value: int, target: int | None, there: float | None) -> None:
    found = in_targets(Decimal(value), None if target is None else Decimal(target))
    assert found == pytest.approx(there)


def bars(*reaches: float | None) -> list[Bullet]:
    return [Bullet(str(n), reach, 0.5, "1", "2", None, "") for n, reach in enumerate(reaches)]


@pytest.mark.parametrize(
    ("reaches", "ends"),
    [((0.5,), (0, 1.1)), ((1.5,), (0, 1.53)), ((9.0,), (0, 2)), ((-0.4, 0.5), (-0.4, 1.1)), ((-5.0,), (-1, 1.1))],
)
def test_the_bars_axis_begins_at_zero_or_the_lowest_bar_and_has_bounds(
    reaches: tuple[float, ...], ends: tuple[float, float]
) -> None:
    assert axis(bars(*reaches)) == pytest.approx(ends)


def test_a_bar_below_zero_runs_left_from_a_line_at_zero() -> None:
    html = bullets(bars(-0.55, 0.55), "zh", "")
    assert 'class="actual" style="left:0.0%;width:33.3%"' in html
    assert 'class="actual" style="left:33.3%;width:33.3%"' in html
    assert html.count('class="zero" style="left:33.3%"') == 2


def test_nothing_due_has_no_dashed_line_and_no_word_for_it() -> None:
    html = bullets([replace(each, due=None) for each in bars(0.5)], "zh", "")
    assert "pace" not in html and "序时应达" not in html
    assert bullets(bars(None), "zh", "").count("legend") == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("values", "from_zero", "low", "high"),
    [
        ([2.10e9, 2.20e9, 2.11e9], False, 2.092e9, 2.208e9),
        ([30.0, 100.0], False, 0, 108),
        ([30.0, 90.0], True, 0, 97.2),
        ([-50.0, 30.0], True, -56.4, 36.4),
        ([-2.2e9, -2.1e9], False, -2.208e9, -2.092e9),
        ([0.0], True, 0, 1.08),
        ([5.0], False, 4.96, 5.04),
    ],
)
def test_an_axis_holds_its_values_and_no_two_ticks_read_the_same(
    values: list[float], from_zero: bool, low: float, high: float, language: str
) -> None:
    found = scale(values, from_zero, lambda tick: numbers.amount(tick, "CNY", language))
    assert found.low <= min(values) and found.high >= max(values)
    assert (found.low, found.high) == pytest.approx((low, high), rel=0.02, abs=0.2)
    assert len(set(found.texts)) == len(found.texts) or len(found.texts) <= 2


def drawn(*actual: float, target: float | None = 110, fan: Fan | None = None, **about: Any) -> Figure:
    points = [Point(day(n + 1), value, 100.0, "") for n, value in enumerate(actual)]
    return figure(Drawing(points, target, UNTIL, "count", NAMES, fan=fan, **about), "zh", False)


def test_a_balance_is_drawn_by_itself_and_a_sum_from_zero() -> None:
    assert drawn(98, 101, from_zero=False)["layout"]["yaxis"]["range"][0] > 90
    assert drawn(98, 101)["layout"]["yaxis"]["range"][0] == 0


def test_the_legend_names_the_balance_and_its_path() -> None:
    assert [trace["name"] for trace in drawn(98, 101)["data"] if trace["showlegend"]] == ["应达路径", "存款"]


def test_a_fan_opens_from_the_last_day_to_its_range_and_is_named() -> None:
    found = drawn(10, 20, fan=Fan(90, 80, 100, "按往期节奏预测", "预测<br>90"))
    low, high, middle = found["data"][-3:]
    assert [each["y"] for each in (low, high, middle)] == [[20, 80], [20, 100], [20, 90]]
    assert middle["name"] == "按往期节奏预测"
    assert "预测<br>90" in [note["text"] for note in found["layout"]["annotations"]]


def test_a_fan_too_wide_is_cut_so_that_the_line_can_be_read() -> None:
    found = drawn(10, 20, fan=Fan(90, 10, 5000, "", ""))
    assert found["layout"]["yaxis"]["range"][1] < 200


def test_one_day_alone_is_a_point() -> None:
    assert [trace["mode"] for trace in drawn(98)["data"]][-1] == "lines+markers"


KEPT = {
    "fee_income": {"lead", "need", "projection"},
    "buying_customers": {"lead", "need", "projection"},
    "deposit_average": {"last_balance", "needed_balance", "projection"},
    "deposit_growth": {"expected", "last_balance", "needed_balance", "projection"},
    "deposit_end_growth": {"lead", "last_balance", "needed_balance", "projection"},
    "deposit_end": {"expected"},
    "effective_rate": set(),
}


@pytest.mark.parametrize(("metric", "kept"), KEPT.items())
def test_a_table_has_the_columns_that_say_something_of_its_kind(metric: str, kept: set[str]) -> None:
    names = ("pace", "lead", "expected", "need", "last_balance", "needed_balance", "projection")
    rows = [{"name": "a", "actual": 1.0, **dict.fromkeys(names, 1.0), "forecast": None, "range": "", "remark": ""}]
    lines = [line(metric, actual=1, target=2, attainment=0.5, pace=0.4)]
    room = cast("Room", type("Here", (), {"unit": "E", "as_of": None}))
    gone = silent(room, PACK.metrics[metric], lines, rows)
    assert {name for name in names if name not in gone} == kept
    assert {"forecast", "range", "remark"} <= set(gone)


@pytest.mark.parametrize(
    ("names", "later"),
    [
        (("gap", "projection", "forecast", "range", "score", "rank_by_value", "as_of"), LATER[:2] + LATER[4:]),
        (("gap", "projection", "score", "rank_by_value"), ("rank_by_value", "score")),
        (("gap", "score"), ()),
    ],
)
def test_a_table_begins_with_as_many_columns_as_a_screen_holds(names: tuple[str, ...], later: tuple[str, ...]) -> None:
    common = ("name", "unit", "actual", "target_amount", "attainment", "lead", "need", "band", "rank", "remark")
    assert at_first([*common, *names]) == [each for each in (*common, *names) if each not in later]


def test_of_a_growth_of_an_average_the_path_is_told_and_no_lead() -> None:
    metric = PACK.metrics["deposit_growth"]
    told = line("deposit_growth", actual=60, target=100, attainment=0.6, pace=0.4, lead=0.2, expected=40)
    room = cast("Room", Speaker("zh"))
    beside = words.hover(room, replace(told, as_of=day(15)), metric, "城东")
    assert "应达路径 400,000" in beside
    assert "领先" not in beside and "序时" not in beside
    assert title(room, metric, told) == "比应达路径高 20 万"


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({"unit": "~", "actual": Decimal(0)}, False),
        ({"unit": "~", "actual": Decimal(5)}, True),
        ({"unit": "~", "actual": None, "state": "unknown"}, True),
        ({"unit": "~", "actual": Decimal(0), "target": Decimal(9)}, True),
        ({"unit": "E", "actual": Decimal(0)}, True),
        ({"unit": "E", "actual": Decimal(0), "unassigned": True}, False),
        ({"unit": "E", "actual": None, "state": "out_of_scope"}, False),
    ],
)
def test_a_row_of_nobody_with_nothing_is_not_listed(stated: dict[str, Any], shown: bool) -> None:
    assert listed(replace(line("deposit_end"), **stated)) is shown


def stands(*amounts: float) -> list[Line]:
    return [replace(line("deposit_end", actual=amount), day=day(n + 10)) for n, amount in enumerate(amounts)]


def test_a_balance_has_a_line_of_days_and_its_change_since_the_day_before_the_last() -> None:
    lines = stands(10, 12, 9)
    assert stood(lines) == [100_000, 120_000, 90_000]
    assert moved(lines, day(12)) == -30_000
    assert moved(lines, day(11)) == -10_000


def test_where_the_day_before_is_not_among_those_shown_no_change_is_told() -> None:
    assert moved(stands(10, 12), day(10)) is None
    assert moved([stands(10, 12)[0], stands(1, 2, 3)[2]], day(12)) is None
    assert moved(stands(10, 12), None) is None


def test_a_spark_of_nothing_is_none() -> None:
    assert (stood(stands(10)), daily([])) == ([], [])
