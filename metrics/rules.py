"""The rules of a pack beside its metrics: bands, score, targets, coverage, tiers and hours, each a checked stanza."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Hour = Annotated[int, Field(ge=0, le=23)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Names(Strict):
    """What something is called in each language."""

    zh: str
    en: str

    def get(self, language: str) -> str:
        return str(getattr(self, language))


class Year(Strict):
    start: int = 1
    named_by: Literal["start", "end"] = "start"


class Bands(Strict):
    """Projected attainment from which a metric is ahead, on track or behind; below, it is at risk."""

    ahead: Decimal
    on_track: Decimal
    behind: Decimal


class Score(Strict):
    """The composite score: attainments clamped between `floor` and `cap`; `least` of the weight must be computable."""

    floor: Decimal = Decimal(0)
    cap: Decimal = Decimal("1.2")
    least: Decimal = Decimal("0.6")


class Setting(Strict):
    """How targets are set: at least so many times the usual; who has been there for fewer months is new."""

    at_least: Decimal = Decimal("1.2")
    new_months: int = 6


class Coverage(Strict):
    """The share of the portfolio to be contacted, and for how many days a customer must be held to count."""

    line: Decimal = Field(Decimal("0.8"), gt=0, le=1)
    settle_days: int = Field(7, ge=1)


class Tier(Strict):
    """A customer tier by all it is called in files: contacts planned a month, days of silence at most, whether VIP."""

    names: tuple[str, ...] = Field(min_length=1)
    planned: Decimal = Field(ge=0)
    silence: int = Field(ge=1)
    vip: bool = False


class GoldenHours(Strict):
    """The hours of a day (9 is nine to ten) best kept for customers, and those for inward work."""

    outward: tuple[Hour, ...] = ()
    inward: tuple[Hour, ...] = ()

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if both := set(self.outward) & set(self.inward):
            raise ValueError(f"{', '.join(map(str, sorted(both)))} is both outward and inward")
        return self
