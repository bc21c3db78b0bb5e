"""Activity on the sample: every measure runs for every viewer, and its parts sum to what the metrics say."""

from datetime import date

import pytest

from data.home import Home
from data.publish import open_reader
from data.reader import Reader
from data.scope import OWNER, Viewer
from metrics import workdays
from metrics.follow_ups import follow_ups
from metrics.funnel import funnel
from metrics.ground import top
from metrics.handing_over import handovers, unheld
from metrics.honesty import honesty
from metrics.hours import hours
from metrics.losses import losses
from metrics.minimum import daily_minimum
from metrics.periods import parse
from metrics.show import lines
from metrics.yields import yields
from tests.bank import PACK

AS_OF = date(2026, 10, 15)
MONTH = parse("2026-10", PACK)
DAYS = workdays.load()
VIEWERS = [OWNER, Viewer("head", unit="U01"), Viewer("manager", manager="M001"), Viewer("wall", unit="U01")]


def opened(home: Home, viewer: Viewer) -> Reader:
    found = open_reader(home, viewer)
    assert found is not None
    return found


@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda viewer: viewer.name)
def test_every_measure_runs_and_its_parts_sum_to_the_metrics(sample_home: Home, viewer: Viewer) -> None:
    with opened(sample_home, viewer) as reader:
        unit = top(reader, AS_OF)
        made = lines(reader, PACK, "activities", period=MONTH, unit=unit, as_of=AS_OF)[0].actual
        found = hours(reader, PACK, MONTH, unit, workdays=DAYS, as_of=AS_OF)
        assert found.timed.contacts + found.untimed.contacts == made
        steps = funnel(reader, PACK, MONTH, unit, workdays=DAYS, as_of=AS_OF)
        assert steps.own.steps[0].amount == made
        kept = daily_minimum(reader, PACK, MONTH, unit, workdays=DAYS, as_of=AS_OF)
        assert sum(each.days for each in kept.people) == kept.units[0].days
        points = yields(reader, PACK, MONTH, unit, workdays=DAYS, as_of=AS_OF).points
        assert {each.manager for each in points} <= {each.manager for each in kept.people}
        promised = follow_ups(reader, PACK, MONTH, unit, as_of=AS_OF)
        assert len(promised.open) == sum(
            each.count for each in promised.counts
            if (each.unit, each.manager) == (unit, None) and each.state in ("not_started", "ongoing")
        )  # fmt: skip
        assert len({loss.customer for loss in losses(reader, PACK, MONTH, unit, workdays=DAYS, as_of=AS_OF)}) < 100
        assert handovers(reader, MONTH, unit, AS_OF) is not None and unheld(reader, PACK, unit, AS_OF) is not None
        assert bool(honesty(reader, PACK, MONTH, unit, workdays=DAYS, as_of=AS_OF)) == (viewer in VIEWERS[:2])
