"""The call list: each reason, their order, and who is not called after all."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from typer.testing import CliRunner

from data import publish
from data.errors import Refused
from data.home import Home
from data.scope import OWNER, Viewer
from metrics import workdays
from metrics.__main__ import app
from metrics.call_list import NOTHING, CallList, Entries, call_list
from tests.bank import PACK, fill, reader
from tests.by_hand import put

# complete to Thursday the 15th, called on Friday the 16th
DAY = date(2026, 10, 16)
TODAY = date(2026, 10, 16)
HELD = """
    customer manager role   first_day
    c1       m1      main   2026-01-01
    c2       m1      main   2026-01-01
    c3       m1      main   2026-01-01
    c4       m1      assist 2026-01-01
    c5       m1      main   2026-01-01
    c6       m1      main   2026-01-01
    c7       m1      main   2026-01-01
    """
WHO = """
    customer name tier status first_day
    c1       甲   金卡 -      2020-01-01
    c2       乙   钻石 -      2020-01-01
    c3       丙   金卡 -      2020-01-01
    c4       丁   普通 -      2020-01-01
    c5       戊   普通 -      2020-01-01
    c6       己   白金 -      2020-01-01
    c7       庚   普通 -      2020-01-01
    """
# c2 is silent for 45 of 30 days, c6 for longer than a month but within its tier's 45
CALLS = """
    activity day        manager customer outcome time  product
    a1       2026-10-14 m1      c1       reached 09:00 -
    a2       2026-08-31 m2      c2       met     -     -
    a3       2026-10-12 m1      c2       missed  -     -
    a4       2026-10-14 m2      c3       reached -     -
    a5       2026-10-14 m1      c4       reached -     -
    a6       2026-09-14 m1      c5       reached -     -
    a7       2026-09-04 m1      c6       reached -     -
    a8       2026-10-14 m1      c7       reached -     -
    """
STOOD = """
    day        customer product amount
    2026-09-15 c1       p1      8000
    2026-10-15 c1       p1      8000
    2026-09-15 c2       p1      600000
    2026-10-15 c2       p1      600000
    2026-09-15 c3       p1      185000
    2026-10-15 c3       p1      185000
    2026-09-15 c4       p1      20000
    2026-10-15 c4       p1      20000
    2026-09-15 c5       p1      20000
    2026-10-15 c5       p1      10000
    2026-09-15 c6       p1      700000
    2026-10-15 c6       p1      700000
    2026-09-15 c7       p1      20000
    2026-10-15 c7       p1      10000
    """
PRODUCTS = """
    product name category launched
    p1      活期 存款     -
    p2      稳三 理财     2026-09-07
    p3      稳一 理财     2026-01-07
    """
PROMISES = """
    follow_up day        manager customer what due        state
    f1        2026-10-08 m1      c1       回电 2026-10-16 -
    f2        2026-10-08 m1      c7       回电 2026-10-17 -
    """
NEEDS = """
    need day        manager customer category product what state
    n1   2026-10-08 m2      c4       理财     -       稳   open
    n2   2026-10-08 m1      c3       理财     p3      稳   open
    n3   2026-10-08 m1      c1       理财     -       稳   met
    """


def bank(home: Home, **more: str) -> Home:
    """The small bank with m1's customers, one for each reason; `more` replaces or adds records."""
    kinds = {
        "customer": WHO, "portfolio": HELD, "activity": CALLS, "balance": STOOD, "product": PRODUCTS,
        "follow_up": PROMISES, "need": NEEDS,
    }  # fmt: skip
    for kind, rows in (kinds | more).items():
        about: dict[str, Any] = {"covers": ["HQ"]} if kind in ("activity", "balance") else {}
        put(home, kind, rows, **about)
    return fill(home)


def asked(
    home: Home, viewer: Viewer = OWNER, manager: str = "m1", day: date = DAY, entries: Entries = NOTHING
) -> CallList:
    with reader(home, viewer) as found:
        return call_list(found, PACK, manager, day, workdays=workdays.load(), today=TODAY, entries=entries)


def said(found: CallList) -> list[str]:
    return [f"{call.customer} {'+'.join(call.reasons)}" for call in found.calls]


def test_a_row_a_customer_with_its_reasons_in_order(home: Home) -> None:
    found = asked(bank(home))
    # c7's balance fell as c5's did, but it was contacted; its follow-up is due the day after
    assert said(found) == ["c1 follow_up", "c2 silence+value", "c4 need", "c5 falling", "c3 tier", "c6 value"]
    assert (found.held, found.waiting, found.as_of, found.heard_to) == (7, (), date(2026, 10, 15), date(2026, 10, 15))


def test_rows_with_the_same_first_reason_stand_by_the_next_then_by_balance(home: Home) -> None:
    more = PROMISES + "    f3 2026-10-08 m1 c4 回电 2026-10-15 -\n    f4 2026-10-08 m1 c2 回电 2026-10-15 -"
    more += "\n    f5 2026-10-08 m1 c7 回电 2026-10-15 -"
    found = asked(bank(home, follow_up=more))
    assert said(found)[:4] == ["c2 follow_up+silence+value", "c4 follow_up+need", "c7 follow_up", "c1 follow_up"]


def test_a_row_says_what_is_good_to_know(home: Home) -> None:
    said_before = CALLS.replace("product", "product notes topic_code best_way").replace("\n    a", "\n    a")
    told = "\n".join(f"{row} - - -" if row.strip().startswith("a") and "activity" not in row else row
                     for row in said_before.splitlines())  # fmt: skip
    told = told.replace("c5       reached -     - - - -", "c5       reached -     - 嫌慢 objection 先发短信")
    owned = "customer product amount first_day  last_day\n c5 p3 5000 2026-01-01 2026-10-31"
    home = bank(home, activity=told, holding=owned)
    call = next(call for call in asked(home).calls if call.customer == "c5")
    assert (call.balance, call.change) == (Decimal(10000), Decimal(-10000))
    assert (call.last_contact, call.silence, call.allowed) == (date(2026, 9, 14), 31, 90)
    assert (call.last_outcome, call.best_way) == ("reached", "先发短信")
    assert [(each["topic"], each["notes"]) for each in call.points] == [("objection", "嫌慢")]
    assert [(each["product"], each["day"]) for each in call.maturities] == [("稳一", date(2026, 10, 31))]


def test_the_last_outcome_is_anybodys_and_a_missed_call_breaks_no_silence(home: Home) -> None:
    call = next(call for call in asked(bank(home)).calls if call.customer == "c2")
    assert (call.last_day, call.last_outcome) == (date(2026, 10, 12), "missed")
    assert (call.last_contact, call.silence, call.allowed) == (date(2026, 8, 31), 45, 30)


def test_near_a_tier_says_which_and_by_how_much(home: Home) -> None:
    stood = STOOD.replace("2026-10-15 c1       p1      8000", "2026-10-15 c1       p1      46000")
    rows = {call.customer: (call.near, call.near_tier, call.near_by) for call in asked(bank(home, balance=stood)).calls}
    # gold from 50,000, platinum from 200,000: c1 has fallen below its own, c3 is 15,000 short of the next
    assert rows["c1"] == ("down", "gold", Decimal(-4000))
    assert rows["c3"] == ("up", "platinum", Decimal(15000))
    assert rows["c2"] == (None, None, None)


def test_a_new_product_is_told_by_an_effective_contact_since_its_launch(home: Home) -> None:
    missed = CALLS.replace("c4       reached -     -", "c4       missed  -     p2")
    assert [each["told"] for each in asked(bank(home, activity=missed)).calls[2].launched] == [None]


def test_told_products_say_when(home: Home) -> None:
    told = CALLS.replace("c4       reached -     -", "c4       reached -     p2")
    call = next(call for call in asked(bank(home, activity=told)).calls if call.customer == "c4")
    assert [(each["name"], each["told"]) for each in call.launched] == [("稳三", date(2026, 10, 14))]


def test_an_unknown_balance_is_no_reason_and_no_zero(home: Home) -> None:
    stood = STOOD.replace("2026-10-15 c5       p1      10000", "2026-10-01 c5       p1      10000")
    with reader(bank(home, balance=stood)) as found:
        call_list(found, PACK, "m1", DAY, workdays=workdays.load(), today=TODAY)
        row = found.rows("select balance, change from call_balance where customer = 'c5'")
    assert row == [{"balance": None, "change": None}]


def test_change_counts_from_the_day_a_customer_was_taken_over(home: Home) -> None:
    held = HELD.replace("c5       m1      main   2026-01-01", "c5       m1      main   2026-10-01")
    stood = STOOD + "    2026-10-01 c5 p1 12000"
    put(home, "portfolio", "customer manager role first_day\n c5 m2 main 2026-01-01")
    home = bank(home, portfolio=held, balance=stood)
    for viewer in (OWNER, Viewer("manager", manager="m1"), Viewer("head", unit="E")):
        with reader(home, viewer) as found:
            call_list(found, PACK, "m1", DAY, workdays=workdays.load(), today=TODAY)
            assert found.rows("select change from call_balance where customer = 'c5'") == [{"change": -2000}]


LATER = "    a9 2026-10-16 {who} {customer} {outcome} - -"


@pytest.mark.parametrize(
    ("outcome", "who", "waits"), [("reached", "m1", True), ("met", "m2", True), ("missed", "m1", False)]
)
def test_who_was_reached_today_by_anyone_leaves_the_list(home: Home, outcome: str, who: str, waits: bool) -> None:
    put(home, "activity", CALLS, covers=["HQ"])
    rows = CALLS + LATER.format(who=who, customer="c2", outcome=outcome)
    put(home, "activity", rows, origin="entries", complete_to=None, day="2026-10-16")
    found = asked(bank(home), day=date(2026, 10, 19))
    assert [call.waits for call in found.waiting] == ["reached"] * waits
    assert ("c2" in {call.customer for call in found.calls}) is not waits


def test_what_was_just_entered_counts_before_it_is_published(home: Home) -> None:
    called = {"customer": "c2", "manager": "m1", "day": "2026-10-16", "outcome": "reached"}
    kept = called | {"customer": "c1"}
    later = {"follow_up": "x", "customer": "c5", "manager": "m1", "day": "2026-10-16", "due": "2026-10-23",
             "state": "not_started", "why": "出差", "put_off": "yes"}  # fmt: skip
    done = {"follow_up": "f1", "customer": "c1", "manager": "m1", "day": "2026-10-08", "due": "2026-10-16",
            "state": "done", "closed": "2026-10-16", "put_off": "no"}  # fmt: skip
    entries = Entries((called, kept), (later, done))
    found = asked(bank(home), day=date(2026, 10, 19), entries=entries)
    # c7's follow-up is due by Monday
    assert [call.customer for call in found.calls] == ["c7", "c4", "c3", "c6"]
    assert [(call.customer, call.waits) for call in found.waiting] == [
        ("c2", "reached"),
        ("c5", "put_off"),
        ("c1", "reached"),
    ]


def test_a_call_put_off_takes_its_follow_up_along_and_comes_back_when_due(home: Home) -> None:
    put_off = PROMISES.replace("state", "state put_off").replace(" -\n", " - no\n")
    put_off += " f3 2026-10-15 m1 c1 改日 2026-10-22 - yes"
    home = bank(home, follow_up=put_off)
    assert "c1" not in {call.customer for call in asked(home).calls}
    back = next(call for call in asked(home, day=date(2026, 10, 22)).calls if call.customer == "c1")
    assert [each["follow_up"] for each in back.follow_ups] == ["f1", "f3"]


def test_what_was_promised_when_reached_is_still_called_about(home: Home) -> None:
    called = {"customer": "c2", "manager": "m1", "day": "2026-10-16", "outcome": "reached"}
    next_up = {"follow_up": "x", "customer": "c2", "manager": "m1", "day": "2026-10-16", "due": "2026-10-19",
               "state": "not_started", "put_off": "no"}  # fmt: skip
    found = asked(bank(home), day=date(2026, 10, 19), entries=Entries((called,), (next_up,)))
    assert "c2" in {call.customer for call in found.calls}


def test_a_closed_customer_is_called_only_about_what_was_promised(home: Home) -> None:
    gone = WHO.replace("c2       乙   钻石 -     ", "c2       乙   钻石 closed").replace(
        "c1       甲   金卡 -     ", "c1       甲   金卡 closed"
    )
    assert [call.customer for call in asked(bank(home, customer=gone)).calls] == ["c1", "c4", "c5", "c3", "c6"]


def test_the_list_is_the_same_for_whoever_may_see_it(home: Home) -> None:
    home = bank(home)
    lists = [said(asked(home, viewer)) for viewer in (OWNER, Viewer("head", unit="E"), Viewer("manager", manager="m1"))]
    assert lists[0] == lists[1] == lists[2]
    with pytest.raises(Refused, match="unknown_manager"):
        asked(home, Viewer("manager", manager="m2"))


def test_somebody_without_customers_has_an_empty_list(home: Home) -> None:
    found = asked(bank(home), manager="m3")
    assert (found.held, found.calls, found.waiting) == (0, (), ())


def run(home: Home, *words: str) -> str:
    publish.publish(home)
    result = CliRunner().invoke(app, ["call-list", "--manager", "m1", *words, "--home", str(home.path)])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_line_lists_calls_as_table_csv_and_json(home: Home) -> None:
    home = bank(home)
    words = ("--day", "2026-10-16", "--today", "2026-10-16")
    rows = json.loads(run(home, *words, "--format", "json"))
    assert [row["customer"] for row in rows] == ["c1", "c2", "c4", "c5", "c3", "c6"]
    assert (rows[0]["reasons"], rows[0]["due"], rows[0]["place"]) == (["follow_up"], "2026-10-16", 1)
    assert (rows[2]["told"], rows[4]["near_by"], rows[4]["balance"]) == (False, 15000, 185000)
    cells = list(csv.DictReader(io.StringIO(run(home, *words, "--format", "csv"))))
    assert list(cells[0]) == list(rows[0])
    assert cells[1]["reasons"] == "silence; value"
    assert "久未联系、高价值本月未联系" in run(home, *words, "--lang", "zh")


def test_tomorrow_is_the_next_workday(home: Home) -> None:
    rows = json.loads(run(bank(home), "--today", "2026-10-16", "--format", "json"))
    assert {row["day"] for row in rows} == {"2026-10-19"}
