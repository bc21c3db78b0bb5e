"""Measures one day's import of 100,000 contacts into the published large sample: publishing it against a full build.

python -m bench.publish_large HOME   (made there by `python -m data sample --size large` where it is empty; the
imported days stay in it)
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from data import ingest, publish, sample
from data.home import Home, open_home
from data.scope import OWNER

ROWS = 100_000
MOST = 0.1
SAID = "活动编号,日期,客户经理编号,客户编号,渠道,结果"


def a_day(home: Home, path: Path) -> date:
    """Writes contacts of everybody in the bank with their own customers on the day after the last; gives the day."""
    reader = publish.open_reader(home, OWNER)
    assert reader is not None
    with reader:
        day: date = reader.rows("select max(day) as day from activity_daily")[0]["day"] + timedelta(days=1)
        held = reader.rows(
            "select manager, customer from portfolio where role = 'main' and first_day <= $day and $day < until"
            " order by hash(customer, $day) limit $count",
            {"day": day, "count": ROWS},
        )
    rows = [f"B{day:%y%m%d}{n},{day},{one['manager']},{one['customer']},电话,接通" for n, one in enumerate(held)]
    path.write_text("\n".join([SAID, *rows]) + "\n", "utf-8")
    return day


def timed(what: str, act: Callable[[], object]) -> float:
    """Seconds of an act, shown with the seconds of CPU it took, which a busy machine doesn't lengthen."""
    began, used = time.perf_counter(), time.process_time()
    act()
    seconds, work = time.perf_counter() - began, time.process_time() - used
    print(f"{what}: {seconds:.1f} s, {work:.1f} s of CPU", flush=True)
    return seconds


def main(home: Home) -> None:
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    if sample.is_empty(home):
        timed("made, taken and published", lambda: sample.make(home, "large"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "activities.csv"
        day = a_day(home, file)
        timed(
            "import of one day",
            lambda: ingest.import_files(home, [file], kind="activity", publish=False, today=day, writer=ingest.SAMPLE),
        )
    one = timed("publish of that day", lambda: publish.publish(home))
    full = timed("full build", lambda: publish.publish(home, full=True))
    print(f"ratio {one / full:.3f} (at most {MOST})")


if __name__ == "__main__":
    main(open_home(sys.argv[1]))
