"""What slides have beside charts and tables: the line under the title, big numbers, comments and notes."""

from collections.abc import Sequence
from dataclasses import replace

from pptx.slide import Slide

from data.exports import look, written
from data.exports.pptx_box import Area, Words, put, ruled, write
from data.exports.report import Section, Table

# how much of a slide's height its comments and notes may take
FOOT = 84
FIGURES = 48


def head(slide: Slide, area: Area, section: Section, table: Table | None) -> Area:
    """What the slide is about, under its title; gives what is left."""
    said = [section.title if section.answer else "", table.title if table else ""]
    line = " · ".join(dict.fromkeys(each for each in said if each))
    if not line:
        return area
    put(slide, area.top_part(16), [Words(line, 12, bold=True, quiet=True)])
    return area.below(16, 8)


def foot(slide: Slide, area: Area, section: Section, language: str) -> Area:
    """Comments and notes as far as they find room (the speaker's notes have all); gives what is left."""
    words = [Words(written.comment(each, language), 11) for each in section.comments]
    words += [Words(note, 10, quiet=True) for note in section.notes]
    kept: list[Words] = []
    for each in words:
        if sum(one.height(area.width) for one in [*kept, each]) <= FOOT:
            kept.append(each)
    if not kept:
        return area
    height = sum(one.height(area.width) for one in kept)
    put(slide, area.foot(height), kept)
    return area.above(height, 10)


def figures(slide: Slide, area: Area, found: Sequence[tuple[str, str, str]], language: str) -> Area:
    """The big numbers side by side: what, how much, and the word beside it in its band's colour."""
    for place, (what, value, word) in zip(area.beside(max(len(found), 3), 16), found, strict=False):
        ruled(slide, replace(place, width=2, height=FIGURES - 2))
        part = place.split(0, 16)[1]
        put(slide, part.top_part(14), [Words(what, 10.5, quiet=True)])
        box = put(slide, part.below(15).top_part(32), [Words(value, 24, bold=True)])
        if word:
            band = look.spoken_band(word, language)
            said = Words("  " + word, 12, bold=True, colour=look.BANDS[band] if band else "", quiet=not band)
            write(box.text_frame.paragraphs[0], said)
    return area.below(FIGURES, 12)
