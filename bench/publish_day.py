"""Measures one day's import into the published medium sample: publishing it against building every mart anew."""

import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from data import ingest, publish, sample
from data.home import Home, open_home
from data.scope import OWNER

AS_OF = date(2026, 11, 20)
DAY = AS_OF + timedelta(days=3)
ROUNDS = 3


def a_day(home: Home, folder: Path, number: int) -> list[tuple[str, Path]]:
    """One day's sales and activities of everyone in the bank, as files."""
    reader = publish.open_reader(home, OWNER)
    assert reader is not None
    with reader:
        people = [row["manager"] for row in reader.rows("select distinct manager from manager order by 1")]
        held = [row["customer"] for row in reader.rows("select distinct customer from portfolio order by 1 limit 500")]
    sales = [f"B{number}S{n},{DAY},{manager},{held[n % 500]},{n * 100}" for n, manager in enumerate(people)]
    calls = [
        f"B{number}A{n}-{turn},{DAY},{manager},{held[(n * 4 + turn) % 500]},电话,接通"
        for n, manager in enumerate(people)
        for turn in range(4)
    ]
    return [
        ("sale", _write(folder / f"sale{number}.csv", "业绩编号,日期,客户经理编号,客户编号,金额", sales)),
        ("activity", _write(folder / f"activity{number}.csv", "活动编号,日期,客户经理编号,客户编号,渠道,结果", calls)),
    ]


def _write(path: Path, header: str, rows: list[str]) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return path


def timed_publish(home: Home, full: bool) -> float:
    begin = time.perf_counter()
    publish.publish(home, full=full)
    return time.perf_counter() - begin


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = open_home(Path(folder) / "home")
        sample.make(home, "medium", as_of=AS_OF, today=AS_OF + timedelta(days=3))
        days, fulls = [], []
        for number in range(ROUNDS):
            for kind, file in a_day(home, Path(folder), number):
                ingest.import_files(home, [file], kind=kind, publish=False, today=DAY, writer=ingest.SAMPLE)
            days.append(timed_publish(home, full=False))
            fulls.append(timed_publish(home, full=True))
    day, full = statistics.median(days), statistics.median(fulls)
    print(f"publish of one day {day:.2f} s, full build {full:.2f} s, ratio {day / full:.2f} (medians of {ROUNDS})")


if __name__ == "__main__":
    main()
