"""How long attainment and score of everybody in the bank take for a month, from the marts, without a loop over people.

Run with `python -m bench.score_people HOME [PERIOD]`; on the large sample, HOME as `python -m data sample --size large`
made it.
"""

import statistics
import sys
import time

from data.home import Home, open_home
from data.publish import open_reader
from data.scope import OWNER
from metrics import pack as packs
from metrics.ground import top
from metrics.pack import Pack
from metrics.periods import Period, parse
from metrics.results import keep_results
from metrics.score import keep_scores, weighted
from metrics.standing import compare
from metrics.view import view
from metrics.workdays import load

TIMES = 7


def main(place: str, month: str = "2026-11") -> None:
    home = open_home(place)
    pack = packs.load(home.settings().pack)
    reader = open_reader(home, OWNER)
    assert reader is not None
    period = parse(month, pack)
    unit = top(reader, period.last_day)
    calendar = load(home)
    whole, formulas = [], []
    for _ in range(TIMES):
        started = time.perf_counter()
        seen = view(reader, pack, weighted(pack), period, unit, workdays=calendar)
        keep_scores(seen, people=True)
        whole.append(time.perf_counter() - started)
        started = time.perf_counter()
        compare(seen)
        keep_scores(seen, people=True)
        formulas.append(time.perf_counter() - started)
    people, scored = reader.run("select count(*), count(score) from score").fetchall()[0]
    print(f"{people} people in {len(weighted(pack))} metrics, {scored} with a score")
    reader.close()
    print(f"worked out from marts         {statistics.median(whole) * 1000:7.0f} ms")
    print(f"of it formulas and score      {statistics.median(formulas) * 1000:7.0f} ms")
    print(f"kept results, a reader each   {statistics.median(_recalled(home, pack, period, unit)) * 1000:7.0f} ms")


def _recalled(home: Home, pack: Pack, period: Period, unit: str) -> list[float]:
    """Seconds until attainments and scores of everybody stand in a reader, kept by an earlier one."""
    calendar, found = load(home), []
    for _ in range(TIMES + 1):
        started = time.perf_counter()
        reader = open_reader(home, OWNER)
        assert reader is not None
        with reader:
            keep_results(reader, pack, period, unit, workdays=calendar, people=True)
            reader.run("select count(attainment), (select count(score) from result_score) from result").fetchall()
        found.append(time.perf_counter() - started)
    return found[1:]


if __name__ == "__main__":
    main(*sys.argv[1:])
