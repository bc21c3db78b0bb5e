"""One person's scorecard: what is shown of it, which metric the answer speaks of, and what one step more is worth."""

from decimal import Decimal
from pathlib import Path

import pytest

from data.home import Home, open_home
from metrics.pack import Pack
from metrics.periods import parse
from metrics.scorecard import Scorecard, scorecard, step
from metrics.workdays import load
from tests.asked import packed
from tests.bank import PACK, fill, reader
from tests.by_hand import put

OTHERS = {id: {"weight": Decimal(0)} for id, metric in PACK.metrics.items() if metric.weight}
# 张 has 40 of 80: half; of the count 1 of 4: a quarter
WEIGHED = packed(**OTHERS | {"sales_amount": {"weight": Decimal(60)}, "sales_count": {"weight": Decimal(40)}})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = fill(open_home(tmp_path_factory.mktemp("card")))
    put(home, "target", "metric manager period amount\nsales_count m1 2026-10 8")
    return home


def card_of(home: Home, manager: str, pack: Pack = WEIGHED, unit: str = "E") -> Scorecard | None:
    with reader(home) as found:
        return scorecard(found, pack, parse("2026-10", pack), unit, manager, workdays=load(), as_of=None)


def test_a_step_more_adds_its_share_of_the_weight_over_the_target(home: Home) -> None:
    found = card_of(home, "m1")
    assert found is not None and found.score == Decimal("0.4")
    gains = {card.metric.id: (card.step, card.gain) for card in found.cards if card.gain is not None}
    assert gains == {
        "sales_amount": (Decimal(1), Decimal("0.6") / 80),
        "sales_count": (Decimal(1), Decimal("0.4") / 8),
    }


def test_of_what_builds_up_over_the_period_a_step_counts_against_what_has_come_due(home: Home) -> None:
    paced = packed(**OTHERS | {"sales_amount": {"weight": Decimal(60), "paced": True}})
    found = card_of(home, "m1", paced.model_copy(update={"score": paced.score.model_copy(update={"cap": Decimal(9)})}))
    assert found is not None
    # 7 of 18 workdays: of 80 there are 31.11 due
    gains = {card.metric.id: card.gain for card in found.cards}
    assert gains["sales_amount"] == pytest.approx(Decimal(1) / (Decimal(80) * 7 / 18))


@pytest.mark.parametrize(("better", "speaks"), [("higher", "sales_amount"), ("lower", "sales_count")])
def test_where_less_is_better_a_projection_below_the_target_is_not_off(home: Home, better: str, speaks: str) -> None:
    # projected 2.57 of a count of 8: most that is off, or well kept; the amount is at 1.29
    found = card_of(home, "m1", packed(sales_count={"better": better, "focus": True}))
    assert found is not None and found.main is not None
    assert found.main.metric.id == {"sales_amount": "sales_count", "sales_count": "sales_amount"}[speaks]


def test_beyond_the_cap_more_adds_nothing(home: Home) -> None:
    capped = WEIGHED.model_copy(update={"score": WEIGHED.score.model_copy(update={"cap": Decimal("0.5")})})
    found = card_of(home, "m1", capped)
    assert found is not None
    assert {card.metric.id: card.gain for card in found.cards}["sales_amount"] == 0


def test_the_answer_speaks_of_what_is_projected_furthest_off(home: Home) -> None:
    found = card_of(home, "m1")
    assert found is not None and found.main is not None
    assert found.main.metric.id == "sales_amount" and found.main.metric.focus


def test_who_is_no_longer_there_has_no_card(home: Home, tmp_path: Path) -> None:
    assert card_of(home, "m5", unit="W") is None


@pytest.mark.parametrize(
    ("target", "more"),
    [(80, 1), (8500, 100), (5000, 100), (4999, 10), (79_000, 1000), (1_060_000, 10_000), (-500, 10), (7, 1)],
)
def test_one_more_of_money_is_a_hundredth_or_so_of_the_target(target: int, more: int) -> None:
    assert step(PACK.metrics["sales_amount"], Decimal(target)) == more
