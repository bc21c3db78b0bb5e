"""Writing down a contact: with whom, how, what came of it, what was said and what follows; keys alone will do."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import streamlit as st

from data import inbox
from pages.parts import address, entered, said
from pages.parts.journal import Journal

if TYPE_CHECKING:
    from pages.parts.room import Room

CHANNELS = ("phone", "visit", "in_branch", "message", "event")
OUTCOMES = ("reached", "met", "missed", "refused")
TOPICS = ("need", "competitor", "objection", "opinion")
Row = dict[str, Any]


def draw(journal: Journal) -> None:
    """The form, and beside it what the day has brought so far."""
    left, right = st.columns([5, 4], gap="large")
    with left:
        _form(journal)
    with right:
        st.html(said.contacts(journal, journal.contacts, journal.room.say("log.so_far", day=_today(journal))))


def _today(journal: Journal) -> str:
    return journal.day(journal.room.today)


def whom(journal: Journal, key: str, label: str = "log.customer") -> Row:
    """A customer found by part of the name or the id, or one whom this person doesn't hold, as typed."""
    options = list(journal.customers)
    asked = address.asked("customer")
    chosen = st.selectbox(
        journal.room.say(label),
        options,
        index=options.index(asked) if asked in options else None,
        format_func=lambda customer: journal.customers.get(customer, customer),
        placeholder=journal.room.say("log.find"),
        accept_new_options=True,
        key=f"customer {key}",
    )
    if not chosen:
        return {}
    return {"customer": chosen} if chosen in journal.customers else {"customer_name": chosen}


def pick(room: "Room", name: str, options: tuple[str, ...], key: str, default: str | None = None) -> str | None:
    """One of a few codes, as buttons in a row; what is chosen from the start can be changed, not left out."""
    return st.segmented_control(
        room.say(f"log.{name}"),
        options,
        default=default,
        required=default is not None,
        format_func=lambda code: room.say(f"log.{name}_{code}"),
        key=f"{name} {key}",
    )


def fresh(name: str) -> str:
    """The id of a form's next entry: it names the form's fields too, so that they are empty once it is saved."""
    return str(st.session_state.setdefault(f"next {name}", inbox.new_id()))


def saved(name: str) -> None:
    """Empties a form for the next entry and draws the page anew."""
    st.session_state.pop(f"next {name}", None)
    address.put("customer", None)
    st.rerun()


def _form(journal: Journal) -> None:
    room, key = journal.room, fresh("contact")
    with st.form("contact", border=False):
        row: Row = whom(journal, key)
        row["outcome"] = pick(room, "outcome", OUTCOMES, key)
        row["channel"] = pick(room, "channel", CHANNELS, key, "phone")
        row["topic_code"] = pick(room, "topic", TOPICS, key)
        row["notes"] = st.text_area(room.say("log.notes"), key=f"notes {key}", height=96, max_chars=2000)
        what, due = _next(journal, key)
        row |= _more(journal, key)
        if not st.form_submit_button(room.say("log.save"), type="primary", icon=":material/save:", width="stretch"):
            return
    if not (row.get("customer") or row.get("customer_name")) or not row["outcome"]:
        st.warning(room.say("log.lacks"))
        return
    if entered.save(room, _rows(journal, key, row, what, due), _told(journal, row)):
        saved("contact")


def _next(journal: Journal, key: str) -> tuple[str, date | None]:
    room = journal.room
    left, right = st.columns([3, 2])
    what = left.text_input(room.say("log.next"), key=f"next {key}", max_chars=200)
    return what, right.date_input(room.say("log.due"), journal.tomorrow, key=f"due {key}", format="YYYY-MM-DD")


def _more(journal: Journal, key: str) -> Row:
    room, products = journal.room, journal.products
    with st.expander(room.say("log.more")):
        row: Row = {"best_way": st.text_input(room.say("log.best_way"), key=f"best {key}", max_chars=200)}
        row["product"] = st.selectbox(
            room.say("log.product"),
            list(products),
            index=None,
            format_func=lambda product: products.get(product, product),
            placeholder="",
            key=f"product {key}",
        )
        left, right = st.columns(2)
        row["day"] = left.date_input(
            room.say("log.day"), room.today, max_value=room.today, key=f"day {key}", format="YYYY-MM-DD"
        )
        row["time"] = right.time_input(room.say("log.time"), None, key=f"time {key}", step=300)
        row["special"] = st.toggle(room.say("log.special"), key=f"special {key}") or None
    return row


def _rows(journal: Journal, key: str, row: Row, what: str, due: date | None) -> dict[str, list[Row]]:
    """A contact, with the follow-up it leads to and the need it brought to hear; all of one id, so that a form sent
    twice makes nothing twice.
    """
    manager = {"manager": journal.person.manager}
    whose = {name: row[name] for name in ("customer", "customer_name") if name in row}
    # of a day gone by nobody knows the minute
    at = row["time"] or (_now() if row["day"] == journal.room.today else None)
    rows: dict[str, list[Row]] = {"activity": [row | manager | {"activity": key, "time": at and f"{at:%H:%M}"}]}
    if what.strip():
        promise = {"follow_up": key, "what": what.strip(), "due": due, "activity": key, "day": row["day"]}
        rows["follow_up"] = [whose | manager | promise]
    if row["topic_code"] == "need":
        need = {"need": key, "what": row["notes"], "product": row["product"], "day": row["day"]}
        rows["need"] = [whose | manager | need]
    return rows


def _now() -> time:
    return datetime.now().time()


def _told(journal: Journal, row: Row) -> str:
    who = journal.called(row.get("customer"), row.get("customer_name"))
    outcome = journal.room.say(f"log.outcome_{row['outcome']}")
    return journal.room.say("log.saved", customer=who, outcome=outcome)
