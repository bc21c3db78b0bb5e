"""The script of a pack's morning meeting: its steps in order, each with its minutes, which sum to fifteen."""

from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from metrics.rules import Strict

Show = Literal["trust", "last_day", "pace", "awards", "best", "gaps", "coverage", "help", "pledges"]
MINUTES = 15


class Step(Strict):
    """One step: what it shows, for how many minutes, and whether a wall that turns by itself shows it too."""

    show: Show
    minutes: Decimal = Field(gt=0)
    wall: bool = True


class Meeting(Strict):
    """The steps; `turn` are the seconds a wall stays on one, `pledge` the metrics that are pledged for a day."""

    steps: tuple[Step, ...] = ()
    turn: int = Field(20, ge=1)
    pledge: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        shows = [step.show for step in self.steps]
        if twice := {show for show in shows if shows.count(show) > 1}:
            raise ValueError(f"{', '.join(sorted(twice))} comes twice")
        minutes = sum((step.minutes for step in self.steps), Decimal(0))
        if self.steps and minutes != MINUTES:
            raise ValueError(f"the steps take {minutes:f} minutes, not {MINUTES}")
        if self.steps and not any(step.wall for step in self.steps):
            raise ValueError("a wall has no step to show")
        return self
