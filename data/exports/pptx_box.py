"""Boxes of a slide in points, and text in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Pt

from data.exports import written

# how far one line's foot lies below another's, in sizes of the text
LEADING = 1.25


@dataclass(frozen=True)
class Area:
    """Where something stands."""

    left: float
    top: float
    width: float
    height: float

    def emu(self) -> tuple[int, int, int, int]:
        """In the units of the file."""
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)

    def below(self, height: float, gap: float = 0) -> "Area":
        """What is left under so much taken from the top."""
        return replace(self, top=self.top + height + gap, height=max(self.height - height - gap, 0))

    def above(self, height: float, gap: float = 0) -> "Area":
        """What is left over so much taken from the foot."""
        return replace(self, height=max(self.height - height - gap, 0))

    def top_part(self, height: float) -> "Area":
        """The first so much of it."""
        return replace(self, height=height)

    def foot(self, height: float) -> "Area":
        """The last so much of it."""
        return replace(self, top=self.top + self.height - height, height=height)

    def beside(self, count: int, gap: float) -> "list[Area]":
        """Parts of one width, side by side."""
        width = (self.width - gap * (count - 1)) / count
        return [replace(self, left=self.left + place * (width + gap), width=width) for place in range(count)]

    def split(self, share: float, gap: float) -> "tuple[Area, Area]":
        """So much of its width, and the rest."""
        width = self.width * share - gap / 2
        right = replace(self, left=self.left + width + gap, width=self.width - width - gap)
        return replace(self, width=width), right


@dataclass(frozen=True)
class Words:
    """Text of one size; a colour by its code or, quiet, the theme's own made lighter."""

    text: str
    size: float
    bold: bool = False
    colour: str = ""
    quiet: bool = False
    align: PP_ALIGN = PP_ALIGN.LEFT

    def height(self, width: float) -> float:
        """How high it stands in a box so wide."""
        return written.lines(self.text, width / self.size) * self.size * LEADING


def put(slide: Slide, area: Area, words: Sequence[Words], anchor: MSO_ANCHOR = MSO_ANCHOR.TOP) -> Shape:
    """A box of paragraphs without margins."""
    box = slide.shapes.add_textbox(*area.emu())
    frame = box.text_frame
    frame.word_wrap, frame.vertical_anchor = True, anchor
    bare(frame)
    fill(frame, words)
    return box


def bare(frame: TextFrame) -> None:
    """Without margins, so that boxes line up."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(0)


def fill(frame: TextFrame, words: Sequence[Words]) -> None:
    """Each text as a paragraph of the frame."""
    for place, each in enumerate(words):
        paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
        paragraph.alignment = each.align
        write(paragraph, each)


def write(paragraph: _Paragraph, words: Words) -> None:
    """The text as a run; its faces are the theme's, Latin and Chinese."""
    run = paragraph.add_run()
    run.text = words.text
    run.font.size, run.font.bold = Pt(words.size), words.bold
    # a line of nothing is no higher than one of text
    paragraph._p.get_or_add_endParaRPr().set("sz", str(int(words.size * 100)))
    if words.colour:
        run.font.color.rgb = RGBColor.from_string(words.colour[1:])
    elif words.quiet:
        run.font.color.theme_color, run.font.color.brightness = MSO_THEME_COLOR.TEXT_1, 0.35


def ruled(slide: Slide, area: Area) -> None:
    """A bar in the accent."""
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *area.emu())
    bar.fill.solid()
    bar.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    bar.line.fill.background()
    bar.shadow.inherit = False
