"""The blocks of My gap: the distance in every metric, coverage, promises due, what the best needed, and own goals."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from data.text import numbers
from metrics.coverage import Customer
from metrics.pack import Metric
from metrics.peers import Lines, Needed
from metrics.policy import LEAST as LEAST_PEERS
from metrics.scorecard import Card, Scorecard
from pages.parts import lists, today, words
from pages.parts.bullets import Bullet, bullet, bullets
from pages.parts.headline import difference
from pages.parts.lists import Item
from pages.parts.mine import Mine
from pages.parts.today import Today

if TYPE_CHECKING:
    from pages.parts.room import Room

SHOWN, NAMED = 10, 8
# of the score, as much as is written
LEAST = Decimal("0.0005")


def split(cards: Sequence[Card]) -> tuple[list[Card], list[Card]]:
    """The first few with a target, those in focus or with weight before others; and the rest."""
    aimed = sorted(
        (card for card in cards if card.aimed), key=lambda card: not (card.metric.focus or card.metric.weight)
    )
    return aimed[:SHOWN], [card for card in cards if card not in aimed[:SHOWN]]


def distances(room: "Room", cards: Sequence[Card]) -> str:
    """A bullet row a metric, and under it the gap, what is needed, what is foretold and what one step more is worth."""
    short = sum(card.line.band in ("behind", "at_risk") for card in cards)
    title = room.say("gap.distances", count=short, among=len(cards))
    return lists.section(title, bullets([_row(room, card) for card in cards], room.language, title))


def rest(room: "Room", cards: Sequence[Card]) -> str:
    """The other metrics: bullet rows of those with a target, plain numbers of those without."""
    aimed = [_row(room, card) for card in cards if card.aimed]
    plain = [
        Item(card.metric.name(room.language), numbers.amount(card.line.actual, card.metric.unit, room.language))
        for card in cards
        if not card.aimed
    ]
    drawn = bullets(aimed, room.language, room.say("gap.rest", count=len(aimed))) if aimed else ""
    return drawn + (_part(room, "gap.unaimed", lists.listed(plain)) if plain else "")


def _row(room: "Room", card: Card) -> Bullet:
    row = bullet(room, card.metric, card.line, card.metric.name(room.language))
    return replace(row, under=_under(room, card))


def _under(room: "Room", card: Card) -> tuple[str, ...]:
    line, metric = card.line, card.metric

    def amount(value: Decimal | None) -> str:
        return numbers.amount(value, metric.unit, room.language)

    said = []
    if line.target is None:
        return ()
    said.append(room.say("gap.target", target=amount(line.target)))
    if metric.paced and line.expected is not None:
        said.append(room.say("gap.due_now", due=amount(line.expected)))
    if line.gap is not None:
        over = line.gap <= 0
        code = "gap.reached" if line.reached else "gap.still" if metric.better == "higher" else "gap.over"
        said.append(room.say(code, gap=difference(room, metric, abs(line.gap) if over else line.gap)))
    if line.need_per_day is not None and line.need_per_day > 0:
        said.append(room.say("gap.per_day", need=amount(line.need_per_day), left=line.days_left or 0))
    if line.needed_balance is not None and not line.reached:
        said.append(room.say("gap.needed", needed=amount(line.needed_balance)))
    if line.forecast is not None:
        low, high = amount(line.forecast_low), amount(line.forecast_high)
        said.append(room.say("gap.forecast", forecast=amount(line.forecast), low=low, high=high))
    if card.gain and card.gain >= LEAST:
        said.append(room.say("gap.gain", step=amount(card.step), gain=numbers.points(card.gain, room.language)))
    return tuple(said)


def covered(room: "Room", held: Sequence[Customer], so_far: Today) -> str:
    """Coverage by tier, beside it what today has brought so far, and the first of those not contacted yet."""
    if not held:
        return lists.section(room.say("gap.nobody_held"))
    done = sum(each.contacted is not None for each in held)
    share = numbers.percent(Decimal(done) / len(held), room.language)
    title = room.say("gap.covered", share=share, covered=done, held=len(held), left=len(held) - done)
    missing = [each for each in held if each.contacted is None and each.customer not in so_far.reached]
    fresh = sum(each.contacted is None for each in held) - len(missing)
    items = [_missing(room, each) for each in missing[:NAMED]]
    rest = len(missing) - NAMED
    more = f'<p class="note">{room.say("gap.more_missing", count=rest)}</p>' if rest > 0 else ""
    beside = today.said(room, so_far, fresh)
    return lists.section(
        title, beside, lists.listed(_tiers(room, held)), _part(room, "gap.missing", lists.listed(items)), more
    )


def _tiers(room: "Room", held: Sequence[Customer]) -> list[Item]:
    order = [*room.pack.tiers, *dict.fromkeys(each.tier for each in held if each.tier not in room.pack.tiers)]
    return [_tier(room, code, own) for code in order if (own := [each for each in held if each.tier == code])]


def _tier(room: "Room", code: str | None, own: Sequence[Customer]) -> Item:
    name = own[0].tier_name or room.say("gap.no_tier")
    done, late = sum(each.contacted is not None for each in own), sum(each.overdue for each in own)
    share = numbers.percent(Decimal(done) / len(own), room.language)
    said = room.say("gap.tier", covered=done, held=len(own), share=share)
    return Item(name, said + (room.say("gap.tier_overdue", count=late) if late else ""), "behind" if late else "quiet")


def _missing(room: "Room", each: Customer) -> Item:
    said = room.say("gap.never", silence=each.silence)
    if each.last_contact:
        said = room.say("gap.last_contact", day=numbers.day(each.last_contact, room.language), silence=each.silence)
    over = f"！{room.say('gap.silent')} " if each.overdue else ""
    return Item(" · ".join(part for part in (each.name or each.customer, each.tier_name) if part), over + said,
                "at_risk" if each.overdue else "quiet")  # fmt: skip


def promises(room: "Room", found: Mine) -> str:
    """Follow-ups that are overdue or fall due by the next workday."""
    if not found.due:
        return lists.section(room.say("gap.no_promises"))
    over = sum(each.over is not None for each in found.due)
    items = [
        Item(
            f"{each.customer_name or each.customer or ''} {each.what or ''}".strip(),
            room.say("gap.over_by", days=each.over)
            if each.over is not None
            else room.say("gap.due", day=numbers.day(each.due, room.language)),
            "at_risk" if each.over is not None else "quiet",
        )
        for each in found.due[:NAMED]
    ]
    return lists.section(room.say("gap.promises", count=len(found.due), over=over), lists.listed(items))


def compared(room: "Room", found: Mapping[str, Lines], cards: Sequence[Card]) -> str:
    """What the best tenth, quarter and half needed, without a name; nothing where there are too few peers."""
    items = [
        Item(card.metric.name(room.language), room.say("data.semicolon").join(
            _needed(room, card.metric, each) for each in found[card.metric.id].needed if each.value is not None))
        for card in cards
        if card.metric.id in found
    ]  # fmt: skip
    if not items:
        return lists.section(room.say("gap.no_peers", least=LEAST_PEERS))
    peers = max(found[card.metric.id].peers for card in cards if card.metric.id in found)
    return lists.section(room.say("gap.peers", peers=peers), lists.listed(items))


def _needed(room: "Room", metric: Metric, each: Needed) -> str:
    top, share = f"{each.top:.0%}", numbers.percent(each.value, room.language)
    if each.reached:
        return room.say("gap.among", top=top, share=share)
    amount = each.more_amount
    more = room.say("gap.more", more=numbers.amount(amount, metric.unit, room.language)) if amount else ""
    return room.say("gap.among_from", top=top, share=share, more=more)


def own_goals(room: "Room", found: Mine) -> str:
    """What somebody set out to do and how, the shortest period first, with what came of it."""
    if not found.goals:
        return lists.section(room.say("gap.no_goals"))
    items = [
        Item(
            " · ".join(part for part in (goal["period"], goal["what"], goal["how"]) if part),
            " ".join(part for part in (room.say(f"gap.state_{goal['state']}"), goal["looked_back"]) if part),
        )
        for goal in found.goals[:NAMED]
    ]
    return lists.section(room.say("gap.goals", count=len(found.goals)), lists.listed(items))


def scored(room: "Room", card: Scorecard) -> str:
    """The composite score and what is missing of it."""
    return words.scored(room, replace(card.cards[0].line, score=card.score, score_missing=card.score_missing))


def _part(room: "Room", code: str, body: str) -> str:
    return f'<h3 class="part">{escape(room.say(code))}</h3>{body}'
