"""The other real files: targets by months as columns, calls in GB18030, money as text."""

from pathlib import Path

import pytest

from data import ingest
from data.errors import Refused
from data.home import Home
from data.publish import open_reader
from data.scope import OWNER

MAPPINGS = Path(__file__).with_name("mappings")


def test_targets_with_months_as_columns(home: Home, real: Path) -> None:
    people = real / "adventureworks" / "sales_people.csv"
    ingest.import_files(home, [people], mapping=str(MAPPINGS / "adventureworks_people.toml"))
    file = real / "pl300_targets" / "ResellerSalesTargets.csv"
    (batch,) = ingest.import_files(home, [file], mapping=str(MAPPINGS / "pl300_targets.toml"))
    assert (batch.rows, batch.taken, batch.quarantined) == (809, 809, 0)
    reader = open_reader(home, OWNER)
    assert reader is not None
    by_year = reader.rows(
        "select period[:4] as year, count(*) as n, sum(amount) / 1000 as total from target group by year order by year"
    )
    assert [(r["year"], r["n"], int(r["total"])) for r in by_year] == [
        ("2017", 71, 35_950),
        ("2018", 162, 98_700),
        ("2019", 198, 156_775),
        ("2020", 216, 192_435),
        ("2021", 162, 192_350),
    ]
    unknown = reader.rows("select count(*) as n, sum(amount) / 1000 as total from target where manager = '112432117'")
    assert [(r["n"], int(r["total"])) for r in unknown] == [(54, 221_700)]
    provisional = reader.rows("select distinct manager from manager where provisional")
    assert [r["manager"] for r in provisional] == ["112432117"]


def test_entries_ten_times_their_neighbours_are_warned_not_refused(home: Home, real: Path) -> None:
    file = real / "pl300_targets" / "ResellerSalesTargets.csv"
    ingest.import_files(home, [file], mapping=str(MAPPINGS / "pl300_targets.toml"))
    reader = open_reader(home, OWNER)
    assert reader is not None
    warned = reader.rows("select value from warning where code = 'ten_times_neighbours'")
    assert {30_000_000, 9_000_000} <= {float(row["value"]) for row in warned}
    assert len(warned) == 7


def test_calls_of_a_service_centre(home: Home, real: Path) -> None:
    folder = real / "call_centre_gbk"
    ingest.import_files(
        home, [folder / "客服中心话务员个人信息表.xlsx"], mapping=str(MAPPINGS / "call_centre_people.toml")
    )
    (batch,) = ingest.import_files(
        home, [folder / "客服中心11月份来电记录表.csv"], mapping=str(MAPPINGS / "call_centre.toml")
    )
    assert (batch.rows, batch.quarantined) == (2_442, 0)
    reader = open_reader(home, OWNER)
    assert reader is not None
    (whole,) = reader.rows("select sum(contacts) as n, count(distinct manager) as managers from activity_daily")
    assert (whole["n"], whole["managers"]) == (2_442, 624)


def test_money_as_text_with_decimal_commas(home: Home, real: Path) -> None:
    file = real / "money_text_gbk" / "data_wuliu.csv"
    (batch,) = ingest.import_files(home, [file], mapping=str(MAPPINGS / "wuliu.toml"))
    assert (batch.rows, batch.taken, batch.unchanged, batch.quarantined) == (1_161, 1_117, 8, 36)
    reader = open_reader(home, OWNER)
    assert reader is not None
    codes = reader.rows("select code, count(*) as n from quarantine group by code order by code")
    assert [(row["code"], row["n"]) for row in codes] == [("conflicting_rows", 34), ("missing", 2)]


@pytest.mark.parametrize("kind", [None, "sale", "target", "activity"])
def test_no_messy_sheet_raises_anything_but_a_refusal(home: Home, real: Path, kind: str | None) -> None:
    for file in sorted((real / "messy_sheets").glob("*.*s*")):
        try:
            batches = ingest.import_files(home, [file], kind=kind, publish=False)
        except Refused as refusal:
            assert refusal.code.startswith("refuse.")
        else:
            assert all(b.rows == b.taken + b.unchanged + b.quarantined for b in batches)
