"""Files in: every row is taken, unchanged or in quarantine, and nothing is guessed or lost."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import ingest, store
from data.errors import NeedsYes, Refused
from data.home import Home, Settings, open_home
from tests.given import IN_FORCE, NO_ID, SALES, ask, counts, give, write

A, B = "S1,2026-10-15,张伟,100", "S2,2026-10-16,李娜,5万元"


def test_every_row_is_taken_unchanged_or_quarantined(home: Home) -> None:
    rows = [A, B, A, "S3,2021-02-29,李娜,7", "S4,2026-10-15,李娜,x", "S5,2026-10-15,a,1", "S5,2026-10-15,a,2"]
    [result] = give(home, "sales.csv", SALES, *rows)
    assert counts(result) == (7, 2, 1, 4, 0)
    assert ask(home, "select line, column_name, value, code from quarantine order by line") == [
        (5, "业绩日期", "2021-02-29", "bad_date"),
        (6, "业绩金额", "x", "bad_number"),
        (7, "业绩编号", "S5", "conflicting_rows"),
        (8, "业绩编号", "S5", "conflicting_rows"),
    ]
    assert ask(home, "select original from quarantine where line = 6") == [(["S4", "2026-10-15", "李娜", "x"],)]


def test_the_same_file_twice_changes_nothing(home: Home) -> None:
    give(home, "sales.csv", SALES, A, B)
    before = ask(home, IN_FORCE)
    [again] = give(home, "sales.csv", SALES, A, B)
    assert counts(again) == (2, 0, 2, 0, 0)
    assert ask(home, IN_FORCE) == before
    assert ask(home, "select batch, first_day, last_day from change") == [(1, date(2026, 10, 15), date(2026, 10, 16))]


def test_a_later_import_replaces_and_moves_the_old_days_too(home: Home) -> None:
    give(home, "a.csv", SALES, A, B)
    [later] = give(home, "b.csv", SALES, "S1,2026-10-19,张伟,100")
    assert counts(later) == (1, 1, 0, 0, 0)
    assert ask(home, "select day from sale where sale = 'S1' and live") == [(date(2026, 10, 19),)]
    moved = ask(home, "select first_day, last_day from change where batch = 2")
    assert moved == [(date(2026, 10, 15), date(2026, 10, 19))]


def test_a_value_that_comes_back_is_the_row_there_already(home: Home) -> None:
    for amount in ("100", "200", "100"):
        give(home, "a.csv", SALES, f"S1,2026-10-15,张伟,{amount}")
    assert ask(home, "select amount, live from sale order by amount") == [(100, True), (200, False)]
    assert ask(home, "select batch, id from sale_claim order by batch") == [(1, 1), (2, 2), (3, 1)]


def test_two_equal_sales_without_ids_stay_two(home: Home) -> None:
    rows = ["2026-10-15,张伟,100", "2026-10-15,张伟,100", "2026-10-15,李娜,7"]
    [first] = give(home, "a.csv", NO_ID, *rows)
    [again] = give(home, "a.csv", NO_ID, *reversed(rows))
    assert (counts(first), counts(again)) == ((3, 3, 0, 0, 0), (3, 0, 3, 0, 0))
    assert sorted(row[3] for row in ask(home, IN_FORCE)) == [7, 100, 100]


def test_a_file_without_ids_replaces_its_own_days_and_people(home: Home) -> None:
    day = [f"2026-10-15,张伟,{amount}" for amount in range(10)]
    give(home, "a.csv", NO_ID, *day, "2026-10-16,张伟,50", "2026-10-15,李娜,60")
    [less] = give(home, "a.csv", NO_ID, *day[1:])
    assert counts(less) == (9, 0, 9, 0, 1)
    assert sorted(int(row[3]) for row in ask(home, IN_FORCE)) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 50, 60]


def test_withdrawing_more_than_a_fifth_asks_first_and_writes_nothing(home: Home) -> None:
    give(home, "a.csv", NO_ID, *(f"2026-10-15,张伟,{amount}" for amount in range(10)))
    fewer = [NO_ID, *(f"2026-10-15,张伟,{amount}" for amount in range(7))]
    with pytest.raises(NeedsYes) as error:
        give(home, "b.csv", *fewer)
    assert error.value.values == {"file": "b.csv", "withdrawn": 3, "known": 10}
    assert ask(home, "select count(*) from batch") == [(1,)]
    assert counts(give(home, "b.csv", *fewer, yes=True)[0]) == (7, 0, 7, 0, 3)
    assert counts(give(home, "b.csv", *fewer)[0]) == (7, 0, 7, 0, 0)


def test_rows_with_ids_are_never_taken_back_by_rows_without(home: Home) -> None:
    give(home, "a.csv", SALES, A)
    assert counts(give(home, "b.csv", NO_ID, "2026-10-15,张伟,7")[0]) == (1, 1, 0, 0, 0)
    assert len(ask(home, IN_FORCE)) == 2


def test_a_name_of_two_people_is_quarantined_and_an_id_is_not(home: Home) -> None:
    give(home, "people.csv", "客户经理编号,姓名", "M1,张伟", "M2,张伟", "M3,李娜")
    [result] = give(home, "sales.csv", SALES, A, B, "S3,2026-10-15,王芳,1", "S4,2026-10-15,M1,2")
    assert counts(result)[1:4] == (3, 0, 1)
    assert ask(home, "select value, code from quarantine") == [("张伟", "ambiguous_name")]
    assert ask(home, "select value, code from warning") == [("王芳", "unknown_manager")]


def test_unknown_people_are_not_warned_of_before_anybody_is_known(home: Home) -> None:
    assert give(home, "sales.csv", SALES, A, B)[0].warnings == 0


@pytest.mark.parametrize(
    ("header", "cell", "column", "code"),
    [("EmployeeKey", "285", "EmployeeKey", "person_column_unused"), ("客户经理", "", None, "nobody_named")],
)
def test_rows_that_name_nobody_are_warned_of_with_the_columns_not_used(
    home: Home, header: str, cell: str, column: str | None, code: str
) -> None:
    [result] = give(home, "sales.csv", f"业绩编号,业绩日期,业绩金额,{header}", f"S1,2026-10-15,7,{cell}")
    assert ask(home, "select column_name, code from warning") == [(column, code)]
    assert [(remark.code, remark.count) for remark in result.remarks] == [(code, 1)]


def test_one_row_that_names_a_person_is_enough(home: Home) -> None:
    assert give(home, "sales.csv", SALES, A, "S2,2026-10-15,,7")[0].remarks == ()


def test_shares_of_a_sale_over_the_whole_are_refused_also_across_files(home: Home) -> None:
    header = "业绩编号,客户经理编号,分成比例"
    [result] = give(home, "a.csv", header, "S1,M1,60%", "S1,M2,0.5", "S2,M1,50%", "S2,M2,50%", kind="credit")
    assert counts(result) == (4, 2, 0, 2, 0)
    assert give(home, "b.csv", header, "S2,M3,1%", kind="credit")[0].quarantined == 1
    assert counts(give(home, "c.csv", header, "S2,M1,20%", "S2,M3,30%", kind="credit")[0]) == (2, 2, 0, 0, 0)
    assert {row[0] for row in ask(home, "select code from quarantine")} == {"shares_over_one"}


def test_another_currency_than_the_homes_is_quarantined(home: Home) -> None:
    rows = (f"{SALES},币种", f"{A},USD", f"{B},人民币")
    assert give(home, "a.csv", *rows)[0].quarantined == 1
    assert ask(home, "select value, code from quarantine") == [("USD", "foreign_currency")]
    other = open_home(home.path / "other")
    other.save(Settings(currency="USD"))
    give(other, "a.csv", *rows)
    assert ask(other, "select sale, currency from sale") == [("S1", "USD")]


def test_a_target_of_nobody_and_a_required_blank_are_refused(home: Home) -> None:
    header = "客户经理,月份,目标值（万元）"
    [result] = give(home, "t.csv", header, "张伟,2026-10,1.5", ",2026-10,5", "李娜,2026-13,5", "李娜,2026-11,-")
    assert counts(result) == (4, 1, 0, 3, 0)
    assert ask(home, "select line, code from quarantine order by line") == [
        (3, "whose_target"),
        (4, "bad_period"),
        (5, "missing"),
    ]
    assert ask(home, "select manager, metric, period, level, amount from target") == [
        ("张伟", "sales_amount", "2026-10", "base", Decimal(15000))
    ]


def test_rows_with_more_cells_than_the_header_go_to_quarantine(home: Home) -> None:
    [result] = give(home, "a.csv", SALES, A, "S2,2026-10-15,李娜,1,234,5")
    assert counts(result) == (2, 1, 0, 1, 0)
    assert ask(home, "select line, code from quarantine") == [(3, "too_many_cells")]


def test_targets_ten_times_their_neighbours_are_warned_of_and_growth_is_not(home: Home) -> None:
    amounts = [2500, 4000, 30000, 2000, 3500, 3500, 7000, 14000, 28000]
    rows = [f"张伟,2026-{month:02},{amount}" for month, amount in enumerate(amounts, start=1)]
    [result] = give(home, "t.csv", "客户经理,月份,目标值", *rows)
    assert counts(result)[1] == 9
    assert ask(home, "select line, value, code from warning") == [(4, "30000.0000", "ten_times_neighbours")]


def test_the_day_of_a_file_is_its_latest_day_not_after_the_import(home: Home) -> None:
    [result] = give(home, "a.csv", SALES, A, B, "S3,2062-10-15,李娜,1")
    assert ask(home, "select day, complete_to from batch") == [(date(2026, 10, 16), date(2026, 10, 16))]
    assert ask(home, "select value, code from warning") == [("2062-10-15", "after_as_of")]
    assert result.warnings == 1
    assert ask(home, "select max(last_day) from extent") == [(date(2026, 10, 16),)]
    give(home, "b.csv", SALES, A, as_of=date(2026, 10, 18), covers=("U1",))
    assert ask(home, "select day, complete_to, covers from batch where batch = 2") == [
        (date(2026, 10, 18), date(2026, 10, 18), ["U1"])
    ]


def test_a_day_with_a_time_behind_it_tells_the_time(home: Home) -> None:
    header = "活动编号,活动日期,客户经理编号"
    give(home, "a.csv", header, "A1,2026-10-15 09:30:00,M1", "A2,2026-10-15 00:00:00,M1", kind="activity")
    assert [str(row[0]) for row in ask(home, "select time from activity order by activity")] == ["09:30:00", "None"]


def test_a_day_with_no_time_of_day_behind_it_is_set_aside(home: Home) -> None:
    [result] = give(home, "a.csv", "活动编号,活动日期,客户经理编号", "A1,2026-10-15 25:99,M1", kind="activity")
    assert counts(result) == (1, 0, 0, 1, 0)
    assert ask(home, "select column_name, value, code from quarantine") == [
        ("活动日期", "2026-10-15 25:99", "bad_time")
    ]


def test_a_snapshot_counts_who_is_gone_and_says_from_when(home: Home) -> None:
    header = "客户编号,客户经理编号,管户类型"
    give(home, "p.csv", header, "C1,M1,主办", "C2,M1,主办", "C3,M2,主办", as_of=date(2026, 10, 10))
    [later] = give(home, "p.csv", header, "C1,M1,主办", "C4,M1,主办", as_of=date(2026, 10, 15))
    assert counts(later) == (2, 1, 1, 0, 1)
    assert ask(home, "select first_day, last_day from change where batch = 2") == [(None, None)]
    [gone] = give(home, "p.csv", header, "C1,M1,主办", as_of=date(2026, 10, 16))
    assert counts(gone) == (1, 0, 1, 0, 1)
    assert ask(home, "select first_day, last_day from change where batch = 3") == [(date(2026, 10, 16), None)]


def test_one_file_feeds_people_and_where_they_stand(home: Home) -> None:
    results = give(home, "m.csv", "客户经理编号,姓名,机构", "M1,张伟,城东支行", "M2,李娜,城西支行")
    assert [(result.kind, result.taken) for result in results] == [("manager", 2), ("assignment", 2)]
    assert ask(home, "select manager, unit from assignment order by 1") == [("M1", "城东支行"), ("M2", "城西支行")]


def test_a_stated_day_far_back_does_not_overtake_what_is_known(home: Home) -> None:
    header = "客户经理编号,姓名,岗位"
    give(home, "a.csv", header, "M1,张伟,甲", as_of=date(2026, 10, 10))
    give(home, "b.csv", header, "M1,张伟,乙", as_of=date(2026, 10, 5))
    assert ask(home, "select role from manager where live") == [("甲",)]
    assert counts(give(home, "c.csv", header, "M1,张伟,甲", as_of=date(2026, 10, 12))[0])[2] == 1


def test_a_refused_file_leaves_nothing_behind(home: Home) -> None:
    with pytest.raises(Refused):
        give(home, "empty.csv", SALES)
    assert ask(home, "select count(*) from batch") == [(0,)]


def test_a_preview_counts_and_writes_nothing(home: Home) -> None:
    path = write(home, "sales.csv", SALES, A, B, "S3,2021-02-29,李娜,7")
    seen = ingest.preview(home, path)
    assert seen.counts == ({"rows": 3, "readable": 2, "bad_date": 1},)
    assert len(seen.rows[0]) == 3 and not home.records.exists()


def test_a_preview_needs_no_lock(home: Home) -> None:
    path = write(home, "sales.csv", SALES, A)
    with store.records(home):
        assert ingest.preview(home, path).counts[0]["rows"] == 1


sales = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.integers(1, 3), st.sampled_from(["5", "5.0", "6", "x", ""])), max_size=8
)
small = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def lines(rows: list[tuple[str, int, str]]) -> list[str]:
    return [SALES, *(f"{key},2026-10-{day:02},张伟,{amount}" for key, day, amount in rows)]


def state(home: Home) -> list[tuple[object, ...]]:
    return ask(home, IN_FORCE)


@small
@given(rows=sales.filter(bool), order=st.randoms(use_true_random=False))
def test_row_order_never_matters(tmp_path_factory: pytest.TempPathFactory, rows: list, order) -> None:  # type: ignore[no-untyped-def,type-arg]
    one, other = (open_home(tmp_path_factory.mktemp("home")) for _ in range(2))
    [first] = give(one, "a.csv", *lines(rows))
    order.shuffle(rows)
    [second] = give(other, "a.csv", *lines(rows))
    assert counts(first) == counts(second)
    assert first.rows == first.taken + first.unchanged + first.quarantined == len(rows)
    assert state(one) == state(other)


@small
@given(rows=sales.filter(bool), cut=st.integers(0, 8))
def test_halves_equal_the_whole(tmp_path_factory: pytest.TempPathFactory, rows: list, cut: int) -> None:  # type: ignore[type-arg]
    rows = list({key: (key, day, amount) for key, day, amount in rows}.values())
    one, other = (open_home(tmp_path_factory.mktemp("home")) for _ in range(2))
    give(one, "a.csv", *lines(rows))
    for half in (rows[:cut], rows[cut:]):
        if half:
            give(other, "a.csv", *lines(half))
    assert state(one) == state(other)


REPLACING = """
name = "full"
[[feeds]]
kind = "sale"
load = "replace"
[feeds.columns]
sale = "业绩编号"
day = "业绩日期"
manager_name = "客户经理"
amount = "业绩金额"
"""


def test_a_complete_file_takes_back_its_period_in_the_units_it_covers(home: Home) -> None:
    mapping = write(home, "full.toml", REPLACING)
    give(home, "units.csv", "机构编号,机构名称,上级机构编号", "U0,分行,", "U1,城东支行,U0", "U2,城西支行,U0")
    give(home, "people.csv", "客户经理编号,姓名,机构", "M1,张伟,城东支行", "M2,李娜,U2")
    rows = [f"S{n},2026-10-{n:02},张伟,1" for n in range(1, 11)]
    give(home, "a.csv", SALES, *rows, "S90,2026-10-05,李娜,1", "S91,2026-11-05,张伟,1", mapping=mapping)
    lacking = [SALES, *rows[:4], *rows[5:]]
    assert counts(give(home, "b.csv", *lacking, mapping=mapping)[0]) == (9, 0, 9, 0, 1)
    with pytest.raises(NeedsYes):
        give(home, "c.csv", SALES, *rows[:2], rows[9], mapping=mapping, covers=("分行",))
    [all_units] = give(home, "c.csv", SALES, *rows, mapping=mapping, covers=("U0",))
    assert counts(all_units) == (10, 1, 9, 0, 1)
    assert ask(home, "select sale from sale where live and withdrawn") == [("S90",)]
    assert len(ask(home, IN_FORCE)) == 11


def test_a_day_to_come_and_a_unit_nobody_knows_are_refused(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text("机构编号,机构名称\nU1,城东\n", "utf-8")
    with pytest.raises(Refused, match="day_ahead"):
        ingest.import_files(home, [file], as_of=date(2062, 1, 1), today=date(2026, 10, 15))
    ingest.import_files(home, [file], publish=False)
    with pytest.raises(Refused, match="covers_unknown"):
        ingest.import_files(home, [file], covers=("U2",), publish=False)
