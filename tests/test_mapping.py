"""Files become records of kinds: by their headers, or by a mapping."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from data import mapping, store
from data.errors import Refused
from data.home import Home
from data.mapped import Mapped
from data.mapping_file import FOLDER, load
from data.text import say

MAPPINGS = Path(__file__).with_name("real") / "mappings"
SALES = "客户经理,日期,金额（万元）\n张伟,2026-10-01,3\n"
Con = duckdb.DuckDBPyConnection


@pytest.fixture
def con(home: Home) -> Iterator[Con]:
    with store.scratch(home) as connection:
        yield connection


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def rows(con: Con, mapped: Mapped) -> list[dict[str, Any]]:
    found = con.execute(f"select * from ({mapped.select}) order by all").fetchall()
    assert [column[0] for column in con.description or ()] == ["line", *mapped.fields]
    return [dict(zip(("line", *mapped.fields), row, strict=True)) for row in found]


def refusal(con: Con, path: Path, **options: str | Path) -> Refused:
    with pytest.raises(Refused) as raised:
        mapping.read(con, path, **options)  # type: ignore[arg-type]
    assert say(raised.value.code, "zh", **raised.value.values) != say(raised.value.code, "en", **raised.value.values)
    return raised.value


# by headers


def test_known_headers_map_by_themselves(con: Con, tmp_path: Path) -> None:
    [sale] = mapping.read(con, write(tmp_path, "a.csv", SALES))
    assert rows(con, sale) == [{"line": 2, "day": "2026-10-01", "manager_name": "张伟", "amount": "3"}]
    assert (sale.kind, sale.scale, sale.has_key) == ("sale", {"amount": Decimal(10_000)}, False)
    assert sale.shown == {"day": "日期", "manager_name": "客户经理", "amount": "金额（万元）"}
    assert sale.notes == (("preview.scaled", {"column": "金额（万元）", "factor": "10000"}),)


@pytest.mark.parametrize(
    ("headers", "kind", "fields"),
    [
        ("姓名,日期,销售额", "sale", {"manager_name", "day", "amount"}),
        ("Sale ID,Order Date,Sales Rep,Amount", "sale", {"sale", "day", "manager_name", "amount"}),
        ("姓名,月份,目标", "target", {"manager_name", "period", "amount", "metric", "level"}),
        ("指标,支行,季度,目标值（万元）", "target", {"metric", "unit_name", "period", "amount", "level"}),
        ("活动编号,工号,客户号,日期,结果", "activity", {"activity", "manager", "customer", "day", "outcome"}),
        ("工号,姓名,岗位", "manager", {"manager", "name", "role"}),
        ("工号,机构号,生效日", "assignment", {"manager", "unit", "first_day"}),
        ("客户号,工号,主协办", "portfolio", {"customer", "manager", "role"}),
        ("工号,假别,开始日期,结束日期", "leave", {"manager", "type", "first_day", "last_day"}),
        ("机构号,机构名称,上级机构", "unit", {"unit", "name", "parent"}),
        ("产品代码,产品名称,产品类别", "product", {"product", "name", "category"}),
    ],
)
def test_the_kind_is_told_by_the_headers(con: Con, tmp_path: Path, headers: str, kind: str, fields: set[str]) -> None:
    [mapped] = mapping.read(con, write(tmp_path, "a.csv", f"{headers}\n{headers.replace(headers[0], 'x')}\n"))
    assert (mapped.kind, set(mapped.fields)) == (kind, fields)


def test_a_people_file_with_units_also_feeds_assignments(con: Con, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "工号,姓名,岗位,机构号\n007,张伟,客户经理,U1\n")
    people, places = mapping.read(con, path)
    assert (people.kind, places.kind, people.raw) == ("manager", "assignment", places.raw)
    assert rows(con, places) == [{"line": 2, "manager": "007", "manager_name": "张伟", "unit": "U1"}]


def test_a_customer_file_with_holders_also_feeds_the_portfolio(con: Con, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "客户号,客户名称,客户等级,管户经理\nC1,李雷,金卡,张伟\n")
    assert [mapped.kind for mapped in mapping.read(con, path)] == ["customer", "portfolio"]


def test_a_default_is_taken_and_said(con: Con, tmp_path: Path) -> None:
    [target] = mapping.read(con, write(tmp_path, "a.csv", "姓名,月份,目标\n张伟,2026-10,100\n"))
    assert rows(con, target)[0]["metric"] == "sales_amount"
    assert ("preview.default_taken", {"column": "目标层级 / level", "value": "base"}) in target.notes


def test_a_foreign_currency_in_a_header_reaches_every_row(con: Con, tmp_path: Path) -> None:
    [sale] = mapping.read(con, write(tmp_path, "a.csv", SALES.replace("万元", "美元")))
    assert rows(con, sale)[0]["currency"] == "USD"


def test_titles_totals_and_blanks_are_reported_and_left_out(con: Con, tmp_path: Path) -> None:
    text = f"业绩表\n{SALES}\n王芳,2026-10-02,4\n合计,,7\n"
    [sale] = mapping.read(con, write(tmp_path, "a.csv", text))
    assert [row["line"] for row in rows(con, sale)] == [3, 5]
    assert sale.skipped == ((1, "title"), (4, "blank"), (6, "total"))


def test_every_known_sheet_is_read_and_others_are_noted(con: Con, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name, cells in (("业绩", SALES), ("说明", "本表每日更新\n"), ("目标", "姓名,月份,目标\n张伟,2026-10,1\n")):
            sheet = book.add_worksheet(name)
            for line, row in enumerate(cells.splitlines()):
                sheet.write_row(line, 0, row.split(","))
    sale, target = mapping.read(con, tmp_path / "a.xlsx")
    assert ((sale.sheet, sale.kind), (target.sheet, target.kind)) == (("业绩", "sale"), ("目标", "target"))
    assert ("preview.sheet_skipped", {"sheet": "说明"}) in sale.notes


def test_what_cannot_be_told_is_refused_with_what_to_do(con: Con, tmp_path: Path) -> None:
    lacks = refusal(con, write(tmp_path, "a.csv", "客户经理,日期,产品\n张伟,2026-10-01,x\n"), kind="sale")
    assert lacks.values["columns"] == "业绩金额 / amount"
    unknown = refusal(con, write(tmp_path, "b.csv", "甲,销售ee,丙\n1,2,3\n"))
    assert (unknown.code, unknown.values["near"]) == ("refuse.headers_unknown", "销售额")
    assert refusal(con, write(tmp_path, "c.csv", SALES), kind="sales").values["near"] == "sale"
    assert refusal(con, write(tmp_path, "d.csv", SALES.splitlines()[0] + "\n")).code == "refuse.no_rows"
    assert refusal(con, write(tmp_path, "e.csv", "产品代码,机构号,名称\nP1,U1,x\n")).code == "refuse.kind_ambiguous"


# by a mapping


def mapped_by(con: Con, folder: Path, text: str, toml: str) -> list[Mapped]:
    return mapping.read(con, write(folder, "a.csv", text), mapping=write(folder, "m.toml", f'name = "m"\n{toml}'))


def test_columns_can_be_renamed_joined_replaced_and_constant(con: Con, tmp_path: Path) -> None:
    toml = """[[feeds]]
kind = "activity"
load = "merge"
[feeds.columns]
activity = { join = ["a", "b"], between = "/" }
day = "d"
manager = { column = "m", lookup = "other_id" }
channel = { value = "phone" }
outcome = { column = "o", values = { "it's" = "met", "no" = "" } }
"""
    [activity] = mapped_by(con, tmp_path, "a,b,d,m,o\n1,2,x,7,it's\n1,,y,8,no\n3,4,z,9,kept\n", toml)
    assert [row["activity"] for row in rows(con, activity)] == ["1/2", None, "3/4"]
    assert [row["outcome"] for row in rows(con, activity)] == ["met", None, "kept"]
    assert (activity.lookups, activity.load, activity.shown["activity"]) == ({"manager": "other_id"}, "merge", "a + b")


TARGETS = """fill_down = ["who"]
date_order = "dmy"
decimal_sign = ","
[[feeds]]
kind = "target"
columns = { manager_name = "who" }
months = { columns = ["M01", "M02"], year = "y", none = ["-"], scale = 1000 }
"""


def test_months_as_columns_become_rows_and_empty_ones_are_accounted_for(con: Con, tmp_path: Path) -> None:
    [target] = mapped_by(con, tmp_path, "who,y,M01,M02\n张伟,2026,1,-\n,2027年,,4\n合计,,1,4\n", TARGETS)
    assert [(row["line"], row["manager_name"], row["period"], row["amount"]) for row in rows(con, target)] == [
        (2, "张伟", "2026-01", "1"),
        (3, "张伟", "2027-02", "4"),
    ]
    assert target.skipped == ((4, "total"), (2, "none"), (3, "none"))
    assert (target.scale, target.date_order, target.decimal_sign) == ({"amount": Decimal(1000)}, "dmy", ",")


def test_one_file_feeds_several_kinds_and_dates_a_row_by_a_column(con: Con, tmp_path: Path) -> None:
    toml = """header = 0
[[feeds]]
kind = "manager"
columns = { manager = 1, name = 2 }
[[feeds]]
kind = "assignment"
from = "3"
columns = { manager = 1, unit = { value = "U1" } }
"""
    people, places = mapped_by(con, tmp_path, "007,张伟,2020-01-01\n008,王芳,2021-01-01\n", toml)
    assert rows(con, people)[0] == {"line": 1, "manager": "007", "name": "张伟"}
    assert rows(con, places)[1] == {"line": 2, "manager": "008", "unit": "U1", "first_day": "2021-01-01"}


@pytest.mark.parametrize(
    ("toml", "code", "key", "near"),
    [
        ('shet = "x"\nfeeds = []', "refuse.mapping_key", "shet", "sheet"),
        ('[[feeds]]\nkind = "sale"\nlod = "merge"', "refuse.mapping_key", "feeds.0.lod", "load"),
        (
            '[[feeds]]\nkind = "sale"\ncolumns = { amonut = "x" }',
            "refuse.mapping_key",
            "feeds.0.columns.amonut",
            "amount",
        ),
        (
            '[[feeds]]\nkind = "sale"\ncolumns = { day = { colum = "x" } }',
            "refuse.mapping_key",
            "feeds.0.columns.day.colum",
            "column",
        ),
        (
            '[[feeds]]\nkind = "target"\nmonths = { colums = ["x"] }',
            "refuse.mapping_key",
            "feeds.0.months.colums",
            "columns",
        ),
        (
            '[[feeds]]\nkind = "sale"\ncolumns = { manager = { column = "x", lookup = "otherid" } }',
            "refuse.mapping_key",
            "feeds.0.columns.manager.lookup",
            "other_id",
        ),
        ('[[feeds]]\nkind = "sales"', "refuse.mapping_value", "feeds.0.kind", None),
        ('date_order = "xyz"\n[[feeds]]\nkind = "sale"', "refuse.mapping_value", "date_order", None),
        ('delimiter = "||"\n[[feeds]]\nkind = "sale"', "refuse.mapping_value", "delimiter", None),
        (
            '[[feeds]]\nkind = "sale"\ncolumns = { amount = { column = "a", scale = 0.00001 } }',
            "refuse.mapping_value",
            "feeds.0.columns.amount.scale",
            None,
        ),
        ('[[feeds]]\nkind = "sale"\ncolumns = { day = {} }', "refuse.mapping_value", "feeds.0.columns.day", None),
    ],
)
def test_a_slip_in_a_mapping_names_the_key_and_what_was_meant(
    con: Con, tmp_path: Path, toml: str, code: str, key: str, near: str | None
) -> None:
    path = write(tmp_path, "m.toml", f'name = "m"\n{toml}\n')
    error = refusal(con, write(tmp_path, "a.csv", SALES), mapping=path)
    assert (error.code, error.values["mapping"], error.values["key"]) == (code, "m.toml", key)
    assert error.values.get("near") == near


@pytest.mark.parametrize(
    ("encoding", "code"),
    [("base64", "refuse.encoding_unknown"), ("nonsense", "refuse.encoding_unknown"), ("utf-16", "refuse.undecodable")],
)
def test_an_encoding_that_does_not_read_the_file_is_refused(con: Con, tmp_path: Path, encoding: str, code: str) -> None:
    sales = write(tmp_path, "sales.csv", "业绩日期,业绩金额\n2026-10-15,1\n")
    toml = f'name = "m"\nencoding = "{encoding}"\n[[feeds]]\nkind = "sale"\ncolumns = {{ day = "业绩日期" }}'
    assert refusal(con, sales, mapping=write(tmp_path, "m.toml", toml)).code == code


def test_a_mapping_says_what_the_file_lacks(con: Con, tmp_path: Path) -> None:
    toml = 'name = "m"\n[[feeds]]\nkind = "sale"\ncolumns = { day = "日期", amount = "金 额 万" }\n'
    path = write(tmp_path, "m.toml", toml)
    error = refusal(con, write(tmp_path, "a.csv", SALES), mapping=path)
    assert (error.code, error.values["near"]) == ("refuse.column_missing", "金额（万元）")
    short = write(tmp_path, "n.toml", 'name = "n"\n[[feeds]]\nkind = "sale"\ncolumns = { day = "日期" }\n')
    assert refusal(con, write(tmp_path, "a.csv", SALES), mapping=short).code == "refuse.mapping_lacks"
    assert refusal(con, tmp_path / "a.csv", mapping="target_by_month").values["near"] == "targets_by_month"
    assert refusal(con, tmp_path / "a.csv", mapping=write(tmp_path, "o.toml", "x =")).code == "refuse.mapping_toml"


def test_a_kept_mapping_is_taken_by_the_name_and_columns_of_a_file(con: Con, home: Home, tmp_path: Path) -> None:
    home.mappings.mkdir(parents=True)
    write(home.mappings, "crm.toml", 'name = "crm"\nfile = "crm*.csv"\n[[feeds]]\nkind = "product"\n'
          'columns = { product = "p", name = "n" }\n')  # fmt: skip
    write(home.mappings, "broken.toml", "name =")
    [product] = mapping.read(con, write(tmp_path, "crm-10.csv", "p,n\n1,x\n"), home=home)
    assert (product.kind, product.mapping) == ("product", "crm")
    with pytest.raises(Refused):
        mapping.read(con, write(tmp_path, "crm-11.csv", "p,m\n1,x\n"), home=home)


@pytest.mark.parametrize("toml", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_built_in_mapping_reads_its_sample(con: Con, toml: Path) -> None:
    [sample] = (FOLDER / "samples").glob(f"{toml.stem}.*")
    assert all(rows(con, mapped) for mapped in mapping.read(con, sample, mapping=toml.stem))


def test_a_first_guess_reads_the_file_once_its_blanks_are_filled(con: Con, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "谁,日期,金额\n张伟,2026-10-01,3\n")
    guess = mapping.guess(con, path, "sale")
    assert '# manager_name = "客户经理"' in guess and "# 未用的列 / column not used: 谁" in guess
    [sale] = mapping.read(
        con,
        path,
        mapping=write(tmp_path, "g.toml", guess.replace('# manager_name = "客户经理"', 'manager_name = "谁"')),
    )
    assert rows(con, sale)[0]["manager_name"] == "张伟"


# the real files


@pytest.mark.parametrize(
    ("file", "name", "counts"),
    [
        ("adventureworks/sales_territories.psv", "adventureworks_territories", {"unit": 22}),
        ("adventureworks/sales_people.csv", "adventureworks_people", {"manager": 17, "assignment": 17}),
        ("adventureworks/sales_lines.csv", "adventureworks_sales", {"sale": 60_855}),
        ("adventureworks/quotas.csv", "adventureworks_quotas", {"target": 163}),
        ("pl300_targets/ResellerSalesTargets.csv", "pl300_targets", {"target": 809}),
        ("call_centre_gbk/客服中心11月份来电记录表.csv", "call_centre", {"activity": 2_442}),
        ("call_centre_gbk/客服中心话务员个人信息表.xlsx", "call_centre_people", {"manager": 624}),
        ("money_text_gbk/data_wuliu.csv", "wuliu", {"sale": 1_161}),
        ("money_text_gbk/luofly99_order-14.1.csv", "luofly99_orders", {"unit": 3_478, "product": 3_478}),
    ],
)
def test_each_real_file_goes_in_with_its_mapping(
    con: Con, real: Path, file: str, name: str, counts: dict[str, int]
) -> None:
    found: dict[str, int] = {}
    for mapped in mapping.read(con, real / file, mapping=MAPPINGS / f"{name}.toml"):
        found[mapped.kind] = found.get(mapped.kind, 0) + len(rows(con, mapped))
        assert not mapped.ragged
    assert found == counts
    assert load(MAPPINGS / f"{name}.toml").name == name


def test_the_monthly_targets_sum_as_their_source_says(con: Con, real: Path) -> None:
    path = real / "pl300_targets" / "ResellerSalesTargets.csv"
    [target] = mapping.read(con, path, mapping=MAPPINGS / "pl300_targets.toml")
    sums = con.execute(
        f"select left(period, 4), count(*), sum(amount::int) from ({target.select}) group by 1 order by 1"
    )
    assert sums.fetchall() == [
        ("2017", 71, 35_950),
        ("2018", 162, 98_700),
        ("2019", 198, 156_775),
        ("2020", 216, 192_435),
        ("2021", 162, 192_350),
    ]
    assert [why for _, why in target.skipped] == ["none"] * 163
    assert target.scale == {"amount": Decimal(1000)}


def test_every_messy_sheet_is_read_or_refused_with_a_sentence(con: Con, real: Path) -> None:
    read = {}
    for path in sorted((real / "messy_sheets").iterdir()):
        try:
            read[path.name] = [(mapped.kind, len(rows(con, mapped))) for mapped in mapping.read(con, path)]
        except Refused as refused:
            assert say(refused.code, "zh", **refused.values).endswith("。")
    assert read == {"营业额数据.xlsx": [("sale", 249), ("sale", 8), ("manager", 7)], "销售数据.xlsx": [("sale", 109)]}


def test_the_appraisal_form_is_called_a_form(con: Con, real: Path) -> None:
    assert refusal(con, real / "messy_sheets" / "绩效考核表_合并单元格.xlsx").code == "refuse.form"
