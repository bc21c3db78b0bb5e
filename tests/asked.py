"""How tests ask for lines under a pack of their own making."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from data import publish
from data.home import Home
from data.scope import OWNER, Viewer
from metrics.line import Line
from metrics.pack import Pack
from metrics.show import lines
from tests.bank import PACK, drawn


def packed(**changed: Mapping[str, Any]) -> Pack:
    """The retail pack with some metrics changed, or added as a variant of the one that `like` names."""
    metrics = dict(PACK.metrics)
    for id, values in changed.items():
        like = metrics[values.get("like", id)]
        metrics[id] = like.model_copy(update={**{k: v for k, v in values.items() if k != "like"}, "id": id})
    return PACK.model_copy(update={"metrics": metrics})


def told(
    home: Home, metric: str, period: str, *columns: str, pack: Pack = PACK, viewer: Viewer = OWNER, **asked: Any
) -> list[str]:
    return drawn(given_lines(home, metric, period, pack=pack, viewer=viewer, **asked), *columns)


def given_lines(
    home: Home, metric: str, period: str, *, pack: Pack = PACK, viewer: Viewer = OWNER, **asked: Any
) -> list[Line]:
    publish.publish(home)
    reader = publish.open_reader(home, viewer)
    assert reader is not None
    if isinstance(asked.get("as_of"), str):
        asked["as_of"] = date.fromisoformat(asked["as_of"])
    with reader:
        return lines(reader, pack, metric, period=period, **asked)


def by_person(home: Home, metric: str, period: str, **asked: Any) -> dict[str | None, Line]:
    return {line.manager: line for line in given_lines(home, metric, period, by="manager", **asked)}
