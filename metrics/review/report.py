"""A review as a report in one language: the answer first, then a section for each question."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from data.exports.report import Comment, Report, Section, Stamp, Table
from data.text import numbers
from metrics.pack import Metric, Pack
from metrics.review import people, sections, tables, words
from metrics.review.gap import waterfall
from metrics.review.shape import Review
from metrics.review.tables import Line
from metrics.review.words import Told

# by the code of a section, as comments name it, those that are not about one metric
RULED: dict[str, Callable[[Told], Section | None]] = {
    "movement": sections.movement,
    "coverage": sections.coverage,
    "rewards": people.rewards,
    "watch": people.watch,
    "year": sections.year,
}
# of one person in one
SMALL = ("movement", "coverage", "rewards", "watch")
ACROSS = 8
Comments = dict[str, tuple[Comment, ...]]


def report(
    review: Review, pack: Pack, language: str, *, comments: Comments | None = None, stamp: Stamp | None = None
) -> Report:
    """The report of what a reader was given; `comments` go by the section's code."""
    told, said = Told(review, pack, language), dict(comments or {})
    code = "review.title_own" if review.about.manager else "review.title"
    title = told.say(code, who=told.whose, month=told.month.title(language))
    state = stamp.state if stamp else ""
    day = numbers.day(review.about.as_of, language, year=True)
    stands = told.say("review.stands", day=day, version=review.about.version)
    notes = (words.answer(told), told.say("review.stamped", stands=stands, state=state) if state else stands)
    speaking = dict(coded(told))
    # what was written to a section that says nothing any more stands below the first
    left = tuple(each for code, written in said.items() if code not in speaking for each in written)
    said["summary"] = (*said.get("summary", ()), *left)
    found = [replace(section, comments=said.get(code, ())) for code, section in speaking.items()]
    return Report(title, notes, tuple(found), language, stamp)


def coded(told: Told) -> list[tuple[str, Section]]:
    """Every section that has something to say, under its code."""
    found: list[tuple[str, Section | None]] = [("summary", _summary(told))]
    first = [metric for metric in told.metrics if metric.focus]
    if not told.review.about.manager:
        found += [(f"metric_{metric.id}", _metric(told, metric)) for metric in first]
        found.append(("others", _others(told, [metric for metric in told.metrics if metric not in first])))
    made = {code: section for code, make in RULED.items() if (section := make(told)) is not None}
    if told.review.about.manager:
        found.append(("own", _together(told, [made.pop(code) for code in SMALL if code in made])))
    found += made.items()
    return [(code, section) for code, section in found if section is not None]


def _together(told: Told, found: Sequence[Section]) -> Section | None:
    """What says a line or two each, of one person, in one section."""
    made = [replace(table, title=section.title) for section in found for table in section.tables]
    answer = " ".join(section.answer for section in found)
    return Section(told.say("review.own"), answer, tables=tuple(made)) if made else None


def _summary(told: Told) -> Section:
    """Every metric in a line, those that count in one unit together."""
    made = []
    for unit in dict.fromkeys(metric.unit for metric in told.metrics):
        lines = [
            Line(whole, metric, (metric.name(told.language),))
            for metric in told.metrics
            if metric.unit == unit and (whole := told.review.whole(metric.id))
        ]
        if lines:
            title = told.say("review.all", kind=sections.kind(told, unit))
            made.append(tables.versus(told, title, [told.say("review.measure")], lines))
    definitions = (*(words.definition(told, metric) for metric in told.metrics), *words.general(told))
    notes = (*words.lacking(told), *((told.say("review.running"),) if told.review.about.running else ()))
    return Section(
        told.say("review.summary"), words.answer(told), notes, tuple(made), definitions, figures=figures(told)
    )


def figures(told: Told) -> tuple[tuple[str, str, str], ...]:
    """The metrics in focus as big numbers, and the score."""
    found = []
    for metric in told.metrics:
        whole = told.review.whole(metric.id)
        if metric.focus and whole is not None:
            share = told.share(whole.now.attainment) if whole.now.attainment is not None else ""
            word = " ".join(part for part in (share, told.band(whole.now)) if part)
            found.append((metric.name(told.language), told.amount(whole.now.actual, metric), word))
    score = next((each for each in told.review.scores if each.manager == told.review.about.manager), None)
    if score is not None and score.score is not None:
        found.append((told.say("page.score"), told.share(score.score), ""))
    return tuple(found)


def _metric(told: Told, metric: Metric) -> Section | None:
    made = [make(told, metric) for make in (tables.by_unit, waterfall, tables.by_person)]
    shown = tuple(each for each in made if each is not None)
    if not shown:
        return None
    definition = (words.definition(told, metric),)
    return Section(metric.name(told.language), words.of_metric(told, metric), (), shown, definition)


def _others(told: Told, metrics: Sequence[Metric]) -> Section | None:
    """The attainment of everything else side by side, by unit and by person."""
    aimed = [each for each in metrics if (whole := told.review.whole(each.id)) and whole.now.target is not None]
    made: list[Table] = []
    for start in range(0, len(aimed), ACROSS):
        part = aimed[start : start + ACROSS]
        made += [tables.side_by_side(told, part, people) for people in (False, True)]
    made = [each for each in made if each.rows]
    if not made:
        return None
    reached = sum(bool(whole.now.reached) for each in aimed if (whole := told.review.whole(each.id)))
    answer = told.say("review.others_said", reached=reached, among=len(aimed))
    return Section(told.say("review.others"), answer, tables=tuple(made))
