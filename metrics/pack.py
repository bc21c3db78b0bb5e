"""Loads an industry's pack from `packs/*.toml`, over the one it extends, and checks it key by key."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from data.errors import Refused
from data.kinds import kinds
from data.reader import SHOWN, check_sql
from metrics import meeting_rule, reward_rule
from metrics.last_place_rule import LastPlace
from metrics.meeting_rule import Meeting
from metrics.reward_rule import Reward
from metrics.rules import Bands, Board, Calls, Coverage, GoldenHours, Names, Score, Setting, Tier, Year
from metrics.stanza import Campaign, Definition, Kind, Metric, Pack

__all__ = ["RULES", "Metric", "Pack", "load", "load_over", "nearest"]
FOLDER = Path(__file__).with_name("packs")
# what a unit may say otherwise than the pack
RULES = ("board", "rewards", "last_place")
# what people and days sum to, and can be limited by a filter; keys are counted again at each level
AGGREGATES = {
    "flow": re.compile(r"sum\([^()]+\)|count\(\*\)"),
    "distinct": re.compile(r"count\(distinct [a-z_, ]+\)"),
    "plan": re.compile(r"sum\((planned|contacts|least\(contacts, planned\))\)"),
}


@cache
def load(name: str, folder: Path = FOLDER) -> Pack:
    """The pack of that name; raises Refused naming file, key and the nearest right key."""
    return load_over(name, (), folder)


def load_over(name: str, own: Sequence[dict[str, Any]], folder: Path = FOLDER) -> Pack:
    """The same with tables over its own, each over those before, built and checked as one."""
    path = folder / f"{name}.toml"
    if not path.exists():
        known = ", ".join(sorted(each.stem for each in folder.glob("*.toml")))
        raise Refused("metric.unknown_pack", pack=name, known=known)
    raw = _raw(path)
    for tables in own:
        raw = _merged(raw, tables)
    pack = _filtered(path, _built(path, raw))
    for metric in pack.metrics.values():
        _check(path, pack, metric)
    _check_pledged(path, pack)
    _check_last_place(path, pack)
    for id, reward in pack.rewards.items():
        for key, problem in reward.slips(pack.metrics):
            raise Refused("metric.pack_value", file=path.name, key=f"rewards.{id}.{key}", problem=problem)
    return pack


def nearest(wrong: str, right: Iterable[str]) -> str:
    """The right key that a wrong one is most like."""
    return (difflib.get_close_matches(wrong, list(right), 1, 0.0) or ["-"])[0]


def _raw(path: Path) -> dict[str, Any]:
    """The file's tables over those of the pack it extends; a table merges, anything else replaces."""
    try:
        own = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise Refused("metric.pack_value", file=path.name, key="-", problem=str(error)) from error
    below = own.pop("extends", None)
    if below is None:
        return own
    if not (path.parent / f"{below}.toml").exists():
        raise Refused("metric.unknown_pack", pack=below, known=path.name)
    return _merged(_raw(path.parent / f"{below}.toml"), own)


def _merged(below: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    tables = {key: _merged(below[key], value) for key, value in own.items()
              if isinstance(value, dict) and isinstance(below.get(key), dict)}  # fmt: skip
    return {**below, **own, **tables}


def _built(path: Path, raw: dict[str, Any]) -> Pack:
    for key, stanza in raw.get("metrics", {}).items():
        stanza.setdefault("id", key)
        if stanza.get("kind", "flow") not in get_args(Kind):
            known = ", ".join(get_args(Kind))
            raise Refused("metric.pack_kind", file=path.name, key=f"metrics.{key}", kind=stanza["kind"], known=known)
    try:
        return Pack(**{"id": path.stem, **raw})
    except ValidationError as error:
        # a key written wrong is also one that is missing
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] != "extra_forbidden":
            raise Refused("metric.pack_value", file=path.name, key=key, problem=first["msg"]) from error
        wrong = str(first["loc"][-1])
        right = nearest(wrong, _keys(first["loc"]))
        raise Refused("metric.pack_key", file=path.name, key=key, nearest=right) from error


def _filtered(path: Path, pack: Pack) -> Pack:
    """The pack with the filter that a metric names put before its own condition."""
    named = {f"metrics.{metric.id}.filter": metric.filter for metric in pack.metrics.values()}
    for key, name in {**named, "loss_filter": pack.loss_filter, "calls.filter": pack.calls.filter}.items():
        if name and name not in pack.filters:
            right = nearest(name, pack.filters)
            raise Refused("metric.pack_key", file=path.name, key=f"{key} = {name}", nearest=right)
    found = dict(pack.metrics)
    for metric in filter(lambda metric: metric.filter, pack.metrics.values()):
        condition = " and ".join(f"({part})" for part in (pack.filters[metric.filter], metric.where) if part)
        found[metric.id] = metric.model_copy(update={"where": condition})
    return pack.model_copy(update={"metrics": found})


def _keys(place: tuple[int | str, ...]) -> list[str]:
    """The keys that are right where a wrong one was found."""
    models: dict[object, type[BaseModel]] = {
        "metrics": Metric,
        "bands": Bands,
        "campaigns": Campaign,
        "year_rule": Year,
        "score": Score,
        "setting": Setting,
        "golden_hours": GoldenHours,
        "coverage": Coverage,
        "calls": Calls,
        "board": Board,
        "tiers": Tier,
        "meeting": Meeting,
        "last_place": LastPlace,
        "rewards": Reward,
    }
    model = models.get(place[0], Pack) if len(place) > 1 else Pack
    step = meeting_rule.Step if place[0] == "meeting" else reward_rule.Step
    below: dict[object, type[BaseModel]] = {"names": Names, "definition": Definition, "steps": step}
    model = below.get([part for part in place[:-1] if isinstance(part, str)][-1], model) if len(place) > 1 else model
    return [*model.model_fields, *(["extends"] if model is Pack else [])]


def _check(path: Path, pack: Pack, metric: Metric) -> None:
    """A known source and what its kind needs: an aggregate over one mart that fits, or two metrics of the pack."""
    known = {
        "source": (metric.source, [kind.kind for kind in kinds().values() if kind.source]),
        **{f"where ${name}": (name, [*pack.lists, "first", "end"]) for name in re.findall(r"\$(\w+)", metric.where)},
        **({"mart": (metric.mart, sorted(SHOWN))} if metric.kind in AGGREGATES else {}),
        **({key: (getattr(metric, key), _parts(pack)) for key in ("top", "bottom")} if metric.kind == "ratio" else {}),
    }
    for key, (value, right) in known.items():
        if value not in right:
            place = f"metrics.{metric.id}.{key} = {value}"
            raise Refused("metric.pack_key", file=path.name, key=place, nearest=nearest(value, right))
    if metric.kind in AGGREGATES and not AGGREGATES[metric.kind].fullmatch(metric.aggregate):
        raise Refused("metric.pack_aggregate", file=path.name, key=f"metrics.{metric.id}", aggregate=metric.aggregate)
    mart = metric.mart or "account"
    if metric.kind != "ratio":
        check_sql(f"select {metric.aggregate or '*'} from {mart}" + (f" where {metric.where}" if metric.where else ""))


def _check_pledged(path: Path, pack: Pack) -> None:
    """What is pledged for a day is a metric of which each day brings its own part."""
    right = [metric.id for metric in pack.metrics.values() if metric.kind == "flow"]
    for name in pack.meeting.pledge:
        if name not in right:
            raise Refused(
                "metric.pack_key", file=path.name, key=f"meeting.pledge = {name}", nearest=nearest(name, right)
            )


def _check_last_place(path: Path, pack: Pack) -> None:
    """A rule measures a metric of the pack, or a score that it has."""
    for id, rule in pack.last_place.items():
        if rule.metric and rule.metric not in pack.metrics:
            place = f"last_place.{id}.metric = {rule.metric}"
            raise Refused("metric.pack_key", file=path.name, key=place, nearest=nearest(rule.metric, pack.metrics))
        if rule.of == "score" and not any(metric.weight for metric in pack.metrics.values()):
            raise Refused(
                "metric.pack_value", file=path.name, key=f"last_place.{id}.of", problem="no metric has weight"
            )


def _parts(pack: Pack) -> list[str]:
    """What a ratio may be made of."""
    return [metric.id for metric in pack.metrics.values() if metric.kind != "ratio"]
