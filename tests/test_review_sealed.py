"""A sealed month's review stands still, whatever comes later, and is made again with the same content."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from data import entries
from data.errors import Refused
from data.home import Home, open_home
from data.publish import open_reader, publish
from data.scope import OWNER, Viewer, parse
from metrics import sealing
from metrics.periods import parse as period_of
from metrics.review.report import report
from metrics.review.run import Asked, files
from metrics.review.sealed import seal
from metrics.review.shape import Review
from metrics.review.view import seen
from tests.bank import PACK
from tests.by_hand import put
from tests.rewarded import team

OCTOBER = period_of("2026-10", PACK)
TODAY = date(2026, 11, 3)
HEAD = Viewer("head", unit="HQ")
COMMENT = {"unit": "HQ", "period": "2026-10", "section": "summary"}


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Review, dict[str, bytes]]:
    """October sealed with 120 of a and 30 of b, a file of it, and after that 50 more of b."""
    home = team(open_home(tmp_path_factory.mktemp("sealed")), "2026-10-09 a 120\n2026-10-12 b 30", people="ab")
    publish(home)
    entries.enter(home, HEAD, "comment", [COMMENT | {"what": "封账前写的"}], TODAY)
    seal(home, HEAD, "2026-10", today=TODAY, reason="余额未到", signed="王敏")
    then, file = read(home), made(home, tmp_path_factory.mktemp("first"))
    put(home, "sale", "sale day manager amount\ns9 2026-10-20 b 50", day="2026-11-02", covers=["HQ"])
    put(home, "comment", "comment day unit period section what\nK9 2026-11-04 HQ 2026-10 summary 封账后写的")
    publish(home)
    return home, then, file


def read(home: Home, viewer: str = "head:HQ") -> Review:
    return seen(home, parse(viewer), OCTOBER, None, as_of=None, today=TODAY).review


def made(home: Home, folder: Path) -> dict[str, bytes]:
    """The parts of the unit's workbook without those that say when it was made."""
    at = datetime(2026, 11, 3, 9, 0)
    (file,) = files(Asked(home, HEAD, OCTOBER, None, None, ("xlsx",), folder, "zh", at, TODAY), 1, lambda *_: None)
    with zipfile.ZipFile(io.BytesIO((folder / file.file).read_bytes())) as parts:
        return {name: parts.read(name) for name in parts.namelist() if not name.startswith("docProps")}


def test_what_came_later_moves_nothing_and_each_reads_the_own_sealed_month(
    sealed: tuple[Home, Review, dict[str, bytes]],
) -> None:
    home, then, _ = sealed
    assert read(home) == then
    own = read(home, "manager:b")
    assert {each.manager for each in own.figures} == {"b"}
    assert [each.now.actual for each in own.of("sales_amount")] == [30]


def test_a_manager_s_sealed_rows_name_nobody_else(sealed: tuple[Home, Review, dict[str, bytes]]) -> None:
    reader = open_reader(sealed[0], Viewer("manager", manager="b"))
    assert reader is not None
    with reader:
        rows = reader.rows("select manager, content from sealed_review")
    assert {row["manager"] for row in rows} == {"b"} and '"A"' not in str(rows)


def test_its_file_is_made_again_with_the_same_content_and_says_it_is_sealed(
    sealed: tuple[Home, Review, dict[str, bytes]], tmp_path: Path
) -> None:
    home, _, file = sealed
    assert made(home, tmp_path) == file
    said = file["xl/sharedStrings.xml"].decode()
    assert "已封账" in said and "封账前写的" in said and "封账后写的" not in said


def test_who_moved_since_by_a_late_file_still_reads_the_sealed_month_and_who_came_gets_none(home: Home) -> None:
    team(home, "2026-10-09 a 120\n2026-10-12 b 30", people="ab")
    publish(home)
    seal(home, HEAD, "2026-10", today=TODAY, reason="余额未到")
    put(home, "unit", "unit name parent\nN 新设 HQ")
    put(home, "manager", "manager name\nc C")
    put(home, "assignment", "manager unit first_day last_day\na HQ - -\nb N 2026-10-01 -\nc HQ 2026-10-01 -")
    publish(home)
    assert read(home, "manager:b").whole("sales_amount").now.actual == 30  # type: ignore[union-attr]
    assert [who for who, _ in seen(home, HEAD, OCTOBER, None, as_of=None, today=TODAY).people] == ["a", "b"]


def test_a_month_to_come_is_no_review_and_a_sealed_one_takes_no_comment(
    sealed: tuple[Home, Review, dict[str, bytes]],
) -> None:
    with pytest.raises(Refused, match="not_begun"):
        seen(sealed[0], HEAD, period_of("2027-01", PACK), None, as_of=None, today=TODAY)
    with pytest.raises(Refused, match="comment_sealed"):
        entries.enter(sealed[0], HEAD, "comment", [COMMENT | {"what": "晚了"}], TODAY)


def test_opened_again_it_says_what_the_records_say(home: Home) -> None:
    team(home, "2026-10-09 a 120", people="a")
    publish(home)
    seal(home, OWNER, "2026-10", today=TODAY, reason="余额未到")
    put(home, "sale", "sale day manager amount\ns9 2026-10-20 a 50", day="2026-10-31", covers=["HQ"])
    publish(home)
    sealing.unseal(home, OWNER, "2026-10", reason="更正", today=TODAY)
    found = seen(home, HEAD, OCTOBER, None, as_of=None, today=TODAY)
    assert found.seal is None and found.review.whole("sales_amount").now.actual == 170  # type: ignore[union-attr]


def test_the_year_says_what_of_it_are_corrections_to_sealed_months(
    sealed: tuple[Home, Review, dict[str, bytes]],
) -> None:
    found = seen(sealed[0], HEAD, period_of("2026-11", PACK), None, as_of=None, today=date(2026, 11, 20))
    rest = {each.manager: each.year.corrected for each in found.review.of("sales_amount") if each.year}
    assert rest == {None: 50, "b": 50, "a": None}
    (year,) = (section for section in report(found.review, found.pack, "zh").sections if section.title == "年初以来")
    assert ("其中：已封账月份的更正", 50, None, None, None, "") in year.tables[0].rows
