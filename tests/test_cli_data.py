"""`python -m data`: shapes and exit codes that other programs rely on, in both languages, never a traceback."""

import json
from pathlib import Path

import openpyxl
import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from data import inbox
from data.__main__ import app
from data.errors import Busy
from data.home import Home
from data.kinds import file_kinds
from data.text import say, words
from tests.given import NO_ID, SALES, ask, write

KEYS = ["batch", "kind", "file", "rows", "taken", "unchanged", "quarantined", "withdrawn", "warnings"]


def run(home: Home, *arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments), "--home", str(home.path)])


def test_import_accounts_for_every_row_and_publishes(home: Home) -> None:
    file = write(home, "sales.csv", SALES, "S1,2026-10-15,张伟,1", "S2,2021-02-29,张伟,1")
    done = run(home, "import", file, "--json")
    [batch] = json.loads(done.stdout)["batches"]
    assert done.exit_code == 0
    assert list(batch) == KEYS
    assert batch == dict(zip(KEYS, [1, "sale", "sales.csv", 2, 1, 0, 1, 0, 0], strict=True))
    assert home.current.exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_warnings_are_said_in_words_once_a_code(home: Home, lang: str) -> None:
    rows = ["S1,2026-10-15,285,1", "S2,2062-10-15,285,1", "S3,2062-10-15,285,1"]
    file = write(home, "sales.csv", "sale id,date,EmployeeKey,amount", *rows)
    done = run(home, "import", file, "--no-publish", "--lang", lang)
    first = say("warning.after_as_of", lang, column="date", value="2062-10-15")
    sentences = (
        say("warning.person_column_unused", lang, column="EmployeeKey"),
        first + words(lang)["cli.warned_more"].format(first="", count=1),
    )
    assert [each for each in sentences if each not in done.stdout] == []


def test_no_publish_leaves_the_marts_alone(home: Home) -> None:
    file = write(home, "sales.csv", SALES, "S1,2026-10-15,张伟,1")
    assert run(home, "import", file, "--no-publish").exit_code == 0
    assert not home.current.exists()


@pytest.mark.parametrize("said", [b"currency = ", b"colour = 1", b"currency = 5", b"currency = 'usd'", b"\xff\xfe"])
def test_settings_that_cant_be_read_are_one_sentence(home: Home, said: bytes) -> None:
    file = write(home, "sales.csv", SALES, "S1,2026-10-15,张伟,1")
    home.settings_file.write_bytes(said)
    done = run(home, "import", file, "--lang", "en")
    assert (done.exit_code, done.stderr.startswith("The settings ")) == (2, True)
    assert not home.current.exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_refused_file_is_one_sentence_on_stderr_and_the_others_go_in(home: Home, lang: str) -> None:
    good = write(home, "sales.csv", SALES, "S1,2026-10-15,张伟,1")
    done = run(home, "import", home.path / "none.csv", good, "--no-publish", "--json", "--lang", lang)
    assert done.exit_code == 2
    assert done.stderr.strip() == say("refuse.no_such_file", lang, file=home.path / "none.csv")
    assert len(json.loads(done.stdout)["batches"]) == 1


def test_what_went_in_is_said_even_where_it_cannot_be_published(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise Busy("refuse.records_busy", seconds=60)

    monkeypatch.setattr(inbox, "take", busy)
    done = run(home, "import", write(home, "sales.csv", SALES, "S1,2026-10-15,张伟,1"), "--json")
    assert (done.exit_code, len(json.loads(done.stdout)["batches"])) == (2, 1)


def test_what_needs_a_yes_ends_with_three_and_writes_nothing(home: Home) -> None:
    many = write(home, "a.csv", NO_ID, *(f"2026-10-15,张伟,{amount}" for amount in range(10)))
    few = write(home, "b.csv", NO_ID, "2026-10-15,张伟,1")
    run(home, "import", many, "--no-publish")
    assert run(home, "import", few, "--no-publish").exit_code == 3
    assert ask(home, "select count(*) from batch") == [(1,)]
    assert run(home, "import", few, "--no-publish", "--yes").exit_code == 0


def test_the_day_and_the_units_are_stated(home: Home) -> None:
    file = write(home, "sales.csv", SALES, "S1,2026-10-15,张伟,1")
    run(home, "import", file, "--no-publish", "--as-of", "2026-10-16", "--covers", "U1", "--covers", "U2")
    assert [(str(day), covers) for day, covers in ask(home, "select complete_to, covers from batch")] == [
        ("2026-10-16", ["U1", "U2"])
    ]


@pytest.mark.parametrize(
    "arguments",
    [("import", "x.csv", "--as-of", "soon"), ("import", "x.csv", "--kind", "dream"), ("undo", "7"),
     ("map", "x.csv", "--kind", "sale"), ("template", "dream"), ("sample", "--size", "gigantic"),
     ("sample", "--as-of", "9999-12-31"), ("sample", "--as-of", "0001-01-01"), ("quarantine", "77")],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nonsense_ends_with_two_and_a_sentence(home: Home, arguments: tuple[str, ...], lang: str) -> None:
    where = [] if arguments[0] == "template" else ["--home", str(home.path)]
    done = CliRunner().invoke(app, [*arguments, *where, "--lang", lang])
    assert done.exit_code == 2
    assert done.stderr.strip() and "Traceback" not in done.output
    assert not isinstance(done.exception, Exception)


def test_batches_undo_check_and_quarantine(home: Home) -> None:
    run(home, "import", write(home, "a.csv", SALES, "S1,2021-02-29,张伟,1", "S2,2026-10-15,张伟,1"), "--no-publish")
    [refused] = json.loads(run(home, "quarantine", "1", "--json", "--lang", "en").stdout)
    assert (refused["line"], refused["code"]) == (2, "bad_date") and "2021-02-29" in refused["reason"]
    out = home.path / "refused.csv"
    run(home, "quarantine", "1", "--out", out, "--lang", "zh")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert run(home, "undo", "1", "--no-publish").exit_code == 0
    [batch] = json.loads(run(home, "batches", "--json").stdout)
    assert batch["batch"] == 1 and batch["undone_at"]
    assert run(home, "check").exit_code == 0


def test_a_language_nobody_speaks_here_is_a_sentence_with_those_there_are(home: Home) -> None:
    done = run(home, "batches", "--lang", "fr")
    assert (done.exit_code, "zh, en" in done.stderr) == (2, True)


def test_batches_are_readable_in_eighty_columns(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    many = [f"S{number},2026-10-15,张伟,1" for number in range(1200)]
    run(home, "import", write(home, "客户经理业绩明细.csv", SALES, *many), "--no-publish")
    run(home, "import", write(home, "goals.csv", "客户经理,月份,目标值", "张伟,2026-10,1"), "--no-publish")
    run(home, "undo", "1", "--no-publish")
    for lang, undone in (("zh", "已撤销"), ("en", "undone")):
        shown = run(home, "batches", "--lang", lang).stdout
        assert "…" not in shown and max(len(line) for line in shown.splitlines()) <= 80
        assert all(word in shown for word in ("2026-10-15", "1200", undone))


def test_a_file_of_targets_stands_for_no_day_unless_one_is_stated(home: Home) -> None:
    file = write(home, "goals.csv", "客户经理,月份,目标值", "张伟,2026-10,1")
    run(home, "import", file, "--no-publish")
    run(home, "import", file, "--no-publish", "--as-of", "2026-10-15")
    assert [row["day"] for row in json.loads(run(home, "batches", "--json").stdout)] == ["2026-10-15", None]


@pytest.mark.parametrize("name", sorted(get_command(app).commands))  # type: ignore[attr-defined]
def test_every_option_says_what_it_is_for(name: str) -> None:
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    assert [each.name for each in command.params if not each.help] == []


def test_check_finds_what_does_not_hold(home: Home) -> None:
    run(home, "import", write(home, "a.csv", SALES, "S2,2026-10-15,张伟,1"), "--no-publish")
    ask(home, "update sale set live = false")
    done = run(home, "check", "--json")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["faults"] == [{"what": "sale: keys_without_row_in_force", "count": 1}]


def test_check_finds_a_row_set_aside_that_is_no_longer_there(home: Home) -> None:
    run(home, "import", write(home, "a.csv", SALES, "S1,2021-02-29,张伟,1"), "--no-publish")
    assert run(home, "check").exit_code == 0
    ask(home, "delete from quarantine")
    assert json.loads(run(home, "check", "--json").stdout)["faults"] == [{"what": "rows_unaccounted", "count": 1}]


def test_a_first_guess_of_a_mapping_imports_after_editing(home: Home) -> None:
    file = write(home, "a.csv", SALES, "S1,2026-10-15,张伟,1")
    assert run(home, "map", file, "--kind", "sale").exit_code == 0
    assert run(home, "map", file, "--kind", "sale").exit_code == 2
    written = home.mappings / "a.toml"
    assert run(home, "import", file, "--mapping", written, "--no-publish").exit_code == 0


@pytest.mark.parametrize("kind", list(file_kinds()))
def test_a_template_is_written_for_each_kind(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "t.xlsx"
    assert CliRunner().invoke(app, ["template", kind, "--out", str(out), "--lang", "en"]).exit_code == 0
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert (sheet.max_row, sheet.max_column) == (2, len(file_kinds()[kind].fields))


def test_what_only_pages_enter_has_no_template_and_comes_in_no_file(home: Home) -> None:
    assert run(home, "template", "target_lock").exit_code == 2
    assert run(home, "import", write(home, "a.csv", "unit,period", "U1,2026-10"), "--kind", "reveal").exit_code == 2


def test_the_language_follows_the_terminal(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for spoken, word in (("zh_CN.UTF-8", "没有"), ("C.UTF-8", "There is no")):
        monkeypatch.setenv("LC_ALL", spoken)
        assert word in run(home, "undo", "7").stderr
