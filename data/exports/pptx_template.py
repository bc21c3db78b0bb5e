"""The slides of a deck: from our own master, or from a customer's template without its sample slides."""

import io
import zipfile
from copy import deepcopy
from dataclasses import dataclass

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import Slide, SlideLayout
from pptx.util import Pt

from data.errors import Refused
from data.exports import pptx_look, written
from data.exports.pptx_box import Area, Words, put

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
FRAMING = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
LARGEST = 300 * 2**20
SIZES = (24, 22, 20, 18, 16)
GAP = 16
POINT = 12700
PAGE = (
    f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
    '<a:rPr lang="en-US" sz="900"/><a:t>1</a:t></a:fld>'
)


@dataclass(frozen=True)
class Master:
    """A deck to add slides to: the layout it opens with, the one of all others, and what stands in each foot."""

    deck: Deck
    opening: SlideLayout
    plain: SlideLayout
    footer: str


def master(template: bytes | None, language: str, footer: str) -> Master:
    """Ready to add slides to; refuses what is no deck, or has no layout with a title."""
    deck = pptx_look.own(language) if template is None else _emptied(_opened(template))
    layouts = [each for every in deck.slide_masters for each in every.slide_layouts]
    plain = [each for each in layouts if _title(each, PP_PLACEHOLDER.TITLE) is not None]
    if not plain:
        raise Refused("refuse.template_untitled")
    covers = (each for each in layouts if _title(each, PP_PLACEHOLDER.CENTER_TITLE) is not None)
    least = min(plain, key=_others)
    return Master(deck, next(covers, least), least, footer)


def _opened(template: bytes) -> Deck:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise Refused("refuse.template_unread")
        return Presentation(io.BytesIO(template))
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, OSError, XMLSyntaxError) as error:
        raise Refused("refuse.template_unread") from error


def _emptied(deck: Deck) -> Deck:
    """Without slides, and what names them; with a Chinese face where the theme has none."""
    entries = deck.slides._sldIdLst
    for entry in list(entries):
        deck.part.drop_rel(entry.rId)
        entries.remove(entry)
    for name in ("p:custShowLst", "p:extLst"):
        for found in deck.part._element.findall(qn(name)):
            deck.part._element.remove(found)
    for each in deck.slide_masters:
        pptx_look.themed(each, None, {})
    return deck


def _title(layout: SlideLayout, kind: PP_PLACEHOLDER) -> LayoutPlaceholder | None:
    return next((each for each in layout.placeholders if each.placeholder_format.type == kind), None)


def _others(layout: SlideLayout) -> int:
    """How many places it has beside its title and its frame."""
    return sum(each.placeholder_format.type not in (*TITLES, *FRAMING) for each in layout.placeholders)


def added(made: Master, layout: SlideLayout, title: str) -> Slide:
    """A slide with its title as large as fits, its foot and page number, and no empty places."""
    slide = made.deck.slides.add_slide(layout)
    box = slide.shapes.title
    box.text_frame.text = title
    for each in list(slide.placeholders):
        if each.placeholder_format.type not in (*TITLES, PP_PLACEHOLDER.SUBTITLE):
            each._element.getparent().remove(each._element)
    if layout is made.plain:
        size = written.size(title, box.width / POINT * 0.96, box.height / POINT, SIZES)
        for run in box.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)
    _footed(made, slide, layout)
    return slide


def _footed(made: Master, slide: Slide, layout: SlideLayout) -> None:
    """Stamp and page number in the layout's places for them, or where these would be."""
    wide, high = made.deck.slide_width / POINT, made.deck.slide_height / POINT
    found = {each.placeholder_format.type: each for each in layout.placeholders}
    number = found.get(PP_PLACEHOLDER.SLIDE_NUMBER)
    if number is not None:
        copied = deepcopy(number._element)
        copied.nvSpPr.cNvPr.set("id", str(slide.shapes._next_shape_id))
        slide.shapes._spTree.append(copied)
    else:
        box = put(slide, Area(wide - 80, high - 30, 40, 16), [])
        box.text_frame.paragraphs[0]._p.append(parse_xml(PAGE))
    foot = [found[each] for each in FRAMING[:2] if each in found]
    area = Area(wide * 0.04, high - 32, wide * 0.8, 18)
    if foot:
        left, right = min(each.left for each in foot) / POINT, max(each.left + each.width for each in foot) / POINT
        area = Area(left, foot[-1].top / POINT, right - left, foot[-1].height / POINT)
    put(slide, area, [Words(made.footer, written.size(made.footer, area.width, area.height, (9, 8, 7)), quiet=True)])


def content(made: Master) -> Area:
    """Where a slide's content stands: between its title and its foot, as wide as the title."""
    frame = [each.top / POINT for each in made.plain.placeholders if each.placeholder_format.type in FRAMING]
    title: LayoutPlaceholder = _title(made.plain, PP_PLACEHOLDER.TITLE)
    top = (title.top + title.height) / POINT + GAP
    foot = min((each for each in frame if each > top), default=made.deck.slide_height / POINT - 32) - 6
    return Area(title.left / POINT, top, title.width / POINT, foot - top)
