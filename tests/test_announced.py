"""Announcements month by month: told once wherever, replaced by a higher prize, disputed, revoked, computed again."""

from datetime import date
from decimal import Decimal

import pytest

from data import entries, publish
from data.home import Home, open_home
from data.scope import OWNER, parse
from metrics.announced import announce, decide
from metrics.reward_view import Rewards, rewards
from metrics.unit_rules import Change, lock_rule
from tests.by_hand import d, put, undo

DAY = d("2026-11-02")
SOLD = {
    "2026-03": ("09 a 125",),
    "2026-04": ("09 a 110", "10 b 107"),
    "2026-05": ("11 a 130",),
    "2026-06": ("09 a 112",),
    "2026-07": ("09 a 106", "10 b 107", "13 c 108", "20 a 20"),
}


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """a and b in E, c in W, with a target of 100 each month."""
    home = open_home(tmp_path_factory.mktemp("announced"))
    put(home, "unit", "unit name parent\nHQ 总行 -\nE 城东 HQ\nW 城西 HQ")
    put(home, "manager", "manager name\na A\nb B\nc C")
    put(home, "assignment", "manager unit\na E\nb E\nc W")
    sold = [f"{month}-{line}" for month, lines in SOLD.items() for line in lines]
    lines = "\n".join(["sale day manager amount", *(f"s{n} {line}" for n, line in enumerate(sold))])
    put(home, "sale", lines, day="2026-10-31", covers=["HQ"])
    rows = [f"sales_amount {who} {month} 100" for month in SOLD for who in "abc"]
    put(home, "target", "\n".join(["metric manager period amount", *rows]))
    publish.publish(home)
    return home


def seen(home: Home, period: str, unit: str = "HQ", viewer: str = "owner", day: str | None = None) -> Rewards:
    publish.publish(home)
    return rewards(home, parse(viewer), period, unit, as_of=date.fromisoformat(day) if day else None, today=DAY)


def tell(home: Home, found: Rewards) -> list[str]:
    ids = announce(home, OWNER, found.untold, found.unit, found.period, version=1, day=DAY)
    entries.take(home, DAY)
    return ids


def fresh(found: Rewards) -> list[str]:
    return [f"{each.rule} {each.manager}" for each in found.untold]


def stands(found: Rewards) -> list[str]:
    told = found.announced
    return sorted(f"{each.rule} {each.manager} {each.said} {each.disputed or each.replaced or '-'}" for each in told)


def test_what_the_head_revoked_is_not_undone_by_telling_it_again_and_comes_back_when_it_holds_again(bank: Home) -> None:
    first = seen(bank, "2026-03")
    tell(bank, first)
    batch = put(bank, "sale", "sale day manager amount\ns0 2026-03-09 a 10", day="2026-10-31", covers=["HQ"])
    found = seen(bank, "2026-03")
    assert stands(found)[0].endswith("disputed below_line")
    for each in found.announced:
        decide(bank, OWNER, each.announcement, "revoked", "退单", DAY, value=each.now)
    entries.take(bank, DAY)
    assert announce(bank, OWNER, first.untold, "HQ", first.period, version=2, day=DAY) == []
    undo(bank, batch)
    again = seen(bank, "2026-03")
    assert {each.disputed for each in again.announced} == {"again"}
    assert fresh(again) == []
    for each in again.announced:
        decide(bank, OWNER, each.announcement, "revoked", "仍不算", DAY, value=each.now)
    entries.take(bank, DAY)
    assert {each.said for each in seen(bank, "2026-03").announced} == {"revoked"}


def test_what_was_told_in_a_unit_below_or_above_is_told(bank: Home) -> None:
    east = seen(bank, "2026-04", "E")
    assert fresh(east) == ["second_prize a", "second_prize b", "reached a", "reached b"]
    tell(bank, east)
    above = seen(bank, "2026-04")
    assert fresh(above) == []
    assert {above.said(each) for each in above.awards if each.manager == "a" and each.rule == "reached"} == {
        "announced"
    }
    assert stands(seen(bank, "2026-04", "W")) == []


@pytest.mark.parametrize("period", ["2026-05-11", "2026-05-11 2026-05-17"])
def test_a_day_and_plain_days_have_nothing_to_announce(bank: Home, period: str) -> None:
    bank.rules_file.write_text('[units.HQ.rewards.reached]\nmeasure = "value"\nline = 100\n', "utf-8")
    found = seen(bank, period)
    bank.rules_file.unlink()
    assert "awarded" in {each.state for each in found.awards}
    assert fresh(found) == []


def test_the_prizes_of_a_month_run_in_months(bank: Home) -> None:
    assert {each.rule for each in seen(bank, "2026Q2").awards} == {"reached"}


def test_a_rule_holds_for_periods_that_end_from_the_day_it_was_set(bank: Home) -> None:
    with publish.open_reader(bank, OWNER) as reader:  # type: ignore[union-attr]
        for line, day in (("1.25", "2026-06-01"), ("1.5", "2026-06-30"), ("1.6", "2026-07-01")):
            change = Change("HQ", "rewards", "first_prize", {"line": Decimal(line)})
            lock_rule(bank, reader, change, d(day), reason="旺季", signed=None, today=d(day))
    lines = [seen(bank, month).pack.rewards["first_prize"].line for month in ("2026-05", "2026-06", "2026-07")]
    bank.rules_file.unlink()
    assert lines == [Decimal("1.2"), Decimal("1.5"), Decimal("1.6")]


def test_another_amount_is_disputed_and_others_hear_no_more_of_it(bank: Home) -> None:
    points = "[units.HQ.rewards.second_prize]\namount = {}\n"
    bank.rules_file.write_text(points.format(50), "utf-8")
    tell(bank, seen(bank, "2026-06"))
    bank.rules_file.write_text(points.format(60), "utf-8")
    found, other = seen(bank, "2026-06"), seen(bank, "2026-06", viewer="manager:b")
    assert stands(found) == ["reached a announced -", "second_prize a disputed amount"]
    assert stands(other) == ["reached a announced -"]
    assert [each.rule for each in other.awards if each.manager == "a"] == ["reached"]
    decide(bank, OWNER, found.announced[0].announcement, "confirmed", "说好的", DAY)
    entries.take(bank, DAY)
    reasons = [seen(bank, "2026-06", viewer=who).announced[0].reason for who in ("manager:a", "manager:b")]
    bank.rules_file.unlink()
    assert reasons == ["说好的", None]


def test_who_takes_the_first_prize_later_leaves_the_second_to_the_next(bank: Home) -> None:
    early = seen(bank, "2026-07", day="2026-07-15")
    assert fresh(early)[:2] == ["second_prize a", "second_prize b"]
    tell(bank, early)
    late = seen(bank, "2026-07", day="2026-07-31")
    assert "second_prize a replaced first_prize" in stands(late)
    assert fresh(late) == ["first_prize a", "second_prize c"]
    other = seen(bank, "2026-07", viewer="manager:b")
    assert "second_prize a replaced first_prize" in stands(other)
    assert [each.rule for each in other.awards if each.manager == "a"] == ["reached"]
