"""The folder that holds everything of one installation, and its settings."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pydantic
import tomlkit
from pydantic import ConfigDict, Field, ValidationError

from data.errors import Refused

DEFAULT = Path(__file__).with_name("local")


@dataclass(frozen=True)
class Home:
    """Paths below `BOARD_HOME`; nothing is created by looking."""

    path: Path

    @property
    def records(self) -> Path:
        return self.path / "records.duckdb"

    @property
    def inbox(self) -> Path:
        return self.path / "inbox"

    @property
    def marts(self) -> Path:
        return self.path / "marts"

    @property
    def current(self) -> Path:
        return self.marts / "CURRENT"

    @property
    def kept(self) -> Path:
        return self.path / "kept"

    @property
    def scratch(self) -> Path:
        return self.path / "scratch"

    @property
    def mappings(self) -> Path:
        return self.path / "mappings"

    @property
    def calendar(self) -> Path:
        return self.path / "calendar"

    @property
    def called(self) -> Path:
        return self.path / "called.json"

    @property
    def settings_file(self) -> Path:
        return self.path / "settings.toml"

    @property
    def links(self) -> Path:
        return self.path / "links.toml"

    @property
    def rules_file(self) -> Path:
        return self.path / "rules.toml"

    def deck(self) -> bytes | None:
        """The bank's own `deck.pptx`, in whose layouts, fonts and colours decks are made; None where there is none."""
        path = self.path / "deck.pptx"
        return path.read_bytes() if path.exists() else None

    def rules(self) -> str:
        """What units say otherwise than the pack, as it is written; empty where none does."""
        if not self.rules_file.exists():
            return ""
        try:
            return self.rules_file.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Refused("refuse.settings", file=self.rules_file, reason=str(error)) from error

    def settings(self) -> "Settings":
        """What `settings.toml` says, the defaults where there is none; raises Refused where it can't be read."""
        if not self.settings_file.exists():
            return Settings()
        try:
            return Settings(**tomllib.loads(self.settings_file.read_text("utf-8-sig")))
        except ValidationError as error:
            slip = error.errors()[0]
            raise self._unread(f"{slip['loc'][0]}: {slip['msg']}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise self._unread(str(error)) from error

    def _unread(self, reason: str) -> Refused:
        return Refused("refuse.settings", file=self.settings_file, reason=reason)

    def save(self, settings: "Settings") -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        self.settings_file.write_text(tomlkit.dumps(vars(settings)), "utf-8")


@pydantic.dataclasses.dataclass(frozen=True, config=ConfigDict(extra="forbid", strict=True))
class Settings:
    """`settings.toml` of a home: its currency, its pack, and whether its records are the made-up sample."""

    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "CNY"
    pack: str = "retail_bank"
    sample: bool = False


def open_home(path: str | Path | None = None) -> Home:
    """The home at `path`, else at `BOARD_HOME`, else `data/local`."""
    return Home(Path(path or os.environ.get("BOARD_HOME") or DEFAULT).resolve())
