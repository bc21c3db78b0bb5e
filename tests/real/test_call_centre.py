"""Calls of a service centre: contacts per agent with all ties, and weekday by hour, against a plain count."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from data import ingest
from data.home import open_home
from data.publish import open_reader
from data.reader import Reader
from data.scope import OWNER
from metrics import pack, workdays
from metrics.ground import top
from metrics.hours import Hours, hours
from metrics.minimum import daily_minimum
from metrics.periods import parse
from metrics.show import lines

Calls = list[tuple[str, datetime]]
MAPPINGS = Path(__file__).with_name("mappings")
PACK = pack.load("retail_bank")
NOVEMBER = parse("2017-11", PACK)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = Path(__file__).parents[3] / "shared" / "real" / "call_centre_gbk"
    if not folder.exists():
        pytest.skip("the folder of real files is not beside the project")
    home = open_home(tmp_path_factory.mktemp("calls"))
    people = folder / "客服中心话务员个人信息表.xlsx"
    ingest.import_files(home, [people], mapping=str(MAPPINGS / "call_centre_people.toml"))
    calls = folder / "客服中心11月份来电记录表.csv"
    ingest.import_files(home, [calls], mapping=str(MAPPINGS / "call_centre.toml"))
    found = open_reader(home, OWNER)
    assert found is not None
    with found:
        yield found


@pytest.fixture(scope="module")
def calls(reader: Reader, real_calls: list[dict[str, str]]) -> Calls:
    """Agent and time of each row of the file, read without the project."""
    return [(row["话务员工号"], datetime.strptime(row["受理时间"], "%Y/%m/%d %H:%M")) for row in real_calls]


@pytest.fixture(scope="module")
def real_calls() -> list[dict[str, str]]:
    path = Path(__file__).parents[3] / "shared" / "real" / "call_centre_gbk" / "客服中心11月份来电记录表.csv"
    with path.open(encoding="gb18030") as file:
        return list(csv.DictReader(file))


def shown(reader: Reader) -> Hours:
    return hours(reader, PACK, NOVEMBER, top(reader, date(2017, 11, 30)), workdays=workdays.load())


def test_contacts_per_agent_and_month_are_ranked_with_all_their_ties(reader: Reader, calls: Calls) -> None:
    made = Counter(agent for agent, _ in calls)
    better = {count: sum(other > count for other in made.values()) for count in set(made.values())}
    found = lines(reader, PACK, "activities", period=NOVEMBER, by="manager")
    ranked = {line.manager: (line.actual, line.rank, line.ranked) for line in found if line.manager}
    assert ranked == {agent: (Decimal(count), 1 + better[count], 624) for agent, count in made.items()}
    assert Counter(rank for _, rank, _ in ranked.values()) == {1: 570, 571: 54}


def test_weekday_by_hour_is_the_plain_count_of_the_file(reader: Reader, calls: Calls) -> None:
    found = shown(reader)
    assert {(c.weekday, c.hour): c.contacts for c in found.cells} == Counter((t.isoweekday(), t.hour) for _, t in calls)
    assert {cell.hour: cell.contacts for cell in found.hours} == Counter(time.hour for _, time in calls)
    assert (found.timed.contacts, found.untimed.contacts, found.as_of) == (2442, 0, date(2017, 11, 30))
    golden = sum(time.hour in PACK.golden_hours.outward for _, time in calls)
    assert found.golden == Decimal(golden) / 2442


def test_by_hour_on_the_command_line_is_the_same(reader: Reader, calls: Calls) -> None:
    found = lines(reader, PACK, "activities", period=NOVEMBER, by="hour")
    assert {line.key: line.actual for line in found} == Counter(str(time.hour) for _, time in calls)


def test_the_daily_minimum_is_met_on_the_days_counted_in_the_file(reader: Reader, calls: Calls) -> None:
    two = PACK.model_copy(update={"daily_minimum": 2})
    unit = top(reader, date(2017, 11, 30))
    found = daily_minimum(reader, two, NOVEMBER, unit, workdays=workdays.load())
    made = Counter((agent, time.date()) for agent, time in calls)
    met = Counter(agent for (agent, day), count in made.items() if count >= 2 and workdays.load().is_workday(day))
    # November 2017 has 22 workdays
    assert {each.manager: (each.met, each.days) for each in found.people} == {
        agent: (met[agent], 22) for agent, _ in calls
    }
