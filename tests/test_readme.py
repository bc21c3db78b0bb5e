"""What both READMEs say can be done: their commands run, their files go in, and they are built alike."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data.home import Home
from metrics.__main__ import app
from tests.bank import drawn, shown
from tests.given import give

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
SHOW = r"^python -m metrics ([^#\n]+)"


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def files(name: str, heading: str) -> list[list[str]]:
    """The two files a section draws side by side, as lines of CSV."""
    section = text(name).split(f"## {heading}", 1)[1]
    rows = [line.strip().strip("|").split("|") for line in section.splitlines() if line.strip().startswith("|")]
    kept = [[cell.strip() for cell in row] for number, row in enumerate(rows[:3]) if number != 1]
    gap = kept[0].index("")
    return [[",".join(row[:gap]) for row in kept], [",".join(row[gap + 1 :]) for row in kept]]


def test_both_have_the_same_sections_commands_and_tables() -> None:
    one, other = (text(name) for name in READMES)
    for mark in (r"^#+ ", r"^```bash", r"^ *\|", SHOW):
        assert len(re.findall(mark, one, re.MULTILINE)) == len(re.findall(mark, other, re.MULTILINE)), mark
    assert re.findall(SHOW, one, re.MULTILINE) == re.findall(SHOW, other, re.MULTILINE)


@pytest.mark.parametrize("command", re.findall(SHOW, text("README.md"), re.MULTILINE))
def test_every_question_asked_in_them_has_an_answer_on_the_sample(sample_home: Home, command: str) -> None:
    result = CliRunner().invoke(app, [*shlex.split(command), "--home", str(sample_home.path)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) > 1


@pytest.mark.parametrize(("name", "heading"), list(zip(READMES, ("Balances", "余额"), strict=True)))
def test_the_two_files_of_balances_go_in_and_give_an_average(home: Home, name: str, heading: str) -> None:
    for number, lines in enumerate(files(name, heading)):
        [result] = give(home, f"{number}.csv", *lines)
        assert (result.taken, result.quarantined) == (1, 0)
    (line,) = shown(home, "deposit_average", "2026-10")
    assert drawn([line], "as_of", "actual", "partial") == ["2026-10-15 8000 False"]


@pytest.mark.parametrize(("name", "heading"), list(zip(READMES, ("Start", "用自己的"), strict=True)))
def test_the_first_two_files_give_a_person_a_target(home: Home, name: str, heading: str) -> None:
    for number, lines in enumerate(files(name, heading)):
        [result] = give(home, f"{number}.csv", *lines)
        assert (result.taken, result.quarantined, result.warnings) == (1, 0, 0)
    assert drawn(shown(home, by="manager")[:1], "name", "actual", "target") == ["张伟 125000 1000000"]
