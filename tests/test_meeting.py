"""What the meeting tells: who has reached a target since the last one, the best and what they did, and to whom."""

from datetime import date

import pytest

from data.home import Home
from data.publish import open_reader
from data.scope import OWNER
from metrics import meeting
from metrics.morning import board
from metrics.periods import parse
from metrics.workdays import load
from tests.bank import PACK, fill, reader
from tests.by_hand import put
from tests.test_pages import opened, shown

OCTOBER = parse("2026-10", PACK)
SALES = PACK.metrics["sales_amount"]


@pytest.mark.parametrize(("before", "as_of", "names"), [(12, 13, ["m4"]), (13, 14, []), (14, 15, []), (8, 15, ["m4"])])
def test_to_announce_is_who_crossed_the_target_since_the_last_meeting(
    home: Home, before: int, as_of: int, names: list[str]
) -> None:
    days = {"as_of": date(2026, 10, as_of), "before": date(2026, 10, before)}
    with reader(fill(home)) as found:
        lines = meeting.crossed(found, PACK, "HQ", OCTOBER, workdays=load(), **days)
    assert [line.manager for line in lines if line.metric == "sales_amount"] == names


def test_the_best_are_named_with_what_they_did_and_nobody_of_the_lower_half(home: Home) -> None:
    fill(home)
    put(home, "sale", "sale day manager amount\nt1 2026-10-15 m1 9\nt2 2026-10-15 m2 4\nt3 2026-10-15 m3 2")
    put(
        home,
        "activity",
        "activity day manager channel outcome\na1 2026-10-15 m1 visit met\na2 2026-10-15 m1 phone missed",
    )
    metrics = [SALES, PACK.metrics["effective_contacts"]]
    with reader(home) as found:
        of = board(found, PACK, "HQ", date(2026, 10, 15), OCTOBER, metrics=metrics, workdays=load())
        best = meeting.best(found, PACK, of)
    assert [(each.manager, int(each.actual), each.contacts, each.effective, each.visits) for each in best] == [
        ("m1", 9, 2, 1, 1),
        ("m2", 4, 0, 0, 0),
    ]


def test_the_preparation_has_the_names_and_no_wall_gets_it(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    found = open_reader(sample_home, OWNER)
    assert found is not None
    with found:
        people = [row["name"] for row in found.rows("select distinct name from manager where name is not null")]
    head, wall = (
        shown(opened(sample_home, "meeting", monkeypatch, viewer=viewer, view="prepare", lang="zh"))
        for viewer in ("head:U0", "wall:U0")
    )
    assert any(name in head for name in people)
    assert not any(name in wall for name in people)
