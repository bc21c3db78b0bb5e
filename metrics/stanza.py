"""What a pack is made of: its metrics, campaigns and rules, each a checked stanza of its TOML."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from pydantic import Field, PrivateAttr

from data.errors import Refused
from metrics.last_place_rule import LastPlace
from metrics.meeting_rule import Meeting
from metrics.periods import Period, YearRule, parse
from metrics.reward_rule import Reward
from metrics.rules import Bands, Board, Calls, Coverage, GoldenHours, Names, Score, Setting, Strict, Tier, Year

Kind = Literal["flow", "balance_end", "balance_average", "growth", "ratio", "distinct", "plan"]
Base = Literal["period_start", "year_start", "last_year_average", "same_period_last_year"]
NAMED_YEAR = re.compile(r"(\d{4})年?度? *(.+)|(.+?) *(\d{4})年?")


class Definition(Strict):
    """What a metric says and how it is computed, for whoever hovers over it."""

    what: Names
    formula: Names


class Metric(Strict):
    """One number: an aggregate over one mart. `step` is what values are compared at, `focus` puts it first.

    `where` limits the mart's rows (a balance's accounts); it may use the pack's lists by name (`$effective`). `filter`
    names one of the pack's filters, which goes before it. `needs` is the column without which the mart's rows say
    nothing of the metric: where all of them lack it, it is unknown, not zero. A balance or growth has no mart of its
    own to name: `of` says whether a growth is of an end balance or of an average, `base` what it counts from, `average`
    whether averages are computed or come given in the file. A count over balances that stood for some days counts each
    on the first of them, or the last: `day`. A ratio names two other metrics, `top` and `bottom`. `weight` is its part
    of the composite score. Customers held are counted over the mart `portfolio`, whose rows also say `tier`, `vip` and
    `contacted` (the last effective contact of the period); a `plan` sums `planned` and `contacts` of a month's holders.
    `paced` is what builds up over the period: it is measured against the target, or else the pack's coverage line,
    times pace. What `returns` may be booked back, so that having reached a line once is not having kept it.
    """

    id: str
    names: Names
    kind: Kind
    mart: str = ""
    aggregate: str = ""
    filter: str = ""
    where: str = ""
    needs: str = Field("", pattern="^[a-z_]*$")
    of: Literal["end", "average"] = "end"
    base: Base = "period_start"
    average: Literal["computed", "given"] = "computed"
    day: Literal["first", "last"] = "first"
    top: str = ""
    bottom: str = ""
    unit: str
    better: Literal["higher", "lower"] = "higher"
    step: Decimal
    focus: bool = False
    prorate: bool = True
    paced: bool = False
    returns: bool = False
    weight: Decimal = Field(Decimal(0), ge=0)
    source: str
    definition: Definition

    @property
    def mean(self) -> bool:
        """Whether it is a mean over days: then what is needed is a balance from tomorrow on."""
        return self.kind == "balance_average" or (self.kind == "growth" and self.of == "average")

    @property
    def prorated(self) -> bool:
        """Whether a person's target goes by own workdays."""
        return self.prorate and self.kind in ("flow", "growth")

    @property
    def target_class(self) -> str:
        """How targets of other periods make one: they add up, the last or a longer one holds, or only the own row."""
        classes = {"flow": "adds", "growth": "adds", "distinct": "own", "plan": "own", "ratio": "holds"}
        return classes.get(self.kind, "last")

    def name(self, language: str) -> str:
        return self.names.get(language)


class Campaign(Strict):
    """A named stretch of days: full dates for one, month and day (`01-01`) for one that comes back each year.

    One that comes back is written with the year it ends in: 2026年开门红, Kick-off 2026.
    """

    names: Names
    first: date | str
    last: date | str

    def period(self, code: str, year: int | None) -> Period | None:
        if isinstance(self.first, date) and isinstance(self.last, date):
            return self._period(code, self.first, self.last, "") if year in (None, self.last.year) else None
        if year is None:
            return None
        first, last = (date.fromisoformat(f"{year}-{day}") for day in (self.first, self.last))
        if first > last:
            first = first.replace(year=year - 1)
        return self._period(f"{code}-{year}", first, last, str(year))

    def _period(self, code: str, first: date, last: date, year: str) -> Period:
        zh = f"{year}年{self.names.zh}" if year else self.names.zh
        names = (("zh", zh), ("en", f"{self.names.en} {year}".strip()))
        return Period(code, first, last + timedelta(days=1), "campaign", names=names)


class Pack(Strict):
    """One industry. `lists` hold what its metrics count, such as the outcomes that make a contact effective; `filters`
    are conditions that several of its metrics share.

    A balance without a new row holds for `carry_days` workdays, then it is unknown. A workday counts as kept from
    `daily_minimum` effective contacts on; a customer as lost whose balances, those that the filter `loss_filter` lets
    through, fall below `loss_line`; an entry as late more than `late_days` days after its contact. `tiers` go from the
    best down.
    """

    id: str
    names: Names
    pace: Literal["workdays", "calendar"] = "workdays"
    year_rule: Year = Year()
    carry_days: int = Field(5, ge=0, le=20)
    lists: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    filters: dict[str, str] = Field(default_factory=dict)
    bands: Bands
    score: Score = Score()
    setting: Setting = Setting()
    coverage: Coverage = Coverage()
    calls: Calls = Calls()
    board: Board = Board()
    tiers: dict[str, Tier] = Field(default_factory=dict)
    daily_minimum: int = Field(1, ge=1)
    golden_hours: GoldenHours = GoldenHours()
    loss_line: Decimal | None = Field(None, gt=0)
    loss_filter: str = ""
    late_days: int = Field(3, ge=0)
    meeting: Meeting = Meeting()
    last_place: dict[str, LastPlace] = Field(default_factory=dict)
    rewards: dict[str, Reward] = Field(default_factory=dict)
    metrics: dict[str, Metric]
    campaigns: dict[str, Campaign] = Field(default_factory=dict)
    _periods: dict[str, Period | None] = PrivateAttr(default_factory=dict)

    def name(self, language: str) -> str:
        return self.names.get(language)

    @property
    def year(self) -> YearRule:
        return YearRule(self.year_rule.start, self.year_rule.named_by)

    def period(self, text: str) -> Period | None:
        """The period a text says, None for none; remembered, since the same codes come with every page."""
        if text not in self._periods:
            try:
                self._periods[text] = parse(text, self)
            except Refused:
                self._periods[text] = None
        return self._periods[text]

    def tier(self, name: str | None) -> str | None:
        """The code of a tier by what a file calls it; a name no tier has stands for itself."""
        return next((code for code, tier in self.tiers.items() if name in (code, *tier.names)), name)

    def in_order(self) -> tuple[Metric, ...]:
        """Its metrics, those in focus first."""
        return tuple(sorted(self.metrics.values(), key=lambda metric: not metric.focus))

    def metric(self, text: str) -> Metric:
        """A metric by id or by its name in either language; raises Refused("metric.unknown_metric")."""
        for metric in self.metrics.values():
            if text in (metric.id, metric.names.zh) or text.lower() == metric.names.en.lower():
                return metric
        raise Refused("metric.unknown_metric", text=text, known=", ".join(self.metrics))

    def campaign(self, text: str) -> Period | None:
        """The campaign that `text` names, by id or name, with its year where it comes back each year."""
        found = NAMED_YEAR.fullmatch(text)
        stated = [(found[2] or found[3], int(found[1] or found[4]))] if found else []
        for name, year in [*stated, (text, None)]:
            for code, campaign in self.campaigns.items():
                if name.rstrip("-").lower() in (code, campaign.names.zh, campaign.names.en.lower()) and (
                    period := campaign.period(code, year)
                ):
                    return period
        return None
