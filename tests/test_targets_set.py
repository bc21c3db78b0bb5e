"""Targets set from a page: a draft saved, locked, revised and revealed, each by whoever may."""

from datetime import date

import pytest

from data import inbox, publish, targets
from data.errors import Refused
from data.home import Home
from data.scope import parse
from data.targets import Days
from tests.bank import fill
from tests.by_hand import lines
from tests.given import TODAY

HEAD, MANAGER = parse("head:E"), parse("manager:m1")
OCTOBER = Days("2026-10")
GOAL = {"metric": "sales_amount", "period": "2026-10", "manager": "m1", "level": "base", "amount": 90}
NOW = "select manager, unit, amount from target where level = 'base' order by all"


@pytest.fixture
def bank(home: Home) -> Home:
    fill(home, targets="metric manager unit period amount\nsales_amount m1 - 2026-10 80")
    publish.publish(home)
    return home


def test_a_draft_is_saved_locked_revised_and_kept_in_history(bank: Home) -> None:
    own = {"metric": "sales_amount", "period": "2026-10", "unit": "E", "amount": "300.5", "prorate": "no"}
    assert targets.save(bank, HEAD, [GOAL, own], TODAY) == []
    assert targets.lock(bank, HEAD, "E", [OCTOBER], ("base", "stretch"), note="定了", today=TODAY) == []
    refused = targets.save(bank, HEAD, [GOAL | {"amount": 70}, own | {"reason": None}], TODAY)
    assert [(row.code, row.value) for row in refused] == [("locked_target", "70")]
    assert targets.save(bank, HEAD, [GOAL | {"amount": 70, "reason": "产假"}], TODAY) == []
    assert lines(bank, NOW) == ["m1 - 70", "- E 300.5"]
    history = "select before, amount, writer, reason, locked from target_history where manager = 'm1' order by batch"
    assert lines(bank, history) == ["- 80 - - False", "80 90 head:E - False", "90 70 head:E 产假 True"]
    assert lines(bank, "select level, note from target_lock order by all") == ["base 定了", "stretch 定了"]


def test_unlocked_a_target_changes_without_a_reason(bank: Home) -> None:
    targets.lock(bank, HEAD, "E", [OCTOBER], today=TODAY)
    targets.lock(bank, parse("owner"), "HQ", [Days("2026Q4")], today=TODAY)
    targets.lock(bank, HEAD, "E", [OCTOBER], locked=False, note="重定", today=TODAY)
    assert [row.code for row in targets.save(bank, HEAD, [GOAL], TODAY)] == ["locked_target"]
    targets.lock(bank, parse("owner"), "HQ", [Days("2026Q4")], locked=False, note="重定", today=TODAY)
    assert targets.save(bank, HEAD, [GOAL], TODAY) == []


def test_a_campaign_is_locked_and_revealed_with_its_days(bank: Home) -> None:
    opening = Days("开门红", date(2027, 1, 1), date(2027, 2, 28))
    targets.lock(bank, HEAD, "E", [opening], today=TODAY)
    assert [row.code for row in targets.save(bank, HEAD, [GOAL | {"period": "2027-01"}], TODAY)] == ["locked_target"]
    targets.reveal(bank, HEAD, "E", [opening], TODAY)
    assert lines(bank, "select unit, period, amount, first_day, until from reveal", MANAGER) == [
        "E 开门红 - 2027-01-01 2027-03-01"
    ]


@pytest.mark.parametrize("row", [GOAL | {"manager": "m3"}, {"unit": "HQ"}, {"unit": "W"}, {"manager": "m99"}])
def test_a_head_sets_targets_below_the_own_unit_alone(bank: Home, row: dict[str, object]) -> None:
    with pytest.raises(Refused, match="not_below"):
        targets.save(bank, HEAD, [GOAL, row], TODAY)
    assert inbox.waiting(bank) == []


def test_managers_set_nothing_and_data_officers_reveal_nothing(bank: Home) -> None:
    for viewer in (MANAGER, parse("wall:E")):
        with pytest.raises(Refused, match="sets_no_targets"):
            targets.save(bank, viewer, [GOAL], TODAY)
    for viewer in (MANAGER, parse("data_officer:E")):
        with pytest.raises(Refused, match="sets_no_targets"):
            targets.reveal(bank, viewer, "E", [OCTOBER], TODAY)
    with pytest.raises(Refused, match="not_below"):
        targets.lock(bank, HEAD, "HQ", [OCTOBER], today=TODAY)
    with pytest.raises(Refused, match="not_below"):
        targets.reveal(bank, HEAD, "W", [OCTOBER], TODAY)


def test_what_others_left_in_the_inbox_goes_in_and_is_reported_to_them(bank: Home) -> None:
    inbox.put(bank, "target", [GOAL | {"amount": "many"}], "head:W")
    assert targets.save(bank, HEAD, [GOAL], TODAY) == []
    assert lines(bank, "select value, code from quarantine") == ["many bad_number"]
