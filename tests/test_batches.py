"""Batches and their undo: import a, b, undo a is import b."""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import batches, checks, quarantine, store
from data.errors import Refused
from data.home import Home, open_home
from tests.given import IN_FORCE, NO_ID, SALES, ask, counts, give

LIVE = """
    select manager, role, first_day, batch.day
    from manager join manager_claim using (id) join batch using (batch) order by batch.day
"""


def sound(home: Home) -> bool:
    with store.records(home) as con:
        return checks.faults(con) == []


def undo(home: Home, batch: int) -> None:
    batches.undo(home, batch, publish=False)


def test_undo_gives_each_key_the_newest_batch_left(home: Home) -> None:
    give(home, "a.csv", SALES, "S1,2026-10-15,张伟,1", "S2,2026-10-15,张伟,1")
    give(home, "b.csv", SALES, "S1,2026-10-16,张伟,2")
    give(home, "c.csv", SALES, "S1,2026-10-17,张伟,3")
    undo(home, 3)
    assert [(row[0], row[3]) for row in ask(home, IN_FORCE)] == [("S1", 2), ("S2", 1)]
    assert ask(home, "select kind, first_day, last_day from change where batch = 3 order by change")[1:] == [
        ("sale", date(2026, 10, 16), date(2026, 10, 17))
    ]
    undo(home, 1)
    assert [(row[0], row[3]) for row in ask(home, IN_FORCE)] == [("S1", 2)]
    assert sound(home)


def test_undoing_what_another_batch_says_too_moves_nothing(home: Home) -> None:
    give(home, "a.csv", SALES, "S1,2026-10-15,张伟,1")
    give(home, "a.csv", SALES, "S1,2026-10-15,张伟,1")
    undo(home, 1)
    assert len(ask(home, IN_FORCE)) == 1
    assert ask(home, "select count(*) from change") == [(1,)]


def test_undoing_a_replace_brings_back_what_it_withdrew(home: Home) -> None:
    give(home, "a.csv", NO_ID, "2026-10-15,张伟,1", "2026-10-15,张伟,2")
    before = ask(home, IN_FORCE)
    give(home, "b.csv", NO_ID, "2026-10-15,张伟,2", yes=True)
    give(home, "b.csv", NO_ID, "2026-10-15,张伟,2", yes=True)
    undo(home, 2)
    assert len(ask(home, IN_FORCE)) == 1
    undo(home, 3)
    assert ask(home, IN_FORCE) == before
    assert sound(home)


def test_a_batch_is_undone_once(home: Home) -> None:
    give(home, "a.csv", SALES, "S1,2026-10-15,张伟,1")
    undo(home, 1)
    for batch in (1, 9):
        with pytest.raises(Refused):
            undo(home, batch)
    assert ask(home, "select count(*) from extent") == [(0,)]


def test_undo_of_a_dated_row_leaves_the_other_statements(home: Home) -> None:
    header = "客户经理编号,姓名,岗位"
    give(home, "a.csv", header, "M1,张伟,甲", as_of=date(2026, 10, 1))
    give(home, "b.csv", header, "M1,张伟,乙", as_of=date(2026, 10, 5))
    give(home, "c.csv", header, "M1,张伟,甲", as_of=date(2026, 10, 9))
    undo(home, 2)
    assert [row[3] for row in ask(home, LIVE)] == [date(2026, 10, 1), date(2026, 10, 9)]
    assert ask(home, "select role from manager where live") == [("甲",)]
    assert sound(home)


keyed = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(15, 17), st.integers(1, 3)), min_size=1, max_size=5)
small = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


def file(rows: list[tuple[str, int, int]], with_ids: bool) -> list[str]:
    named = {key: (key, day, amount) for key, day, amount in rows}.values() if with_ids else rows
    said = [f"{key}," * with_ids + f"2026-10-{day},张伟,{amount}" for key, day, amount in named]
    return [SALES if with_ids else NO_ID, *said]


@small
@given(a=keyed, b=keyed, with_ids=st.booleans())
def test_import_a_then_b_and_undo_a_is_import_b(
    tmp_path_factory: pytest.TempPathFactory,
    a: list[tuple[str, int, int]],
    b: list[tuple[str, int, int]],
    with_ids: bool,
) -> None:
    one, other = (open_home(tmp_path_factory.mktemp("home")) for _ in range(2))
    give(one, "a.csv", *file(a, with_ids))
    give(one, "b.csv", *file(b, with_ids), yes=True)
    undo(one, 1)
    give(other, "b.csv", *file(b, with_ids))
    assert ask(one, IN_FORCE) == ask(other, IN_FORCE)
    assert sound(one)


def test_the_quarantine_comes_back_as_it_was_given_with_the_reason(home: Home) -> None:
    give(home, "a.csv", SALES, "=S1,2021-02-29,张伟,-5", "S2,2026-10-15,,x")
    with store.records(home) as con:
        refused = quarantine.rows(con, 1)
    text = quarantine.as_csv(refused, "zh").decode("utf-8-sig")
    header, first, second = csv.reader(io.StringIO(text))
    assert header == [*SALES.split(","), "行号", "未收下的原因"]
    assert first[:5] == ["'=S1", "2021-02-29", "张伟", "-5", "2"] and "2021-02-29" in first[5]
    assert second[2:5] == ["", "x", "3"]
    assert "no number" in quarantine.reason(refused[1], "en")


def test_mended_rows_of_the_quarantine_go_in(home: Home) -> None:
    give(home, "a.csv", SALES, "=S1,2021-02-29,张伟,-5")
    with store.records(home) as con:
        text = quarantine.as_csv(quarantine.rows(con, 1), "zh").decode("utf-8-sig")
    [result] = give(home, "mended.csv", *text.replace("2021-02-29,", "2021-02-28,", 1).splitlines())
    assert counts(result) == (1, 1, 0, 0, 0)
    assert ask(home, "select sale, amount from sale") == [("=S1", -5)]


def test_notes_come_back_from_the_quarantine_as_they_were_written(home: Home) -> None:
    give(home, "a.csv", f"{SALES},备注", "S1,2021-02-29,张伟,5,=1+1", "S2,2021-02-29,张伟,5,'quoted'")
    with store.records(home) as con:
        text = quarantine.as_csv(quarantine.rows(con, 1), "zh").decode("utf-8-sig")
    give(home, "mended.csv", *text.replace("2021-02-29", "2021-02-28").splitlines())
    assert ask(home, "select notes from sale order by sale") == [("=1+1",), ("'quoted'",)]


def test_batches_are_listed_newest_first(home: Home) -> None:
    give(home, "a.csv", SALES, "S1,2026-10-15,张伟,1")
    give(home, "b.csv", SALES, "S2,2026-10-15,张伟,1")
    undo(home, 1)
    with store.records(home) as con:
        listed = batches.listed(con)
    assert [(row["batch"], row["file"], row["undone_at"] is None) for row in listed] == [
        (2, "b.csv", True),
        (1, "a.csv", False),
    ]
