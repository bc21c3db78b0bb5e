"""Who sees what: one viewer, one version, one scope."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data import publish, store
from data.errors import Refused
from data.home import Home
from data.marts import marts
from data.publish import open_reader
from data.reader import SHOWN, Reader, check_sql
from data.scope import OWNER, WRITTEN, Viewer, parse
from tests.by_hand import Row, put

ROOT = Path(__file__).parents[1]
VIEWERS = ["owner", "head:U0", "data_officer:U1", "head:U1", "manager:M1", "manager:M2", "wall:U1"]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("bank"))
    put(home, "unit", "unit name parent\nU0 总行 -\nU1 城东 U0\nU2 城西 U0")
    put(home, "manager", "manager name\nM1 张\nM2 李\nM3 王")
    put(home, "assignment", "manager unit\nM1 U1\nM2 U1\nM3 U2")
    put(home, "customer", "customer name unit\nC1 甲 U1\nC2 乙 U1\nC3 丙 U2")
    put(home, "portfolio", "customer manager\nC1 M1\nC2 M2\nC3 M3")
    put(home, "sale", "sale day manager customer\nS1 2026-10-01 M1 C1\nS2 2026-10-01 M2 C2\nS3 2026-10-01 M3 C3")
    put(home, "activity", "activity day manager customer outcome\nA1 2026-10-01 M1 C1 met\nA3 2026-10-01 M3 C3 met")
    put(home, "leave", "manager first_day last_day\nM1 2026-10-05 2026-10-06\nM3 2026-10-05 2026-10-06")
    for kind in ("follow_up", "need", "plan", "help_request", "referral"):
        columns = f"{kind} day manager customer what department\n".replace(" department" * (kind != "referral"), "")
        rows = [f"X{n} 2026-10-01 M{n} C{n} C{n}" + " 部" * (kind == "referral") for n in (1, 3)]
        put(home, kind, columns + "\n".join(rows))
    put(
        home,
        "pledge",
        "pledge day manager metric amount note\nL1 2026-10-01 M1 calls 8 C1\nL3 2026-10-01 M3 calls 8 C3",
    )
    put(home, "goal", "goal manager period how\nG1 M1 2026-10 C1\nG3 M3 2026-10 C3")
    put(
        home,
        "compliance",
        "compliance day manager what starts\nP1 2026-10-01 M1 C1 2026-10-01\nP3 2026-10-01 M3 C3 2026-10-01",
    )
    period = "period first_day last_day"
    told = [f"A{n} 2026-10-16 first U{u} M{n} 2026-10 2026-10-01 2026-10-31" for n, u in ((1, 1), (3, 2))]
    put(home, "announcement", "\n".join([f"announcement day rule unit manager {period}", *told]))
    notes = [f"{row} C1" for row in told]
    put(home, "success_note", "\n".join([f"success_note day rule unit manager {period} what", *notes]))
    put(home, "activity", "activity day manager customer notes\nA4 2026-10-01 M1 C1 C1\nA5 2026-10-02 M3 C1 C1")
    put(
        home,
        "target",
        """
        metric manager unit period  level
        s      M1      -    2026-10 base
        s      M1      -    2026-10 task
        s      M2      -    2026-10 base
        s      -       U1   2026-10 task""",
    )
    publish.publish(home)
    return home


def see(home: Home, viewer: str, sql: str) -> list[Row]:
    with opened(home, parse(viewer)) as reader:
        return reader.rows(sql)


def opened(home: Home, viewer: Viewer) -> Reader:
    reader = open_reader(home, viewer)
    assert reader is not None
    return reader


def ids(home: Home, viewer: str, column: str, mart: str) -> list[Any]:
    return [row["id"] for row in see(home, viewer, f"select distinct {column} as id from {mart} order by 1")]


@pytest.mark.parametrize("viewer", ["owner", "head:U01", "data_officer:U1", "manager:M07", "wall:总行"])
def test_a_viewer_is_written_and_read_one_way(viewer: str) -> None:
    assert parse(viewer).name == viewer


@pytest.mark.parametrize("viewer", ["", "head", "owner:U1", "chief:U1", "manager:"])
def test_a_viewer_nobody_knows_is_refused(viewer: str) -> None:
    with pytest.raises(Refused):
        parse(viewer)


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("mart", sorted(SHOWN))
def test_a_narrower_scope_is_a_subset(bank: Home, viewer: str, mart: str) -> None:
    whole, seen = see(bank, "owner", f"from {mart}"), see(bank, viewer, f"from {mart}")
    if viewer.startswith("wall"):
        whole, seen = ([unnamed(row) for row in rows] for rows in (whole, seen))
    assert all(row in whole for row in seen)


def unnamed(row: Row) -> Row:
    hidden = {*WRITTEN, *(("customer", "name") if "customer" in row else ())}
    return row | dict.fromkeys(hidden & row.keys())


def test_a_head_sees_the_unit_and_all_below(bank: Home) -> None:
    assert ids(bank, "head:U1", "manager", "sale_daily") == ["M1", "M2"]
    assert ids(bank, "head:U1", "unit", "unit") == ["U0", "U1"]
    assert ids(bank, "head:U1", "customer", "customer") == ["C1", "C2"]
    assert ids(bank, "head:U1", "level", "target") == ["base", "task"]
    assert ids(bank, "head:U0", "manager", "sale_daily") == ["M1", "M2", "M3"]


def test_a_manager_sees_the_own_rows_and_no_task_target(bank: Home) -> None:
    for mart in ("manager", "sale_daily", "activity_daily", "leave", "portfolio"):
        assert ids(bank, "manager:M1", "manager", mart) == ["M1"]
    for mart in ("customer", "portfolio", "last_contact"):
        assert ids(bank, "manager:M1", "customer", mart) == ["C1"]
    assert ids(bank, "manager:M1", "unit", "unit") == ["U0", "U1"]
    assert see(bank, "manager:M1", "select manager, unit, level from target") == [
        {"manager": "M1", "unit": None, "level": "base"}
    ]


def test_a_wall_sees_no_customer_and_no_task_target(bank: Home) -> None:
    for mart in sorted(SHOWN):
        said = [text for row in see(bank, "wall:U1", f"from {mart}") for text in row.values()]
        assert not {"C1", "C2", "C3", "甲", "乙", "丙"} & {text for text in said if isinstance(text, str)}
    assert ids(bank, "wall:U1", "level", "target") == ["base"]


def test_a_wall_shows_nothing_that_people_write_freely(home: Home) -> None:
    free = "周鹏要去住院"
    put(home, "unit", "unit name\nU1 城东")
    put(home, "assignment", "manager unit\nM1 U1")
    put(home, "activity", f"activity day manager topic special\nA1 2026-10-02 M1 {free} true")
    put(home, "target", f"metric manager period level amount reason\ns M1 2026-10 base 5 {free}")
    publish.publish(home)
    for mart, column in (("remark", "topic"), ("target_history", "reason")):
        assert (ids(home, "head:U1", column, mart), ids(home, "wall:U1", column, mart)) == ([free], [None])


def test_a_wall_counts_customers_and_finds_their_tier(bank: Home) -> None:
    counted = "select count(distinct customer)::int as n from sale_daily join customer using (customer)"
    assert see(bank, "wall:U1", counted) == see(bank, "head:U1", counted) == [{"n": 2}]


@pytest.mark.parametrize("mart", [name for name, mart in marts().items() if mart.scope == "data"])
def test_batches_quarantine_and_warnings_are_for_those_who_answer_for_data(bank: Home, mart: str) -> None:
    for viewer in ("manager:M1", "wall:U1"):
        assert see(bank, viewer, f"from {mart}") == []
    for viewer in ("head:U0", "data_officer:U0"):
        assert see(bank, viewer, f"from {mart}") == see(bank, "owner", f"from {mart}")


def test_below_the_root_only_batches_that_speak_for_the_own_units_alone_are_seen(home: Home) -> None:
    put(home, "unit", "unit name parent first_day\nU0 总行 - -\nU1 城东 U0 -\nU2 一组 U1 -\nU2 一组 U0 2026-10-20")
    put(home, "assignment", "manager unit\nM1 U1\nM2 U2\nM3 U0")
    both = put(home, "sale", "sale day manager\nS1 2026-10-01 M1\nS2 2026-10-01 M2")
    put(home, "sale", "sale day manager\nS3 2026-10-01 M1\nS4 2026-10-01 M3")
    stated = put(home, "sale", "sale day\nS5 2026-10-01", covers=["U1"])
    put(home, "sale", "sale day manager\nS6 2026-10-21 M2", day="2026-10-21")
    with store.records(home) as con:
        con.execute("insert into quarantine select batch, 2, null, null, 'too_many_cells', null from batch")
        con.execute("insert into warning select batch, 2, null, null, 'after_as_of' from batch")
    publish.publish(home)
    for mart in ("batch", "quarantine", "warning"):
        assert ids(home, "head:U1", "batch", mart) == [both, stated]
        assert ids(home, "head:U0", "batch", mart) == [1, 2, 3, 4, 5, 6]
        assert ids(home, "head:X", "batch", mart) == []


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """城东一组 went from 城东 to 城西 on 10 October, 张 from 城东 to 城西 on the same day."""
    home = Home(tmp_path_factory.mktemp("moved"))
    tree = "unit name parent first_day\nU0 总行 - -\nU1 城东 U0 -\nU2 城西 U0 -\nU3 一组 U1 -\nU3 一组 U2 2026-10-10"
    put(home, "unit", tree)
    put(home, "assignment", "manager unit first_day\nM1 U1 -\nM1 U2 2026-10-10\nM3 U3 -")
    put(home, "customer", "customer name unit\nC1 甲 U3")
    put(home, "portfolio", "customer manager first_day\nC2 M1 -\nC3 M3 -\nC4 M3 2026-10-12")
    sales = "S1 2026-10-09 M1\nS2 2026-10-10 M1\nS3 2026-10-09 M3\nS4 2026-10-10 M3"
    put(home, "sale", f"sale day manager\n{sales}", covers=["U0"])
    said = "A1 2026-09-09 M3 C3\nA2 2026-10-20 M3 C3\nA3 2026-11-20 M3 C1"
    put(home, "activity", f"activity day manager customer\n{said}")
    put(home, "leave", "manager first_day last_day\nM3 2026-10-01 2026-10-02\nM3 2026-10-12 2026-10-13")
    publish.publish(home)
    return home


@pytest.mark.parametrize(
    ("mart", "columns", "giver", "taker"),
    [
        ("sale_daily", "manager, day", ["M1 9", "M3 9"], ["M1 10", "M3 10"]),
        ("activity_daily", "manager, day", ["M3 9"], ["M3 20", "M3 20"]),
        ("leave", "manager, first_day", ["M3 1"], ["M3 12"]),
        ("last_contact", "customer, month", ["C3 1", "C3 1"], ["C1 1", "C3 1", "C3 1", "C3 1"]),
    ],
)
def test_a_head_sees_each_row_as_the_tree_stood_that_day(
    moved: Home, mart: str, columns: str, giver: list[str], taker: list[str]
) -> None:
    name, day = columns.split(", ")
    sql = f"select {name} || ' ' || day({day}) as id from {mart} order by {columns}"
    assert [[row["id"] for row in see(moved, viewer, sql)] for viewer in ("head:U1", "head:U2")] == [giver, taker]


def test_spells_are_seen_where_they_meet_the_days_below_the_head(moved: Home) -> None:
    assert ids(moved, "head:U1", "customer", "portfolio") == ["C2", "C3"]
    assert ids(moved, "head:U2", "customer", "portfolio") == ["C2", "C3", "C4"]
    posts = "select manager || unit as id from manager order by 1"
    assert [row["id"] for row in see(moved, "head:U1", posts)] == ["M1U1", "M3U3"]
    assert [row["parent"] for row in see(moved, "head:U2", "select parent from unit where unit = 'U3'")] == ["U2"]


def test_what_a_colleague_heard_of_an_own_customer_is_read_and_of_others_not(bank: Home) -> None:
    assert ids(bank, "manager:M1", "activity", "remark") == ["A4", "A5"]
    assert ids(bank, "head:U1", "activity", "remark") == ["A4", "A5"]
    assert ids(bank, "manager:M3", "activity", "remark") == ["A5"]
    assert ids(bank, "manager:M2", "activity", "remark") == []
    assert ids(bank, "head:U1", "goal", "goal") == ids(bank, "manager:M1", "goal", "goal") == ["G1"]


@pytest.mark.parametrize("mart", ["follow_up", "need", "referral"])
def test_what_was_promised_goes_with_the_customer_and_stays_with_who_promised(home: Home, mart: str) -> None:
    put(home, "assignment", "manager unit\nM1 U1\nM2 U2")
    put(home, "portfolio", "customer manager first_day\nC1 M1 2026-01-01\nC1 M2 2026-10-10")
    rows = f"{mart} day manager customer\nX1 2026-10-05 M1 C1\nX2 2026-10-12 M2 C1"
    put(home, mart, rows)
    publish.publish(home)
    assert ids(home, "manager:M1", mart, mart) == ids(home, "head:U1", mart, mart) == ["X1"]
    assert ids(home, "manager:M2", mart, mart) == ids(home, "head:U2", mart, mart) == ["X1", "X2"]


def test_a_stranger_sees_nothing_of_anyone(bank: Home) -> None:
    for viewer in ("manager:X", "head:X"):
        assert [see(bank, viewer, f"from {mart}") for mart in ("sale_daily", "unit", "manager", "customer")] == [[]] * 4


def test_a_name_with_a_quote_in_it_is_only_a_name(bank: Home) -> None:
    assert see(bank, "head:U1' or true --", "from sale_daily") == []


def test_steps_between_marts_are_not_shown(bank: Home) -> None:
    with opened(bank, OWNER) as reader, pytest.raises(duckdb.CatalogException):
        reader.rows("from given")


def test_a_reader_takes_named_parameters(bank: Home) -> None:
    with opened(bank, OWNER) as reader:
        assert reader.rows("select unit from unit where unit = $unit", {"unit": "U1"}) == [{"unit": "U1"}]
        assert reader.rows("with a as (from manager) select count(*) as n from a join unit using (unit)") == [{"n": 3}]


def test_a_reader_reaches_no_file(bank: Home, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("a\n1\n")
    with opened(bank, OWNER) as reader:
        for sql in (f"from read_csv('{file}')", f"copy (select 1) to '{file}'", f"attach '{file}' as x"):
            with pytest.raises((duckdb.PermissionException, duckdb.InvalidInputException)):
                reader.rows(sql)
        with pytest.raises(duckdb.InvalidInputException):
            reader.rows("set enable_external_access = true")


def test_an_open_reader_stays_on_its_version_and_the_next_sees_the_new_one(home: Home) -> None:
    assert open_reader(home, OWNER) is None
    put(home, "sale", "sale day\nS1 2026-10-01")
    publish.publish(home)
    with opened(home, OWNER) as early:
        for number in range(2, 7):
            put(home, "sale", f"sale day\nS{number} 2026-10-01")
            publish.publish(home)
        assert early.rows("select sum(count)::int as n from sale_daily") == [{"n": 1}]
        with opened(home, OWNER) as late:
            assert late.rows("select sum(count)::int as n from sale_daily") == [{"n": 6}]
            assert late.stamp("sale_daily") != early.stamp("sale_daily")
            assert late.stamp("leave", "product") == early.stamp("product", "leave")


def test_a_reader_goes_on_while_another_process_imports_and_publishes(home: Home) -> None:
    put(home, "sale", "sale day\nS0 2026-10-01")
    publish.publish(home)
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(home.path)], cwd=ROOT, stdout=subprocess.PIPE)
    counts, running = [], True
    with opened(home, OWNER) as first:
        while running:
            running = child.poll() is None
            with opened(home, Viewer("head", unit="*")) as reader:
                counts.append(reader.rows("select sum(count)::int as n from sale_daily")[0]["n"])
            assert first.rows("select sum(count)::int as n from sale_daily") == [{"n": 1}]
    assert child.returncode == 0
    assert counts == sorted(counts) and counts[-1] == 5


CHILD = """
import sys
from data.home import open_home
from data.publish import publish
from tests.by_hand import put
home = open_home(sys.argv[1])
for number in range(1, 5):
    put(home, "sale", [{"sale": f"S{number}", "day": "2026-10-01"}])
    publish(home)
"""


@pytest.mark.parametrize(
    "sql",
    [
        "select sum(amount) from sale_daily where day >= $first_day",
        "with mine as (select unit from unit) select * from mine join sale_daily using (unit)",
        "from target union all from target",
    ],
)
def test_a_packs_select_over_marts_passes(sql: str) -> None:
    check_sql(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from published.sale_daily",
        "select * from main.sale_daily",
        "select * from given",
        "select * from read_csv('/etc/passwd')",
        "select (select count(*) from glob('/*')) as n from sale_daily",
        "from 'people.csv'",
        "from duckdb_settings()",
        "delete from sale_daily",
        "select 1; select 2",
        "select from where",
        "show tables",
    ],
)
def test_a_packs_statement_that_reaches_further_is_refused(sql: str) -> None:
    with pytest.raises(Refused):
        check_sql(sql)


@pytest.mark.parametrize("mart", sorted(SHOWN))
def test_every_mart_is_fetched_as_python_values(bank: Home, mart: str) -> None:
    with opened(bank, OWNER) as reader:
        assert [{"n": len(reader.rows(f"from {mart}"))}] == reader.rows(f"select count(*) as n from {mart}")


@pytest.mark.parametrize(
    ("viewer", "expected"), [("owner", ["P1", "P3"]), ("head:U1", ["P1"]), ("manager:M1", ["P1"]), ("manager:M2", [])]
)
def test_a_compliance_record_is_seen_by_the_person_and_the_heads(bank: Home, viewer: str, expected: list[str]) -> None:
    assert ids(bank, viewer, "compliance", "compliance") == expected


def test_a_wall_sees_no_compliance_record_and_no_notes(bank: Home) -> None:
    assert ids(bank, "wall:U1", "compliance", "compliance") == []
    assert see(bank, "wall:U1", "select what from success_note") == [{"what": None}]


def test_awards_are_announced_to_everybody_of_the_unit(bank: Home) -> None:
    assert ids(bank, "manager:M2", "announcement", "announcement") == ["A1"]
    assert ids(bank, "manager:M2", "success_note", "success_note") == ["A1"]
