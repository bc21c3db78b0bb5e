"""Packs: every one loads, runs on records, and a mistake in one names file, key and the nearest right key."""

from pathlib import Path

import pytest

from data.errors import Refused
from data.home import Home
from data.text import LANGUAGES
from metrics import pack
from metrics.show import lines
from tests.bank import fill, reader

NAMES = sorted(path.stem for path in pack.FOLDER.glob("*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_metric_of_a_pack_runs_and_is_named_in_both_languages(name: str, home: Home) -> None:
    loaded = pack.load(name)
    with reader(fill(home)) as found:
        for metric in loaded.metrics.values():
            assert all(metric.name(language) for language in LANGUAGES)
            (line,) = lines(found, loaded, metric, period="2026-10")
            assert line.state in ("value", "zero", "unknown")


def test_names_of_a_pack_s_metrics_differ() -> None:
    for loaded in map(pack.load, NAMES):
        said = [name for metric in loaded.metrics.values() for name in (metric.id, metric.names.zh, metric.names.en)]
        assert len(said) == len(set(said))


def test_a_pack_extends_another_and_says_only_what_differs(tmp_path: Path) -> None:
    write(tmp_path, "mine", 'extends = "base"\nlists.effective = ["met"]\n[metrics.sales_amount]\nfocus = false\n')
    mine, base = pack.load("mine", tmp_path), pack.load("base", tmp_path)
    assert mine.metrics["sales_amount"] == base.metrics["sales_amount"].model_copy(update={"focus": False})
    assert (mine.lists["effective"], mine.bands, mine.id) == (("met",), base.bands, "mine")


def test_a_filter_goes_before_the_condition_of_each_metric_that_names_it(tmp_path: Path) -> None:
    named = 'filter = "large"\n'
    conditions = '[metrics.sales_count]\nfilter = "large"\nwhere = "customer = 1 or product = 2"\n'
    write(tmp_path, "mine", f'extends = "base"\nfilters.large = "amount > 9"\n{METRIC}{named}{conditions}')
    mine = pack.load("mine", tmp_path).metrics
    assert mine["sales_amount"].where == "(amount > 9)"
    assert mine["sales_count"].where == "(amount > 9) and (customer = 1 or product = 2)"


def test_metrics_in_focus_come_first() -> None:
    order = [metric.focus for metric in pack.load("retail_bank").in_order()]
    assert order == sorted(order, reverse=True)


METRIC = "[metrics.sales_amount]\n"
STEP = '[[meeting.steps]]\nshow = "pace"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (METRIC + 'agregate = "sum(amount)"', ("mine.toml", "metrics.sales_amount.agregate", "aggregate")),
        ("bands.onn_track = 1", ("mine.toml", "bands.onn_track", "on_track")),
        ("metrcs.a = 1", ("mine.toml", "metrcs", "metrics")),
        (METRIC + 'source = "sales"', ("mine.toml", "metrics.sales_amount.source = sales", "sale")),
        (METRIC + 'mart = "sales_daily"', ("mine.toml", "mart = sales_daily", "sale_daily")),
        (METRIC + 'where = "list_contains($efective, outcome)"', ("mine.toml", "efective", "effective")),
        (METRIC + 'kind = "median"', ("metric.pack_kind", "mine.toml", "metrics.sales_amount", "median")),
        (METRIC + 'kind = "ratio"\ntop = "sales_cont"', ("metrics.sales_amount.top = sales_cont", "sales_count")),
        (METRIC + 'aggregate = "count(distinct customer)"', ("metric.pack_aggregate", "count(distinct customer)")),
        (METRIC + 'filter = "larg"\n[filters]\nlarge = "amount > 9"', ("metrics.sales_amount.filter = larg", "large")),
        (METRIC + 'better = "more"', ("metric.pack_value", "metrics.sales_amount.better")),
        (METRIC + "where = \"product in (select * from read_csv('x'))\"", ("access.sql_table", "read_csv")),
        (METRIC + 'where = "product in (select sale from records.sale)"', ("access.sql_table",)),
        ("golden_hours.outwards = [9]", ("mine.toml", "golden_hours.outwards", "outward")),
        ("golden_hours.outward = [24]", ("metric.pack_value", "mine.toml", "golden_hours.outward.0")),
        ("golden_hours.outward = [8]", ("metric.pack_value", "golden_hours", "8 is both outward and inward")),
        ("daily_minimum = 0", ("metric.pack_value", "mine.toml", "daily_minimum")),
        ("daily_minimun = 2", ("mine.toml", "daily_minimun", "daily_minimum")),
        ("loss_line = -1", ("metric.pack_value", "mine.toml", "loss_line")),
        ('loss_filter = "asets"', ("mine.toml", "loss_filter = asets", "-")),
        ("late_days = -1", ("metric.pack_value", "mine.toml", "late_days")),
        ("coverage.lien = 0.7", ("mine.toml", "coverage.lien", "line")),
        ("coverage.line = 80", ("metric.pack_value", "coverage.line")),
        (
            'tiers.gold = { names = ["金卡"], planned = 1, silense = 30 }',
            ("mine.toml", "tiers.gold.silense", "silence"),
        ),
        ("tiers.gold = { names = [], planned = 1, silence = 30 }", ("metric.pack_value", "tiers.gold.names")),
        ("calls.faling = 0.3", ("mine.toml", "calls.faling", "falling")),
        ("calls.falling = 30", ("metric.pack_value", "calls.falling")),
        ('calls.filter = "asets"', ("mine.toml", "calls.filter = asets", "-")),
        ("golden_hours.outward = [25]", ("metric.pack_value", "golden_hours.outward")),
        ("meeting.trun = 5", ("mine.toml", "meeting.trun", "turn")),
        (f"{STEP}minuts = 15", ("mine.toml", "meeting.steps.0.minuts", "minutes")),
        (f"{STEP}minutes = 14", ("metric.pack_value", "mine.toml", "meeting", "14 minutes, not 15")),
        (f"{STEP}minutes = 5\n{STEP}minutes = 10", ("metric.pack_value", "meeting", "pace comes twice")),
        (f"{STEP}minutes = 15\nwall = false", ("metric.pack_value", "meeting", "no step to show")),
        ('meeting.pledge = ["sales_amont"]', ("mine.toml", "meeting.pledge = sales_amont", "sales_amount")),
        ('meeting.pledge = ["coverage"]', ("mine.toml", "meeting.pledge = coverage")),
        ("= 1", ("metric.pack_value", "mine.toml")),
        ('extends = "bse"', ("metric.unknown_pack", "bse")),
    ],
)
def test_a_mistake_names_file_key_and_the_nearest_right_key(text: str, said: tuple[str, ...], tmp_path: Path) -> None:
    write(tmp_path, "mine", text if "extends" in text else f'extends = "base"\n{text}\n')
    with pytest.raises(Refused) as refused:
        pack.load("mine", tmp_path)
    assert [part for part in said if part not in str(refused.value)] == []


def test_a_pack_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match=r"metric\.unknown_pack"):
        pack.load("tabacco")


def write(folder: Path, name: str, text: str) -> None:
    (folder / "base.toml").write_text((pack.FOLDER / "base.toml").read_text("utf-8"), "utf-8")
    (folder / f"{name}.toml").write_text(text, "utf-8")
