"""A rule of rewards tried with another line, number of places or amount, and locked for the unit viewed."""

from collections.abc import Sequence
from decimal import Decimal
from html import escape

import streamlit as st

from data import rules
from data.errors import BoardError
from data.text import numbers
from metrics.currency import in_currency
from metrics.reward_rule import Reward
from metrics.reward_try import Past, Tried, tried
from metrics.unit_rules import Change, lock_rule, supposed
from pages.parts import filters, lists, prizes, reward_words, signing
from pages.parts.looking import Look, made
from pages.parts.plain import Cell, table
from pages.parts.room import Room

HUNDRED = Decimal(100)


def draw(look: Look) -> None:
    """The rule chosen, what may be changed of it, who would have won, what it costs at most, and the lock."""
    room, known = look.room, look.pack.rewards
    if not known:
        st.info(room.say("rewards.no_rules"))
        return
    asked = st.query_params.get("rule")
    id = asked if asked in known else next(iter(known))
    filters.select(room, "rule", "rewards.rule", id, {each: reward_words.name(room, each) for each in known}, width=320)
    change = Change(look.unit, "rewards", id, _values(room, id, known[id]))
    try:
        pack, _ = supposed(room.home, look.reader, change, look.as_of)
        pack = in_currency(pack, room.home.settings().currency)
    except BoardError as error:
        st.error(room.say(error.code, **error.values))
        return
    with st.spinner(room.say("rewards.trying"), show_time=True):
        found = made(
            look, "reward_try",
            lambda of: tried(of.reader, pack, id, of.period, of.unit, workdays=of.workdays, as_of=of.as_of),
            id, repr(pack.rewards), room.marts.stamp(*prizes.MARTS),
        )  # fmt: skip
    _said(room, pack.rewards[id], found)
    if room.viewer.role in rules.LOCKERS:
        _lock(look, change)


def _values(room: Room, id: str, rule: Reward) -> dict[str, object]:
    """What is set otherwise than the rule says now."""
    said: dict[str, object] = {}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if rule.line is not None:
            share = rule.measure != "value"
            line = _number(room.say("rewards.set_line_share" if share else "rewards.set_line"), f"line {id}",
                           rule.line * HUNDRED if share else rule.line)  # fmt: skip
            said["line"] = line / HUNDRED if share else line
        if rule.places is not None:
            said["places"] = int(
                st.number_input(
                    room.say("rewards.set_places"), 1, max(100, rule.places), rule.places, key=f"places {id}", width=160
                )
            )
        if rule.amount is not None:
            said["amount"] = _number(room.say("rewards.set_amount"), f"amount {id}", rule.amount)
    return {key: value for key, value in said.items() if value != getattr(rule, key)}


def _number(title: str, key: str, value: Decimal) -> Decimal:
    """What is typed in, to two places; the value itself, however fine, where it is left as it is shown."""
    shown = round(float(value), 2)
    least = min(0.01, shown)
    found = st.number_input(title, min_value=least, value=shown, step=1.0, format="%.2f", key=key, width=200)
    return value if round(found, 2) == shown else Decimal(repr(round(found, 2)))


def _said(room: Room, rule: Reward, found: Tried) -> None:
    """What it may cost and which line fits, then the past, the latest period first."""
    notes = [_cost(room, rule, found)]
    if found.advice is not None and found.past:
        line = reward_words.number(room, rule, found.advice)
        notes.append(
            room.say("rewards.advice", line=line, fits=found.fits, fitting=found.fitting, among=len(found.past))
        )
    body = "".join(f"<p>{escape(note)}</p>" for note in notes if note)
    won = sum(bool(each.won) for each in found.past)
    title = room.say("rewards.tried", among=len(found.past), won=won)
    heads = [room.say(f"rewards.{head}") for head in ("period", "would_win", "best", "cost")]
    rows = [_past(room, rule, each) for each in found.past]
    st.html(lists.section(title, body, table(heads, rows, title, words=2) if rows else ""))


def _cost(room: Room, rule: Reward, found: Tried) -> str:
    if rule.given == "honour":
        return room.say("rewards.cost_honour")
    dearest = reward_words.amount(room, rule.given, found.dearest)
    if found.most is None or found.most_tied is None:
        return room.say("rewards.cost_tiers", dearest=dearest)
    most, tied = (reward_words.amount(room, rule.given, each) for each in (found.most, found.most_tied))
    code = "rewards.cost_tied" if found.most_tied > found.most else "rewards.cost_most"
    return room.say(code, most=most, tied=tied, people=found.people, dearest=dearest)


def _past(room: Room, rule: Reward, each: Past) -> Sequence[Cell | str]:
    period = room.pack.period(each.period)
    names = room.say("page.comma").join(who.name or who.manager for who in each.won)
    best = room.say("page.comma").join(reward_words.number(room, rule, value) for value in each.numbers[:3])
    cost = reward_words.amount(room, rule.given, each.cost) if rule.given != "honour" else numbers.UNKNOWN
    return [period.title(room.language) if period else each.period, names or numbers.UNKNOWN, best, cost]


def _lock(look: Look, change: Change) -> None:
    room = look.room
    unit = room.unit_name(look.unit)
    st.caption(room.say("rewards.lock_help", unit=unit))
    reason = st.text_input(room.say("rewards.lock_reason"), max_chars=200, key="rule_reason")
    signing.draw(room)
    if st.button(room.say("rewards.lock", unit=unit), type="primary", disabled=not change.values, key="lock_rule",
                 icon=":material/lock:"):  # fmt: skip
        if not reason.strip():
            st.warning(room.say("rewards.reason_missing"))
            return
        about = {"reason": reason.strip(), "signed": signing.signed(), "today": room.today}
        try:
            lock_rule(room.home, look.reader, change, look.as_of, **about)  # type: ignore[arg-type]
        except BoardError as error:
            st.error(room.say(error.code, **error.values))
            return
        st.rerun()
