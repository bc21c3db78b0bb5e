"""For which unit an announcement may be made, and who decides on it, whoever has moved since."""

import pytest

from data import entries, publish
from data.errors import Refused
from data.home import Home, open_home
from data.scope import parse
from metrics.announced import announce, decide
from metrics.periods import parse as period_of
from metrics.rewards import Award
from tests.by_hand import d, put
from tests.rewarded import given, ruled

PACK = ruled(x={"kind": "reach", "line": 1})
MONTH, TOLD = period_of("2026-10", PACK), d("2026-11-02")


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, list[Award]]:
    """a reached the line in 城东 in October and stands in 城西 since November; the award of 城东."""
    home = open_home(tmp_path_factory.mktemp("moved"))
    put(home, "unit", "unit name parent\nHQ 总行 -\nE 城东 HQ\nW 城西 HQ")
    put(home, "manager", "manager name\na A")
    put(home, "assignment", "manager unit first_day last_day\na E - 2026-10-31\na W 2026-11-01 -")
    put(home, "sale", "sale day manager amount\ns1 2026-10-09 a 110", day="2026-10-31", covers=["HQ"])
    put(home, "target", "metric manager period amount\nsales_amount a 2026-10 100")
    return home, given(home, PACK, unit="E")


def tell(home: Home, found: list[Award], viewer: str, unit: str) -> str:
    [id] = announce(home, parse(viewer), found, unit, MONTH, version=1, day=TOLD)
    return id


@pytest.mark.parametrize("viewer", ["owner", "head:HQ", "head:E", "data_officer:E"])
def test_a_unit_tells_what_was_won_in_it_also_of_who_has_moved(moved: tuple[Home, list[Award]], viewer: str) -> None:
    assert tell(*moved, viewer, "E")


@pytest.mark.parametrize(
    ("viewer", "unit"),
    [("head:E", "HQ"), ("head:W", "E"), ("data_officer:E", "HQ"), ("manager:a", "E"), ("wall:E", "E")],
)
def test_nobody_tells_for_a_unit_above_or_beside(moved: tuple[Home, list[Award]], viewer: str, unit: str) -> None:
    with pytest.raises(Refused):
        tell(*moved, viewer, unit)


def test_heads_alone_decide_though_the_person_has_moved(moved: tuple[Home, list[Award]]) -> None:
    home, found = moved
    id = tell(home, found, "head:E", "E")
    entries.take(home, TOLD)
    for viewer in ("data_officer:E", "head:W", "manager:a"):
        with pytest.raises(Refused):
            decide(home, parse(viewer), id, "revoked", "退单", TOLD)
    decide(home, parse("head:E"), id, "revoked", "退单", TOLD)
    entries.take(home, TOLD)
    reader = publish.open_reader(home, parse("head:HQ"))
    assert reader is not None
    with reader:
        assert [row["state"] for row in reader.rows("from announcement")] == ["revoked"]
