"""What a file of a review is stamped with: who made it, when, for whom, from which version, sealed or not."""

from datetime import UTC, datetime

from data.exports.report import Stamp
from data.scope import Viewer, parse
from data.text import numbers, say
from metrics.review.shape import About
from metrics.review.words import UNNAMED
from metrics.sealing import Seal


def stamp(
    about: About, viewer: Viewer, at: datetime, language: str, seal: Seal | None, signed: str | None = None
) -> Stamp:
    """`signed` is the name typed by whoever makes it, where the app knows no more than a role."""
    return Stamp(who(about, viewer.name, signed, language), at, reader(about, language), about.version,
                 state(about, seal, language))  # fmt: skip


def state(about: About, seal: Seal | None, language: str) -> str:
    """Sealed when, by whom and from which version, with what was said of records that lacked; or not sealed."""
    if seal is None:
        return say("review.not_sealed", language)
    day = numbers.day(seal.stated_at.replace(tzinfo=UTC).astimezone().date(), language)
    by = who(about, seal.writer, seal.signed, language)
    said = say("seal.badge", language, day=day, who=by, version=seal.version)
    return f"{said} {say('seal.badge_note', language, note=seal.note)}" if seal.note else said


def who(about: About, writer: str, signed: str | None, language: str) -> str:
    """The name typed with the role, else the role."""
    role = title(about, parse(writer), language)
    return say("targets.signed_by", language, name=signed, role=role) if signed else role


def reader(about: About, language: str) -> str:
    """For whom it is: the person whose month it is, else the head of the unit."""
    if about.manager:
        return about.name or about.manager
    unit = say(UNNAMED[about.unit], language) if about.unit in UNNAMED else about.unit
    return say("targets.role_of", language, unit=about.name or unit, role=say("page.role_head", language))


def title(about: About, viewer: Viewer, language: str) -> str:
    """What a viewer is called: the role and where."""
    role, where = say(f"page.role_{viewer.role}", language), viewer.unit or viewer.manager
    name = dict((*about.above, *about.units)).get(where or "") or where
    return say("targets.role_of", language, unit=name, role=role) if name else role
