"""Every metric of the retail pack by two roads over the sample: marts and metrics, and by hand over the records."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from data import publish, sample, store
from data.home import Home, open_home
from data.reader import Reader
from data.scope import OWNER
from metrics.line import Line
from metrics.rules import Names
from metrics.show import people_lines, unit_lines
from metrics.stanza import Campaign
from metrics.view import view
from metrics.workdays import load
from tests import second_road
from tests.bank import PACK

AS_OF = date(2026, 10, 15)
AUTUMN = Campaign(names=Names(zh="金秋", en="Autumn"), first="08-10", last="11-30")
OURS = PACK.model_copy(update={"campaigns": {**PACK.campaigns, "autumn": AUTUMN}})
PERIODS = ["2026-W42", "2026-10", "2026Q3", "2026年金秋"]
# the branch with the late unit in it; its children are the third level
BRANCH = {"small": "U02", "medium": "U03"}
# the medium bank takes a minute
SIZES = ["small", "medium"] if os.environ.get("CI") else ["small"]


@dataclass
class Roads:
    reader: Reader
    branch: str
    by_hand: dict[str, dict[second_road.Key, float]]


@pytest.fixture(scope="module", params=SIZES)
def roads(
    sample_home: Home, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Roads]:
    home = sample_home
    if request.param != "small":
        home = open_home(tmp_path_factory.mktemp("roads"))
        sample.make(home, request.param, as_of=AS_OF)
    with store.records(home) as con:
        second_road.prepare(con, AS_OF)
        found = {}
        for text in PERIODS:
            period = OURS.period(text)
            assert period is not None
            found[text] = second_road.numbers(con, period.first_day, min(period.last_day, AS_OF))
    reader = publish.open_reader(home, OWNER)
    assert reader is not None
    with reader:
        yield Roads(reader, BRANCH[request.param], found)


def _told(lines: list[Line], metric: str, unit: str) -> dict[second_road.Key, float]:
    """Units as themselves, people and what is nobody's as parts of the unit viewed; without what is nothing."""
    people = [line for line in lines if line.manager or line.unassigned]
    units: list[tuple[second_road.Key, Line]] = [
        ((metric, line.unit or "", "*"), line) for line in lines if line not in people
    ]
    parts: list[tuple[second_road.Key, Line]] = [((metric, unit, line.manager), line) for line in people]
    return {key: float(line.actual) for key, line in units + parts if line.actual}


@pytest.mark.parametrize("text", PERIODS)
@pytest.mark.parametrize("where", ["the bank", "a branch"])
def test_both_roads_lead_to_the_same_numbers_for_units_and_people(roads: Roads, where: str, text: str) -> None:
    unit = "U0" if where == "the bank" else roads.branch
    period = OURS.period(text)
    assert period is not None
    seen = view(roads.reader, OURS, list(OURS.metrics.values()), period, unit, workdays=load())
    totals, people = unit_lines(seen), people_lines(seen)
    for metric in OURS.metrics:
        lines = [*totals[metric], *people[metric]]
        shown = {(metric, line.unit, "*") for line in totals[metric]}
        other = {
            key: value for key, value in roads.by_hand[text].items()
            if value and (key in shown or (key[:2] == (metric, unit) and key[2] != "*"))
        }  # fmt: skip
        assert _told(lines, metric, unit) == pytest.approx(other, rel=1e-7, abs=1e-4), metric


def test_there_is_a_second_road_for_every_metric_with_something_at_its_end(roads: Roads) -> None:
    found = {key[0] for numbers in roads.by_hand.values() for key in numbers}
    assert found == set(OURS.metrics)
