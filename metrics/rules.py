"""The rules of a pack beside its metrics: bands, score, targets, coverage, tiers and hours, each a checked stanza."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Hour = Annotated[int, Field(ge=0, le=23)]
Policy = Literal["everyone", "top", "neighbours", "percent", "anonymous"]
GroupKind = Literal["all", "tenure", "role", "group", "size"]


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
    """A customer tier by all it is called in files: contacts planned a month, days of silence at most, whether VIP.

    `floor` is what a customer of it keeps with the bank at least.
    """

    names: tuple[str, ...] = Field(min_length=1)
    planned: Decimal = Field(ge=0)
    silence: int = Field(ge=1)
    vip: bool = False
    floor: Decimal | None = Field(None, ge=0)


class Calls(Strict):
    """Whom a call list names. Of balances that the filter `filter` lets through (else of all): those that fell by the
    share `falling` in `change_days`, that lie within the share `near` of a tier's floor, or that reach `value` and were
    not contacted this month. A product is newly launched for `launched_days`; what matures in `maturity_days` is shown.
    """

    filter: str = ""
    launched_days: int = Field(60, ge=1)
    change_days: int = Field(30, ge=1)
    falling: Decimal = Field(Decimal("0.2"), gt=0, le=1)
    near: Decimal = Field(Decimal("0.1"), ge=0, lt=1)
    value: Decimal | None = Field(None, gt=0)
    maturity_days: int = Field(30, ge=0)


class GoldenHours(Strict):
    """The hours of a day (9 is nine to ten) best kept for customers, and those for inward work."""

    outward: tuple[Hour, ...] = ()
    inward: tuple[Hour, ...] = ()

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if both := set(self.outward) & set(self.inward):
            raise ValueError(f"{', '.join(map(str, sorted(both)))} is both outward and inward")
        return self


class Board(Strict):
    """What a leaderboard tells managers and walls of others; heads see everyone below them.

    That is `everyone`, the `top` so many and oneself, one's two `neighbours` above and below, only among which
    `percent` one is, or all numbers `anonymous`. `group` is the kind of peer group ranked where none is asked for,
    `reach` whether that is the unit or the whole bank; `sizes` part portfolios: [100, 300] makes three groups by
    customers held.
    """

    policy: Policy = "percent"
    top: int = Field(3, ge=1)
    group: GroupKind = "all"
    reach: Literal["unit", "bank"] = "unit"
    sizes: tuple[Annotated[int, Field(ge=1)], ...] = ()

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if list(self.sizes) != sorted(set(self.sizes)):
            raise ValueError("sizes must rise")
        if self.group == "size" and not self.sizes:
            raise ValueError("group = size needs sizes")
        return self
