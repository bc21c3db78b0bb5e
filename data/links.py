"""Personal links: whose key opens the app as whom, for homes where people sign in with nothing else."""

import tomllib
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe

import tomlkit

from data.errors import Refused
from data.home import Home
from data.publish import open_reader
from data.scope import OWNER, Viewer, parse
from data.viewers import known


@dataclass(frozen=True)
class Link:
    """Whom a link opens the app as, and a digest of its key: the key itself is nowhere kept."""

    viewer: str
    digest: str


def make(home: Home, viewer: Viewer) -> str:
    """Makes a new key for a viewer, in place of the one before, and returns it.

    Raises Refused for the owner, and for a unit or person that the published records don't know; while nothing is
    published anybody may be meant. From the first key on, the app shows nothing without one.
    """
    if viewer == OWNER:
        raise Refused("access.no_owner_link")
    if reader := open_reader(home, viewer):
        with reader:
            known(reader)
    key = token_urlsafe(24)
    _write(home, [*(link for link in links(home) if link.viewer != viewer.name), Link(viewer.name, _digest(key))])
    return key


def drop(home: Home, viewer: Viewer) -> None:
    """Makes a viewer's link open nothing; raises Refused where there is none."""
    held = links(home)
    if viewer.name not in {link.viewer for link in held}:
        raise Refused("access.no_link", viewer=viewer.name)
    _write(home, [link for link in held if link.viewer != viewer.name])


def links(home: Home) -> list[Link]:
    """The links of a home, in the order they were made."""
    if not home.links.exists():
        return []
    try:
        return [Link(**row) for row in tomllib.loads(home.links.read_text("utf-8"))["link"]]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        # never open to all because a file is broken
        raise Refused("access.links_unread", file=home.links) from error


def viewer_of(home: Home, key: str | None) -> Viewer | None:
    """Whom a key opens the app as; None where the home has no links. Raises Refused for none, or a wrong one."""
    held = links(home)
    if not home.links.exists():
        return None
    if not key:
        raise Refused("access.link_needed")
    digest = _digest(key)
    for link in held:
        if link.digest == digest:
            return parse(link.viewer)
    raise Refused("access.link_unknown")


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _write(home: Home, held: list[Link]) -> None:
    home.path.mkdir(parents=True, exist_ok=True)
    beside = home.links.with_suffix(".next")
    beside.write_text(tomlkit.dumps({"link": [vars(link) for link in held]}), "utf-8")
    beside.chmod(0o600)
    beside.replace(home.links)
