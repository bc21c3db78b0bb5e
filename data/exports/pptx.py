"""A report as a deck: an opening, the answers, a slide or more a section, what the numbers mean; charts are native."""

import io
import zipfile

from pptx.slide import Slide

from data.exports import pptx_parts, pptx_table, written
from data.exports.pptx_box import Words, fill, put
from data.exports.pptx_slides import section_slides
from data.exports.pptx_template import Master, added, content, master
from data.exports.report import Column, Definition, Report, Section, table
from data.text import say

# the time of each part within the file, so that equal reports are equal files
PART_TIME = (1980, 1, 1, 0, 0, 0)
ANSWER_SIZES = (18, 16, 15, 14, 13, 12, 11, 10, 9)
# the sections' titles beside their answers take no more of the width
TITLES = 0.3
FIGURES = 4


def pptx(report: Report, template: bytes | None = None) -> bytes:
    """The file's content; a customer's own .pptx gives layouts, faces and colours, its slides are left out."""
    report = written.cleaned(report)
    made = master(template, report.language, written.made(report.stamp, report.language))
    _opening(made, report)
    if len(report.sections) > 1:
        _answers(made, report)
    for section in report.sections:
        for slide in section_slides(made, section, report.language):
            _noted(slide, section, report.language)
    if report.definitions:
        _meanings(made, report)
    _propertied(made, report)
    stream = io.BytesIO()
    made.deck.save(stream)
    return _settled(stream.getvalue())


def _opening(made: Master, report: Report) -> None:
    slide = added(made, made.opening, report.title)
    notes = [Words(note, 18 if place == 0 else 14) for place, note in enumerate(report.notes)]
    box = next((each for each in slide.placeholders if each.placeholder_format.idx != 0), None)
    if box is not None:
        fill(box.text_frame, notes)
    else:
        put(slide, content(made), notes)


def _answers(made: Master, report: Report) -> None:
    """The report's answer over the big numbers of all sections and what each section says."""
    slide = added(made, made.plain, report.notes[0] if report.notes else report.title)
    slide.notes_slide.notes_text_frame.text = "\n".join(report.notes)
    area = content(made)
    figures = [figure for section in report.sections for figure in section.figures][: 2 * FIGURES]
    for first in range(0, len(figures), FIGURES):
        area = pptx_parts.figures(slide, area, figures[first : first + FIGURES], report.language)
    said = [section for section in report.sections if section.answer]
    longest = max((written.ems(section.title) for section in said), default=0)
    for size in ANSWER_SIZES:
        share = min((longest * 1.06 + 1.5) * size / area.width, TITLES)
        heights = [Words(each.answer, size).height(area.width * (1 - share)) + size * 1.1 for each in said]
        if sum(heights) <= area.height:
            break
    for section, height in zip(said, heights, strict=True):
        left, right = area.top_part(height).split(share, 0)
        put(slide, left, [Words(written.cut(section.title, left.width / size - 1), size, bold=True, quiet=True)])
        put(slide, right, [Words(section.answer, size)])
        area = area.below(height)


def _noted(slide: Slide, section: Section, language: str) -> None:
    """What the speaker can read: the answer, notes, comments, and what the numbers mean."""
    said = [section.answer, *section.notes, *(written.comment(each, language) for each in section.comments)]
    meanings = [_meaning(each, language) for each in section.definitions]
    slide.notes_slide.notes_text_frame.text = "\n".join(each for each in (*said, *meanings) if each)


def _meaning(definition: Definition, language: str) -> str:
    name, formula, source = definition.name, definition.formula, definition.source
    return say("report.meaning", language, name=name, formula=formula, source=source)


def _meanings(made: Master, report: Report) -> None:
    """The definitions as tables to read, none cut."""
    wide = {"number": 1.4, "formula": 5, "source": 2.5}
    columns = [Column(say(f"report.{name}", report.language), wide=each) for name, each in wide.items()]
    shown = table("", columns, [(each.name, each.formula, each.source) for each in report.definitions])
    texts, area = pptx_table.texts(shown, report.language), content(made)
    fit = pptx_table.fitted(shown, report.language, (0, 1, 2), area.width, pptx_table.WHOLE)
    for first, last in fit.slots(area.height):
        slide = added(made, made.plain, say("report.definitions", report.language))
        pptx_table.draw(slide, area, shown, fit, texts[first:last])


def _propertied(made: Master, report: Report) -> None:
    properties, stamp = made.deck.core_properties, report.stamp
    # of the bank's own presentation nothing is said
    properties.keywords = properties.comments = properties.category = properties.identifier = ""
    properties.title = report.title
    if stamp is None:
        return
    properties.author = properties.last_modified_by = stamp.by
    properties.subject = written.made(report.stamp, report.language)
    properties.content_status, properties.version = stamp.state, str(stamp.version)
    properties.created = properties.modified = stamp.at


def _settled(content: bytes) -> bytes:
    """The same parts in the same order, without the time each was written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as found, zipfile.ZipFile(stream, "w") as kept:
        for name in found.namelist():
            kept.writestr(zipfile.ZipInfo(name, PART_TIME), found.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
