"""The monthly review: its numbers are those of `show`, it comes back from rows, and each reads no more than allowed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from data.errors import Refused
from data.home import Home, open_home
from data.publish import open_reader, publish
from data.scope import OWNER, Viewer
from metrics.last_place import group, last_place
from metrics.last_place_rule import LastPlace
from metrics.pack import Pack
from metrics.peers import peers
from metrics.periods import parse
from metrics.review.gap import waterfall
from metrics.review.gather import gather
from metrics.review.report import report
from metrics.review.rows import of_manager, review, rows
from metrics.review.sections import coverage
from metrics.review.shape import Covered, Figure, Review, Value
from metrics.review.tables import by_person, change
from metrics.review.view import given, shown
from metrics.review.words import Told
from metrics.rules import Board
from metrics.show import By, lines
from metrics.workdays import load
from tests.asked import packed
from tests.bank import PACK, fill
from tests.by_hand import put
from tests.rewarded import ruled, team

OCTOBER = parse("2026-10", PACK)
HELP = LastPlace(
    **{"names": {"zh": "帮", "en": "help"}, "metric": "sales_amount", "bottom": 1, "line": Decimal("0.9"),
       "every": "month", "peers": 2, "tenure_months": 0, "on": True}
)  # fmt: skip
BY: tuple[By, ...] = ("unit", "manager")
NAMES = {"m1": "张", "m2": "李", "m3": "王", "m4": "赵", "m5": "钱"}
AGO = """
    sale day        manager unit amount revenue
    a1   2025-10-14 m1      -    10     1
    """


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The small bank to 15 October, with a sale of a year ago; nobody's October is over."""
    home = fill(open_home(tmp_path_factory.mktemp("review")))
    put(home, "sale", AGO, day="2025-10-31", covers=["HQ"])
    publish(home)
    return home


def test_a_unit_younger_than_the_year_is_held_against_what_there_was(home: Home) -> None:
    fill(home)
    put(home, "unit", "unit name parent first_day\nN 新设 HQ 2026-10-01")
    put(home, "manager", "manager name\nm9 新")
    put(home, "assignment", "manager unit first_day last_day\nm9 N 2026-10-01 -")
    put(home, "sale", "sale day manager amount\nz1 2026-10-12 m9 33", "2026-10-15", covers=["HQ"])
    publish(home)
    figure = gathered(home, "N").whole("sales_amount")
    assert figure and figure.now.actual == 33 and figure.before is None and figure.year_ago is None
    assert gathered(home).whole("sales_amount")


def gathered(home: Home, unit: str = "HQ", pack: Pack = PACK, month: str = "2026-10") -> Review:
    reader = open_reader(home, OWNER)
    assert reader is not None
    with reader:
        return gather(reader, pack, unit, parse(month, pack), workdays=load())


@pytest.fixture(scope="module")
def october(filled: Home) -> Review:
    rules = ruled(reach={"kind": "reach", "line": Decimal("0.5")})
    pack = rules.model_copy(update={"last_place": {"help": HELP}})
    return gathered(filled, pack=pack)


def of(found: Review, unit: str | None = None, manager: str | None = None) -> Figure:
    return next(
        each
        for each in found.of("sales_amount")
        if (each.unit == unit if unit else each.manager == manager) and bool(each.manager) == bool(manager)
    )


def test_its_numbers_are_those_of_show(filled: Home, october: Review) -> None:
    reader = open_reader(filled, OWNER)
    assert reader is not None
    with reader:
        told = [
            line
            for by in BY
            for line in lines(reader, PACK, "sales_amount", period="2026-10", by=by, unit="HQ", workdays=load())
        ]
    found = {(each.unit, each.manager, each.unassigned): each.now for each in october.of("sales_amount")}
    for line in told:
        now = found[line.unit, line.manager, line.unassigned]
        for name in ("actual", "target", "attainment", "gap"):
            given, shown = getattr(now, name), getattr(line, name)
            assert given == shown if shown is None else abs(given - shown) < Decimal("0.000001")


def test_people_and_what_is_nobody_s_make_the_unit(october: Review) -> None:
    own = [each for each in october.of("sales_amount") if each.manager or each.unassigned]
    assert sum(each.now.actual or 0 for each in own) == of(october, "HQ").now.actual == 130


def test_the_month_before_the_year_ago_and_the_year_stand_beside_it(october: Review) -> None:
    found = of(october, manager="m1")
    assert [each and each.actual for each in (found.now, found.before, found.year_ago, found.year)] == [
        40,
        100,
        10,
        140,
    ]


def test_it_comes_back_from_its_rows_whole_and_each_person_from_the_own(october: Review) -> None:
    kept = rows(october)
    assert review(reversed(kept)) == october
    for manager in ("m1", "m4"):
        assert review(row for row in kept if row.manager == manager) == of_manager(october, manager)


def test_the_rows_of_a_person_name_nobody_else(october: Review) -> None:
    for manager, name in NAMES.items():
        said = "".join(row.content for row in rows(october) if row.manager == manager)
        assert name in said
        assert not [other for other in {*NAMES, *NAMES.values()} - {manager, name} if f'"{other}"' in said]


def test_a_person_s_place_is_told_as_the_board_s_policy_says(filled: Home) -> None:
    closed = packed(**{id: {"weight": Decimal(id == "sales_amount")} for id in PACK.metrics})
    openly = closed.model_copy(update={"board": Board(policy="everyone")})
    told = [{each.manager: each.rank for each in gathered(filled, pack=pack).own_places} for pack in (closed, openly)]
    assert told == [dict.fromkeys(("m1", "m2", "m3", "m4")), {"m4": 1, "m3": 2, "m1": 3, "m2": 4}]


def test_whom_to_help_is_told_to_the_head_and_to_each_the_own_standing(home: Home) -> None:
    publish(team(home, "2026-10-09 a 100\n2026-10-09 b 95\n2026-10-09 c 10", people="abc"))
    found = gathered(home, pack=PACK.model_copy(update={"last_place": {"help": HELP}}))
    assert [(each.manager, each.state) for each in found.watched] == [("c", "watch")]
    assert shown(Viewer("head", unit="HQ"), found, full=True).watched == found.watched
    assert not shown(Viewer("data_officer", unit="HQ"), found, full=False).watched
    own = shown(Viewer("manager", manager="a"), found, full=False)
    assert {each.manager for each in own.own_watched} == {"a"} and not own.watched
    assert not given(Viewer("data_officer", unit="HQ"), found, "c", full=False).own_watched


def test_a_head_is_given_nobody_s_own_place(october: Review) -> None:
    head = shown(Viewer("head", unit="HQ"), october, full=True)
    assert not head.own_places and not head.own_watched and head.places == october.places


def test_the_waterfall_leads_from_the_target_to_the_actual(october: Review) -> None:
    found = waterfall(Told(october, PACK, "zh"), PACK.metrics["sales_amount"])
    assert found is not None
    start, *parts, end = (Decimal(str(row[1])) for row in found.rows)
    assert start + sum(parts) == end == 130


def test_rows_that_sum_to_the_total_say_so_and_others_do_not(october: Review) -> None:
    found = by_person(Told(october, PACK, "en"), PACK.metrics["sales_amount"])
    assert found is not None and found.total is not None
    adding = {column.title: column.adds for column in found.columns}
    assert adding["Actual"] and not adding["Attainment"]


def test_growth_on_a_whole_month_is_not_comparable_while_the_month_runs(october: Review) -> None:
    said = report(october, PACK, "zh")
    row = next(row for row in said.sections[0].tables[0].rows if row[0] == "销售额")
    assert row[6] == "不可比" and "未结束" in "".join(said.sections[0].notes)


def test_growth_on_next_to_nothing_is_so_many_times(october: Review) -> None:
    metric = PACK.metrics["sales_amount"]
    told = Told(replace(october, about=replace(october.about, running=False)), PACK, "zh")
    grown = [
        change(told, Value("value", actual=Decimal(now)), Value("value", actual=Decimal(500)), metric)
        for now in (169_900, 5_000)
    ]
    assert grown == ["×340", 9]


def test_gap_and_change_know_the_cells_they_follow_from(october: Review) -> None:
    columns = {each.title: each for each in report(october, PACK, "zh").sections[0].tables[0].columns}
    assert columns["差额"].difference == (2, 1)
    assert (columns["较上月"].growth, columns["较去年"].growth) == ((1, 5), (1, 7))


def test_who_covered_least_stands_first_among_people_and_units(october: Review) -> None:
    held = {"a": (10, 9), "b": (10, 2), "c": (0, 0), "d": (20, 4), "e": (10, 0)}
    dimensions = ("unit", "manager", "tier")
    found = [Covered(by, who, who, all, part, 0) for by in dimensions for who, (all, part) in held.items()]
    said = coverage(Told(replace(october, covered=tuple(found)), PACK, "zh"))
    assert said and ["".join(str(row[0]) for row in each.rows) for each in said.tables] == ["edbac"] * 2 + ["abcde"]
    assert said.tables[1].chart and "低的在前" in said.tables[1].chart.title


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_answers_first_and_defines_each_number(october: Review, language: str) -> None:
    said = report(october, PACK, language)
    assert said.notes[0] == said.sections[0].answer and "130" in said.notes[0]
    assert {each.id for each in said.definitions} >= {"sales_amount", "attainment", "gap"}


def test_a_person_s_report_names_nobody_else(october: Review) -> None:
    said = repr(report(of_manager(october, "m1"), PACK, "zh"))
    assert "张" in said and not [name for name in ("李", "王", "赵", "钱") if name in said]


def test_a_unit_without_records_says_so(home: Home) -> None:
    put(home, "unit", "unit name parent\nHQ 总行 -")
    publish(home)
    found = gathered(home)
    said = report(found, PACK, "zh")
    assert said.notes[0].endswith("还没有任何记录。") and len(said.sections) >= 1


def test_a_unit_that_is_not_there_is_refused(filled: Home) -> None:
    with pytest.raises(Refused):
        gathered(filled, unit="X")


def test_the_day_of_a_month_that_is_over_is_its_last(filled: Home) -> None:
    about = gathered(filled, month="2026-09").about
    assert (about.as_of, about.running) == (date(2026, 9, 30), False)


def test_a_person_s_own_place_and_standing_are_those_of_the_board_and_of_last_place(filled: Home) -> None:
    weights = {
        id: each.model_copy(update={"weight": Decimal(id == "sales_amount")}) for id, each in PACK.metrics.items()
    }
    pack = PACK.model_copy(
        update={"metrics": weights, "last_place": {"help": HELP}, "board": Board(policy="everyone")}
    )  # fmt: skip
    found, metric, day = gathered(filled, pack=pack), pack.in_order()[0], date(2026, 10, 15)
    for manager in ("m1", "m2", "m3", "m4"):
        viewer = Viewer("manager", manager=manager)
        mine = peers(filled, viewer, pack, metric, OCTOBER, workdays=load(), by="score", as_of=day).mine
        (place,) = (each for each in found.own_places if each.manager == manager)
        assert mine and (place.rank, place.number, place.moved) == (mine.rank, mine.value, mine.movement_period)
        within = group(filled, pack, {"m1": "E", "m2": "E1"}.get(manager, "W"), day)
        (own,) = last_place(filled, viewer, pack, OCTOBER, within, workdays=load(), as_of=day)
        (kept,) = (each for each in found.own_watched if each.manager == manager)
        assert (kept.state, kept.value, kept.missing, kept.rank) == (own.state, own.value, own.missing, own.rank)
