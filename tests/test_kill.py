"""An import killed at any point leaves the last published version readable and the next import whole."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data import checks, ingest, publish, store
from data.home import Home
from data.scope import OWNER
from tests.given import SALES, TODAY, ask, write

ROWS = 20_000
POINTS = 10
ROOT = Path(__file__).parents[1]


def start(home: Home, file: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "data", "import", str(file), "--home", str(home.path)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def published_rows(home: Home) -> int:
    with publish.open_reader(home, OWNER) or pytest.fail("nothing is published") as reader:
        return int(reader.rows("select coalesce(sum(count), 0) as rows from sale_daily")[0]["rows"])


def test_killed_anywhere_the_published_stays_and_the_next_import_is_whole(home: Home) -> None:
    first = write(home, "first.csv", SALES, "F1,2026-10-15,张伟,1")
    ingest.import_files(home, [first], today=TODAY)
    big = write(home, "big.csv", SALES, *(f"S{n},2026-10-{1 + n % 19:02},张伟,{n}" for n in range(ROWS)))
    began = time.perf_counter()
    start(Home(home.path / "other"), big).wait()
    whole = time.perf_counter() - began
    for point in range(1, POINTS + 1):
        killed = start(home, big)
        time.sleep(whole * (0.2 + 0.8 * point / POINTS))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert published_rows(home) in (1, ROWS + 1)
        assert ask(home, "select count(*) from sale where live") in ([(1,)], [(ROWS + 1,)])
    [last] = ingest.import_files(home, [big], today=TODAY)
    assert last.rows == last.taken + last.unchanged == ROWS
    assert published_rows(home) == ROWS + 1
    with store.records(home) as con:
        assert checks.faults(con) == []
