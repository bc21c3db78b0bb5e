"""Measures coverage of about 50 managers: from the marts, and the same question asked of the raw contacts.

python -m bench.coverage HOME   (a published large sample; nothing is written)
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from data import publish, store
from data.home import Home, open_home
from data.reader import Reader
from data.scope import OWNER
from metrics import pack as packs
from metrics.actual import empty_parts
from metrics.ground import Ground, ground, put, top
from metrics.held import add_held
from metrics.periods import containing
from metrics.view import SPOT

PEOPLE = 50
ROUNDS, FEWER = 15, 3
MOST = 0.02
PACK = packs.load("retail_bank")
METRICS = [PACK.metrics[id] for id in ("held_customers", "covered_customers")]
DAY = "select max(complete_to) as day from completeness where kind = 'activity'"
TEAMS = """
with team as (
    select unit, count(*) as people from manager where first_day <= $day and $day < until and unit <> '~' group by unit
)
select unit from team qualify sum(people) over (order by unit) <= $people order by unit
"""
COUNTED = """
select manager, sum(actual) filter (where metric = 'held_customers')::bigint as held,
    coalesce(sum(actual) filter (where metric = 'covered_customers'), 0)::bigint as covered
from part where kind = 'manager' group by manager order by manager
"""
RAW = """
with held as (
    select distinct p.manager, p.customer
    from portfolio p
    join assignment a on a.manager = p.manager and a.unit in (select unnest($units))
        and coalesce(a.first_day, $day) <= $day and coalesce(a.last_day, $day) >= $day and a.live and not a.withdrawn
    where p.live and not p.withdrawn and coalesce(p.last_day, $day) >= $day and p.first_day <= $day
        and exists (
            from portfolio b
            where b.live and not b.withdrawn and (b.manager, b.customer) = (p.manager, p.customer)
                and b.first_day <= $day - 6 and coalesce(b.last_day, $day) >= $day - 6
        )
), reached as (
    select distinct customer from activity
    where live and not withdrawn and day between $first and $day and outcome in ('reached', 'met')
)
select manager, count(*) as held, count(reached.customer) as covered
from held left join reached using (customer) group by manager order by manager
"""


def timed(what: str, act: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """The median of a few rounds after a first one, and what came of it."""
    found = act()
    seconds, work = [], []
    for _ in range(rounds):
        began, used = time.perf_counter(), time.process_time()
        act()
        seconds.append(time.perf_counter() - began)
        work.append(time.process_time() - used)
    median = statistics.median(seconds)
    print(f"{what}: {median * 1000:.1f} ms ({min(seconds) * 1000:.1f} at best), {min(work) * 1000:.1f} ms of CPU")
    return median, found


def from_marts(reader: Reader, below: Ground, units: list[str]) -> list[tuple[Any, ...]]:
    empty_parts(reader)
    add_held(reader, PACK, METRICS, below, units)
    return [tuple(row.values()) for row in reader.rows(COUNTED)]


def main(home: Home) -> None:
    reader = publish.open_reader(home, OWNER)
    assert reader is not None
    with reader:
        day: date = reader.rows(DAY)[0]["day"]
        units = [row["unit"] for row in reader.rows(TEAMS, {"day": day, "people": PEOPLE})]
        period = containing("month", day)
        whole = ground(reader, ["activity"], period, top(reader, day), day)
        spots = [{"source": "activity", "unit": unit, "last_day": day, "known": True} for unit in whole.nodes]
        put(reader, "spot", SPOT, spots)
        median, marts = timed("from the marts", lambda: from_marts(reader, whole, units), ROUNDS)
    with store.records(home) as con:
        (contacts,) = con.execute("select count(*) from activity").fetchall()[0]
        asked = {"units": units, "first": period.first_day, "day": day}
        raw, found = timed("from the raw contacts", lambda: con.execute(RAW, asked).fetchall(), FEWER)
    print(
        f"{len(marts)} managers, {sum(row[1] for row in marts)} customers held, {contacts / 1e6:.1f} million contacts"
    )
    print(f"the same answer: {'yes' if marts == found else 'no'}; raw takes {raw / median:.0f} times as long")
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; at most {MOST * 1000:.0f} ms wanted")
    sys.exit(median > MOST)


if __name__ == "__main__":
    main(open_home(Path(sys.argv[1])))
