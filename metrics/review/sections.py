"""The sections of a review beside its metrics: movement, coverage, the year to date."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from data.exports.report import Cell, Chart, Column, Section, Table, table
from data.text import numbers
from metrics.contacts import share
from metrics.pack import Metric
from metrics.review.shape import Covered, Place, Value
from metrics.review.words import Told

UNITED = ("unit", "manager", "tier")


def movement(told: Told) -> Section | None:
    """Who moved up and down since the month before; a person reads the own place, as the board's policy says it."""
    own = told.review.about.manager is not None
    found = told.review.own_places if own else [each for each in told.review.places if each.by == _main(told)]
    if not found:
        return None
    columns = [
        Column(told.say("review.manager"), wide=1.6),
        Column(told.say("review.unit")),
        Column(_by(told, found[0].by), "share"),
        Column(told.say("review.rank")),
        Column(told.say("review.rank_before")),
        Column(told.say("review.moved"), "count", signed=True),
        Column(told.say("page.remark")),
    ]
    title = told.say("review.movement")
    return Section(title, _moved(told, found), tables=(table(title, columns, [_place(told, each) for each in found]),))


def _main(told: Told) -> str:
    """What people are ranked by: the score, else the first metric anybody is ranked by."""
    codes = [each.by for each in told.review.places if each.manager]
    return "score" if "score" in codes else next(iter(codes), "")


def _by(told: Told, by: str) -> str:
    return told.say("page.score") if by == "score" else told.pack.metrics[by].name(told.language)


def _place(told: Told, each: Place) -> list[Cell]:
    rank = numbers.rank(each.rank, each.ranked) if each.rank else ""
    if each.percent is not None:
        rank = told.say("review.among", share=f"{each.percent:.0%}")
    before = "" if each.before is None else str(each.before)
    why = told.say(f"board.left_{each.reason}") if each.reason else ""
    return [each.name or each.manager, told.unit(each.unit), each.number, rank, before, each.moved, why]


def _moved(told: Told, found: Sequence[Place]) -> str:
    if told.review.about.manager:
        return _own(told, found[0])
    held = [each for each in found if each.moved is not None]
    up, down = (sorted(part, key=lambda each: -abs(each.moved or 0)) for part in _sides(held))
    if not held:
        return told.say("review.movement_unknown")
    said = told.say("review.movement_said", up=len(up), down=len(down), among=len(held))
    if up:
        said += told.say("review.movement_most", who=up[0].name or up[0].manager, places=up[0].moved)
    return said + told.say("page.full_stop")


def _sides(held: Iterable[Place]) -> tuple[list[Place], list[Place]]:
    moved = [(each, each.moved or 0) for each in held]
    return [each for each, places in moved if places > 0], [each for each, places in moved if places < 0]


def _own(told: Told, place: Place) -> str:
    by = _by(told, place.by)
    if place.percent is not None:
        among = told.say("review.among", share=f"{place.percent:.0%}")
        return told.say("review.own_place", by=by, number=told.share(place.number), place=among)
    if place.rank is None:
        return told.say("review.own_no_place", by=by)
    rank = numbers.rank(place.rank, place.ranked)
    return told.say("review.own_place", by=by, number=told.share(place.number), place=rank)


def coverage(told: Told) -> Section | None:
    """Who covers the customers, and who is silent for too long."""
    found = told.review.covered
    if not found:
        return None
    held = {name: [each for each in found if each.dimension == name] for name in UNITED}
    # a unit without others below it would only repeat the answer
    tables = [_covered(told, name, rows) for name, rows in held.items() if name != "unit" or len(rows) > 1]
    mine = next((each for each in found if told.review.about.manager or each.key == told.review.about.unit), found[0])
    counts = {"held": mine.held, "covered": mine.covered, "overdue": mine.overdue}
    said = {"who": told.whose} | {name: numbers.count(count, told.language) for name, count in counts.items()}
    answer = told.say("review.covered", share=told.share(share(mine.covered, mine.held)), **said)
    return Section(told.say("review.coverage"), answer, tables=tuple(each for each in tables if each.rows))


def _covered(told: Told, dimension: str, found: Sequence[Covered]) -> Table:
    whole = [each for each in found if dimension == "unit" and each.key == told.review.about.unit]
    parts = [each for each in found if each not in whole or len(found) == 1]
    parts = parts if dimension == "tier" else sorted(parts, key=_reached)
    rows = [_row(told, each) for each in parts]
    columns = (
        Column(told.say(f"review.{dimension}"), wide=1.6),
        Column(told.say("review.held"), "count"),
        Column(told.say("review.contacted"), "count"),
        Column(told.say("review.share"), "share", quotient=(2, 1)),
        Column(told.say("review.overdue"), "count"),
        Column(told.say("review.planned"), "count"),
        Column(told.say("review.made"), "count"),
        Column(told.say("review.plan_share"), "share", quotient=(6, 5)),
    )
    total = (told.say("review.total"), *_row(told, whole[0])[1:]) if whole and len(found) > 1 else None
    title = told.say(f"review.coverage_{dimension}")
    chart = Chart("bars", title, 0, (3,)) if len(rows) > 1 else None
    return Table(title, columns, tuple(rows), total, chart)


def _reached(each: Covered) -> tuple[bool, Decimal, int]:
    """Who covered least first, of these who holds most; last who has nobody to cover."""
    return not each.held, share(each.covered, each.held) or Decimal(0), -each.held


def _row(told: Told, each: Covered) -> tuple[Cell, ...]:
    name = told.say("metric.part_tier") if each.dimension == "tier" and not each.name else each.name
    shares = share(each.covered, each.held), share(each.made, each.planned)
    counts = (each.held, each.covered, shares[0], each.overdue, each.planned, each.made, shares[1])
    return (name or told.unit(each.key), *counts)


def year(told: Told) -> Section | None:
    """The year to date, of metrics that count in one unit together."""
    held = [(metric, whole.year) for metric in told.metrics if (whole := told.review.whole(metric.id)) and whole.year]
    known = [(metric, now) for metric, now in held if now.actual is not None or now.target is not None]
    if not known:
        return None
    units = dict.fromkeys(metric.unit for metric, _ in known)
    tables = [_of_year(told, unit, [(metric, now) for metric, now in known if metric.unit == unit]) for unit in units]
    aimed = next(((metric, now) for metric, now in known if now.attainment is not None), None)
    metric, now = aimed or known[0]
    code = "review.year_answer" if aimed else "review.year_no_target"
    answer = told.say(code, metric=metric.name(told.language), share=told.share(now.attainment))
    return Section(told.say("review.year"), answer, tables=tuple(tables))


def _of_year(told: Told, unit: str, known: Sequence[tuple[Metric, Value]]) -> Table:
    rows, marks = list[tuple[Cell, ...]](), list[tuple[int, str]]()
    for metric, now in known:
        marks += [(len(rows), now.band)] if now.band else []
        rows.append((metric.name(told.language), now.actual, now.target, now.attainment, now.gap, told.band(now)))
        if now.corrected is not None:
            rows.append((told.say("metric.part_correction"), now.corrected, None, None, None, ""))
    title = told.say("review.year_of", kind=kind(told, unit))
    return Table(title, _year_columns(told, unit), tuple(rows), band=5, marks=tuple(marks))


def _year_columns(told: Told, unit: str) -> tuple[Column, ...]:
    return (
        Column(told.say("review.measure"), wide=1.6),
        Column(told.say("page.actual"), unit),
        Column(told.say("page.target_amount"), unit),
        Column(told.say("page.attainment"), "share", quotient=(1, 2)),
        Column(told.say("page.gap_amount"), "points" if unit == "share" else unit, difference=(2, 1)),
        Column(told.say("page.band")),
    )


def kind(told: Told, unit: str) -> str:
    """What numbers count in: money, shares, so many to each, or things."""
    money = len(unit) == 3 and unit.isupper()
    code = "money" if money else unit if unit in ("share", "ratio") else "count"
    return told.say(f"review.in_{code}", currency=numbers.currency(unit, told.language) if money else "")
