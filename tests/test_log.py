"""The work log read back, what is entered laid over what is published, and what counts as so far today."""

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from data import entries, inbox, publish
from data.home import Home, open_home
from data.reader import Reader
from data.scope import OWNER, Viewer
from data.text import words
from metrics import log
from metrics.recorded import people, recorded
from pages.parts.literal import literal
from tests.given import give
from tests.test_pages import opened, shown

DAY, NEXT = date(2026, 10, 20), date(2026, 10, 21)
ME, HEAD = Viewer("manager", manager="M1"), Viewer("head", unit="U1")
CALL = {"channel": "phone", "outcome": "reached"}
PROMISE = {"what": "到期", "customer": "C1"}


@pytest.fixture
def bank(home: Home) -> Home:
    give(home, "units.csv", "机构编号,机构名称,上级机构编号", "U0,总行,", "U1,一支行,U0", "U2,二支行,U0")
    give(home, "people.csv", "客户经理编号,姓名,机构编号", "M1,张伟,U1", "M2,李娜,U1", "M3,王强,U2")
    give(home, "customers.csv", "客户编号,客户名称,客户等级", "C1,李雷,金卡", "C2,韩梅,金卡")
    give(home, "held.csv", "客户编号,客户经理编号,关系类型", "C1,M1,主办", "C2,M1,协办")
    return home


def read(home: Home, viewer: Viewer = ME) -> Reader:
    publish.publish(home)
    return publish.open_reader(home, viewer) or pytest.fail("nothing is published")


def test_a_person_finds_the_customers_held_by_name_and_id(bank: Home) -> None:
    with read(bank) as reader:
        assert [(row["customer"], row["name"]) for row in log.held(reader, "M1", DAY)] == [
            ("C1", "李雷"),
            ("C2", "韩梅"),
        ]
        assert log.held(reader, "M2", DAY) == []


def test_a_day_is_read_back_with_what_was_said_and_the_rest_by_its_number(bank: Home) -> None:
    said = CALL | {"customer": "C1", "time": "10:30", "notes": "想买理财"}
    silent = CALL | {"customer": "C2", "time": "10:05"}
    entries.enter(bank, ME, "activity", [said, silent, silent, CALL | {"customer": "C1", "time": "10:40"}], DAY)
    inbox.take(bank, today=NEXT)
    with read(bank) as reader:
        rows = log.of_day(reader, "M1", DAY)
        assert {(row["customer"], row["notes"], row["contacts"]) for row in rows} == {
            ("C1", "想买理财", 1),
            ("C1", None, 1),
            ("C2", None, 2),
        }
        assert [row["time"] for row in rows if row["notes"]] == [time(10, 30)]
        assert [row["notes"] for row in log.of_customer(reader, "C1", DAY)] == ["想买理财"]
        assert log.of_day(reader, "M1", NEXT) == []


def test_plans_left_over_and_promises_due_come_back_until_they_are_settled(bank: Home) -> None:
    plans = [{"what": "旧", "day": "2026-10-19"}, {"what": "旧已办", "day": "2026-10-19", "state": "done"}]
    entries.enter(bank, ME, "plan", [*plans, {"what": "新", "day": NEXT}], DAY)
    entries.enter(bank, ME, "follow_up", [PROMISE | {"due": DAY}, PROMISE | {"what": "未到", "due": NEXT}], DAY)
    inbox.take(bank, today=DAY)
    with read(bank) as reader:
        found = log.plans(reader, "M1", DAY, NEXT, date(2026, 10, 6))
        assert {row["what"] for row in found} == {"旧", "新"}
        assert [row["what"] for row in log.due(reader, "M1", DAY)] == ["到期"]


def test_a_head_sees_what_the_people_below_ask_and_no_others(bank: Home) -> None:
    for manager in ("M2", "M3"):
        entries.enter(bank, Viewer("manager", manager=manager), "help_request", [{"what": f"{manager}求助"}], DAY)
    inbox.take(bank, today=DAY)
    with read(bank, HEAD) as reader:
        assert [(row["what"], row["name"]) for row in log.unanswered(reader, "U1")] == [("M2求助", "李娜")]


def test_what_a_colleague_asks_is_shown_as_written(
    sample_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample_home.path, tmp_path / "home")
    home, me, asked = open_home(tmp_path / "home"), Viewer("manager", manager="M001"), "[表](http://x) ![](y) $5 和 $6"
    entries.enter(home, me, "help_request", [{"what": asked}], date(2026, 10, 16))
    inbox.take(home)
    app = opened(home, "log", monkeypatch, viewer="head:U0", view="ask", lang="zh")
    assert [field.label.endswith(literal(asked)) for field in app.text_input if "http" in field.label] == [True]
    assert literal(asked) == r"\[表\]\(http\://x\) \!\[\]\(y\) \$5 和 \$6"


def test_so_far_today_counts_after_the_data_day_alone(bank: Home) -> None:
    entries.enter(bank, ME, "activity", [CALL | {"customer": "C1"}], DAY)
    entries.enter(bank, ME, "activity", [CALL | {"customer": "C2"}, CALL | {"customer": "C2"}], NEXT)
    inbox.take(bank, today=NEXT)
    with read(bank, OWNER) as reader:
        for unit, manager, count in (("U0", None, 2), ("U2", None, 0), ("U0", "M1", 2), ("U0", "M2", 0)):
            assert sum(row["contacts"] for row in recorded(reader, DAY, NEXT, unit, manager)) == count


def test_so_far_today_counts_what_the_viewer_entered_where_and_when_it_was(
    sample_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample_home.path, tmp_path / "home")
    home, head = open_home(tmp_path / "home"), Viewer("head", unit="U0")
    reader = publish.open_reader(home, head) or pytest.fail("nothing is published")
    with reader:
        told = people(reader, "U0101", date(2026, 10, 16)), people(reader, "U0102", date(2026, 10, 16))
    contact = CALL | {"manager": min(told[0] - told[1])}
    entries.enter(home, head, "activity", [contact], date(2026, 10, 16))
    entries.enter(home, head, "activity", [contact | {"customer": "C00001"}], date(2026, 10, 15))
    # what lies in the inbox stays there
    monkeypatch.setattr("data.taker.look", lambda home, then: None)
    said = words("zh")["log.today"].format(contacts=1, effective=1, customers=0)
    for unit in ("U0", "U0101", "U0102"):
        text = shown(opened(home, "coverage", monkeypatch, viewer="head:U0", unit=unit, lang="zh"))
        assert (said in text) is (unit != "U0102"), unit


@pytest.fixture(scope="module")
def written(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample with entries of a manager: some published, some in the inbox."""
    place = tmp_path_factory.mktemp("log") / "home"
    shutil.copytree(sample_home.path, place)
    home, me, today = open_home(Path(place)), Viewer("manager", manager="M001"), date(2026, 10, 16)
    entries.enter(home, me, "activity", [CALL | {"customer": "C00001", "notes": "已发布的话"}], today)
    inbox.take(home)
    entries.enter(
        home, me, "activity", [CALL | {"customer": "C00002", "outcome": "missed", "notes": "<b>刚写</b>"}], today
    )
    return home


def test_the_writer_sees_at_once_what_others_see_with_the_next_publish(
    written: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = shown(opened(written, "log", monkeypatch, viewer="manager:M001", lang="zh"))
    assert "已记录 2 次联系，其中有效 1 次，联系到 1 位客户" in text
    assert "已发布的话" in text and "&lt;b&gt;刚写" in text and "<b>刚写" not in text


@pytest.mark.parametrize("view", ["write", "plan", "review", "ask", "read", "goals", "nonsense"])
@pytest.mark.parametrize("viewer", ["manager:M001", "head:U0", "data_officer:U0101"])
def test_every_part_opens_for_whoever_may(
    sample_home: Home, view: str, viewer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, "log", monkeypatch, viewer=viewer, view=view, lang="en", customer="C00001")
    assert not app.exception
    assert words("en")["log.question"] in shown(app)


def test_a_head_is_not_first_shown_somebody_who_stands_nowhere(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(sample_home, "log", monkeypatch, viewer="head:U0", lang="zh")
    [who] = [box for box in app.selectbox if box.label == words("zh")["page.who"]]
    nowhere = words("zh")["metric.unplaced"]
    assert nowhere not in who.options[0] and nowhere in who.options[-1]


def test_a_wall_writes_nothing(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(sample_home, "log", monkeypatch, viewer="wall:U0", lang="zh")
    assert not app.button and words("zh")["page.no_rights"].format(page="工作日志") in shown(app)


def test_a_customer_nobody_here_holds_is_written_by_name(bank: Home) -> None:
    typed = {"customer_name": "路过的王先生"}
    entries.enter(bank, ME, "activity", [CALL | typed], DAY)
    entries.enter(bank, ME, "follow_up", [typed | {"what": "回电", "due": DAY}], DAY)
    inbox.take(bank, today=DAY)
    with read(bank) as reader:
        assert [row["customer"] for row in log.due(reader, "M1", DAY)] == ["路过的王先生"]
