"""The task target stays concealed until the head reveals it: from every mart, role and command."""

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from data import inbox
from data.home import Home, open_home
from data.reader import SHOWN
from data.scope import parse
from metrics.__main__ import app
from tests.bank import fill, reader
from tests.by_hand import lines
from tests.given import TODAY

# in 城东 m1; in its 一组 m2; in 城西 m3; m4 went from 城东 to 城西 on the 12th
TASKS = """
    metric       manager unit period  level amount
    sales_amount m1      -    2026-10 task  7770001
    sales_amount m2      -    2026-10 task  7770002
    sales_amount m3      -    2026-10 task  7770003
    sales_amount m4      -    2026-10 task  7770004
    sales_amount -       HQ   2026-10 task  7770005
    sales_amount -       E    2026-10 task  7770006
    sales_amount -       E    2026-11 task  7770007
    sales_amount m1      -    2026-11 task  7770008
    sales_amount m1      -    2026-10 base  80
    """
CONCEALED = ["manager:m1", "manager:m2", "manager:m3", "manager:m9", "wall:HQ", "wall:E"]
ALL = set(range(1, 10))  # 9 stands in the note of a lock
AGAIN = {"unit": "HQ", "period": "2026-10"}


@pytest.fixture(scope="module")
def concealed(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = fill(open_home(tmp_path_factory.mktemp("concealed")), targets=TASKS)
    lock = {"unit": "E", "period": "2026-10", "level": "任务", "locked": "是", "note": "7770009"}
    enter(home, "target_lock", lock)
    return home


@pytest.fixture(scope="module")
def revealed(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """October's is shown by the head of 城东 to 城东 and all below it."""
    home = fill(open_home(tmp_path_factory.mktemp("revealed")), targets=TASKS)
    enter(home, "reveal", {"unit": "E", "period": "2026-10"})
    return home


def enter(home: Home, kind: str, row: dict[str, str], writer: str = "head:E") -> None:
    inbox.put(home, kind, [row], writer)
    inbox.take(home, today=TODAY)


def told(home: Home, viewer: str) -> set[int]:
    """Which of the task targets a viewer reads anywhere in what the reader gives out."""
    with reader(home, parse(viewer)) as found:
        text = "\n".join(str(found.rows(f"from {mart}")) for mart in sorted(SHOWN))
    return {number for number in ALL if f"777000{number}" in text}


@pytest.mark.parametrize("viewer", CONCEALED)
def test_nobody_who_answers_for_no_unit_reads_it_anywhere(concealed: Home, viewer: str) -> None:
    assert told(concealed, viewer) == set()


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        ("owner", ALL),
        ("head:HQ", ALL),
        ("data_officer:HQ", ALL),
        ("head:E", {1, 2, 4, 6, 7, 8, 9}),
        ("head:E1", {2, 9}),
        ("head:W", {3, 4}),
    ],
)
def test_heads_read_those_of_their_unit(concealed: Home, viewer: str, seen: set[int]) -> None:
    assert told(concealed, viewer) == seen


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        ("manager:m1", {1, 6}),
        ("manager:m2", {2, 6}),
        ("manager:m3", set()),
        ("manager:m4", {4, 6}),
        ("manager:m9", set()),
        ("wall:E", {1, 2, 4, 6}),
        ("wall:W", {4}),
    ],
)
def test_revealed_it_is_told_below_the_unit_for_that_period_alone(revealed: Home, viewer: str, seen: set[int]) -> None:
    assert told(revealed, viewer) == seen


def show(home: Home, viewer: str, *words: str) -> list[object]:
    asked = ["show", "sales_amount", "--period", "2026-10", "--level", "task", "--format", "json", *words]
    result = CliRunner().invoke(app, [*asked, "--viewer", viewer, "--home", str(home.path)])
    assert result.exit_code == 0
    return [row["target"] for row in json.loads(result.stdout)]


@pytest.mark.parametrize("by", [(), ("--by", "manager"), ("--by", "unit"), ("--by", "day")])
def test_the_command_line_gives_a_manager_no_number_and_the_head_does(concealed: Home, by: tuple[str, ...]) -> None:
    assert set(show(concealed, "manager:m1", *by)) <= {None}
    assert 7770006 in show(concealed, "head:E", *by) or by == ("--by", "manager")


def test_the_command_line_gives_a_manager_the_number_once_it_is_revealed(revealed: Home) -> None:
    assert show(revealed, "manager:m1", "--by", "manager") == [7770001]
    assert show(revealed, "manager:m3", "--by", "manager") == [None]


def test_the_click_is_kept_with_who_and_when(revealed: Home) -> None:
    with reader(revealed, parse("manager:m1")) as found:
        (row,) = found.rows("select unit, period, metric, amount::int as amount, writer, stated_at from reveal")
    assert row.pop("stated_at") is not None
    assert list(row.values()) == ["E", "2026-10", "sales_amount", 7770006, "head:E"]


@pytest.mark.parametrize("later", [lambda home: None, lambda home: enter(home, "reveal", AGAIN, "head:E")])
def test_a_unit_above_reveals_for_all_below_and_the_first_click_counts(
    home: Home, later: Callable[[Home], None]
) -> None:
    fill(home, targets=TASKS)
    enter(home, "reveal", {"unit": "总行", "period": "2026年10月"}, "head:HQ")
    later(home)
    assert [told(home, f"manager:m{number}") for number in (1, 2, 3)] == [{1, 5, 6}, {2, 5, 6}, {3, 5}]
    assert lines(home, "select distinct writer from reveal") == ["head:HQ"]


def test_a_reveal_changes_the_mark_by_which_pages_keep_what_they_read_of_targets(home: Home) -> None:
    fill(home, targets=TASKS)
    stamps = []
    for enters in (False, True):
        if enters:
            enter(home, "reveal", AGAIN, "head:HQ")
        with reader(home, parse("manager:m1")) as found:
            stamps.append(found.stamp("target"))
    assert stamps[0] != stamps[1]
