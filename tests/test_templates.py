"""Import templates: filled in Excel, they go in as they are; what may be chosen is what the import takes."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data import ingest, templates
from data.home import Home
from data.kinds import file_kinds, kinds
from data.text import LANGUAGES
from tests.given import TODAY, ask


def opened(kind: str, language: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(templates.template(kind, language)))


def rule(sheet: Worksheet, header: str) -> DataValidation:
    """What is said and asked of the cell below a header."""
    [cell] = [cell for cell in sheet[1] if cell.value == header]
    [found] = [each for each in sheet.data_validations.dataValidation if f"{cell.column_letter}2" in each.sqref]
    return found


def taken(home: Home, book: Any, kind: str) -> tuple[str, int, int]:
    home.path.mkdir(parents=True, exist_ok=True)
    path = Path(home.path / "t.xlsx")
    book.save(path)
    [result] = ingest.import_files(home, [path], publish=False, today=TODAY, kind=kind)
    return result.kind, result.rows, result.taken


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(file_kinds()))
def test_a_template_goes_in_as_its_own_kind(home: Home, kind: str, language: str) -> None:
    assert taken(home, opened(kind, language), kind) == (kind, 1, 1)


def test_rows_filled_in_below_the_example_are_taken(home: Home) -> None:
    book = opened("activity", "zh")
    fields = list(kinds()["activity"].fields)
    row = {"activity": "000123", "day": date(2026, 10, 14), "manager_name": "王芳", "outcome": "见面", "special": "是"}
    book.active.append([row.get(field) for field in fields])
    assert taken(home, book, "activity") == ("activity", 2, 2)
    assert ask(home, "select day, outcome, special from activity where activity = '000123'") == [
        (date(2026, 10, 14), "met", True)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_be_chosen_is_what_the_import_takes(language: str) -> None:
    for kind in file_kinds().values():
        sheet = opened(kind.kind, language).active
        for name, field in kind.fields.items():
            if not field.values:
                continue
            found = rule(sheet, kind.header(name, language))
            words = found.formula1.strip('"').split(",")
            assert found.type == "list" and bool(found.showErrorMessage) is field.closed
            assert all(word in (code, *known) for word, (code, known) in zip(words, field.values.items(), strict=True))


def test_a_cell_says_what_belongs_there_for_a_thousand_rows() -> None:
    sheet = opened("follow_up", "zh").active
    state, due = rule(sheet, "状态"), rule(sheet, "到期日期")
    assert state.prompt.startswith("可不填 · 选项\n例子: 未开展") and "进度" in state.prompt
    assert state.formula1 == '"未开展,进行中,已完成,搁置"' and str(state.sqref).endswith("1001")
    assert (due.type, due.errorStyle) == ("date", "warning")


def test_numbers_with_zeros_in_front_stay_text_and_days_are_days() -> None:
    sheet = opened("sale", "en").active
    formats = {cell.value: sheet.column_dimensions[cell.column_letter] for cell in sheet[1]}
    assert [sheet["B2"].value.date(), sheet["B2"].number_format] == [date(2026, 10, 15), "yyyy-mm-dd"]
    assert sheet["A2"].number_format == "@" and "sale id" in formats
