"""Publishing: one way from records to marts, the same whether in one step or in many, and safe to interrupt."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data import publish, store
from data.home import Home, open_home
from data.kinds import kinds
from data.marts import marts
from data.publish import current_version
from tests.by_hand import opened, put_with, undo_with

DAYS = [date(2026, 8, 20) + timedelta(days=step) for step in range(0, 90, 9)]
UNITS, PEOPLE, CUSTOMERS = ["U1", "U2", "U3", "组"], ["M1", "M2", "张"], ["C1", "C2", "李雷"]


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from([*values])


def rows_of(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=4)


DAY = one_of(*DAYS)
MAYBE_DAY = one_of(None, None, *DAYS)
BATCH = st.one_of(
    st.tuples(
        st.just("unit"),
        rows_of(unit=one_of(*UNITS), name=one_of("甲", "组"), parent=one_of(None, *UNITS), first_day=MAYBE_DAY, last_day=MAYBE_DAY),
    ),
    st.tuples(st.just("manager"), rows_of(manager=one_of(*PEOPLE), name=one_of("张", "李"), first_day=MAYBE_DAY)),
    st.tuples(st.just("assignment"), rows_of(manager=one_of(*PEOPLE), unit=one_of(*UNITS), first_day=MAYBE_DAY)),
    st.tuples(st.just("customer"), rows_of(customer=one_of(*CUSTOMERS), name=one_of("李雷", "韩"), unit=one_of(None, *UNITS))),
    st.tuples(
        st.just("portfolio"),
        rows_of(customer=one_of(*CUSTOMERS), manager=one_of(*PEOPLE), role=one_of("main", "assist"), first_day=MAYBE_DAY),
    ),
    st.tuples(
        st.just("sale"),
        rows_of(
            sale=one_of("S1", "S2", "S3", "S4"), day=DAY, manager=one_of(None, *PEOPLE), customer=one_of(None, *CUSTOMERS),
            product=one_of("P1", "理财"), unit=one_of(None, *UNITS), amount=st.integers(1, 5),
        ),
    ),
    st.tuples(st.just("credit"), rows_of(sale=one_of("S1", "S2"), manager=one_of(*PEOPLE), share=one_of("0.3", "0.5", "1"))),
    st.tuples(
        st.just("activity"),
        rows_of(activity=one_of("A1", "A2", "A3", "A4"), day=DAY, manager=one_of(*PEOPLE), customer=one_of(None, *CUSTOMERS), outcome=one_of("met", None)),
    ),
    st.tuples(st.just("product"), rows_of(product=st.just("P1"), name=one_of("理财", "存单"))),
    st.tuples(st.just("target"), rows_of(manager=one_of(*PEOPLE), unit=one_of(None, *UNITS), period=st.just("2026-10"))),
)  # fmt: skip
STEP = st.tuples(BATCH, DAY, one_of(None, ["U1"]), st.booleans(), st.integers(0, 3))


def content(home: Home) -> dict[str, list[Any]]:
    """Every mart of the current version, steps between included, as sorted rows."""
    path = publish.file_of(home, current_version(home) or 0)
    with opened(path) as con:
        return {name: con.execute(f"from p.{name} order by all").fetchall() for name in marts()}


@settings(max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(history=st.lists(STEP, min_size=3, max_size=7))
def test_any_sequence_of_publishes_equals_one_full_build(
    tmp_path_factory: pytest.TempPathFactory, history: Any
) -> None:
    home = open_home(tmp_path_factory.mktemp("law"))
    with store.records(home) as con:
        for (kind, rows), day, covers, between, back in history:
            about = {"covers": covers} if kind == "portfolio" else {}
            batch = put_with(con, kind, unique(kind, rows), day.isoformat(), **about)
            if between:
                publish.publish_with(con, home)
            if back == 0:
                undo_with(con, max(batch - 1, 1))
        publish.publish_with(con, home)
        step_by_step = content(home)
        publish.publish_with(con, home, full=True)
    assert content(home) == step_by_step


def unique(kind: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({tuple(row.get(name) for name in kinds()[kind].key): row for row in rows}.values())
