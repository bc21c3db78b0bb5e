"""Who is told of a prize or place: no place where the board tells none, no prize before it is announced."""

from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from data import entries, publish
from data.home import Home, Settings, open_home
from data.scope import OWNER, parse
from data.text import say
from metrics.__main__ import app
from metrics.announced import announce, decide, untold
from metrics.last_place import last_place
from metrics.meeting import Best
from metrics.pack import Pack
from metrics.periods import parse as period_of
from metrics.policy import UNNAMED
from metrics.reward_view import Rewards, rewards
from metrics.rules import Board
from metrics.workdays import load
from pages.parts import voices
from tests import test_last_place
from tests.bank import PACK, drawn, fill
from tests.by_hand import d
from tests.rewarded import team
from tests.test_board import bank

DAY = d("2026-10-31")
TOP = '[units.HQ.rewards.best]\nnames = { zh = "榜", en = "Best" }\nkind = "top"\nmetric = "sales_amount"\nplaces = 2\n'


@pytest.fixture(scope="module", params=["abcdef", "abcd"])
def sold(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Of targets of 100 each, the first comes to 90, each next one to ten less, all in 城东."""
    people, home = request.param, open_home(tmp_path_factory.mktemp("sold"))
    amounts = " ".join(f"{who}:9:{90 - 10 * n}" for n, who in enumerate(people))
    posts, targets = (" ".join(f"{who}:{each}" for who in people) for each in ("E", "100"))
    publish.publish(bank(home, posts, amounts, targets, day="2026-10-31"))
    return home


def ruled(home: Home, policy: str) -> None:
    home.rules_file.write_text(f'{TOP}[units.HQ.board]\npolicy = "{policy}"\n', "utf-8")


def given(home: Home, viewer: str, unit: str | None = None) -> Rewards:
    return rewards(home, parse(viewer), "2026-10", unit, as_of=d("2026-10-31"), today=d("2026-11-02"))


def told(found: Rewards) -> list[str]:
    rows = [each for each in found.awards if each.rule == "best"]
    return drawn(rows, "rank", "ranked", "tie", "line", "missing")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("policy", "six", "four"),
    [
        ("everyone", "4 6 False 0.8 20", "4 4 False 0.8 20"),
        ("top", "4 6 False 0.8 20", "4 4 False 0.8 20"),
        ("percent", "- - False 0.8 20", "- - False - -"),
        ("anonymous", "4 6 False 0.8 20", "- - False - -"),
    ],
)
def test_a_person_reads_the_own_place_among_the_best_as_the_board_tells_places(
    sold: Home, policy: str, six: str, four: str
) -> None:
    ruled(sold, policy)
    people = len([each for each in given(sold, "owner").awards if each.rule == "best"])
    assert told(given(sold, "manager:d")) == [six if people == 6 else four]


@pytest.mark.parametrize(("policy", "line"), [("everyone", "0.8"), ("percent", "-"), ("anonymous", "-")])
def test_lines_of_two_units_are_not_to_be_laid_beside_each_other_where_nobody_is_named(
    sold: Home, policy: str, line: str
) -> None:
    ruled(sold, policy)
    assert told(given(sold, "manager:d", "HQ"))[0].split()[3] == line
    assert told(given(sold, "head:HQ", "HQ"))[3].split()[3] == "0.8"


@pytest.fixture(scope="module")
def last(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return test_last_place.fill(open_home(tmp_path_factory.mktemp("last")))


@pytest.mark.parametrize("policy", ["everyone", "top", "neighbours", *UNNAMED])
def test_last_place_tells_a_person_the_own_place_only_where_the_board_tells_places(last: Home, policy: Any) -> None:
    pack = test_last_place.PACK.model_copy(update={"board": Board(policy=policy)})
    [mine] = last_place(last, parse("manager:b"), pack, period_of("2026-09", pack), "E", workdays=load())
    assert (mine.rank, mine.ranked, mine.tie) == ((None, None, None) if policy == "percent" else (5, 6, False))
    assert mine.missing


def test_a_wall_reads_of_prizes_once_they_are_announced_and_of_none_that_was_revoked(home: Home) -> None:
    team(home, "2026-10-09 a 125\n2026-10-12 b 106")
    publish.publish(home)
    seen, day = given(home, "owner"), d("2026-11-02")
    assert given(home, "wall:HQ").awards == ()
    ids = announce(home, OWNER, untold(seen.awards, seen.announced, seen.period), "HQ", seen.period, version=1, day=day)
    entries.take(home, day)
    assert {(each.rule, each.manager) for each in given(home, "wall:HQ").awards} >= {("first_prize", "a")}
    decide(home, OWNER, ids[0], "revoked", "退单", day)
    entries.take(home, day)
    assert "first_prize" not in {each.rule for each in given(home, "wall:HQ").awards}
    script = meeting_of(given(home, "wall:HQ").pack, "wall", rewards=[given(home, "wall:HQ")], untold=())
    body = voices.awards(script).body
    assert "二等奖 · B" in body and "一等奖 · A" not in body


def meeting_of(pack: Pack, role: str, **made: Any) -> Any:
    """As much of a meeting as one step looks at."""
    room = SimpleNamespace(
        say=partial(say, language="zh"), language="zh", viewer=SimpleNamespace(role=role), pack=pack,
        unit_name=lambda unit: f"机构{unit}", home=SimpleNamespace(settings=Settings),
    )  # fmt: skip
    return SimpleNamespace(
        room=room, wall=role == "wall", notes=[], board=SimpleNamespace(last_days={}, as_of=DAY), **made
    )


@pytest.mark.parametrize(("policy", "named"), [("everyone", True), ("percent", True), ("anonymous", False)])
def test_praise_in_the_meeting_names_people_except_where_the_board_is_anonymous(policy: Any, named: bool) -> None:
    pack = PACK.model_copy(update={"board": Board(policy=policy)})
    best = [Best(PACK.metrics["sales_amount"], "m1", "张三", "E", Decimal(9), None, None, None)]
    slide = voices.best(meeting_of(pack, "head", best=best))
    assert ("张三" in slide.headline, "张三" in slide.body) == (named, named)
    assert "机构E" in slide.body


def test_help_is_asked_for_by_name_and_on_a_wall_by_unit_alone() -> None:
    asked = [{"unit": "E", "manager": "m1", "name": "张三", "what": "客户要投诉"}]
    head, wall = (voices.help(meeting_of(PACK, role, help=asked)).body for role in ("head", "wall"))
    assert "张三" in head and "客户要投诉" in head
    assert "张三" not in wall and "客户要投诉" not in wall and "机构E" in wall


def test_a_wall_is_refused_people_at_the_command_line(home: Home) -> None:
    publish.publish(fill(home))
    asked = ["show", "sales_amount", "--period", "2026-10", "--viewer", "wall:HQ", "--home", str(home.path)]
    done = CliRunner().invoke(app, [*asked, "--by", "manager", "--lang", "zh"])
    assert (done.exit_code, done.stdout) == (2, "") and "墙屏不显示个人的数字" in done.stderr
    assert CliRunner().invoke(app, [*asked, "--by", "unit"]).exit_code == 0
