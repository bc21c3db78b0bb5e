"""Opens what is published for a viewer, as of today; says so where there is nothing, or the viewer is nobody."""

from datetime import date

from data.errors import Refused
from data.home import Home
from data.publish import open_reader
from data.reader import Reader
from data.scope import Viewer
from data.viewers import known


def opened(home: Home, viewer: Viewer, today: date | None = None) -> Reader:
    """The newest version; raises Refused where nothing is published, and for a unit or person nobody knows."""
    reader = open_reader(home, viewer, today)
    if reader is None:
        raise Refused("metric.no_records")
    return known(reader)


def asked_today(home: Home, said: date | None = None) -> date | None:
    """The day that counts as today: the one said, else the clock's; on the sample, which stands still, none."""
    return said or (None if home.settings().sample else date.today())
