"""The rule of last place: at the bottom of the group and under a line, for how many periods, and who is left out."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from metrics.rules import Names, Strict

Share = Annotated[Decimal, Field(gt=0, lt=1)]


class LastPlace(Strict):
    """Whom to help: who is among the last `bottom` (or the share `bottom_share`, rounded down, at least one) and below
    `line`, of what is measured: the attainment of `metric`, or the composite score.

    `periods` of the kind `every` in a row failing both make a coaching. Left out is everybody where fewer than `peers`
    are ranked, and who came less than `tenure_months` before the period or was away for more than `leave_share` of it.
    A rule is counted only once it is switched `on`; its simulation is shown before.
    """

    names: Names
    of: Literal["attainment", "score"] = "attainment"
    metric: str = Field("", validate_default=True)
    bottom_share: Share | None = None
    bottom: int | None = Field(None, ge=1, validate_default=True)
    line: Decimal = Field(gt=0, le=10)
    every: Literal["month", "quarter"] = "month"
    periods: int = Field(2, ge=1, le=6)
    peers: int = Field(5, ge=2, validate_default=True)
    tenure_months: int = Field(6, ge=0)
    leave_share: Decimal = Field(Decimal("0.5"), gt=0, le=1)
    on: bool = False

    @field_validator("metric")
    @classmethod
    def _measured(cls, value: str, info: ValidationInfo) -> str:
        if (info.data.get("of") == "attainment") != bool(value):
            raise ValueError("an attainment is of a metric, a score of none")
        return value

    @field_validator("bottom")
    @classmethod
    def _relative(cls, value: int | None, info: ValidationInfo) -> int | None:
        if (value is None) == (info.data.get("bottom_share") is None):
            raise ValueError("either bottom or bottom_share says who is at the bottom")
        return value

    @field_validator("peers")
    @classmethod
    def _someone_above(cls, value: int, info: ValidationInfo) -> int:
        if (info.data.get("bottom") or 0) >= value:
            raise ValueError("peers has to be more than bottom, else everybody is at the bottom")
        return value

    def name(self, language: str) -> str:
        return self.names.get(language)
