"""A bank small enough to add up on fingers, and how tests ask it for lines."""

import shutil
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from data import publish
from data.home import Home, open_home
from data.reader import Reader
from data.scope import OWNER, Viewer
from metrics import pack
from metrics.line import Line
from metrics.show import lines
from tests.by_hand import begun, put_with

PACK = pack.load("retail_bank")

UNITS = """
    unit name  parent
    HQ   总行   -
    E    城东   HQ
    W    城西   HQ
    E1   一组   E
    """
# 张 and 李 in 城东 (李 in its 一组), 王 in 城西; 赵 moved from 城东 to 城西 on the 12th; 钱 left on the 9th
PEOPLE = """
    manager name
    m1      张
    m2      李
    m3      王
    m4      赵
    m5      钱
    """
POSTS = """
    manager unit first_day  last_day
    m1      E    -          -
    m2      E1   -          -
    m3      W    -          -
    m4      E    -          2026-10-11
    m4      W    2026-10-12 -
    m5      W    -          2026-10-09
    """
SALES = """
    sale day        manager unit amount revenue
    s1   2026-10-08 m1      -    30     1
    s2   2026-10-09 m1      -    10     1
    s3   2026-10-13 m4      -    20     1
    s4   2026-10-10 m4      -    5      1
    s5   2026-10-14 m3      -    50     1
    s6   2026-10-09 m5      -    7      1
    s7   2026-10-15 -       W    8      1
    s8   2026-09-30 m1      -    100    1
    """
TARGETS = """
    metric       manager unit period  amount
    sales_amount m1      -    2026-10 80
    销售额        m2      -    2026-10 40
    sales_amount m3      -    2026-10 60
    sales_amount m4      -    2026-10 25
    sales_amount -       W    2026-10 100
    """


def fill(home: Home, sales: str = SALES, targets: str | list[dict[str, Any]] = TARGETS) -> Home:
    """The small bank, complete to 15 October 2026 for every unit."""
    if (sales, targets) == (SALES, TARGETS) and not home.records.exists():
        shutil.copytree(_made(), home.path, dirs_exist_ok=True)
        return home
    return _fill(home, sales, targets)


@cache
def _made() -> Path:
    """The bank as most tests want it, made once and published."""
    home = _fill(open_home(Path(mkdtemp()) / "bank"), SALES, TARGETS)
    publish.publish(home)
    return home.path


def _fill(home: Home, sales: str, targets: str | list[dict[str, Any]]) -> Home:
    with begun(home) as con:
        put_with(con, "unit", UNITS)
        put_with(con, "manager", PEOPLE)
        put_with(con, "assignment", POSTS)
        put_with(con, "sale", sales, covers=["HQ"])
        put_with(con, "target", targets)
    return home


def reader(home: Home, viewer: Viewer = OWNER) -> Reader:
    publish.publish(home)
    found = publish.open_reader(home, viewer)
    assert found is not None
    return found


def shown(home: Home, metric: str = "sales_amount", period: str = "2026-10", **asked: Any) -> list[Line]:
    """The lines asked for; `viewer` is the owner unless said, `as_of` may be text."""
    if isinstance(asked.get("as_of"), str):
        asked["as_of"] = date.fromisoformat(asked["as_of"])
    with reader(home, asked.pop("viewer", OWNER)) as found:
        return lines(found, PACK, metric, period=period, **asked)


def drawn(found: list[Line], *columns: str) -> list[str]:
    """The columns asked for as text, a line a row: nothing as `-`, numbers without needless zeros."""
    return [" ".join(text(getattr(line, column)) for column in columns) for line in found]


def text(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{round(value, 3).normalize():f}"
    return "-" if value is None else str(value)
