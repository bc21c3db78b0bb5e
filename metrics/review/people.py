"""The sections of a review that are about persons: who was given what, and whom to help."""

from data.exports.report import Cell, Column, Section, table
from data.text import numbers
from metrics.review.shape import Watched, Won
from metrics.review.words import Told


def rewards(told: Told) -> Section | None:
    """Who was given what, and whether it was announced."""
    found = told.review.own_won if told.review.about.manager else told.review.won
    if not found:
        return None
    columns = [
        Column(told.say("rewards.rule"), wide=1.4),
        *([] if told.review.about.manager else [Column(told.say("review.manager"))]),
        Column(told.say("rewards.value")),
        Column(told.say("rewards.line")),
        Column(told.say("rewards.amount")),
        Column(told.say("rewards.reached_on"), "day"),
        Column(told.say("rewards.announced")),
    ]
    title, open_ones = told.say("review.rewards"), sum(each.said is None for each in found)
    answer = told.say("review.won", count=len(found), open=open_ones)
    return Section(title, answer, tables=(table(title, columns, [_won(told, each) for each in found]),))


def _won(told: Told, each: Won) -> list[Cell]:
    rule = told.pack.rewards.get(each.rule)
    metric = told.pack.metrics.get(rule.metric) if rule else None
    unit = metric.unit if metric and rule and rule.measure == "value" else "share"
    return [
        named(told, each.rule),
        *([] if told.review.about.manager else [each.name or each.manager]),
        numbers.amount(each.value, unit, told.language),
        numbers.amount(each.line, unit, told.language),
        prize(told, each),
        each.reached_on,
        _said(told, each),
    ]


def named(told: Told, rule: str) -> str:
    """What a rule of rewards is called."""
    known = told.pack.rewards.get(rule)
    return known.names.get(told.language) if known else rule


def _said(told: Told, each: Won) -> str:
    """How an award stands with what was announced."""
    if each.said is None:
        return told.say("review.provisional" if each.provisional else "review.untold")
    return told.say(f"rewards.announced_{each.said}", prize=named(told, each.instead or ""))


def prize(told: Told, each: Won) -> str:
    """What was given: money, points or honour."""
    if each.amount is None:
        return told.say("rewards.given_honour")
    if each.given == "money":
        currency = next((m.unit for m in told.pack.metrics.values() if len(m.unit) == 3 and m.unit.isupper()), "CNY")
        return numbers.amount(each.amount, currency, told.language)
    return told.say("rewards.given_points", points=numbers.count(each.amount, told.language))


def watch(told: Told) -> Section | None:
    """Whom to help and what is missing, for the head; a person reads the own standing."""
    own = told.review.about.manager is not None
    found = told.review.own_watched if own else told.review.watched
    if not found:
        return None
    columns = [
        *([] if own else [Column(told.say("review.manager"), wide=1.4), Column(told.say("review.unit"))]),
        Column(told.say("last.rule")),
        Column(told.say("last.state")),
        Column(told.say("last.value")),
        Column(told.say("last.line"), "share"),
        Column(told.say("last.missing")),
        Column(told.say("last.in_a_row"), "count"),
        Column(told.say("last.reason")),
    ]
    title = told.say("review.watch_own" if own else "review.watch")
    answer = told.say("last.gentle") if own else told.say("review.watched", count=len(found))
    return Section(title, answer, tables=(table(title, columns, [_watched(told, each, own) for each in found]),))


def _watched(told: Told, each: Watched, own: bool) -> list[Cell]:
    rule = told.pack.last_place.get(each.rule)
    value = each.value
    written = told.share(value) if value is None or value.is_finite() else told.say("state.best")
    missing = numbers.points(each.missing, told.language, sign=False) if each.missing else ""
    return [
        *([] if own else [each.name or each.manager, told.unit(each.unit)]),
        rule.name(told.language) if rule else each.rule,
        told.say(f"last.state_{each.state}"),
        written,
        each.line,
        missing,
        each.in_a_row,
        told.say(f"last.why_{each.reason}") if each.reason else "",
    ]
