"""Takes the inbox and publishes again and again, for a server that is left running."""

import logging
import threading
import time
from collections.abc import Callable

import duckdb

from data import inbox
from data.errors import BoardError, Busy
from data.home import Home

# from one look to the next, in seconds: what people enter reaches the others at the latest so much later
PAUSE = 30.0
log = logging.getLogger(__name__)


def start(home: Home, pause: float = PAUSE, then: Callable[[Home], None] = lambda home: None) -> threading.Event:
    """Looks into the inbox in a thread of its own, at once and then once a `pause`, until the event is set.

    After each look `then` is called, for what is to be worked out of a new version.
    """
    stop = threading.Event()
    args = (home, pause, then, stop)
    threading.Thread(target=_go_on, args=args, name=f"inbox of {home.path}", daemon=True).start()
    return stop


def _go_on(home: Home, pause: float, then: Callable[[Home], None], stop: threading.Event) -> None:
    while not stop.is_set():
        began = time.monotonic()
        look(home, then)
        stop.wait(max(pause - (time.monotonic() - began), 1.0))


def look(home: Home, then: Callable[[Home], None] = lambda home: None) -> None:
    """Takes and publishes what lies in the inbox, also what a crash left between the two, then goes on with `then`.

    While another process holds the records nothing is lost by waiting; whatever else stops it is logged, and the
    next look tries again.
    """
    try:
        if inbox.waiting(home) or inbox.unpublished(home):
            inbox.take(home)
        then(home)
    except Busy:
        log.debug("the records of %s are held by another process", home.path)
    except (BoardError, duckdb.Error, OSError):
        log.exception("the inbox of %s could not be taken", home.path)
