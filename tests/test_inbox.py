"""The inbox: entries and dropped files go in once, and what can't is held with the reason."""

import threading
from pathlib import Path

import pytest

from data import held, inbox, store
from data.errors import Refused
from data.home import Home
from tests.given import IN_FORCE, NO_ID, SALES, TODAY, ask, give

CALL = {"day": "2026-10-20", "manager": "M1", "channel": "电话", "outcome": "接通"}


def take(home: Home) -> list[tuple[str, int, int]]:
    results = inbox.take(home, publish=False, today=TODAY, settled=0)
    return [(result.kind, result.rows, result.taken) for result in results]


def drop(home: Home, name: str, *rows: str) -> Path:
    home.inbox.mkdir(parents=True, exist_ok=True)
    path = home.inbox / name
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_entries_go_in_one_batch_for_each_writer(home: Home) -> None:
    inbox.put(home, "activity", [CALL, CALL], "M1")
    inbox.put(home, "activity", [CALL], "M2")
    inbox.put(home, "activity", [CALL], "M1")
    assert take(home) == [("activity", 3, 3), ("activity", 1, 1)]
    assert ask(home, "select origin, writer, complete_to from batch order by 2") == [
        ("entries", "M1", None),
        ("entries", "M2", None),
    ]
    assert ask(home, "select distinct channel, outcome from activity") == [("phone", "reached")]
    assert inbox.waiting(home) == []


def test_taken_again_after_a_crash_nothing_doubles(home: Home) -> None:
    path = inbox.put(home, "activity", [CALL, CALL], "M1")
    text = path.read_bytes()
    take(home)
    path.write_bytes(text)
    assert take(home) == [] == inbox.waiting(home)
    assert ask(home, "select count(*) from activity") == [(2,)]


def test_an_older_entry_left_by_a_crash_does_not_win_over_a_newer(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda self, target: None)
        for notes in ("first", "second"):
            inbox.put(home, "activity", [CALL | {"activity": "A1", "notes": notes}], "M1")
            take(home)
    inbox.waiting(home)[1].unlink()
    assert take(home) == [] == inbox.waiting(home)
    assert ask(home, "select notes from activity where live") == [("second",)]
    inbox.put(home, "activity", [CALL | {"activity": "A1", "notes": "third"}], "M1")
    assert take(home) == [("activity", 1, 1)]
    assert len(ask(home, "from taken")) == 1


def test_the_writer_sees_entries_before_they_are_taken(home: Home) -> None:
    inbox.put(home, "activity", [CALL], "M1")
    assert [entry["channel"] for entry in inbox.entries(home, "activity", "M1")] == ["电话"]
    assert inbox.entries(home, "activity", "M2") == []


def test_of_two_entries_with_one_key_the_later_counts(home: Home) -> None:
    for notes in ("first", "second"):
        inbox.put(home, "activity", [CALL | {"activity": "A1", "notes": notes}], "M1")
    take(home)
    assert ask(home, "select notes from activity") == [("second",)]


def test_a_bad_entry_is_quarantined_and_the_others_go_in(home: Home) -> None:
    inbox.put(home, "activity", [CALL, CALL | {"day": "2021-02-29"}], "M1")
    assert take(home) == [("activity", 2, 1)]
    assert ask(home, "select column_name, code from quarantine") == [("day", "bad_date")]


def test_a_field_nobody_knows_is_refused_when_put(home: Home) -> None:
    for kind, row in (("activity", {"mood": "good"}), ("dream", {})):
        with pytest.raises(Refused):
            inbox.put(home, kind, [row], "M1")
    assert inbox.waiting(home) == []


def test_a_dropped_file_is_imported_and_leaves(home: Home) -> None:
    drop(home, "sales.csv", SALES, "S1,2026-10-15,张伟,1")
    assert inbox.waiting(home) == [], "it may still be being copied"
    assert take(home) == [("sale", 1, 1)]
    assert inbox.waiting(home, settled=0) == []


def test_what_is_refused_or_needs_a_yes_is_held_with_the_reason(home: Home) -> None:
    give(home, "a.csv", NO_ID, *(f"2026-10-15,张伟,{amount}" for amount in range(10)))
    drop(home, "b.csv", NO_ID, "2026-10-15,张伟,1")
    drop(home, "broken.jsonl", "{not json")
    drop(home, "empty.csv", SALES)
    drop(home, "good.csv", SALES, "S1,2026-10-15,张伟,1")
    assert take(home) == [("sale", 1, 1)]
    waiting = {found.name: found.error.code for found in held.held(home)}
    assert waiting == {
        "b.csv": "refuse.withdraws_many",
        "broken.jsonl": "refuse.entries_broken",
        "empty.csv": "refuse.no_rows",
    }
    held.release(home, "b.csv", take_it=True, today=TODAY)
    held.release(home, "broken.jsonl", take_it=False)
    assert [found.name for found in held.held(home)] == ["empty.csv"]
    assert len(ask(home, IN_FORCE)) == 2


@pytest.mark.parametrize(
    "line",
    [
        '{"kind": "activity", "fields": "day", "writer": "M1"}',
        '{"kind": "activity", "fields": {"day": {"a": 1}}, "writer": "M1"}',
        '{"kind": ["activity"], "fields": {}, "writer": "M1"}',
        '{"kind": "activity", "fields": [["manager", "M1"]], "writer": "M1"}',
        '{"kind": "activity", "fields": {"notes": "\\ud800"}, "writer": "M1"}',
        "[" * 200_000,
        "[1]",
        "\xff",
    ],
)
def test_a_damaged_entry_is_held_and_does_not_stop_the_others(home: Home, line: str) -> None:
    drop(home, "1.jsonl", line)
    inbox.put(home, "activity", [CALL], "M1")
    assert take(home) == [("activity", 1, 1)]
    assert [found.error.code for found in held.held(home)] == ["refuse.entries_broken"]


def test_a_note_may_hold_any_sign_that_ends_a_line(home: Home) -> None:
    notes = "a\u2028b\x85c\x0bd\x00e\r\nf"
    inbox.put(home, "activity", [CALL | {"notes": notes}], "M1")
    assert [row["notes"] for row in inbox.entries(home, "activity", "M1")] == [notes]
    assert take(home) == [("activity", 1, 1)]


def test_a_file_that_may_not_be_moved_keeps_nothing_else_from_being_published(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(path)

    drop(home, "sales.csv", SALES, "S1,2026-10-15,张伟,1")
    inbox.put(home, "activity", [CALL], "M1")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        assert take(home) == [("activity", 1, 1)]
    assert take(home) == [("sale", 1, 0)]


def test_an_entry_taken_while_the_writer_looks_is_still_seen(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox.put(home, "activity", [CALL], "M1")
    seen = inbox.unpublished(home)
    take(home)
    monkeypatch.setattr(inbox, "unpublished", lambda home: seen)
    assert len(inbox.entries(home, "activity", "M1")) == 1


def test_a_second_held_file_of_a_name_leaves_the_first(home: Home) -> None:
    for day in ("first", "second"):
        drop(home, "sales.csv", f"{day},file")
        take(home)
    assert [found.name for found in held.held(home)] == ["sales (2).csv", "sales.csv"]
    assert (home.inbox / "held" / "sales.csv").read_text("utf-8").startswith("first")


def test_entries_can_be_put_while_the_records_are_held(home: Home) -> None:
    with store.records(home):
        threads = [threading.Thread(target=inbox.put, args=(home, "activity", [CALL], f"M{n}")) for n in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(take(home)) == 5
