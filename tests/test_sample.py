"""The made-up bank is the same for the same seed and day, goes in as real files do, and is as awkward as they are."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from data import batches, checks, ingest, publish, sample, store
from data.errors import Refused
from data.home import Home, open_home
from data.kinds import file_kinds
from data.reader import Reader
from data.sample.bank import build, is_workday, last_workday_before
from data.sample.files import ENTERED
from data.sample.people import SIZES
from data.scope import OWNER

DAY = date(2026, 10, 15)
AWKWARD = {
    "a joiner": "select 1 from manager where first_day > date '2026-09-02' and not provisional",
    "a leaver": "select 1 from (select manager, max(until) as until from manager group by manager) where until < $day",
    "somebody who moved in mid-month": """
        select 1 from manager join manager as later using (manager)
        where manager.until = later.first_day and manager.unit <> later.unit and day(later.first_day) > 3""",
    "leave that is over": "select 1 from leave where until <= $day",
    "leave known ahead": "select 1 from leave where first_day > $day",
    "a customer in new hands": "select 1 from portfolio group by customer having count(distinct manager) > 1",
    "a customer nobody holds now": """
        select 1 from (select customer, max(until) as until from portfolio group by customer) where until < $day""",
    "a customer of another tier": "select 1 from customer group by customer having count(distinct tier) > 1",
    "a lost customer": "select 1 from customer where status in ('lost', 'closed')",
    "a customer seen in two units": "select 1 from sale_daily group by customer having count(distinct unit) > 1",
    "a shared sale": "select 1 from sale_daily where count = 0.6",
    "a sale without a manager in a unit": "select 1 from sale_daily where manager is null and unit like 'U0%'",
    "a sale that is not placed": "select 1 from sale_daily where unit = '~' and manager is null",
    "a person the tree does not know": "select 1 from manager where provisional and unit = '~'",
    "a true zero this month": """
        select 1 from manager where manager = 'M002' and until > $day and manager not in
            (select manager from sale_daily where manager is not null and day >= date_trunc('month', $day))""",
    "a late unit": "select 1 from completeness where kind = 'sale' and complete_to = date '2026-10-13'",
    "the others complete": "select 1 from completeness where kind = 'sale' and complete_to = $day",
    "a manager without a target": """
        select 1 from manager
        where until > $day and manager not in (select manager from target where period = '2026-10' and unit is null)""",
    "a zero target": "select 1 from target where amount = 0 and period = '2026-10'",
    "a stretch target": "select 1 from target where level = 'stretch'",
    "a unit's target above its people's": """
        select 1 from target
        where metric = 'sales_amount' and level = 'base' and period = '2026-10' and (unit = 'U0101' or manager in
            (select manager from manager where unit = 'U0101' and first_day <= $day and until > $day))
        having sum(amount) filter (unit is not null) > sum(amount) filter (unit is null)""",
    "an account that is closed": "select 1 from account where closed <= $day",
    "an account opened in mid-month": "select 1 from account where opened > date '2026-09-02' and seen >= opened",
    "an account that never said when it was opened": "select 1 from account where opened is null",
    "a balance that went to somebody else": "select 1 from handover where amount > 0",
    "a unit whose balances of one week are missing": """
        select 1 from balance_spell where unit = 'U0201' and until - first_day > 10""",
    "balances with the averages beside them": "select 1 from balance_given where year_average > 0",
    "what customers own": "select 1 from holding group by customer having count(*) > 2",
    "a target that falls": "select 1 from target where amount < 0 and metric = 'deposit_growth'",
    "a task target": "select 1 from target where level = 'task'",
    "balances complete for every unit": """
        select 1 from completeness where kind = 'balance' and complete_to = $day having count(*) = 8""",
    "follow-ups in all four states": "select 1 from follow_up having count(distinct state) = 4",
    "a follow-up that is overdue": """
        select 1 from follow_up where state in ('not_started', 'ongoing') and due < $day
        having count(*) between 3 and 30""",
    "a follow-up of somebody who left": """
        select 1 from follow_up join portfolio as p using (customer)
        where p.manager <> follow_up.manager and p.first_day > follow_up.day""",
    "a need that the product launched last meets": """
        select 1 from need join product using (category)
        where state = 'open' and launched > $day - 60 and launched <= $day""",
    "somebody told of it, and somebody not yet": """
        select 1 from (
            select (customer, product.product) in (select (customer, product) from contact) as told
            from need join product using (category) where state = 'open' and launched > $day - 60
        ) having bool_or(told) and not bool_and(told)""",
    "plans of the day and of the next workday": """
        select 1 from plan having max(day) = date '2026-10-16' and count(distinct state) filter (day <= $day) = 4""",
    "goals looked back at": "select 1 from goal where until = date '2026-10-01' and looked_back is not null",
    "two calls for help that wait": "select 1 from help_request where state = 'open' having count(*) = 2",
    "what was passed on with and without an answer": "select 1 from referral having count(distinct state) = 2",
    "what contacts bring to hear": """
        select 1 from remark having count(distinct topic_code) = 4 and bool_or(special) and count(best_way) > 20""",
    "a product offered in one effective contact of three": """
        select 1 from contact where outcome in ('reached', 'met')
        having count(product) / count(*) between 0.2 and 0.45""",
    "rows in quarantine": "select 1 from quarantine having count(distinct code) >= 6",
    "warnings": "select 1 from warning having count(distinct code) >= 3",
    "two namesakes": "select 1 from manager where name = '张伟' having count(distinct manager) = 2",
}  # fmt: skip


@pytest.fixture
def reader(sample_home: Home) -> Iterator[Reader]:
    found = publish.open_reader(sample_home, OWNER)
    assert found is not None
    with found:
        yield found


def contents(home: Home, size: str, seed: int, day: date = DAY) -> dict[str, object]:
    with store.scratch(home) as con:
        build(con, SIZES[size], seed, day)
        return {
            kind: con.execute(f"select count(*), bit_xor(hash(t)) from {kind} as t").fetchone() for kind in file_kinds()
        }


def test_the_same_seed_and_day_give_the_same_records_and_another_seed_gives_others(home: Home) -> None:
    assert contents(home, "small", 1) == contents(home, "small", 1)
    assert contents(home, "small", 1)["sale"] != contents(home, "small", 2)["sale"]


@pytest.mark.parametrize("what", AWKWARD)
def test_it_has(reader: Reader, what: str) -> None:
    values = {"day": DAY} if "$day" in AWKWARD[what] else {}
    assert reader.rows(AWKWARD[what], values)


def test_every_row_is_accounted_for(reader: Reader) -> None:
    rows = reader.rows("select * from batch")
    assert {row["kind"] for row in rows} == {*file_kinds(), *ENTERED}
    assert all(row["rows"] == row["taken"] + row["unchanged"] + row["quarantined"] for row in rows)
    assert sum(row["quarantined"] for row in rows) == 7


def test_names_of_people_are_different_but_for_the_namesakes(home: Home) -> None:
    with store.scratch(home) as con:
        build(con, SIZES["medium"], 1, DAY)
        names = con.execute("select name, count(*) from manager group by name having count(*) > 1").fetchall()
    assert names == [("张伟", 2)]


def bands(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    rows = con.execute("""
        with pace as (
            select count(*) filter (where past) / count(*) as pace
            from bank_day where workday and month = getvariable('last_month')
        ),
        sold as (
            select manager, sum(amount) as amount from sale where day >= getvariable('last_month') group by manager
        ),
        ahead as (
            select sold.amount / target.amount / pace as projected
            from target join sold using (manager), pace
            where metric = 'sales_amount' and level = 'base' and target.amount > 0
                and period = strftime(getvariable('last_month'), '%Y-%m')
        )
        select case when projected >= 1.05 then 'ahead' when projected >= 0.99 then 'on_track'
            when projected >= 0.81 then 'behind' else 'at_risk' end as band, count(*)
        from ahead group by band
    """).fetchall()
    return dict(rows)


@pytest.mark.parametrize("day", [date(2026, 11, 13), date(2026, 7, 31), date(2026, 3, 10)])
def test_people_stand_in_all_four_bands(home: Home, day: date) -> None:
    with store.scratch(home) as con:
        build(con, SIZES["medium"], 1, day)
        found = bands(con)
    assert found.keys() == {"ahead", "on_track", "behind", "at_risk"}
    assert max(found.values()) < 0.7 * sum(found.values())


@pytest.mark.parametrize("day", ["2026-01-02", "2026-02-24", "2026-10-08", "2027-01-04", "2028-03-01"])
def test_any_data_day_will_do(home: Home, day: str) -> None:
    as_of = last_workday_before(date.fromisoformat(day))
    assert is_workday(as_of)
    with store.scratch(home) as con:
        build(con, SIZES["small"], 1, as_of)
        last = con.execute("select max(day) from sale").fetchone()
    assert last == (as_of,)


def test_a_size_that_is_not_made_is_refused_by_name(home: Home) -> None:
    with pytest.raises(Refused, match="size_unknown"):
        sample.make(home, "huge")
    assert not home.records.exists()


def test_a_bank_made_month_by_month_holds_what_one_made_at_once_does(
    home: Home, sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SIZES, "large", replace(SIZES["small"], monthly=True))
    sample.make(home, "large", as_of=DAY)
    with store.records(home) as con:
        assert checks.faults(con) == []
        months = con.execute("select count(*) from batch where kind = 'activity'").fetchall()
        (last,) = con.execute("select batch from batch order by batch desc limit 1").fetchall()[0]
    assert months == [(4,)]
    told = ("activity_daily", "last_contact", "target", "balance_spell", "sale_daily", "remark", "contact")
    both = [content(each, told) for each in (home, sample_home)]
    assert both[0] == both[1]
    batches.undo(home, last)
    with store.records(home) as con:
        assert checks.faults(con) == []
        assert con.execute("select max(day) from activity where activity like 'A%'").fetchall()[0] == (
            date(2026, 9, 30),
        )


def content(home: Home, names: tuple[str, ...]) -> dict[str, object]:
    found = publish.open_reader(home, OWNER)
    assert found is not None
    with found as reader:
        columns = {"target": "* exclude (batch)"}
        return {name: reader.rows(f"select {columns.get(name, '*')} from {name} order by all") for name in names}


def test_a_large_bank_has_a_name_for_each_unit_and_an_id_for_each_person(home: Home) -> None:
    size = replace(SIZES["large"], customers=1, months=2, contacts=1, depositors=0)
    with store.scratch(home) as con:
        build(con, size, 1, DAY)
        units = con.execute("select count(*), count(distinct name), count(distinct unit) from unit").fetchall()
        people = con.execute("select count(distinct manager), count(*) from manager").fetchall()
    assert units == [(261, 261, 261)]
    assert people[0][0] == people[0][1] >= 5000


def stand_in(home: Home, made: list[str]) -> None:
    time.sleep(0.2)
    home.marts.mkdir(parents=True, exist_ok=True)
    home.current.write_text("000001\n")
    made.append("once")


def test_two_visitors_at_the_same_time_make_it_once(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(sample, "make", lambda home, progress=None: stand_in(home, made))
    visitors = [threading.Thread(target=sample.ensure, args=(home,)) for _ in range(3)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert made == ["once"]


def test_what_a_killed_making_left_is_made_anew(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as half:
        half.setattr(publish, "publish", killed)
        with pytest.raises(KeyboardInterrupt):
            sample.make(home, "small", as_of=DAY)
    monkeypatch.setattr(sample, "make", lambda home, progress=None: stand_in(home, made))
    assert sample.ensure(home)
    assert sample.is_empty(home) is False
    with store.records(home) as con:
        assert con.execute("select count(*) from batch").fetchone() == (0,)


def test_made_up_and_real_records_never_mix(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    sales = tmp_path / "业绩.csv"
    sales.write_text("日期,客户经理,金额\n2026-11-12,王芳,1200\n", "utf-8")
    sample.make(home, "small", as_of=DAY)
    with pytest.raises(Refused, match="leave_first"):
        ingest.import_files(home, [sales])
    sample.leave(home)
    assert publish.open_reader(home, OWNER) is None
    assert not sample.ensure(home)
    ingest.import_files(home, [sales])
    with pytest.raises(Refused, match="home_not_empty"):
        sample.make(home, "small")
    with pytest.raises(Refused, match="not_a_sample"):
        sample.leave(home)
    found = publish.open_reader(home, OWNER)
    assert found is not None
    assert found.rows("select manager, amount::integer as amount from sale_daily") == [
        {"manager": "王芳", "amount": 1200}
    ]


def test_the_picker_offers_people_who_are_there(sample_home: Home, reader: Reader) -> None:
    viewers = sample.viewers(sample_home)
    assert [viewer.role for viewer, _, _ in viewers].count("head") == 3
    units = {row["unit"] for row in reader.rows("select unit from unit")}
    people = {(row["manager"], row["name"]) for row in reader.rows("select manager, name from manager")}
    for viewer, name, _ in viewers:
        assert viewer.unit in units or (viewer.manager, name) in people
