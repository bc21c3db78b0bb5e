"""The first line of a page for each kind of number, in each state it can be in, in both languages."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pytest

from data.text import say
from metrics import periods
from metrics.line import Line
from metrics.pack import Metric, Pack, load
from metrics.periods import Period
from pages.parts import headline, words

if TYPE_CHECKING:
    from pages.parts.room import Room

PACK = load("retail_bank")
OCTOBER = periods.parse("2026-10", PACK)
WAN = 10_000


@dataclass(frozen=True)
class Speaker:
    """As much of a room as a sentence needs."""

    language: str
    pack: Pack = PACK

    def say(self, code: str, **values: object) -> str:
        return say(code, self.language, **values)


def line(metric: str, **stated: Any) -> Line:
    """A line of a metric; numbers in 万 for money, as they are otherwise."""
    scale = WAN if PACK.metrics[metric].unit == "CNY" else 1
    plain = ("state", "target_state", "band", "reached", "days_left", "missing_periods", "targeted")
    shares = ("attainment", "pace", "lead")
    values: dict[str, Any] = {
        name: value if name in plain or value is None else Decimal(str(value)) * (1 if name in shares else scale)
        for name, value in stated.items()
    }
    blank: dict[str, Any] = dict.fromkeys(
        ("as_of", "actual", "target", "attainment", "pace", "lead", "gap", "need_per_day", "projection", "band")
    )
    about: dict[str, Any] = {
        "unit": "E",
        "manager": None,
        "name": "城东支行",
        "metric": metric,
        "period": "2026-10",
        "state": "value",
    }
    found = Line(**{**about, **blank, "target_state": "value", "days_left": 11, **values})
    if found.actual is not None and found.target is not None and found.gap is None:
        found = replace(found, gap=found.target - found.actual)
    return found


def told(metric: str, language: str = "zh", period: Period = OCTOBER, of: Metric | None = None, **stated: Any) -> str:
    """The sentence as a reader sees it."""
    room = cast("Room", Speaker(language))
    html = headline.answer(room, line(metric, **stated), of or PACK.metrics[metric], period, "城东支行")
    return re.sub("<[^>]+>", "", html).replace("\u00a0", " ").replace("\u2060", "")


GROWN: dict[str, Any] = {
    "actual": 60, "target": 100, "last_balance": 980, "needed_balance": 1037.5, "projection": 70, "pace": 0.4,
    "lead": 0.2, "attainment": 0.6, "band": "at_risk",
}  # fmt: skip
SOLD: dict[str, Any] = {
    "actual": 86, "target": 250, "attainment": 0.344, "pace": 0.389, "lead": -0.045, "need_per_day": 14.9,
    "projection": 221, "band": "behind",
}  # fmt: skip
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("deposit_growth", GROWN,
     "存款日均净增 60 万／目标 100 万；余额保持 980 万，月末为 70 万（！预警）；"
     "明天起余额须达 1,037.5 万。"),
    ("deposit_growth", GROWN | {"last_balance": 1040, "projection": 101, "band": "on_track"},
     "存款日均净增 60 万／目标 100 万；余额 1,040 万，保持现有余额即可达标，月末为 101 万（● 正常）。"),
    ("deposit_growth", GROWN | {"target": 0, "target_state": "zero_target", "attainment": None, "band": None},
     "存款日均净增 60 万／目标 0 元；余额保持 980 万，月末为 70 万；明天起余额须达 1,037.5 万。"),
    ("deposit_growth", GROWN | {"actual": -80, "target": -50, "needed_balance": 1000},
     "存款日均净增 −80 万／目标 −50 万；余额保持 980 万，月末为 70 万（！预警）；明天起余额须达 1,000 万。"),
    ("deposit_growth", GROWN | {"last_balance": None, "projection": None, "band": None},
     "存款日均净增 60 万／目标 100 万；明天起余额须达 1,037.5 万。"),
    ("deposit_growth", GROWN | {"needed_balance": None, "days_left": 0},
     "存款日均净增 60 万，完成目标 100 万的 60.0%，月末仍差 40 万。"),
    ("deposit_average", {"actual": 900, "target": 1000, "attainment": 0.9, "last_balance": 900, "projection": 900,
                         "needed_balance": 1200, "band": "behind", "pace": 0.6},
     "存款日均 900 万／目标 1,000 万（90.0%）；余额保持 900 万，月末为 900 万（▼ 落后）；明天起余额须达 1,200 万。"),
    ("deposit_average", {"actual": 900, "target": 902, "attainment": 0.998, "last_balance": 901, "projection": 901,
                         "needed_balance": 905, "band": "on_track", "pace": 0.6},
     "存款日均 900 万／目标 902 万（99.8%）；余额保持 901 万，月末为 901 万（● 正常）；"
     "明天起余额须达 905 万，再增 4 万。"),
    ("deposit_end", {"actual": 940, "target": 1000, "attainment": 0.94, "needed_balance": 1000, "expected": 952,
                     "pace": 0.4, "band": "behind"},
     "存款时点 940 万／目标 1,000 万，完成 94.0%（▼ 落后）；月末前还须净增 60 万，比应达路径低 12 万。"),
    ("deposit_end", {"actual": 1030, "target": 1000, "attainment": 1.03, "needed_balance": 1000, "band": "on_track"},
     "存款时点 1,030 万／目标 1,000 万，完成 103.0%（● 正常），高出 30 万；保持现有余额即可达标。"),
    ("deposit_end_growth", {"actual": 60, "target": 100, "attainment": 0.6, "pace": 0.8, "lead": -0.2,
                            "last_balance": 980, "needed_balance": 1020, "projection": 75, "band": "at_risk"},
     "存款较年初净增 60 万，完成目标 100 万的 60.0%；落后序时 20.0 个百分点（！预警）；"
     "月末余额须达 1,020 万，再增 40 万。"),
    ("deposit_end_growth", {"actual": -40, "target": 100, "attainment": -0.4, "pace": 0.8, "lead": -1.2,
                            "last_balance": 880, "needed_balance": 1020, "projection": -50, "band": "at_risk"},
     "存款较年初净增 −40 万／目标 100 万；落后序时 120.0 个百分点（！预警）；月末余额须达 1,020 万，再增 140 万。"),
    ("deposit_end_growth", {"actual": 120, "target": 100, "last_balance": 1040, "needed_balance": 1020, "pace": 0.8},
     "存款较年初净增 120 万，已超过目标 100 万；月末余额不低于 1,020 万（现为 1,040 万）即达标。"),
    ("effective_rate", {"actual": 0.648, "target": 0.7, "attainment": 0.926, "band": "behind", "pace": 0.4},
     "有效联系率 64.8%／目标 70.0%，低于目标 5.2 个百分点（▼ 落后）。"),
    ("products_per_customer", {"actual": 2.68, "target": 1.6, "attainment": 1.675, "band": "ahead", "pace": 0.4},
     "户均产品数 2.68／目标 1.60，高出目标 1.08（▲ 超前）。"),
    ("products_per_customer", {"state": "not_computable", "target": 1.6},
     "户均产品数算不出来：“持有产品客户数”为零。"),
    ("fee_income", SOLD,
     "中间业务收入 86 万，完成目标 250 万的 34.4%；落后序时 4.5 个百分点，余下 11 个工作日每天还需 14.9 万。"
     "按目前进度月末约 221 万（▼ 落后）。"),
    ("fee_income", SOLD | {"target": 0, "target_state": "zero_target", "reached": False, "gap": 5},
     "中间业务收入 86 万，目标为零，还差 5 万（完成率不可比）。"),
    ("fee_income", {"actual": -30, "target": -50, "attainment": 1.4, "pace": 0.4, "projection": -75, "band": "at_risk"},
     "中间业务收入 −30 万／目标 −50 万；到月末还有 20 万的余地。按目前进度月末约 −75 万（！预警）。"),
    ("buying_customers", {"actual": 12, "target": 40, "attainment": 0.3, "pace": 0.4, "lead": -0.1,
                          "need_per_day": 2.5, "projection": 30, "band": "at_risk"},
     "成交客户数 12，完成目标 40 的 30.0%；落后序时 10.0 个百分点，余下 11 个工作日每天还需 2.5。"
     "按目前进度月末约 30（！预警）。"),
    ("fee_income", {"state": "unknown", "target": 9}, "中间业务收入还不知道：“业绩”在这一期间没有完整的数据。"),
    ("deposit_end", {"state": "out_of_scope"}, "没有存款时点可计：其间没有任职，或名下没有这类记录。"),
    ("deposit_average", {"actual": 9}, "存款日均 9 万，尚未设定目标。"),
    ("fee_income", {"actual": 86, "people_target": 40, "targeted": 3, "target_state": "no_target"},
     "中间业务收入 86 万；仅 3 人有目标（合计 40 万），不足以衡量整个机构。"),
]  # fmt: skip


@pytest.mark.parametrize(("metric", "stated", "sentence"), CASES)
def test_each_kind_of_number_is_told_in_its_own_words(metric: str, stated: dict[str, Any], sentence: str) -> None:
    assert told(metric, **stated) == f"城东支行 2026年10月{sentence}"


@pytest.mark.parametrize(("metric", "stated", "_"), CASES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_sentence_has_a_hole(metric: str, stated: dict[str, Any], _: str, language: str) -> None:
    text = told(metric, language, **stated)
    assert not re.search(r"–|None|\ue000|[（(][）)]|  ", text)


def test_where_few_have_targets_a_row_says_how_many() -> None:
    room = cast("Room", Speaker("zh"))
    few = line("fee_income", actual=86, people_target=40, targeted=3, target_state="no_target")
    assert words.state(room, few) == "仅 3 人有目标"
    assert words.reasons(room, few) == ["仅 3 人有目标"]
    assert words.state(room, replace(few, people_target=None)) == "未设目标"


LOWER = PACK.metrics["fee_income"].model_copy(update={"better": "lower"})


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ({"actual": 4, "pace": 0.4}, "4 万／上限 10 万；余下 11 个工作日还可用 6 万，每天不超过 5,455 元。"),
        ({"actual": 12, "pace": 0.4}, "12 万，超出上限 10 万，多出 2 万。"),
        ({"actual": 9, "pace": 1, "days_left": 0}, "9 万，在上限 10 万之内，余 1 万。"),
        ({"actual": 0, "target_state": "best"}, "0 元，目标上限 10 万，已处于最佳。"),
    ],
)
def test_where_lower_is_better_the_room_left_is_told_and_never_a_need(stated: dict[str, Any], sentence: str) -> None:
    assert told("fee_income", of=LOWER, target=10, **stated) == f"城东支行 2026年10月中间业务收入 {sentence}"


def test_an_average_that_is_to_stay_low_says_what_balances_must_come_down_to() -> None:
    lower = PACK.metrics["deposit_average"].model_copy(update={"better": "lower"})
    about: dict[str, Any] = {"last_balance": 9, "projection": 9, "needed_balance": 7}
    text = told("deposit_average", of=lower, actual=9, target=8, attainment=0.89, **about)
    assert text.endswith("明天起余额须降到 7 万。")


def test_english_says_the_same() -> None:
    assert told("deposit_growth", "en", **GROWN) == (
        "城东支行, Oct 2026: Growth of average deposits ¥600.0K, target ¥1.00M; holding ¥9.80M gives ¥700.0K"
        " (！at risk) at month-end; ¥10.4M is needed from tomorrow."
    )


@pytest.mark.parametrize(
    ("text", "called"), [("2026-10", "月末"), ("2026Q4", "季末"), ("2026", "年末"), ("2026-10-01..2026-10-20", "期末")]
)
def test_the_last_day_goes_by_the_period_s_own_name(text: str, called: str) -> None:
    assert f"，{called}为 70 万" in told("deposit_growth", period=periods.parse(text, PACK), **GROWN)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([SOLD], "1 个机构中 1 个落后或预警"),
        ([SOLD, {"actual": 5}], "1 个机构中 1 个落后或预警，另有 1 个没有目标"),
        ([SOLD, {"actual": None, "state": "out_of_scope"}], "1 个机构中 1 个落后或预警"),
    ],
)
def test_who_has_no_target_is_counted_beside_who_is_behind(rows: list[dict[str, Any]], said: str) -> None:
    found = words.behind(
        cast("Room", Speaker("zh")), PACK.metrics["sales_amount"], [line("sales_amount", **r) for r in rows]
    )
    assert found.endswith(f"：{said}")
