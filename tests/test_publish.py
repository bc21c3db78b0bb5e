"""Publishing: one way from records to marts, the same whether in one step or in many, and safe to interrupt."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data import batches, build, ingest, publish, store
from data.errors import Refused
from data.home import Home, Settings, open_home
from data.kinds import kinds
from data.marts import marts
from data.publish import current_version
from data.reader import Reader
from data.scope import OWNER
from tests.by_hand import lines, opened, put, put_with, undo_with

ROOT = Path(__file__).parents[1]
DAYS = [date(2026, 8, 20) + timedelta(days=step) for step in range(0, 90, 9)]
MAYBE_DAY = [None, None, *DAYS]
UNITS, PEOPLE, CUSTOMERS = ["U1", "U2", "U3", "组"], ["M1", "M2", "张"], ["C1", "C2", "李雷"]
MAYBE_UNIT, MAYBE_CUSTOMER = [None, *UNITS], [None, *CUSTOMERS]
# for each kind, what its columns may say in a made-up history
SAID: dict[str, dict[str, list[Any]]] = {
    "unit": {
        "unit": UNITS, "name": ["甲", "组"], "parent": MAYBE_UNIT, "first_day": MAYBE_DAY, "last_day": MAYBE_DAY,
    },
    "manager": {"manager": PEOPLE, "name": ["张", "李"], "first_day": MAYBE_DAY},
    "assignment": {"manager": PEOPLE, "unit": UNITS, "first_day": MAYBE_DAY},
    "customer": {"customer": CUSTOMERS, "name": ["李雷", "韩"], "unit": MAYBE_UNIT},
    "portfolio": {
        "customer": CUSTOMERS, "manager": PEOPLE, "role": ["main", "assist"], "first_day": MAYBE_DAY,
    },
    "sale": {
        "sale": ["S1", "S2", "S3", "S4"], "day": DAYS, "manager": [None, *PEOPLE], "customer": MAYBE_CUSTOMER,
        "product": ["P1", "理财"], "unit": MAYBE_UNIT, "amount": [1, 2, 3],
    },
    "credit": {"sale": ["S1", "S2"], "manager": PEOPLE, "share": ["0.3", "0.5", "1"]},
    "activity": {
        "activity": ["A1", "A2", "A3", "A4"], "day": DAYS, "manager": PEOPLE, "customer": MAYBE_CUSTOMER,
        "outcome": ["met", None], "time": ["09:30", None], "product": [None, "P1", "理财"],
        "notes": [None, "好"],
    },
    "product": {"product": ["P1"], "name": ["理财", "存单"]},
    "balance": {
        "day": [*DAYS, date(2026, 9, 1), date(2026, 9, 30)], "customer": CUSTOMERS, "product": [None, "P1", "理财"],
        "amount": [0, 1, 2, 3], "month_average": [None, 1], "opened": MAYBE_DAY, "closed": MAYBE_DAY,
    },
    "holding": {
        "customer": CUSTOMERS, "product": ["P1", "理财"], "amount": [None, 1], "first_day": MAYBE_DAY,
        "last_day": MAYBE_DAY,
    },
    "target": {
        "manager": [None, *PEOPLE], "unit": MAYBE_UNIT, "period": ["2026-10", "2026Q4"], "level": ["base", "task"],
        "amount": [1, 2],
    },
    "target_lock": {"unit": UNITS, "period": ["2026-10", "2026Q4"], "locked": [True, False]},
    "reveal": {"unit": UNITS, "period": ["2026-10", "开门红"]},
    "follow_up": {
        "follow_up": ["F1", "F2", "F3"], "day": DAYS, "manager": PEOPLE, "customer": CUSTOMERS, "due": MAYBE_DAY,
        "state": ["ongoing", None],
    },
    "need": {
        "need": ["N1", "N2"], "day": DAYS, "manager": PEOPLE, "customer": CUSTOMERS, "product": [None, "P1", "理财"],
    },
    "plan": {"plan": ["L1", "L2"], "day": DAYS, "manager": PEOPLE, "customer": MAYBE_CUSTOMER, "what": ["走访"]},
    "goal": {"goal": ["G1", "G2"], "manager": PEOPLE, "period": ["2026-10", "2026Q4", "开门红"], "what": ["好", None]},
    "help_request": {
        "help_request": ["H1", "H2"], "day": DAYS, "manager": PEOPLE, "customer": MAYBE_CUSTOMER,
        "answer": [None, "好"],
    },
    "compliance": {
        "compliance": ["P1", "P2"], "day": DAYS, "manager": PEOPLE, "starts": DAYS, "ends": MAYBE_DAY,
        "cleared": [True, False],
    },
    "announcement": {
        "announcement": ["A1", "A2"], "day": DAYS, "rule": ["first"], "unit": UNITS, "manager": PEOPLE,
        "period": ["2026-10"], "first_day": ["2026-10-01"], "last_day": ["2026-10-31"],
        "state": ["announced", "revoked"],
    },
    "success_note": {
        "success_note": ["S1"], "day": DAYS, "rule": ["first"], "unit": UNITS, "manager": PEOPLE, "period": ["2026-10"],
        "first_day": ["2026-10-01"], "last_day": ["2026-10-31"], "what": ["好"],
    },
    "comment": {
        "comment": ["K1", "K2"], "day": DAYS, "unit": UNITS, "manager": [None, *PEOPLE], "period": ["2026-10"],
        "section": ["summary"], "what": ["好"],
    },
    "export": {
        "export": ["X1"], "day": DAYS, "unit": UNITS, "manager": [None, *PEOPLE], "report": ["review"],
        "format": ["xlsx"], "file": ["a.xlsx"],
    },
    "rule_change": {"rule_change": ["R1", "R2"], "day": DAYS, "unit": UNITS, "rule": ["first"], "what": ["x"]},
    "referral": {
        "referral": ["R1", "R2"], "day": DAYS, "manager": PEOPLE, "customer": CUSTOMERS, "department": ["公司部"],
    },
    "pledge": {
        "pledge": ["L1", "L2"], "day": DAYS, "manager": PEOPLE, "metric": ["effective_contacts"], "amount": [1, 2],
        "state": ["taken_back", None],
    },
}  # fmt: skip


def rows_of(kind: str) -> st.SearchStrategy[tuple[str, list[dict[str, Any]]]]:
    row = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in SAID[kind].items()})
    key = [name for name in kinds()[kind].key if name in SAID[kind]]
    rows = st.lists(row, min_size=1, max_size=4, unique_by=lambda said: tuple(said[name] for name in key))
    return st.tuples(st.just(kind), rows)


def steps(kinds_said: list[str]) -> st.SearchStrategy[list[Any]]:
    step = st.tuples(
        st.sampled_from(kinds_said).flatmap(rows_of),
        st.sampled_from(DAYS),
        st.sampled_from([None, ["U1"]]),
        st.booleans(),
        st.integers(0, 3),
    )
    return st.lists(step, min_size=3, max_size=7)


def content(home: Home) -> dict[str, list[Any]]:
    """Every mart of the current version, steps between included, as sorted rows."""
    path = publish.file_of(home, current_version(home) or 0)
    with opened(path) as con:
        return {name: con.execute(f"from p.{name} order by all").fetchall() for name in marts()}


@settings(max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(history=steps(sorted(SAID)))
def test_any_sequence_of_publishes_equals_one_full_build(
    tmp_path_factory: pytest.TempPathFactory, history: Any
) -> None:
    assert_steps_equal_one_build(open_home(tmp_path_factory.mktemp("law")), history)


# balances late, corrected and undone, under people and customers that change hands and units later
HELD = ["balance", "balance", "balance", "holding", "portfolio", "portfolio", "assignment", "customer", "unit", "sale"]


@settings(max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(history=steps(HELD))
def test_balances_in_any_sequence_of_publishes_equal_one_full_build(
    tmp_path_factory: pytest.TempPathFactory, history: Any
) -> None:
    assert_steps_equal_one_build(open_home(tmp_path_factory.mktemp("law")), history)


# targets set, locked, revised, revealed and undone, while people and units move
AGREED = ["target", "target", "target", "target_lock", "target_lock", "reveal", "assignment", "unit", "manager"]


@settings(max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(history=steps(AGREED))
def test_targets_in_any_sequence_of_publishes_equal_one_full_build(
    tmp_path_factory: pytest.TempPathFactory, history: Any
) -> None:
    assert_steps_equal_one_build(open_home(tmp_path_factory.mktemp("law")), history)


# what is promised, needed, planned and said, late, corrected and undone, while people, customers and products move
SAID_AND_DONE = [
    "follow_up", "need", "plan", "goal", "help_request", "referral", "pledge", "activity", "assignment", "customer",
    "manager", "product", "unit",
    "compliance", "announcement", "success_note", "rule_change", "comment", "export",
]  # fmt: skip


@settings(max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(history=steps(SAID_AND_DONE))
def test_what_people_write_down_in_any_sequence_of_publishes_equals_one_full_build(
    tmp_path_factory: pytest.TempPathFactory, history: Any
) -> None:
    assert_steps_equal_one_build(open_home(tmp_path_factory.mktemp("law")), history)


def assert_steps_equal_one_build(home: Home, history: list[Any]) -> None:
    with store.records(home) as con:
        for (kind, rows), day, covers, between, back in history:
            about = {"covers": covers} if kind in ("portfolio", "balance", "holding") else {}
            batch = put_with(con, kind, rows, day.isoformat(), **about)
            if between:
                publish.publish_with(con, home)
            if back == 0:
                undo_with(con, max(batch - 1, 1))
        publish.publish_with(con, home)
        step_by_step = content(home)
        publish.publish_with(con, home, full=True)
    assert content(home) == step_by_step


def test_what_is_made_a_few_months_at_a_time_equals_what_is_made_at_once(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(home, "assignment", "manager unit first_day\nM1 U1 -\nM1 U2 2026-09-10")
    for month in (7, 8, 9, 10):
        put(home, "activity", f"""
            activity day manager customer outcome notes
            A{month} 2026-{month:02}-05 M1 C1 met 面谈很顺利
            B{month} 2026-{month:02}-15 M1 C{month} reached 面谈很顺利
        """)  # fmt: skip
        put(home, "sale", f"sale day manager customer amount\nS{month} 2026-{month:02}-06 M1 C1 {month}")
    publish.publish(home)
    monkeypatch.setattr(build, "AT_ONCE", 3)
    late = put(home, "activity", "activity day manager customer\nD1 2026-07-03 M2 C1")
    put(home, "activity", "activity day manager customer\nD2 2026-09-03 M2 C9")
    batches.undo(home, late, publish=False)
    publish.publish(home)
    step_by_step = content(home)
    publish.publish(home, full=True)
    assert content(home) == step_by_step
    monkeypatch.undo()
    publish.publish(home, full=True)
    assert content(home) == step_by_step
    assert lines(home, "select count(*), sum(contacts) from activity_daily") == ["9 9"]


def reader_of(home: Home) -> Reader:
    reader = publish.open_reader(home, OWNER)
    assert reader is not None
    return reader


def test_nothing_new_makes_no_new_file_and_a_changed_setting_does(home: Home) -> None:
    put(home, "sale", "sale day\nS1 2026-10-01")
    assert [publish.publish(home), publish.publish(home)] == [1, 1]
    home.save(Settings(pack="tobacco"))
    assert publish.publish(home) == 2


def test_a_file_that_only_leaves_something_out_is_published(home: Home) -> None:
    put(home, "portfolio", "customer manager\nC1 M1\nC2 M1", day="2026-09-01")
    publish.publish(home)
    put(home, "portfolio", "customer manager\nC1 M1", day="2026-10-01")
    assert lines(home, "select customer, until from portfolio order by all") == ["C1 ..", "C2 2026-10-01"]


def test_a_day_rebuilds_its_month_alone_and_leaves_the_other_marts_as_they_were(home: Home) -> None:
    put(home, "sale", "sale day manager\nS1 2026-09-01 M1\nS2 2026-10-01 M1")
    put(home, "activity", "activity day manager\nA1 2026-09-01 M1")
    publish.publish(home)
    with reader_of(home) as before:
        stamps = {name: before.stamp(name) for name in ("sale_daily", "activity_daily", "manager", "batch")}
    put(home, "sale", "sale day manager\nS3 2026-10-02 M1")
    publish.publish(home)
    with reader_of(home) as after:
        changed = [name for name, stamp in stamps.items() if after.stamp(name) != stamp]
    assert changed == ["sale_daily", "batch"]


def test_only_three_files_are_kept_and_what_a_crash_left_is_swept(home: Home) -> None:
    for number in range(5):
        put(home, "sale", f"sale day\nS{number} 2026-10-01")
        publish.publish(home)
    (home.marts / "000006.building").write_bytes(b"half")
    (home.marts / "000006.duckdb").write_bytes(b"never pointed at")
    put(home, "sale", "sale day\nS9 2026-10-01")
    assert publish.publish(home) == 6
    assert sorted(path.name for path in home.marts.iterdir()) == [
        "000004.duckdb", "000005.duckdb", "000006.duckdb", "CURRENT",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "spoil",
    [
        lambda home: home.current.write_text("\n"),
        lambda home: home.current.write_text("000099\n"),
        lambda home: publish.file_of(home, 1).write_bytes(b"damaged"),
        lambda home: os.truncate(publish.file_of(home, 1), 20_000),
    ],
)
def test_what_was_published_and_is_lost_is_built_anew(home: Home, spoil: Callable[[Home], object]) -> None:
    put(home, "sale", "sale day amount\nS1 2026-10-01 5")
    publish.publish(home)
    spoil(home)
    publish.publish(home)
    assert lines(home, "select day, amount from sale_daily") == ["2026-10-01 5"]


@pytest.mark.parametrize(
    "spoil", [lambda file: file.write_bytes(b"damaged"), lambda file: os.truncate(file, 20_000), Path.unlink]
)
def test_a_reader_of_a_damaged_version_gets_the_newest_sound_one(home: Home, spoil: Callable[[Path], object]) -> None:
    for number in range(3):
        put(home, "sale", f"sale day\nS{number} 2026-10-01")
        publish.publish(home)
    spoil(publish.file_of(home, 3))
    with reader_of(home) as reader:
        assert (reader.version, reader.rows("select sum(count)::int as n from sale_daily")) == (2, [{"n": 2}])
    for number in (1, 2):
        publish.file_of(home, number).write_bytes(b"damaged")
    with pytest.raises(Refused, match="marts_damaged"):
        reader_of(home)
    publish.publish(home)
    with reader_of(home) as reader:
        assert reader.rows("select sum(count)::int as n from sale_daily") == [{"n": 3}]


def test_records_that_were_put_back_are_published_whole(home: Home) -> None:
    put(home, "sale", "sale day amount\nS1 2026-10-01 5")
    put(home, "sale", "sale day amount\nS2 2026-09-01 7")
    publish.publish(home)
    home.records.unlink()
    put(home, "sale", "sale day amount\nS1 2026-10-01 6")
    publish.publish(home)
    assert lines(home, "select day, amount from sale_daily") == ["2026-10-01 6"]


def test_a_publish_that_fails_leaves_the_last_version_and_the_next_one_whole(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(home, "sale", "sale day\nS1 2026-10-01")
    publish.publish(home)
    put(home, "sale", "sale day\nS2 2026-10-01")
    with monkeypatch.context() as patch, pytest.raises(OSError, match="full"):
        patch.setattr(publish, "_settle", fail)
        publish.publish(home)
    with reader_of(home) as reader:
        assert reader.rows("select sum(count)::int as n from sale_daily") == [{"n": 1}]
    assert lines(home, "select sum(count) from sale_daily") == ["2"]


def fail(path: Path) -> None:
    raise OSError("disk full")


CHILD = """
import sys
from data.home import open_home
from data.publish import publish
from tests.by_hand import put
home = open_home(sys.argv[1])
for number in range(40):
    put(home, "sale", [{"sale": f"S{number}", "day": "2026-10-01"}])
    publish(home)
    print(number, flush=True)
"""


def test_a_publish_killed_at_any_point_leaves_a_whole_version(home: Home) -> None:
    publish.publish(home)
    for wait in (0.0, 0.1, 0.25):
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(home.path)], cwd=ROOT, stdout=subprocess.PIPE)
        assert child.stdout is not None and child.stdout.readline()
        time.sleep(wait)
        child.kill()
        child.wait()
        with reader_of(home) as reader:
            assert reader.rows("from sale_daily") or reader.version == 1
        publish.publish(home)
        step_by_step = content(home)
        publish.publish(home, full=True)
        assert content(home) == step_by_step


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_two_files_of_names_are_imported_published_and_read(home: Home, tmp_path: Path) -> None:
    sales = write(
        tmp_path, "业绩.csv", "日期,机构,客户经理,金额\n2026-10-12,城东支行,张伟,100\n2026-10-13,城西支行,李娜,200\n"
    )
    goals = write(tmp_path, "目标.csv", "客户经理,月份,目标值\n张伟,2026-10,1000\n李娜,2026-10,1500\n")
    ingest.import_files(home, [sales], kind="sale", today=date(2026, 10, 16))
    ingest.import_files(home, [goals], kind="target", today=date(2026, 10, 16))
    assert lines(home, "select unit, manager, amount from sale_daily order by all") == [
        "城东支行 张伟 100",
        "城西支行 李娜 200",
    ]
    assert lines(home, "select manager, amount from target order by all") == ["张伟 1000", "李娜 1500"]
    assert lines(home, "select kind, unit, complete_to from completeness order by all") == [
        "sale 城东支行 2026-10-13",
        "sale 城西支行 2026-10-13",
    ]


def test_imports_and_undo_in_steps_equal_one_full_build(home: Home, tmp_path: Path) -> None:
    heads = "业绩编号,日期,客户经理编号,金额\n"
    files = [
        ("unit", "机构编号,机构名称,上级机构编号\nU0,总行,\nU1,城东,U0\nU2,城西,U0\n"),
        ("assignment", "客户经理编号,机构编号,生效日\nM1,U1,\nM1,U2,2026-10-10\n"),
        ("sale", heads + "S1,2026-09-12,M1,1\nS2,2026-10-12,M1,2\n"),
        ("portfolio", "客户编号,客户经理编号\nC1,M1\nC2,M1\n"),
        ("sale", heads + "S2,2026-10-09,M1,4\nS3,2026-08-12,M2,8\n"),
        ("portfolio", "客户编号,客户经理编号\nC1,M1\n"),
    ]
    numbers = []
    for step, (kind, text) in enumerate(files):
        file = write(tmp_path, f"{step}.csv", text)
        day = date(2026, 10, 12) + timedelta(days=step)
        (result,) = ingest.import_files(home, [file], kind=kind, today=day, yes=True)
        numbers.append(result.batch)
    assert lines(home, "select customer, until from portfolio order by all") == ["C1 ..", "C2 2026-10-17"]
    batches.undo(home, numbers[4])
    step_by_step = content(home)
    publish.publish(home, full=True)
    assert content(home) == step_by_step
    assert lines(home, "select day, unit, amount from sale_daily order by all") == [
        "2026-09-12 U1 1",
        "2026-10-12 U2 2",
    ]


def test_a_version_made_by_other_definitions_is_made_anew_for_the_next_reader(home: Home) -> None:
    put(home, "sale", "sale day\nS1 2026-10-01")
    publish.publish(home)
    spoilt(home, "drop table sale_daily", "update published set definition = 'of last year'")
    assert publish.outdated(home)
    with reader_of(home) as reader:
        assert reader.rows("select sum(count)::int as n from sale_daily") == [{"n": 1}]
    assert not publish.outdated(home)


def spoilt(home: Home, *statements: str) -> None:
    """Has the current version as an older program left it."""
    path = publish.file_of(home, publish.current_version(home) or 0)
    with duckdb.connect(str(path)) as con:
        for statement in statements:
            con.execute(statement)
