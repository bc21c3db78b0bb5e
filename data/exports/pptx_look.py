"""The product's own master: 16:9, an answer over a thin line, a quiet footer; faces and colours are the theme's."""

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Pt

from data.exports import look
from data.exports.pptx_box import Area

WIDTH, HEIGHT, MARGIN = 960, 540, 40
FACES = {"zh": ("Microsoft YaHei", "Microsoft YaHei"), "en": ("Arial", "Microsoft YaHei")}
CHINESE_FACE = "Microsoft YaHei"
COLOURS = {
    "dk1": look.INK, "lt1": "#FFFFFF", "dk2": look.QUIET, "lt2": look.PALE, "accent1": look.ACCENT,
    "accent2": look.QUIET, "accent3": look.BANDS["on_track"], "accent4": look.BANDS["ahead"],
    "accent5": look.BANDS["behind"], "accent6": look.BANDS["at_risk"], "hlink": look.ACCENT, "folHlink": look.QUIET,
}  # fmt: skip
KEPT = ("Title Slide", "Title Only")
FOOTER = Area(MARGIN, 508, 780, 18)
NUMBER = Area(860, 508, 60, 18)
TITLE = Area(MARGIN, 24, WIDTH - 2 * MARGIN, 58)
# what covers the upper part of the first slide, and the words on it and below
COVER = Area(0, 0, WIDTH, 300)
OPENING, NOTES = Area(60, 90, 840, 180), Area(60, 324, 840, 150)


def own(language: str) -> Deck:
    """An empty deck."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in KEPT:
            deck.slide_layouts.remove(layout)
    themed(deck.slide_master, FACES[language], COLOURS)
    _titles(deck.slide_master)
    opening, plain = deck.slide_layouts
    for each in (deck.slide_master, opening, plain):
        _placed(each)
    _behind(opening, COVER, "accent1")
    _behind(plain, Area(MARGIN, 88, WIDTH - 2 * MARGIN, 1.5), "accent1")
    return deck


def themed(master: SlideMaster, faces: tuple[str, str] | None, colours: dict[str, str]) -> None:
    """The theme with these faces, Latin and Chinese, and colours; a theme without a Chinese face gets one."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = parse_xml(part.blob)
    for font in theme.iter(qn("a:majorFont"), qn("a:minorFont")):
        latin, chinese = font.find(qn("a:latin")), font.find(qn("a:ea"))
        if faces:
            latin.set("typeface", faces[0])
        if faces or not chinese.get("typeface"):
            chinese.set("typeface", faces[1] if faces else CHINESE_FACE)
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    for name, colour in colours.items():
        slot = scheme.find(qn(f"a:{name}"))
        slot[:] = [parse_xml(f'<a:srgbClr {nsdecls("a")} val="{colour[1:]}"/>')]
    part.blob = serialize_part_xml(theme)


def _titles(master: SlideMaster) -> None:
    """Titles to the left, 24 points and bold."""
    style = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    letters = style.find(qn("a:defRPr"))
    letters.set("sz", "2400")
    letters.set("b", "1")


def _placed(layout: SlideLayout | SlideMaster) -> None:
    opening = any(each.placeholder_format.type == PP_PLACEHOLDER.CENTER_TITLE for each in layout.placeholders)
    places = {
        PP_PLACEHOLDER.TITLE: TITLE, PP_PLACEHOLDER.CENTER_TITLE: OPENING, PP_PLACEHOLDER.SUBTITLE: NOTES,
        PP_PLACEHOLDER.BODY: Area(MARGIN, 100, WIDTH - 2 * MARGIN, 400), PP_PLACEHOLDER.FOOTER: FOOTER,
        PP_PLACEHOLDER.SLIDE_NUMBER: NUMBER,
    }  # fmt: skip
    for each in list(layout.placeholders):
        kind = each.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            each._element.getparent().remove(each._element)
            continue
        each.left, each.top, each.width, each.height = places[kind].emu()
        _set(each._element, kind, opening)


def _set(element: object, kind: object, opening: bool) -> None:
    """Text without margins, to the left, at the foot of titles; white and large on the cover."""
    body = element.find(f".//{qn('a:bodyPr')}")  # type: ignore[attr-defined]
    for side in ("lIns", "rIns", "tIns", "bIns"):
        body.set(side, "0")
    title = kind in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
    body.set("anchor", "b" if title else "t" if kind == PP_PLACEHOLDER.SUBTITLE else "ctr")
    size, colour = {
        PP_PLACEHOLDER.CENTER_TITLE: (4000, "bg1"), PP_PLACEHOLDER.SUBTITLE: (1800, "tx1"),
        PP_PLACEHOLDER.FOOTER: (900, "tx2"), PP_PLACEHOLDER.SLIDE_NUMBER: (900, "tx2"),
    }.get(kind, (0, ""))  # fmt: skip
    if size:
        side = "r" if kind == PP_PLACEHOLDER.SLIDE_NUMBER else "l"
        styles = element.find(f".//{qn('a:lstStyle')}")  # type: ignore[attr-defined]
        styles[:] = [
            parse_xml(
                f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="{side}"><a:buNone/><a:defRPr sz="{size}">'
                f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
            )
        ]


def _behind(layout: SlideLayout, area: Area, colour: str) -> None:
    """A filled rectangle behind everything else."""
    left, top, width, height = area.emu()
    layout.shapes._spTree.insert(
        2,
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="99" name="Rule"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
            f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
            "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        ),
    )
