"""What was written to the sections of a review: the unit's by those who answer for it, a person's to that person."""

from data.exports.report import Comment
from data.reader import Reader
from metrics.review_report import Comments
from metrics.review_shape import About
from metrics.review_stamp import who

SAID = """
select section, what, day, signed, writer
from comment
where unit = $unit and period = $month and manager is not distinct from $manager
order by day, stated_at, comment
"""


def comments(reader: Reader, about: About, language: str) -> Comments:
    """By section, oldest first; those about a person are no part of the unit's, nor the unit's of a person's."""
    params = {"unit": about.unit, "month": about.month, "manager": about.manager}
    found: Comments = {}
    for row in reader.rows(SAID, params):
        said = Comment(row["what"], who(about, row["writer"], row["signed"], language), row["day"])
        found[row["section"]] = (*found.get(row["section"], ()), said)
    return found
