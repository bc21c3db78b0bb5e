"""What was written to the sections of a review: the unit's by those who answer for it, a person's to that person."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from data.exports.report import Comment
from data.reader import Reader
from metrics.periods import Period
from metrics.review.report import Comments
from metrics.review.rows import Row
from metrics.review.shape import About
from metrics.review.stamp import who

# what of a sealed review is a comment, beside the parts of the review itself
PART = "comment"
# a unit's own, and a person's wherever in the tree it was written
WHOSE = "period = $month and manager is not distinct from $manager and (manager is not null or unit = $unit)"
SAID = f"""
select comment, section, what, day, signed, writer
from comment
where {WHOSE}
order by day, stated_at, comment
"""
SEALED = f"""
select content from sealed_review
where {WHOSE} and part = '{PART}'
order by unit, place
"""
WRITTEN = """
select section, what, day, signed, writer, manager
from comment
where unit = $unit and period = $month
order by manager, day, stated_at, comment
"""


def said(reader: Reader, about: About, sealed: bool) -> list[dict[str, Any]]:
    """Comments as rows, oldest first: those of a sealed month as they were when it was `sealed`.

    Those about a person are no part of the unit's, nor the unit's of a person's.
    """
    params = {"unit": about.unit, "month": about.month, "manager": about.manager}
    if not sealed:
        return reader.rows(SAID, params)
    found = [json.loads(row["content"]) for row in reader.rows(SEALED, params)]
    return [each | {"day": date.fromisoformat(each["day"])} for each in found]


def comments(found: list[dict[str, Any]], about: About, language: str) -> Comments:
    """Rows of comments by section."""
    told: Comments = {}
    for row in found:
        each = Comment(row["what"], who(about, row["writer"], row["signed"], language), row["day"])
        told[row["section"]] = (*told.get(row["section"], ()), each)
    return told


def rows(reader: Reader, unit: str, month: Period) -> Iterator[Row]:
    """What a seal sets aside of a unit's comments and those on its people's months."""
    for place, row in enumerate(reader.rows(WRITTEN, {"unit": unit, "month": month.code})):
        content: Mapping[str, Any] = row | {"day": row["day"].isoformat()}
        yield Row(PART, unit, place, row["manager"], json.dumps(content, ensure_ascii=False))
