"""A poster as a picture for phones, 1080 pixels wide, upright and small enough to send."""

from data.exports import look, written
from data.exports.poster import Line, Poster
from data.exports.typeset import typeset
from data.text import say

# so many rows, figures and ems of a name are drawn; a picture of all of them stays far below 2 MB
ROWS = {"battle": 15, "winners": 12, "ranking": 20}
FIGURES, NAME = 4, 14


def png(poster: Poster) -> bytes:
    """The file's content."""
    poster = written.cleaned(poster)
    return typeset("poster.typ", told(poster), "png", poster.stamp.at if poster.stamp else None)


def told(poster: Poster) -> dict[str, object]:
    """All that stands on the picture, and nothing else."""
    language, most = poster.language, ROWS[poster.layout]
    left = len(poster.rows) - most
    return {
        "layout": poster.layout,
        "title": poster.title,
        "answer": poster.answer,
        "language": language,
        "figures": [
            {"what": what, "value": value, "word": word, "band": look.spoken_band(word, language)}
            for what, value, word in poster.figures[:FIGURES]
        ],
        "rows": [_line(each, language) for each in poster.rows[:most]],
        "longest": max((each.share or 0 for each in poster.rows[:most]), default=0),
        "left": say("report.left", language, count=left) if left > 0 else "",
        "notes": poster.notes,
        "stamp": written.made(poster.stamp, language),
        "bands": look.BANDS,
    }


def _line(line: Line, language: str) -> dict[str, object]:
    return {
        "name": written.cut(line.name, NAME),
        "value": line.value,
        "word": line.word,
        "band": look.spoken_band(line.word, language),
        "share": line.share,
        "place": line.place,
    }
