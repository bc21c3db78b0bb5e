"""Rules of units over the pack: the nearer over the further, checked as the pack is, mistakes named by file and key."""

from decimal import Decimal
from pathlib import Path

import pytest

from data.errors import Refused
from data.home import Home
from metrics import pack
from metrics.pack import Pack
from metrics.reward_rule import Reward
from metrics.unit_rules import unit_pack
from tests.bank import fill, reader
from tests.by_hand import d

EAST = """
[units.HQ.rewards.hundred]
names = { zh = "达标奖", en = "Hundred" }
kind = "reach"
metric = "sales_amount"
line = 1
[units.E.rewards.hundred]
line = 1.1
given = "money"
amount = 500
[units.E1.rewards.hundred]
amount = 800
"""


def ruled(home: Home, text: str, unit: str) -> Pack:
    home.path.mkdir(parents=True, exist_ok=True)
    home.rules_file.write_text(text, "utf-8")
    with reader(fill(home)) as found:
        return unit_pack(home, found, unit, d("2026-10-15"))


@pytest.mark.parametrize(
    ("unit", "line", "amount"), [("HQ", 1, None), ("W", 1, None), ("E", "1.1", 500), ("E1", "1.1", 800)]
)
def test_what_a_unit_says_holds_for_it_and_all_below(home: Home, unit: str, line: str, amount: int | None) -> None:
    found = ruled(home, EAST, unit).rewards["hundred"]
    assert (found.line, found.amount) == (Decimal(line), amount)


def test_without_rules_the_pack_is_the_pack(home: Home) -> None:
    with reader(fill(home)) as found:
        assert unit_pack(home, found, "E", d("2026-10-15")) is pack.load("retail_bank")


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("[units.E.rewards.hundred]\nlime = 1", "metric.pack_key", ("units.E.rewards.hundred.lime", "line")),
        ("[units.E.reward.hundred]\nline = 1", "metric.pack_key", ("units.E.reward", "rewards")),
        ("[unit.E]\n", "metric.pack_key", ("unit", "units")),
        ("[units.E.rewards.hundred]\nline = 'x'", "metric.pack_value", ("units.E.rewards.hundred.line", "")),
        ("[units.E.rewards.hundred]\nplaces = 2", "metric.pack_value", ("units.E.rewards.hundred.places", "")),
        ("[units.E.rewards\n", "metric.pack_value", ("-", "")),
        ("units = 3\n", "metric.pack_value", ("units", "")),
    ],
)
def test_a_mistake_names_file_and_key(home: Home, text: str, code: str, named: tuple[str, str]) -> None:
    above = EAST.split("[units.E.")[0] if text.startswith("[units.E.rewards.") else ""
    with pytest.raises(Refused) as caught:
        ruled(home, above + text, "E1")
    values = caught.value.values
    assert (caught.value.code, values["file"], values["key"]) == (code, "rules.toml", named[0])
    assert values.get("nearest", "") == named[1]


def test_a_mistake_of_one_unit_stops_no_other(home: Home) -> None:
    assert "hundred" in ruled(home, f"{EAST}\n[units.W.metrics.x]\n", "E").rewards


BASE = {"names": {"zh": "奖", "en": "Prize"}, "metric": "sales_amount"}


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"kind": "reach"}, "line"),
        ({"kind": "top"}, "places"),
        ({"kind": "first", "line": 1}, "places"),
        ({"kind": "streak", "line": 1}, "periods"),
        ({"kind": "tiers", "given": "money", "steps": [{"start": 0, "rate": 1}]}, "method"),
        ({"kind": "tiers", "given": "honour", "method": "whole", "steps": [{"start": 0, "rate": 1}]}, "given"),
        ({"kind": "reach", "line": 1, "metric": "sales_amout"}, "metric"),
        ({"kind": "reach", "line": 1, "measure": "score"}, "metric"),
        ({"kind": "reach", "line": 1, "given": "money"}, "amount"),
        ({"kind": "reach", "line": 1, "amount": 5}, "amount"),
        ({"kind": "reach", "line": 1, "metric": "deposit_end", "hold": "touch"}, "hold"),
        ({"kind": "top", "places": 1, "hold": "touch"}, "hold"),
        ({"kind": "first", "line": 1, "places": 1, "metric": "deposit_end"}, "kind"),
        ({"kind": "first", "line": 1, "places": 1, "measure": "score", "metric": ""}, "kind"),
        ({"kind": "tiers", "given": "money", "method": "whole",
          "steps": [{"start": 5, "rate": 1}, {"start": 5, "rate": 2}]}, "steps"),
    ],
)  # fmt: skip
def test_a_rule_that_leaves_something_open_names_the_key(said: dict[str, object], key: str) -> None:
    metrics = pack.load("retail_bank").metrics
    assert [slip for slip, _ in Reward(**{**BASE, **said}).slips(metrics)] == [key]


def test_a_line_may_lie_at_zero() -> None:
    metrics = pack.load("retail_bank").metrics
    assert list(Reward(**{**BASE, "kind": "reach", "measure": "value", "line": 0}).slips(metrics)) == []


def test_a_rule_of_a_pack_is_checked_when_it_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text((pack.FOLDER / "base.toml").read_text("utf-8"), "utf-8")
    text = 'extends = "base"\n[rewards.x]\nnames = { zh = "x", en = "x" }\nkind = "top"\nmetric = "sales_amount"\n'
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    with pytest.raises(Refused) as caught:
        pack.load("mine", tmp_path)
    assert (caught.value.values["file"], caught.value.values["key"]) == ("mine.toml", "rewards.x.places")
