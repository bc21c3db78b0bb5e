"""How far it is to each prize, for a head of everybody below and for a person of oneself; and who was given what."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from data import entries
from data.text import numbers
from metrics.announced import Announced, announce
from metrics.reward_view import Rewards, rewards
from metrics.rewards import Award
from pages.parts import address, entered, lists, reward_words, signing
from pages.parts.lists import Item
from pages.parts.looking import Look, made
from pages.parts.people import Person
from pages.parts.plain import Cell, table

if TYPE_CHECKING:
    from pages.parts.room import Room

MARTS = ("announcement", "compliance", "success_note", "rule_change")
SHOWN, NAMED = 15, 4


def found(look: Look) -> Rewards:
    """What the viewer is shown of the rules of the unit looked at; cached until a mart or a rule changes."""
    room, today = look.room, look.reader.today

    def make(of: Look) -> Rewards:
        return rewards(room.home, room.viewer, of.period, of.unit, as_of=of.as_of, today=today)

    return made(look, "rewards", make, room.marts.stamp(*MARTS), room.home.rules(), today)


def answer(room: "Room", seen: Rewards) -> str:
    """The first line: what somebody has or how far the next prize is; for a head who has and who is nearest."""
    own = [each for each in seen.awards if each.manager == room.viewer.manager]
    rows = own if room.viewer.role == "manager" else list(seen.awards)
    won = [each for each in rows if each.state == "awarded" and not each.provisional]
    leading = sum(each.state == "awarded" for each in rows) - len(won)
    near = nearest(rows)
    names = room.say("page.comma").join(_won(room, each, bool(own)) for each in won[:NAMED])
    names += room.say("rewards.and_more") if len(won) > NAMED else ""
    about = {"who": room.person or "", "period": seen.period.title(room.language), "won": names, "count": len(won)}
    told = room.say("rewards.leading", count=leading) if leading else ""
    told += "" if near is None else _near(room, seen, near, bool(own))
    if room.viewer.role == "manager":
        return room.say("rewards.answer_mine" if won else "rewards.answer_not_mine", following=told, **about)
    # a wall knows what was announced, not that nobody has won
    nobody = "rewards.answer_untold" if room.viewer.role == "wall" else "rewards.answer_none"
    return room.say("rewards.answer" if won else nobody, following=told, unit=room.unit_name(seen.unit), **about)


def _won(room: "Room", each: Award, own: bool) -> str:
    prize = reward_words.name(room, each.rule)
    return prize if own else room.say("rewards.who_prize", who=each.name or each.manager, prize=prize)


def nearest(rows: Sequence[Award]) -> Award | None:
    """Who lacks the smallest part of a line that can still be reached."""
    still = [each for each in rows if each.state == "open" and each.missing and each.value is not None and each.line]
    return min(still, key=_part_missing, default=None)


def _part_missing(each: Award) -> Decimal:
    """What is missing as a part of the line, since one rule's is a share and another's an amount."""
    line, value = each.line or Decimal(0), each.value or Decimal(0)
    return (line - value) / abs(line)


def _near(room: "Room", seen: Rewards, each: Award, own: bool) -> str:
    rule = seen.pack.rewards[each.rule]
    who = "" if own else each.name or each.manager
    prize = rule.names.get(room.language)
    return room.say("rewards.nearest", who=who, prize=prize, short=reward_words.missing(room, rule, each))


def draw(look: Look) -> None:
    """Each rule with how far everybody is from it; who left the race for a reason comes last."""
    room, seen = look.room, found(look)
    if not seen.pack.rewards:
        st.info(room.say("rewards.no_rules"))
    if room.viewer.role == "manager":
        lists.show(own(room, seen, str(room.viewer.manager)))
        return
    for id, rule in seen.pack.rewards.items():
        rows = [each for each in seen.awards if each.rule == id]
        if not rows:
            continue
        title = reward_words.rule(room, id, rule)
        racing = [each for each in rows if each.state != "excluded"]
        st.html(lists.section(title, _table(room, seen, racing[:SHOWN], title) if racing else ""))
        rest = [*racing[SHOWN:], *(each for each in rows if each.state == "excluded")]
        if rest:
            with st.expander(room.say("rewards.rest", count=len(rest))):
                st.html(_table(room, seen, rest, title))


def _table(room: "Room", seen: Rewards, rows: Sequence[Award], label: str) -> str:
    heads = [room.say(f"rewards.{head}") for head in ("name", "state", "missing", "need", "value", "rank")]
    return table(heads, [_row(room, seen, each) for each in rows], label, words=2)


def _row(room: "Room", seen: Rewards, each: Award) -> list[Cell | str]:
    rule = seen.pack.rewards[each.rule]
    return [
        Cell(each.name or each.manager, href=address.link("gap", manager=each.manager)),
        Cell(reward_words.state(room, each), "ahead" if each.state == "awarded" else "quiet"),
        reward_words.distance(room, rule, each),
        reward_words.need(room, rule, each),
        reward_words.number(room, rule, each.value),
        numbers.rank(each.rank, each.ranked),
    ]


def own(room: "Room", seen: Rewards, manager: str) -> str:
    """A person's distance to every prize, as text; empty where no rule is on."""
    rows = [each for each in seen.awards if each.manager == manager and each.rule in seen.pack.rewards]
    if not rows:
        return ""
    return lists.section(room.say("rewards.distances"), lists.listed(_own(room, seen, each) for each in rows))


def _own(room: "Room", seen: Rewards, each: Award) -> Item:
    rule = seen.pack.rewards[each.rule]
    what, hover = rule.names.get(room.language), reward_words.rule(room, each.rule, rule)
    if each.state == "open":
        return Item(
            what, reward_words.missing(room, rule, each, left=False) or room.say("rewards.state_open"), hover=hover
        )
    return Item(what, reward_words.state(room, each), "ahead" if each.state == "awarded" else "quiet", hover)


def announcements(look: Look) -> None:
    """What is to be announced, with the click that records it, then what was."""
    room, seen = look.room, found(look)
    told = seen.announced
    fresh = seen.untold
    if room.viewer.role in entries.JUDGES:
        _fresh(room, seen, fresh)
    elif room.viewer.role == "wall" and seen.awards:
        st.html(lists.section(room.say("rewards.won_title"), lists.listed(win(room, each) for each in seen.awards)))
    if not told:
        st.html(lists.section(room.say("rewards.none_announced")))
        return
    heads = [room.say(f"rewards.{head}") for head in ("rule", "name", "value", "amount", "announced")]
    title = room.say("rewards.announced_title", count=len(told))
    st.html(lists.section(title, table(heads, [_told(room, seen, each) for each in told], title, words=2)))


def _fresh(room: "Room", seen: Rewards, fresh: Sequence[Award]) -> None:
    """What is to be announced."""
    if not fresh:
        st.html(lists.section(room.say("rewards.nothing_new")))
        return
    items = [win(room, each) for each in fresh]
    st.html(lists.section(room.say("rewards.to_announce", count=len(fresh)), lists.listed(items)))
    signing.draw(room)
    announcing(room, [(seen, fresh)])


def announcing(room: "Room", fresh: Sequence[tuple[Rewards, Sequence[Award]]]) -> None:
    """The click that records that these were told to everybody today."""
    if room.viewer.role not in entries.JUDGES:
        return
    if not st.button(room.say("rewards.announce"), type="primary", icon=":material/campaign:", key="announce"):
        return
    about = {"version": room.marts.version, "day": room.today, "signed": signing.signed()}

    def tell() -> None:
        for seen, rows in fresh:
            announce(room.home, room.viewer, rows, seen.unit, seen.period, **about)  # type: ignore[arg-type]

    entered.at_once(room, tell)


def win(room: "Room", each: Award) -> Item:
    """An award in one line, which is applause."""
    prize = reward_words.amount(room, each.given, each.amount)
    what = f"{reward_words.name(room, each.rule)} · {each.name or each.manager}"
    return Item(what, f"{reward_words.state(room, each)} · {prize}", "ahead")


def together(room: "Room", fresh: Sequence[Award]) -> list[Item]:
    """A line an award; where many won the same prize of a period, one line with how many, and the first by name."""
    found: list[Item] = []
    for (rule, period), rows in groupby(fresh, lambda each: (each.rule, each.period)):
        won = list(rows)
        if len(won) <= NAMED:
            found += [win(room, each) for each in won]
            continue
        about = room.pack.period(period)
        prize = f"{reward_words.name(room, rule)} · {about.title(room.language) if about else period}"
        names = room.say("page.comma").join(each.name or each.manager for each in won[:NAMED])
        found.append(Item(prize, f"▲ {room.say('rewards.won_by', count=len(won), names=names)}", "ahead"))
    return found


def _told(room: "Room", seen: Rewards, each: Announced) -> list[Cell | str]:
    rule = seen.pack.rewards.get(each.rule)
    prize = reward_words.name(room, each.replaced) if each.replaced else ""
    said = room.say(f"rewards.announced_{each.said}", prize=prize)
    return [
        reward_words.name(room, each.rule),
        each.name if each.unit == seen.unit else f"{each.name} · {room.unit_name(each.unit)}",
        reward_words.number(room, rule, each.value) if rule else "",
        reward_words.amount(room, each.given or "honour", each.amount),
        Cell(f"！{said}" if each.disputed else said, "at_risk" if each.disputed else "quiet"),
    ]


def on_gap(look: Look, person: Person) -> str:
    """The same distances for My gap, by the rules of the unit the person stands in, whoever looks."""
    return own(look.room, found(replace(look, unit=person.unit)), person.manager)
