"""Rules and rows of rewards in words: what is given for what, where somebody stands, and what is still missing."""

from decimal import Decimal
from typing import TYPE_CHECKING

from data.text import numbers
from metrics.reward_rule import Reward
from metrics.rewards import Award

if TYPE_CHECKING:
    from pages.parts.room import Room


def rule(room: "Room", id: str, given: Reward | None) -> str:
    """What a rule gives for what, in one line."""
    if given is None:
        return id
    return room.say(
        "rewards.rule_of", name=given.names.get(room.language), how=_how(room, given), prize=_prize(room, given)
    )


def name(room: "Room", id: str) -> str:
    given = room.pack.rewards.get(id)
    return given.names.get(room.language) if given else id


def _how(room: "Room", given: Reward) -> str:
    measured = room.pack.metrics.get(given.metric)
    what = room.say(f"rewards.measure_{given.measure}", metric=measured.name(room.language) if measured else "")
    line = number(room, given, given.line) if given.line is not None else ""
    return room.say(f"rewards.how_{given.kind}", what=what, line=line, places=given.places, periods=given.periods)


def _prize(room: "Room", given: Reward) -> str:
    if given.kind == "tiers":
        return room.say(f"rewards.tiers_{given.method}")
    return amount(room, given.given, given.amount)


def amount(room: "Room", given: str, value: Decimal | None) -> str:
    """What is given: money, points or honour."""
    if value is None:
        return room.say("rewards.given_honour")
    if given == "money":
        return numbers.amount(value, room.home.settings().currency, room.language)
    return room.say("rewards.given_points", points=numbers.count(value, room.language))


def number(room: "Room", given: Reward, value: Decimal | None) -> str:
    """A number as the rule measures it."""
    metric = room.pack.metrics.get(given.metric)
    return numbers.amount(value, metric.unit if metric and given.measure == "value" else "share", room.language)


def missing(room: "Room", given: Reward, each: Award, left: bool = True) -> str:
    """What is still missing, and that a day where it adds up by days, with how many days are `left`."""
    if each.missing is None or each.missing <= 0:
        return ""
    metric = room.pack.metrics.get(given.metric)
    short = distance(room, given, each)
    if metric is None or each.need_per_day is None:
        return room.say("rewards.still", missing=short)
    need = numbers.amount(each.need_per_day, metric.unit, room.language)
    code = "rewards.still_a_day" if left else "rewards.still_need"
    return room.say(code, missing=short, need=need, left=each.days_left)


def distance(room: "Room", given: Reward, each: Award) -> str:
    """How much is still missing, by itself; of shares and scores in percentage points."""
    metric = room.pack.metrics.get(given.metric)
    if not each.missing:
        return ""
    if metric is None or metric.unit == "share":
        return numbers.points(each.missing, room.language, sign=False)
    return numbers.amount(each.missing, metric.unit, room.language)


def need(room: "Room", given: Reward, each: Award) -> str:
    """That a workday; empty where it doesn't add up by days."""
    metric = room.pack.metrics.get(given.metric)
    return numbers.amount(each.need_per_day, metric.unit, room.language) if metric and each.need_per_day else ""


def state(room: "Room", each: Award) -> str:
    """Where somebody stands with a rule, and why not further."""
    if each.state == "awarded":
        on = numbers.short_day(each.reached_on, room.language) if each.reached_on else ""
        code = "rewards.won_so_far" if each.provisional else "rewards.won_on" if on else "rewards.won"
        return f"▲ {room.say(code, day=on)}"
    if each.reason:
        return room.say(f"rewards.reason_{each.reason}")
    return room.say(f"rewards.state_{each.state}")
