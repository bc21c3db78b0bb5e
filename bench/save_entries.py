"""Two hundred managers who each save a contact within the same ten seconds, half of them in a second process, while
both processes take the inbox and publish: how long a save takes, and that nothing is lost or doubled.

python -m bench.save_entries [HOME]   (a small sample of its own by default; HOME is written to)
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

from data import entries, inbox, sample, store, taker
from data.home import Home, open_home
from data.scope import Viewer

MANAGERS, SECONDS, MOST = 200, 10.0, 1.0
# publishing is under way nearly all the time, not once in thirty seconds
PAUSE = 1.0
TIMEOUT = 600
DAY = date(2026, 10, 16)
NOTES = "年终奖到账，想了解三个月的理财；下周三上午来网点面谈"


def save(home: Home, number: int, wait: float, took: list[float]) -> None:
    """What a click on the page's button does, and the reading back for the page that follows."""
    time.sleep(wait)
    me = Viewer("manager", manager=f"BENCH{number:03}")
    began = time.perf_counter()
    row = {"customer": f"C{number:05}", "channel": "phone", "outcome": "reached", "notes": NOTES}
    [made] = entries.enter(home, me, "activity", [row], DAY)
    entries.enter(home, me, "follow_up", [{"customer": row["customer"], "what": "面谈", "activity": made}], DAY)
    seen = entries.own(home, me, "activity")
    took.append(time.perf_counter() - began)
    # it may just have been published
    assert [entry["activity"] for entry in seen] in ([made], [])


def half(home: Home, first: int) -> list[float]:
    """A hundred managers of one process, each in a thread of its own; gives the seconds of each save."""
    stop, chance, took = taker.start(home, PAUSE), random.Random(first), list[float]()
    numbers = range(first, first + MANAGERS // 2)
    threads = [threading.Thread(target=save, args=(home, n, chance.uniform(0, SECONDS), took)) for n in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    return took


def main(place: str) -> None:
    home = open_home(place)
    if not home.current.exists():
        sample.make(home, "small", as_of=date(2026, 10, 15))
    command = [sys.executable, "-m", "bench.save_entries", place, str(MANAGERS // 2)]
    other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    took = half(home, 0)
    took += json.loads(other.communicate(timeout=TIMEOUT)[0])
    deadline = time.monotonic() + TIMEOUT
    while inbox.unpublished(home) and time.monotonic() < deadline:
        taker.look(home)
    with store.records(home) as con:
        sql = "select count(*), count(distinct manager) from {} where live and manager like 'BENCH%'"
        counts = [con.execute(sql.format(kind)).fetchall()[0] for kind in ("activity", "follow_up")]
    tenths = statistics.quantiles(took, n=20)
    print(f"{len(took)} saves: median {tenths[9]:.3f} s, p95 {tenths[18]:.3f} s, longest {max(took):.3f} s")
    print(f"contacts and follow-ups kept, and of how many people: {counts}")
    assert len(took) == MANAGERS and tenths[18] < MOST and counts == [(MANAGERS, MANAGERS)] * 2


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(json.dumps(half(open_home(sys.argv[1]), int(sys.argv[2]))))
    elif len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(str(Path(folder) / "home"))
