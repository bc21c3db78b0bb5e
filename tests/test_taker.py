"""The taker: what is entered reaches the others by itself, also after a crash, and nothing is lost or doubled."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from data import entries, inbox, publish, store, taker
from data.errors import Busy
from data.home import Home
from data.scope import OWNER, Viewer
from tests.given import ask

ROOT = Path(__file__).parents[1]
DAY = date(2026, 10, 20)
CALL = {"customer": "C1", "channel": "phone", "outcome": "reached"}
ME = Viewer("manager", manager="M1")
CONTACTS = "select coalesce(sum(contacts), 0)::bigint as contacts from contact"


def published(home: Home) -> int:
    with publish.open_reader(home, OWNER) or pytest.fail("nothing is published") as reader:
        return int(reader.rows(CONTACTS)[0]["contacts"])


def until(found: int, home: Home, seconds: float = 20) -> int:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and published(home) != found:
        time.sleep(0.1)
    return published(home)


def test_what_is_entered_is_published_without_anybody_asking(home: Home) -> None:
    publish.publish(home)
    stop = taker.start(home, pause=1)
    try:
        entries.enter(home, ME, "activity", [CALL, CALL], DAY)
        assert until(2, home) == 2
    finally:
        stop.set()
    assert entries.own(home, ME, "activity") == []


def test_what_a_crash_left_between_taking_and_publishing_is_published(home: Home) -> None:
    publish.publish(home)
    entries.enter(home, ME, "activity", [CALL], DAY)
    inbox.take(home, publish=False)
    assert published(home) == 0
    assert len(entries.own(home, ME, "activity")) == 1
    taker.look(home)
    assert published(home) == 1
    assert inbox.unpublished(home) == []


def test_while_another_holds_the_records_entries_wait(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(home: Home) -> None:
        raise Busy("refuse.records_busy", seconds=60)

    entries.enter(home, ME, "activity", [CALL], DAY)
    monkeypatch.setattr(inbox, "take", busy)
    taker.look(home)
    assert len(inbox.waiting(home)) == 1


def test_an_empty_inbox_is_left_alone(home: Home) -> None:
    taker.look(home)
    assert not home.records.exists()


def start(home: Home) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "data", "publish", "--home", str(home.path)]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | {"BOARD_HOME": str(home.path)}, stdout=-3, stderr=-3)


def test_killed_anywhere_between_saving_and_publishing_nothing_is_lost_or_doubled(home: Home) -> None:
    publish.publish(home)
    began = time.perf_counter()
    start(home).wait()
    whole = time.perf_counter() - began
    chance = random.Random(1)
    for point in range(5):
        entries.enter(home, ME, "activity", [CALL, CALL], DAY)
        killed = start(home)
        time.sleep(whole * (0.3 + chance.random()))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        shown = published(home)
        assert shown % 2 == 0 and shown + len(entries.own(home, ME, "activity")) >= 2 * (point + 1)
    taker.look(home)
    assert published(home) == 10
    assert ask(home, "select count(*), count(distinct activity) from activity where live") == [(10, 10)]
    assert inbox.unpublished(home) == []


def test_two_takers_at_once_take_everything_once(home: Home) -> None:
    publish.publish(home)
    for number in range(10):
        entries.enter(home, Viewer("manager", manager=f"M{number}"), "activity", [CALL], DAY)
    threads = [threading.Thread(target=taker.look, args=(home,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert published(home) == 10
    with store.records(home) as con:
        assert con.execute("select count(*) from activity").fetchall() == [(10,)]
