"""Locked targets: what a lock holds, how a target is revised, and what is told of it."""

from datetime import date
from pathlib import Path

import pytest

from data import batches, inbox, ingest, store
from data.errors import Refused
from data.home import Home
from tests.by_hand import lines, put
from tests.given import TODAY, counts, give

HEADS = "指标,期间,客户经理编号,机构编号,目标值,修订原因"
REFUSED = "select value, code from quarantine order by all"


@pytest.fixture
def bank(home: Home) -> Home:
    """城东 with its 一组, 城西; 张 in 城东, 李 in 一组, 王 in 城西; 赵 moves from 城东 to 城西 in November."""
    put(home, "unit", "unit name parent\nU0 总行 -\nU1 城东 U0\nU2 城西 U0\nU3 一组 U1")
    put(home, "manager", "manager name\nM1 张\nM2 李\nM3 王\nM4 赵")
    put(home, "assignment", "manager unit first_day\nM1 U1 -\nM2 U3 -\nM3 U2 -\nM4 U1 -\nM4 U2 2026-11-01")
    return home


def state(home: Home, *rows: str) -> tuple[int, int, int, int, int]:
    """Imports target rows as a file; gives rows, taken, unchanged, quarantined, withdrawn."""
    return counts(give(home, "目标.csv", HEADS, *rows, kind="target")[0])


def enter(home: Home, kind: str, row: dict[str, str], writer: str = "head:U1") -> None:
    inbox.put(home, kind, [row], writer)
    inbox.take(home, publish=False, today=TODAY)


def lock(home: Home, unit: str, period: str = "2026-10", locked: str = "是", **more: str) -> None:
    enter(home, "target_lock", {"unit": unit, "period": period, "locked": locked, **more})


@pytest.mark.parametrize(
    ("row", "held"),
    [
        ("s,2026-10,M1,,5,", True),
        ("s,2026-10,张,,5,", True),
        ("s,2026-10,M2,,5,", True),
        ("s,2026-10,,U1,5,", True),
        ("s,2026-10,,U3,5,", True),
        ("s,2026年10月,,一组,5,", True),
        ("s,2026-W42,M1,,5,", True),
        ("s,2026-10-12..2026-10-16,M1,,5,", True),
        ("s,2026-10,M4,,5,", True),
        ("s,2026-11,M1,,5,", False),
        ("s,2026Q4,M1,,5,", False),
        ("s,2026-W40,M1,,5,", False),
        ("s,开门红,M1,,5,", False),
        ("s,2026-10,M3,,5,", False),
        ("s,2026-10,,U0,5,", False),
    ],
)
def test_a_lock_holds_the_unit_and_all_below_for_the_period_and_those_inside(bank: Home, row: str, held: bool) -> None:
    lock(bank, "U1")
    assert state(bank, row) == (1, int(not held), 0, int(held), 0)


@pytest.mark.parametrize("period", ["2026Q4", "2026H2", "2026-10", "2026-12-01..2026-12-31", "2026"])
def test_a_year_locks_every_period_in_it(bank: Home, period: str) -> None:
    lock(bank, "城东", "2026")
    assert state(bank, f"s,{period},M1,,5,") == (1, 0, 0, 1, 0)


def test_a_year_that_begins_in_april_is_locked_by_its_own_days(bank: Home) -> None:
    lock(bank, "U1", "2026", first_day="2026-04-01", last_day="2027-03-31")
    assert state(bank, "s,2026-02,M1,,5,", "s,2027-02,M1,,5,", "s,2026Q1,M1,,5,") == (3, 1, 0, 2, 0)


def test_a_campaign_locks_itself_and_what_its_stated_days_hold(bank: Home) -> None:
    lock(bank, "U1", "开门红", first_day="2027-01-01", last_day="2027-02-28")
    assert state(bank, "s,开门红,M1,,5,", "s,2027-02,M1,,5,", "s,2027-03,M1,,5,") == (3, 1, 0, 2, 0)
    lock(bank, "U2", "双节")
    assert state(bank, "s,双节,M3,,5,", "s,2026-10,M3,,5,") == (2, 1, 0, 1, 0)


def test_whoever_moves_is_locked_where_he_stands_on_the_periods_days(bank: Home) -> None:
    lock(bank, "U1", "2026-11")
    assert state(bank, "s,2026-11,M4,,5,") == (1, 1, 0, 0, 0)
    lock(bank, "U1", "2026Q4")
    assert state(bank, "s,2026-10,M4,,6,", "s,2026-11,M4,,6,") == (2, 0, 0, 2, 0)


def test_only_its_own_level_is_locked_and_let_go_again(bank: Home) -> None:
    lock(bank, "U1", level="挑战")
    assert state(bank, "s,2026-10,M1,,5,") == (1, 1, 0, 0, 0)
    lock(bank, "U1")
    assert state(bank, "s,2026-10,M1,,6,") == (1, 0, 0, 1, 0)
    lock(bank, "城东", locked="否", note="重定")
    assert state(bank, "s,2026-10,M1,,6,") == (1, 1, 0, 0, 0)


def test_a_locked_target_changes_with_a_reason_and_said_again_is_unchanged(bank: Home) -> None:
    state(bank, "s,2026-10,M1,,100,")
    lock(bank, "U1")
    assert state(bank, "s,2026-10,M1,,100,", "s,2026-10,M2,,50,") == (2, 0, 1, 1, 0)
    assert state(bank, "s,2026-10,M1,,120,人员调动") == (1, 1, 0, 0, 0)
    assert state(bank, "s,2026-10,M1,,120,", "s,2026-10,张,,100,") == (2, 0, 1, 1, 0)
    assert lines(bank, REFUSED) == ["100 locked_target", "50 locked_target"]
    assert lines(bank, "select manager, amount from target") == ["M1 120"]


def test_how_a_locked_target_is_spread_is_locked_too(bank: Home) -> None:
    state(bank, "s,2026-10,M1,,100,")
    lock(bank, "U1")
    enter(bank, "target", {"metric": "s", "period": "2026-10", "manager": "M1", "amount": "100", "prorate": "否"})
    assert lines(bank, REFUSED) == ["100 locked_target"]
    why = {"prorate": "否", "shape": "平均", "reason": "产假"}
    enter(bank, "target", {"metric": "s", "period": "2026-10", "manager": "M1", "amount": "100", **why})
    assert lines(bank, "select amount, prorate, shape from target") == ["100 False even"]


def test_an_entry_revises_and_history_says_who_what_and_why(bank: Home) -> None:
    state(bank, "s,2026-10,M1,,100,")
    enter(bank, "target", {"metric": "s", "period": "2026-10", "manager": "M1", "amount": "110"}, "head:U1")
    lock(bank, "U1")
    revised = {"metric": "s", "period": "2026-10", "manager": "张", "amount": "90", "reason": "产假"}
    enter(bank, "target", revised, "head:U0")
    enter(bank, "target", revised | {"reason": "再说一遍"}, "head:U0")
    columns = "manager, before, amount, writer, reason, locked, stated_at is not null"
    assert lines(bank, f"select {columns} from target_history order by batch") == [
        "M1 - 100 owner - False True",
        "M1 100 110 head:U1 - False True",
        "M1 110 90 head:U0 产假 True True",
    ]
    locks = "select unit, period, level, locked, writer, ended from target_lock"
    assert lines(bank, locks) == ["U1 2026-10 base True head:U1 -"]


def test_what_is_put_before_a_lock_in_one_round_goes_in_and_what_is_put_after_does_not(bank: Home) -> None:
    goal = {"metric": "s", "period": "2026-10", "manager": "M1", "amount": "1"}
    inbox.put(bank, "target", [goal], "head:U1")
    inbox.put(bank, "target_lock", [{"unit": "U1", "period": "2026-10", "locked": "是"}], "head:U1")
    inbox.put(bank, "target", [goal | {"amount": "2"}], "head:U1")
    inbox.put(bank, "target_lock", [{"unit": "U1", "period": "2026-10", "locked": "否", "note": "重定"}], "head:U1")
    inbox.put(bank, "target", [goal | {"manager": "M2"}], "head:U1")
    inbox.take(bank, today=TODAY)
    assert lines(bank, REFUSED) == ["2 locked_target"]
    assert lines(bank, "select manager, amount from target order by all") == ["M1 1", "M2 1"]


def test_undoing_a_revision_brings_back_what_was_locked(bank: Home) -> None:
    state(bank, "s,2026-10,M1,,100,")
    lock(bank, "U1")
    (revision,) = give(bank, "b.csv", HEADS, "s,2026-10,M1,,120,人员调动", kind="target")
    batches.undo(bank, revision.batch)
    assert lines(bank, "select amount from target") == ["100"]
    assert lines(bank, "select before, amount from target_history") == ["- 100"]


def test_what_was_locked_later_is_not_undone_until_it_is_let_go(bank: Home) -> None:
    (first,) = give(bank, "a.csv", HEADS, "s,2026-10,M1,,100,", "s,2026-10,M3,,7,", kind="target")
    lock(bank, "U1")
    with pytest.raises(Refused, match="undoes_locked"):
        batches.undo(bank, first.batch)
    lock(bank, "U1", locked="否", note="重定")
    batches.undo(bank, first.batch)
    assert lines(bank, "from target") == []


@pytest.mark.parametrize("locked", ["是", "否"])
def test_a_lock_and_its_end_are_not_undone(bank: Home, locked: str) -> None:
    lock(bank, "U1", locked=locked, note="重定")
    with store.records(bank) as con:
        (batch,) = con.execute("select max(batch) from batch").fetchall()[0]
    with pytest.raises(Refused, match="undoes_lock"):
        batches.undo(bank, batch)


@pytest.mark.parametrize("note", [{}, {"note": "  "}])
def test_without_a_reason_a_lock_stays(bank: Home, note: dict[str, str]) -> None:
    lock(bank, "U1")
    lock(bank, "U1", locked="否", **note)
    assert state(bank, "s,2026-10,M1,,5,") == (1, 0, 0, 1, 0)
    assert lines(bank, "select code from quarantine order by all") == ["locked_target", "unlock_reason"]


def test_what_changed_between_two_locks_is_told_with_both_and_who_signed(bank: Home) -> None:
    state(bank, "s,2026-10,M1,,100,", "s,2026-11,M1,,7,")
    lock(bank, "U1", signed="王敏")
    lock(bank, "U1", locked="否", note="总行调整", signed="王敏")
    enter(bank, "target", {"metric": "s", "period": "2026-10", "manager": "M1", "amount": "50", "signed": "李强"})
    state(bank, "s,2026-11,M1,,8,")
    lock(bank, "U1")
    columns = "period, amount, locked, unlocked, signed"
    assert lines(bank, f"select {columns} from target_history order by batch, period") == [
        "2026-10 100 False False -",
        "2026-11 7 False False -",
        "2026-10 50 False True 李强",
        "2026-11 8 False False -",
    ]
    assert lines(bank, "select locked, note, signed from target_lock order by batch") == [
        "True - 王敏",
        "False 总行调整 王敏",
        "True - -",
    ]


def test_a_complete_file_can_not_leave_out_what_is_locked(bank: Home, tmp_path: Path) -> None:
    state(bank, "s,2026-10,M1,,100,", "s,2026-10,M4,,100,")
    lock(bank, "U1")
    mapping = tmp_path / "whole.toml"
    columns = ", ".join(f'{field} = "{head}"' for field, head in zip(FIELDS, HEADS.split(","), strict=True))
    mapping.write_text(f'name = "whole"\n[[feeds]]\nkind = "target"\nload = "replace"\ncolumns = {{ {columns} }}\n')
    path = tmp_path / "b.csv"
    path.write_text(f"{HEADS}\ns,2026-10,M1,,100,\n", "utf-8")
    with pytest.raises(Refused, match="leaves_out_locked"):
        ingest.import_files(bank, [path], mapping=mapping, covers=("U0",), yes=True, today=date(2026, 10, 20))
    assert lines(bank, "select manager from target order by all") == ["M1", "M4"]


FIELDS = ("metric", "period", "manager", "unit", "amount", "reason")
