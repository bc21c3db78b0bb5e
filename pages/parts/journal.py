"""The work log of a page: whose it is, the customers and products to choose from, and the day's entries."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import streamlit as st

from data.reader import Reader
from data.text import numbers
from metrics import log, workdays
from pages.parts import entered
from pages.parts.entered import Row
from pages.parts.people import Person

if TYPE_CHECKING:
    from pages.parts.room import Room

# how far back what was not settled is asked for
BACK = timedelta(days=14)
ANSWERED = timedelta(days=60)
STATES = ("not_started", "ongoing", "done", "shelved")
OPEN = STATES[:2]
PRODUCTS = "select product, name from product order by launched desc nulls last, product"


@dataclass(frozen=True)
class Journal:
    """One person's log as the viewer sees it: what is published, and over it what the viewer entered since.

    `beside` are customers of others whose names are wanted too.
    """

    room: "Room"
    person: Person
    beside: tuple[str, ...] = ()

    @cached_property
    def tomorrow(self) -> date:
        """The next workday."""
        return workdays.load(self.room.home).next_workday(self.room.today)

    @cached_property
    def customers(self) -> dict[str, str]:
        """Name and id of each customer held, by id."""
        room, read = self.room, self.room.marts
        key = (room.home.path, room.viewer.name, read.stamp("customer", "portfolio", "manager"))
        return _customers(key, self.person.manager, room.today, read)

    @cached_property
    def products(self) -> dict[str, str]:
        return {row["product"]: row["name"] for row in self.room.marts.rows(PRODUCTS)}

    @cached_property
    def names(self) -> dict[str, str]:
        """What customers are called who are not held any more."""
        rows = [*self.contacts, *self.plans, *self.promises, *self.asked, *self.passed]
        found = {str(row["customer"]) for row in rows if row.get("customer")} | set(self.beside)
        strange = found - self.customers.keys()
        return log.names(self.room.marts, sorted(strange)) if strange else {}

    def knowing(self, rows: list[Row]) -> "Journal":
        """The same log, which also knows what the customers of these rows are called."""
        return replace(self, beside=tuple(str(row["customer"]) for row in rows if row.get("customer")))

    def called(self, customer: str | None, name: str | None = None) -> str:
        """A customer by name; by id where the name is not known, or not for this viewer."""
        if customer is None:
            return name or ""
        if customer in self.customers:
            return self.customers[customer].split(" · ")[0]
        return self.names.get(customer) or customer

    def _over(self, kind: str, rows: list[Row]) -> list[Row]:
        return entered.over(self.room, kind, rows, self.person.manager)

    @cached_property
    def contacts(self) -> list[Row]:
        """The day's contacts."""
        return self.contacts_of(self.room.today)

    def contacts_of(self, day: date) -> list[Row]:
        """A day's contacts, the latest first."""
        told = log.of_day(self.room.marts, self.person.manager, day)
        rows = self._over("activity", [row for row in told if row["activity"]])
        rows += [row for row in told if not row["activity"]]
        return sorted((row for row in rows if row["day"] == day), key=lambda row: str(row["time"] or ""), reverse=True)

    @cached_property
    def plans(self) -> list[Row]:
        """Today's and tomorrow's plans, and what was left over of the days before."""
        today = self.room.today
        rows = log.plans(self.room.marts, self.person.manager, today, self.tomorrow, today - BACK)
        return sorted(self._over("plan", rows), key=lambda row: str(row["day"]))

    @cached_property
    def promises(self) -> list[Row]:
        """Follow-ups due by today or settled today, the longest due first."""
        rows = self._over("follow_up", log.due(self.room.marts, self.person.manager, self.room.today))
        known = [row for row in rows if row["due"] and row["due"] <= self.room.today]
        return sorted(known, key=lambda row: str(row["due"]))

    @cached_property
    def asked(self) -> list[Row]:
        rows = self._over("help_request", log.asked(self.room.marts, self.person.manager, self.room.today - ANSWERED))
        return sorted(rows, key=lambda row: str(row["day"]), reverse=True)

    @cached_property
    def passed(self) -> list[Row]:
        rows = self._over("referral", log.passed(self.room.marts, self.person.manager, self.room.today - ANSWERED))
        return sorted(rows, key=lambda row: str(row["day"]), reverse=True)

    @cached_property
    def goals(self) -> list[Row]:
        return self._over("goal", log.goals(self.room.marts, self.person.manager, self.room.today - ANSWERED))

    def day(self, day: date | None) -> str:
        return numbers.day(day, self.room.language)


@st.cache_resource(show_spinner=False, max_entries=300)
def _customers(key: tuple[object, ...], manager: str, day: date, _reader: Reader) -> dict[str, str]:
    return {row["customer"]: f"{row['name']} · {row['customer']}" for row in log.held(_reader, manager, day)}
