"""Reviews as files: one for each reader and nothing of anybody else, again only where it says something new, noted."""

import io
import json
import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from typer.testing import CliRunner

from data import entries, inbox
from data.errors import Refused
from data.home import Home, open_home
from data.publish import open_reader, publish
from data.scope import OWNER, Viewer, parse
from metrics.__main__ import app
from metrics.periods import parse as period_of
from metrics.review import files as review_files
from metrics.review.files import MANIFEST, Made
from metrics.review.run import EACH, Asked, files
from metrics.review.shape import About, Review
from tests.bank import PACK
from tests.by_hand import put
from tests.rewarded import team
from tests.test_pptx import template

NAMES = {"a": "安静怡", "b": "白建国", "c": "曹雨"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Three people of one unit, October over: one reached the target, one did not, one brought nothing."""
    home = open_home(tmp_path_factory.mktemp("files"))
    team(home, "2026-10-09 a 120\n2026-10-12 b 30", people="abc")
    put(home, "manager", "\n".join(["manager name", *(f"{who} {name}" for who, name in NAMES.items())]))
    publish(home)
    return home


def run(
    home: Home, folder: Path, each: str | None = None, formats: str = "xlsx", viewer: str = "head:HQ"
) -> list[Made]:
    at, month = datetime(2026, 11, 2, 8, 0), period_of("2026-10", PACK)
    asked = Asked(home, parse(viewer), month, None, each, tuple(formats.split(",")), folder, "zh", at, None)
    return files(asked, 1, lambda count, made: None)


def texts(path: Path) -> str:
    """Every text of a workbook: its cells, names of sheets, headers and properties."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    feet = [str(getattr(sheet.oddFooter, side).text) for sheet in book for side in ("left", "center", "right")]
    return "\n".join([*cells, *book.sheetnames, *feet, str(vars(book.properties))])


@pytest.fixture(scope="module")
def everybody(filled: Home, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Made]]:
    """A workbook and plain tables for each of the three, made by their head."""
    folder = tmp_path_factory.mktemp("everybody")
    return folder, run(filled, folder, "manager", "xlsx,csv")


def test_each_person_s_file_says_nothing_of_anybody_else(everybody: tuple[Path, list[Made]]) -> None:
    folder, made = everybody
    assert {each.manager for each in made} == set(NAMES)
    for each in made:
        path = folder / each.file
        said = each.file + (texts(path) if each.format == "xlsx" else path.read_text("utf-8"))
        assert NAMES[str(each.manager)] in said
        assert not [name for who, name in NAMES.items() if who != each.manager and name in said]


def test_the_manifest_names_each_file_its_reader_and_rows(everybody: tuple[Path, list[Made]]) -> None:
    folder, made = everybody
    told = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
    assert sorted(each["file"] for each in told) == sorted(each.file for each in made)
    assert {each["reader"] for each in told} == set(NAMES.values()) and all(each["rows"] for each in told)


def test_what_is_written_is_noted_with_who_and_for_whom(filled: Home, everybody: tuple[Path, list[Made]]) -> None:
    noted = inbox.entries(filled, "export", "head:HQ")[: len(everybody[1])]
    assert [row["hash"] for row in noted] == [each.sha256 for each in everybody[1]]
    assert {(row["manager"], row["reader"], row["day"]) for row in noted} == {
        (who, name, "2026-11-02") for who, name in NAMES.items()
    }


def test_a_run_again_writes_what_is_gone_or_changed_and_nothing_else(
    filled: Home, everybody: tuple[Path, list[Made]], tmp_path: Path
) -> None:
    folder = shutil.copytree(everybody[0], tmp_path / "again")
    one, other, _ = (each for each in everybody[1] if each.format == "xlsx")
    (folder / one.file).unlink()
    (folder / other.file).write_bytes(b"x")
    assert {each.file for each in run(filled, folder, "manager", "xlsx,csv")} == {one.file, other.file}


def test_a_run_that_ends_in_the_middle_has_noted_what_it_wrote(
    filled: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(inbox.entries(filled, "export", "head:HQ"))
    written = review_files.write
    monkeypatch.setattr(review_files, "write", lambda job: written(job) if job.review.about.manager != "c" else 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(filled, tmp_path, "manager")
    noted = inbox.entries(filled, "export", "head:HQ")[before:]
    assert sorted(str(row["file"]) for row in noted) == sorted(path.name for path in tmp_path.glob("*.xlsx"))
    assert len(noted) == 2


def test_names_never_meet_and_nobody_to_write_for_is_no_error(filled: Home, tmp_path: Path) -> None:
    about = About("HQ", "2026-10", date(2026, 10, 1), date(2026, 10, 31), date(2026, 10, 31), 1, False, "base")
    names = [
        review_files.name_of(Review(replace(about, manager=id))) for id in ("A/1", "A_1", "A:1", "x" * 70, "x" * 71)
    ]
    assert len(set(names)) == len(names) and not [name for name in names if "/" in name or ":" in name]
    put(filled, "unit", "unit name parent\nZ 空机构 HQ")
    publish(filled)
    assert run(filled, tmp_path, "manager", viewer="head:Z") == []


@pytest.mark.parametrize("viewer", ["head:HQ", "data_officer:HQ"])
def test_a_file_each_unit_or_person_has_no_more_than_its_maker_may_hand_out(
    home: Home, tmp_path: Path, viewer: str
) -> None:
    team(home, "\n".join(f"2026-10-09 {who} {10 if who == 'f' else 120}" for who in "abcdef"), people="abcdef")
    publish(home)
    said = {each: [texts(tmp_path / made.file) for made in run(home, tmp_path, each, viewer=viewer)] for each in EACH}
    assert {each: len(found) for each, found in said.items()} == {"unit": 1, "manager": 6}
    told = {each: any("销售额帮扶" in text for text in found) for each, found in said.items()}
    assert told == dict.fromkeys(EACH, viewer == "head:HQ")


def test_a_changed_number_or_maker_makes_a_file_anew(home: Home, tmp_path: Path) -> None:
    team(home, "2026-10-09 a 120", people="a")
    publish(home)
    assert [len(run(home, tmp_path)) for _ in range(2)] == [1, 0]
    assert len(run(home, tmp_path, viewer="owner")) == 1
    put(home, "sale", "sale day manager amount\ns9 2026-10-20 a 50", day="2026-10-31", covers=["HQ"])
    publish(home)
    assert len(run(home, tmp_path, viewer="owner")) == 1


def test_after_a_broken_manifest_everything_is_written_again(
    filled: Home, everybody: tuple[Path, list[Made]], tmp_path: Path
) -> None:
    folder = shutil.copytree(everybody[0], tmp_path / "again")
    (folder / MANIFEST).write_text('{"files": [', "utf-8")
    assert len(run(filled, folder, "manager", "xlsx,csv")) == len(everybody[1])


def test_the_unit_s_file_has_all_its_people_and_says_it_is_not_sealed(filled: Home, tmp_path: Path) -> None:
    (made,) = run(filled, tmp_path)
    said = texts(tmp_path / made.file)
    assert all(name in said for name in NAMES.values()) and "未封账" in said


def test_a_manager_gets_the_own_month_alone_and_a_wall_nothing(filled: Home, tmp_path: Path) -> None:
    assert [each.manager for each in run(filled, tmp_path, "manager", viewer="manager:b")] == ["b"]
    with pytest.raises(Refused):
        run(filled, tmp_path, viewer="wall:HQ")


def test_several_processes_write_the_same_files(filled: Home, tmp_path: Path) -> None:
    options = ["--month", "2026-10", "--each", "manager", "--home", str(filled.path), "--lang", "zh", "--jobs", "2"]
    done = CliRunner().invoke(app, ["review", *options, "--out", str(tmp_path), "--today", "2026-11-02"])
    assert done.exit_code == 0 and len(list(tmp_path.glob("*.xlsx"))) == 3


@pytest.mark.parametrize(("asked", "says"), [(["--format", "doc"], "doc"), (["--each", "day"], "day")])
def test_what_is_asked_wrongly_is_said(filled: Home, tmp_path: Path, asked: list[str], says: str) -> None:
    options = ["--month", "2026-10", "--home", str(filled.path), "--out", str(tmp_path), "--lang", "en"]
    done = CliRunner().invoke(app, ["review", *options, *asked])
    assert done.exit_code == 2 and says in done.output


SECTION = {"unit": "HQ", "period": "2026-10", "section": "summary"}


def test_a_unit_s_comment_is_read_by_those_who_answer_for_it(home: Home) -> None:
    team(home, "2026-10-09 a 120", people="ab")
    publish(home)
    day = datetime(2026, 11, 2).date()
    entries.enter(home, Viewer("head", unit="HQ"), "comment", [{**SECTION, "what": "整体不错"}], day)
    entries.enter(home, Viewer("manager", manager="a"), "comment", [{**SECTION, "what": "我的"}], day)
    entries.take(home, day)
    read = {}
    for name in ("owner", "head:HQ", "manager:a", "manager:b", "wall:HQ"):
        reader = open_reader(home, parse(name))
        assert reader is not None
        with reader:
            read[name] = sorted(row["what"] for row in reader.rows("from comment"))
    assert read == {
        "owner": ["我的", "整体不错"], "head:HQ": ["我的", "整体不错"], "manager:a": ["我的"], "manager:b": [],
        "wall:HQ": [],
    }  # fmt: skip


def test_a_unit_s_comment_is_in_no_person_s_file_and_a_person_s_in_no_unit_s(home: Home, tmp_path: Path) -> None:
    team(home, "2026-10-09 a 120", people="a")
    publish(home)
    day = date(2026, 11, 2)
    entries.enter(home, Viewer("head", unit="HQ"), "comment", [{**SECTION, "what": "给机构"}], day)
    entries.enter(home, Viewer("manager", manager="a"), "comment", [{**SECTION, "what": "给自己"}], day)
    entries.take(home, day)
    ((unit,), (own,)) = run(home, tmp_path), run(home, tmp_path, "manager")
    said = [[word in texts(tmp_path / each.file) for word in ("给机构", "给自己")] for each in (unit, own)]
    assert said == [[True, False], [False, True]]


def test_nobody_comments_on_a_unit_that_is_not_the_own(home: Home) -> None:
    team(home, "2026-10-09 a 120", people="ab")
    put(home, "unit", "unit name parent\nX 别处 -")
    publish(home)
    with pytest.raises(Refused):
        entries.enter(home, Viewer("head", unit="X"), "comment", [{**SECTION, "what": "x"}])
    entries.enter(home, OWNER, "comment", [{**SECTION, "what": "x"}])


def test_decks_are_made_in_the_bank_s_own_layouts_and_anew_when_these_change(filled: Home, tmp_path: Path) -> None:
    run(filled, tmp_path, formats="pptx")
    own = filled.path / "deck.pptx"
    own.write_bytes(template())
    try:
        [made] = run(filled, tmp_path, formats="pptx")
    finally:
        own.unlink()
    assert "企业模板" in "".join(layout.name for layout in Presentation(tmp_path / made.file).slide_layouts)
