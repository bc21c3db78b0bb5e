"""What a pack's metrics may be called in target rows, and which names there none of them answers to."""

import difflib

from data.reader import Reader
from metrics.pack import Metric, Pack

NAMED = "select distinct metric from target where metric is not null order by metric"


def called(pack: Pack) -> dict[str, str]:
    """The id of each metric by its id and its names, in small letters."""
    names = {text.lower(): each.id for each in pack.metrics.values() for text in (each.names.en, each.names.zh)}
    return names | {each.lower(): each for each in pack.metrics}


def strange(reader: Reader, pack: Pack) -> list[tuple[str, Metric | None]]:
    """Names in target rows that count nowhere, each with the metric whose name comes closest, None if none does."""
    known = called(pack)
    # as the view takes them: as they are written
    taken = {text for each in pack.metrics.values() for text in (each.names.en, each.names.zh, each.id)}
    found = []
    for name in (row["metric"] for row in reader.rows(NAMED)):
        if name not in taken:
            near = difflib.get_close_matches(name.lower(), list(known), 1, 0.4)
            found.append((name, pack.metrics[known[near[0]]] if near else None))
    return found
