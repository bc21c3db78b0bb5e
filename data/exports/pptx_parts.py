"""What slides have beside charts and tables: the line under the title, big numbers, comments and notes."""

from collections.abc import Sequence
from dataclasses import replace

from pptx.slide import Slide

from data.exports import look, written
from data.exports.pptx_box import Area, Words, put, ruled
from data.exports.report import Section, Table

# how much of a slide's height its comments and notes may take
FOOT = 84
# a big number's name, the number itself and the word below it
VALUE, WORD = 30, 16
FIGURES = 14 + VALUE + WORD
VALUE_SIZES, WORD_SIZES = (24, 22, 20, 18, 16, 14, 12), (12, 11, 10, 9, 8)
# how much wider bold letters are
SLACK = 1.1


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
    """The big numbers side by side: what, how much, and below it the word in its band's colour."""
    parts = [place.split(0, 16)[1] for place in area.beside(max(len(found), 3), 16)]
    room = parts[0].width / SLACK
    size = min(written.size(value, room, VALUE, VALUE_SIZES) for _, value, _ in found)
    beside = min(written.size(word, room, WORD, WORD_SIZES) for *_, word in found)
    for part, (what, value, word) in zip(parts, found, strict=False):
        ruled(slide, replace(part, left=part.left - 8, width=2, height=FIGURES - 2))
        put(slide, part.top_part(14), [Words(written.cut(what, room / 10.5), 10.5, quiet=True)])
        put(slide, part.below(14).top_part(VALUE), [Words(value, size, bold=True)])
        band = look.spoken_band(word, language)
        said = Words(word, beside, bold=True, colour=look.BANDS[band] if band else "", quiet=not band)
        put(slide, part.below(14 + VALUE).top_part(WORD), [said] if word else [])
    return area.below(FIGURES, 12)
