"""The meeting of a page: its unit, day and steps, and what these show, each worked out when it is first asked for."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from metrics import log, meeting, pledges, workdays
from metrics.announced import Announced
from metrics.ground import UNPLACED
from metrics.meeting import Asked, Best
from metrics.meeting_rule import Step
from metrics.morning import Board
from metrics.pack import Metric
from metrics.pledges import Pledge
from metrics.reward_view import Rewards
from metrics.rewards import Award
from pages.parts import entered, prizes, sharing
from pages.parts.entered import Row
from pages.parts.facts import morning, opening
from pages.parts.looking import Covered, Look, covered, looked, made
from pages.parts.people import BELOW, Person

if TYPE_CHECKING:
    from pages.parts.room import Room

DAY = timedelta(days=1)
AWAY = "select manager from leave where first_day <= $day and $day < until"


@dataclass(frozen=True)
class Script:
    """The meeting of a room's unit on its day; `wall`: on a screen that turns by itself, which shows less."""

    room: "Room"
    as_of: date
    wall: bool

    @property
    def steps(self) -> tuple[Step, ...]:
        steps = self.room.pack.meeting.steps
        return tuple(step for step in steps if step.wall) if self.wall else steps

    @cached_property
    def look(self) -> Look:
        return looked(self.room, self.as_of, opening(self.room, self.as_of))

    @cached_property
    def board(self) -> Board:
        return morning(self.room, self.as_of)

    @cached_property
    def covered(self) -> Covered:
        return made(self.look, "coverage", covered)

    @cached_property
    def best(self) -> tuple[Best, ...]:
        return made(self.look, "best", lambda of: meeting.best(of.reader, of.pack, self.board))

    @cached_property
    def asked(self) -> Asked:
        return meeting.asked(self.room.marts, self.room.unit, self.room.today)

    @cached_property
    def untold(self) -> tuple[tuple[Rewards, tuple[Award, ...]], ...]:
        """Awards that are final and of which nobody has been told yet, of this period and the one before."""
        return tuple((each, tuple(each.untold)) for each in self.rewards)

    @cached_property
    def rewards(self) -> tuple[Rewards, Rewards]:
        """What the rules of rewards say of the period before, and of this one."""
        before = replace(self.look, period=self.look.period.previous(), as_of=self.look.period.first_day - DAY)
        return prizes.found(before), prizes.found(self.look)

    @property
    def disputed(self) -> list[Announced]:
        """Awards told to everybody that the records no longer bear out, and on which no head has decided."""
        return [each for seen in self.rewards for each in seen.announced if each.disputed]

    @cached_property
    def notes(self) -> list[Row]:
        """What winners of this period and the one before said of how they did it, the newest first."""
        since = self.look.period.previous().first_day
        return [note for note in sharing.notes(self.look) if note["first_day"] >= since]

    @cached_property
    def help(self) -> list[Row]:
        """What people below ask for and nobody has answered."""
        return log.unanswered(self.room.marts, self.room.unit)

    @cached_property
    def last_days(self) -> tuple[date, date]:
        """The days whose pledges this meeting opens with: the workday before today and the days off since; before them
        those of which the records were not in yet on that workday.
        """
        first, last = workdays.load(self.room.home).last_day_range(self.room.today - DAY)
        told = pledges.told_to(self.room.marts, sorted({each.source for each in self.pledgeable}), first)
        return min(first, told + DAY) if told else first, last

    @cached_property
    def kept(self) -> list[Pledge]:
        """The pledges of the last days; what is still not known of those before the last workday was said before."""
        (first, last), room = self.last_days, self.room
        since = workdays.load(room.home).last_day_range(room.today - DAY)[0]
        stamp = room.marts.stamp("pledge", "batch")
        found = made(
            self.look,
            "pledges",
            lambda of: pledges.pledges(of.reader, of.pack, of.unit, first, last, **of.asked()),
            (stamp, first, last),
        )
        return [each for each in found if each.day >= since or each.state != "unknown"]

    @cached_property
    def people(self) -> list[Person]:
        """Who stands below the unit today and is not on leave; who is only named by records, in no unit, comes to no
        meeting.
        """
        rows = self.room.marts.rows(BELOW, {"unit": self.room.unit, "day": self.room.today})
        away = {row["manager"] for row in self.room.marts.rows(AWAY, {"day": self.room.today})}
        return [
            Person(row["manager"], row["name"] or row["manager"], row["unit"])
            for row in rows
            if row["unit"] != UNPLACED and row["manager"] not in away
        ]

    @cached_property
    def pledged(self) -> dict[tuple[str, str], Row]:
        """Today's pledges that stand, by person and metric, what the viewer just entered among them."""
        room, known = self.room, {person.manager for person in self.people}
        published = pledges.made(room.marts, room.unit, room.today, room.today)
        rows = entered.over(room, "pledge", published)
        told = [row for row in rows if row["day"] == room.today and row["manager"] in known]
        stand = [row for row in told if row.get("state") != "taken_back"]
        return {(row["manager"], pledges.metric(room.pack, row["metric"]) or row["metric"]): row for row in stand}

    @property
    def pledgeable(self) -> list[Metric]:
        return [self.room.pack.metrics[id] for id in self.room.pack.meeting.pledge]
