"""Who is looking, and which rows of a mart that person may see."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["owner", "head", "data_officer", "manager", "wall"]


@dataclass(frozen=True)
class Viewer:
    """A person (or a wall) and the unit or manager the rights hang on.

    `owner` sees every row; `head` and `data_officer` the unit and all below; `manager` the own rows;
    `wall` the unit without customers.
    """

    role: Role
    unit: str | None = None
    manager: str | None = None

    @property
    def name(self) -> str:
        """How the command line and the address write it: `owner`, `head:U01`, `manager:M07`."""
        subject = self.manager or self.unit
        return f"{self.role}:{subject}" if subject else self.role


OWNER = Viewer("owner")
