"""How a review speaks: whose it is, its numbers as everywhere, and the sentences that answer its sections."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from data.exports.report import Definition
from data.kinds import kinds
from data.text import numbers, say
from metrics.pack import Metric, Pack
from metrics.periods import Period, parse
from metrics.review.shape import Figure, Place, Review, Value

SIGNS = {"ahead": "▲ ", "on_track": "● ", "behind": "▼ ", "at_risk": "！"}
UNNAMED = {"*": "metric.all_units", "~": "metric.unplaced"}
NAMED = 3


@dataclass(frozen=True)
class Told:
    """A review with the pack and the language it is told in."""

    review: Review
    pack: Pack
    language: str

    def say(self, code: str, **values: object) -> str:
        return say(code, self.language, **values)

    @cached_property
    def month(self) -> Period:
        return parse(self.review.about.month, self.pack)

    @cached_property
    def metrics(self) -> tuple[Metric, ...]:
        """Those of the review that the pack has."""
        return tuple(self.pack.metrics[id] for id in self.review.about.metrics if id in self.pack.metrics)

    @cached_property
    def places(self) -> dict[tuple[str, str | None], Place]:
        """Where each person stands, by what is compared."""
        return {(each.by, each.manager): each for each in self.review.places if each.manager}

    @property
    def whose(self) -> str:
        """The unit, or the person whose own month it is."""
        about = self.review.about
        return about.name or about.manager or self.unit(about.unit)

    def unit(self, unit: str | None) -> str:
        name = dict(self.review.about.units).get(unit or "")
        return name or (self.say(UNNAMED[unit]) if unit in UNNAMED else unit or "")

    def who(self, figure: Figure) -> str:
        """The name of a figure's person or unit, or the word for what is nobody's."""
        if figure.correction:
            return self.say("metric.part_correction")
        if figure.unassigned:
            return self.say("metric.unassigned")
        return figure.name or figure.manager or self.unit(figure.unit)

    def amount(self, value: Decimal | None, metric: Metric) -> str:
        return numbers.amount(value, metric.unit, self.language)

    def share(self, value: Decimal | None) -> str:
        return numbers.percent(value, self.language)

    def band(self, value: Value) -> str:
        """The band's word behind its sign; where there is none why not."""
        if value.band:
            return SIGNS[value.band] + self.say(f"band.{value.band}")
        if value.actual is None and value.state not in ("value", "zero"):
            return self.say(f"state.{value.state}")
        return "" if value.target_state == "value" else self.say(f"state.{value.target_state}")

    def join(self, words: Sequence[str]) -> str:
        return self.say("page.comma").join(words)


def answer(told: Told) -> str:
    """The first line: what the month came to in the first metric with a target, and how many of all were reached."""
    found = [(metric, whole.now) for metric in told.metrics if (whole := told.review.whole(metric.id))]
    known = [(metric, now) for metric, now in found if now.actual is not None]
    about = {"who": told.whose, "month": told.month.title(told.language)}
    if not known:
        return told.say("review.answer_nothing", **about)
    metric, now = next((each for each in known if each[1].target is not None), known[0])
    said = {"metric": metric.name(told.language), "actual": told.amount(now.actual, metric), **about}
    if now.target is None:
        return told.say("review.answer_no_target", **said)
    held = [each for _, each in known if each.reached is not None]
    reached = sum(bool(each.reached) for each in held)
    code = "review.answer_running" if told.review.about.running else "review.answer"
    target, share = told.amount(now.target, metric), told.share(now.attainment)
    return told.say(code, target=target, share=share, reached=reached, among=len(held), **said)


def of_metric(told: Told, metric: Metric) -> str:
    """What a metric came to, how many of the people reached it, and who lacks most."""
    whole = told.review.whole(metric.id)
    if whole is None or whole.now.actual is None:
        return told.say("review.metric_unknown", metric=metric.name(told.language))
    now = whole.now
    said = told.say("review.metric", metric=metric.name(told.language), actual=told.amount(now.actual, metric))
    if now.target is not None:
        said += told.say("review.metric_of", target=told.amount(now.target, metric), share=told.share(now.attainment))
    people = [each for each in told.review.people(metric.id) if each.now.reached is not None and each.here]
    if people and not told.review.about.manager:
        said += told.say("review.metric_people", reached=sum(bool(p.now.reached) for p in people), among=len(people))
    return said + told.say("page.full_stop")


def lacking(told: Told) -> tuple[str, ...]:
    """What isn't known: units that are late, people without records, what nobody is credited with."""
    found: list[str] = []
    for metric in told.metrics:
        whole = told.review.whole(metric.id)
        parts = [] if whole is None or told.review.about.manager else _parts(told, whole.now)
        if parts:
            found.append(told.say("review.lacks", metric=metric.name(told.language), what=told.join(parts)))
    return tuple(dict.fromkeys(found))


def _parts(told: Told, now: Value) -> list[str]:
    parts = [
        told.say(
            "page.late_unit" if day else "page.missing_unit",
            unit=name or told.unit(unit),
            day=numbers.day(day, told.language),
        )
        for unit, name, day in now.late[:NAMED]
    ]
    if len(now.late) > NAMED:
        parts.append(told.say("page.late_more", count=len(now.late) - NAMED))
    if now.unknown:
        parts.append(told.say("page.unknown_people", count=now.unknown))
    if now.unseen:
        parts.append(told.say("page.unseen_accounts", count=numbers.count(now.unseen, told.language)))
    return parts


def definition(told: Told, metric: Metric) -> Definition:
    """What a metric says, how it is computed and where it comes from, as the pack has it."""
    what, formula = (getattr(metric.definition, name).get(told.language) for name in ("what", "formula"))
    source = kinds()[metric.source].title(told.language)
    return Definition(
        metric.id, metric.name(told.language), told.say("review.formula", what=what, formula=formula), source
    )


def general(told: Told) -> tuple[Definition, ...]:
    """What attainment, gap and the composite score mean."""
    names = {"attainment": "page.attainment", "gap": "page.gap_amount"}
    names |= {"score": "page.score"} if told.review.scores else {}
    source = told.say("review.source_rules")
    return tuple(Definition(id, told.say(name), told.say(f"review.formula_{id}"), source) for id, name in names.items())
