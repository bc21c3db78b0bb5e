"""Has everybody's results kept as soon as there is a new version, so that no visitor waits for them."""

from collections.abc import Callable
from functools import partial

from data import publish
from data.home import Home
from data.scope import OWNER
from metrics import pack as packs
from metrics import results, workdays
from metrics.days import open_period
from metrics.ground import top
from metrics.score import weighted

LATEST = "select max(complete_to) as day from completeness"
PEOPLE = "select count(distinct manager) as people from manager where first_day <= $day and $day < until"


def keeper() -> Callable[[Home], None]:
    """What is to be called again and again: works once for each version."""
    return partial(_keep, done=set())


def _keep(home: Home, done: set[int]) -> None:
    version = publish.current_version(home)
    if version is None or version in done:
        return
    done.add(version)
    reader = publish.open_reader(home, OWNER)
    if reader is None:
        return
    with reader:
        pack = packs.load(home.settings().pack)
        day = reader.rows(LATEST)[0]["day"]
        if day is None or not weighted(pack) or reader.rows(PEOPLE, {"day": day})[0]["people"] < results.MANY:
            return
        calendar = workdays.load(home, every_day=pack.pace == "calendar")
        period, unit = open_period(reader, pack, day), top(reader, day)
        results.keep_results(reader, pack, period, unit, workdays=calendar, people=True, as_of=day)
