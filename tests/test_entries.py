"""Entries of forms: who may write for whom, what the writer sees at once, and how a row is changed."""

from datetime import date
from typing import Any

import pytest

from data import entries, inbox, publish
from data.errors import Refused
from data.home import Home
from data.scope import OWNER, Viewer
from tests.given import ask, give

DAY = date(2026, 10, 20)
PEOPLE = "客户经理编号,姓名,机构编号"
ME, OTHER = Viewer("manager", manager="M1"), Viewer("manager", manager="M2")
HEAD, STRANGER = Viewer("head", unit="U1"), Viewer("head", unit="U2")
CALL = {"customer": "C1", "channel": "phone", "outcome": "reached"}
PLAN = {"what": "回访三户"}


@pytest.fixture
def bank(home: Home) -> Home:
    give(home, "units.csv", "机构编号,机构名称,上级机构编号", "U0,总行,", "U1,一支行,U0", "U2,二支行,U0")
    give(home, "people.csv", PEOPLE, "M1,张伟,U1", "M2,李娜,U1", "M3,王强,U2")
    publish.publish(home)
    return home


def test_a_manager_writes_for_the_own_person_alone(bank: Home) -> None:
    [made] = entries.enter(bank, ME, "activity", [CALL], DAY)
    assert entries.own(bank, ME, "activity") == [
        {"activity": made, "manager": "M1", "day": "2026-10-20", "recorded": "2026-10-20", **CALL}
    ]
    with pytest.raises(Refused, match="not_own_entry"):
        entries.enter(bank, ME, "activity", [CALL, CALL | {"manager": "M2"}], DAY)
    assert len(entries.own(bank, ME, "activity")) == 1
    assert entries.own(bank, OTHER, "activity") == []


@pytest.mark.parametrize("viewer", [HEAD, Viewer("data_officer", unit="U1"), OWNER, Viewer("head", unit="U0")])
def test_heads_and_officers_write_for_their_people(bank: Home, viewer: Viewer) -> None:
    entries.enter(bank, viewer, "plan", [PLAN | {"manager": "M1"}], DAY)
    assert [row["manager"] for row in entries.own(bank, viewer, "plan")] == ["M1"]


@pytest.mark.parametrize("viewer", [STRANGER, Viewer("wall", unit="U1"), HEAD])
def test_nobody_writes_for_people_of_others_or_for_nobody(bank: Home, viewer: Viewer) -> None:
    whom = {"manager": "M1"} if viewer != HEAD else {}
    with pytest.raises(Refused):
        entries.enter(bank, viewer, "plan", [PLAN | whom], DAY)
    assert inbox.waiting(bank) == []


def test_a_row_is_changed_before_and_after_it_is_published(bank: Home) -> None:
    [plan] = entries.enter(bank, ME, "plan", [PLAN | {"customer": "C1"}], DAY)
    entries.enter(bank, ME, "plan", [{"plan": plan, "state": "ongoing"}], DAY)
    assert [(row["state"], row["what"]) for row in entries.own(bank, ME, "plan")] == [("ongoing", "回访三户")]
    inbox.take(bank, today=DAY)
    assert entries.own(bank, ME, "plan") == []
    entries.enter(bank, HEAD, "plan", [{"plan": plan, "state": "shelved", "why": "客户出差"}], DAY)
    inbox.take(bank, today=DAY)
    assert ask(bank, "select manager, day, customer, what, state, why from plan where live") == [
        ("M1", DAY, "C1", "回访三户", "shelved", "客户出差")
    ]


def test_a_row_published_while_it_is_changed_keeps_what_it_said(bank: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    [plan] = entries.enter(bank, ME, "plan", [PLAN | {"customer": "C1"}], DAY)
    read = inbox.entries

    def published_meanwhile(*asked: Any) -> list[dict[str, str | None]]:
        if inbox.waiting(bank):
            inbox.take(bank, today=DAY)
        return read(*asked)

    monkeypatch.setattr(inbox, "entries", published_meanwhile)
    entries.enter(bank, ME, "plan", [{"plan": plan, "state": "done"}], DAY)
    inbox.take(bank, today=DAY)
    assert ask(bank, "select customer, what, state from plan where live") == [("C1", "回访三户", "done")]


def test_a_row_of_a_colleague_is_not_changed(bank: Home) -> None:
    [plan] = entries.enter(bank, ME, "plan", [PLAN], DAY)
    inbox.take(bank, today=DAY)
    give(bank, "plans.csv", "计划编号,计划日期,客户经理编号,计划内容", "P1,2026-10-20,M2,走访")
    with pytest.raises(Refused, match="entry_gone"):
        entries.enter(bank, ME, "plan", [{"plan": "P1", "state": "done"}], DAY)
    with pytest.raises(Refused, match="not_own_entry"):
        entries.enter(bank, STRANGER, "plan", [{"plan": plan, "state": "done"}], DAY)
    assert inbox.waiting(bank) == []


def test_a_form_sent_twice_with_an_id_of_its_own_counts_once(bank: Home) -> None:
    row = CALL | {"activity": inbox.new_id()}
    assert entries.enter(bank, ME, "activity", [row], DAY) == entries.enter(bank, ME, "activity", [row], DAY)
    assert len(entries.own(bank, ME, "activity")) == 1
    inbox.take(bank, today=DAY)
    assert ask(bank, "select count(*) from activity where live") == [(1,)]


def test_a_published_contact_stays_as_it_is(bank: Home) -> None:
    with pytest.raises(Refused, match="entry_gone"):
        entries.enter(bank, ME, "activity", [CALL | {"activity": "A1"}], DAY)


def test_entries_are_seen_until_they_are_published(bank: Home) -> None:
    entries.enter(bank, ME, "need", [{"what": "养老金", "customer": "C1"}], DAY)
    inbox.take(bank, publish=False, today=DAY)
    assert len(entries.own(bank, ME, "need")) == 1
    publish.publish(bank)
    assert entries.own(bank, ME, "need") == []


def test_what_no_form_writes_is_refused(bank: Home) -> None:
    with pytest.raises(Refused, match="entry_unknown"):
        entries.enter(bank, ME, "sale", [{"amount": 1}], DAY)
