"""Pictures of a month for the chat group: how the unit stands, who won, who leads; no more than a wall may show."""

from data.exports.poster import Layout, Line, Poster
from data.exports.report import Stamp
from data.text import numbers
from metrics.pack import Metric
from metrics.policy import Row
from metrics.review.people import named, prize
from metrics.review.report import figures
from metrics.review.shape import Figure
from metrics.review.words import Told, answer

TOLD = ("announced", "confirmed")


def battle(told: Told, stamp: Stamp) -> Poster:
    """How the unit stands: its children by the first metric with a target, else its metrics; nobody by name."""
    metric = next((each for each in told.metrics if _aimed(told, each)), None)
    children = told.review.children(metric.id) if metric else []
    rows = [_line(told, each, metric, told.who(each)) for each in children if metric]
    rows = rows or [
        _line(told, whole, each, each.name(told.language))
        for each in told.metrics
        if (whole := told.review.whole(each.id)) and _aimed(told, each)
    ]
    return _poster(told, "battle", answer(told), figures(told), rows, stamp)


def _aimed(told: Told, metric: Metric) -> bool:
    whole = told.review.whole(metric.id)
    return metric.focus and whole is not None and whole.now.target is not None


def _line(told: Told, each: Figure, metric: Metric, name: str) -> Line:
    share = each.now.attainment
    word = " ".join(part for part in (told.share(share) if share is not None else "", told.band(each.now)) if part)
    return Line(name, told.amount(each.now.actual, metric), word, None if share is None else float(share))


def winners(told: Told, stamp: Stamp) -> Poster | None:
    """Who won what of the prizes that were announced; None where none was."""
    won = [each for each in told.review.won if each.said in TOLD]
    rows = [Line(each.name or each.manager, prize(told, each), named(told, each.rule)) for each in won]
    said = told.say("review.poster_won", month=told.month.title(told.language), count=len(rows))
    return _poster(told, "winners", said, (), rows, stamp) if rows else None


def ranking(told: Told, board: list[Row], by: str, stamp: Stamp) -> Poster | None:
    """Who leads, of the rows that a wall is given; None where the policy names nobody."""
    rows = [
        Line(each.name or each.manager or "", numbers.percent(each.value, told.language), place=str(each.rank))
        for each in board
        if each.rank is not None and each.manager is not None
    ]
    return _poster(told, "ranking", told.say("review.poster_leads", by=by), (), rows, stamp) if rows else None


def _poster(
    told: Told, layout: Layout, said: str, big: tuple[tuple[str, str, str], ...], rows: list[Line], stamp: Stamp
) -> Poster:
    about = told.review.about
    title = told.say(f"review.poster_{layout}", who=told.whose, month=told.month.title(told.language))
    day = numbers.day(about.as_of, told.language, year=True)
    stands = told.say("review.stands", day=day, version=about.version)
    notes = (told.say("review.stamped", stands=stands, state=stamp.state),)
    return Poster(layout, title, said, big, tuple(rows), notes, told.language, stamp)
