"""What a file of a review is stamped with: who made it, when, for whom, from which version, sealed or not."""

from datetime import datetime

from data.exports.report import Stamp
from data.scope import Viewer
from data.text import say
from metrics.review_shape import About


def stamp(about: About, viewer: Viewer, at: datetime, language: str, signed: str | None = None) -> Stamp:
    """`signed` is the name typed by whoever makes it, where the app knows no more than a role."""
    role = title(about, viewer, language)
    by = say("targets.signed_by", language, name=signed, role=role) if signed else role
    return Stamp(by, at, reader(about, language), about.version, say("review.not_sealed", language))


def reader(about: About, language: str) -> str:
    """For whom it is: the person whose month it is, else the head of the unit."""
    if about.manager:
        return about.name or about.manager
    return say("targets.role_of", language, unit=about.name or about.unit, role=say("page.role_head", language))


def title(about: About, viewer: Viewer, language: str) -> str:
    """What a viewer is called: the role and where."""
    role, where = say(f"page.role_{viewer.role}", language), viewer.unit or viewer.manager
    name = dict(about.units).get(where or "") or where
    return say("targets.role_of", language, unit=name, role=role) if name else role
