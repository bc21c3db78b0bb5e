"""Targets go by their metric's id whatever a file calls it, and names that no metric answers to are told."""

import pytest

from data import called, targets
from data.home import Home
from data.scope import parse
from data.targets import Days
from metrics import names
from tests.bank import PACK, fill, reader
from tests.by_hand import lines
from tests.given import TODAY, counts, give

HEADS = "指标,期间,客户经理编号,目标值,修订原因"
ROWS = "select metric, amount from target where manager = 'm1'"


@pytest.fixture
def bank(home: Home) -> Home:
    fill(home, targets="metric manager unit period amount\n销售额 m1 - 2026-10 80")
    called.keep(home, names.called(PACK))
    return home


def state(home: Home, *rows: str) -> tuple[int, int, int, int, int]:
    return counts(give(home, "目标.csv", HEADS, *rows, kind="target")[0])


@pytest.mark.parametrize("name", ["销售额", "Sales amount", "sales amount", "sales_amount"])
def test_a_target_is_stored_by_the_id_of_its_metric(home: Home, name: str) -> None:
    called.keep(home, names.called(PACK))
    state(home, f"{name},2026-10,m1,70,")
    assert lines(home, ROWS) == ["sales_amount 70"]


def test_one_target_called_in_two_ways_by_two_files_has_one_history(home: Home) -> None:
    called.keep(home, names.called(PACK))
    state(home, "销售额,2026-10,m1,70,")
    state(home, "sales_amount,2026-10,m1,80,")
    assert lines(home, "select metric, before, amount from target_history order by batch") == [
        "sales_amount - 70",
        "sales_amount 70 80",
    ]


@pytest.mark.parametrize("name", ["销售额", "sales_amount"])
def test_under_a_lock_the_same_amount_by_another_name_is_unchanged_and_another_amount_is_not(
    bank: Home, name: str
) -> None:
    targets.lock(bank, parse("owner"), "HQ", [Days("2026-10")], today=TODAY)
    assert state(bank, f"{name},2026-10,m1,80,") in [(1, 0, 1, 0, 0), (1, 1, 0, 0, 0)]
    assert state(bank, f"{name},2026-10,m1,90,") == (1, 0, 0, 1, 0)
    assert state(bank, f"{name},2026-10,m1,90,产假") == (1, 1, 0, 0, 0)


@pytest.mark.parametrize("damaged", ["", "[1]", "{"])
def test_names_that_a_crash_cut_short_stop_no_import_and_are_left_anew(home: Home, damaged: str) -> None:
    home.path.mkdir()
    home.called.write_text(damaged)
    state(home, "销售额,2026-10,m1,70,")
    assert lines(home, ROWS) == ["销售额 70"]
    called.keep(home, names.called(PACK))
    state(home, "销售额,2026-11,m1,70,")
    assert "sales_amount 70" in lines(home, ROWS)


def test_names_are_written_as_they_stand_where_no_pack_has_been_at_the_home(home: Home) -> None:
    state(home, "销售额,2026-10,m1,70,")
    assert lines(home, ROWS) == ["销售额 70"]


def test_a_name_no_metric_answers_to_is_told_with_the_closest(bank: Home) -> None:
    state(bank, "销售金额,2026-10,m1,1,", "xyz,2026-10,m1,2,", "存款日均,2026-10,m1,3,")
    with reader(bank) as found:
        told = [(name, near and near.id) for name, near in names.strange(found, PACK)]
    assert ("xyz", None) in told and ("销售金额", "sales_amount") in told
    assert "销售额" not in dict(told)
