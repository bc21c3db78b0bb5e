"""The folder that holds everything of one installation, and its settings."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

import tomlkit

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
    def scratch(self) -> Path:
        return self.path / "scratch"

    @property
    def mappings(self) -> Path:
        return self.path / "mappings"

    @property
    def calendar(self) -> Path:
        return self.path / "calendar"

    @property
    def settings_file(self) -> Path:
        return self.path / "settings.toml"

    def settings(self) -> "Settings":
        if not self.settings_file.exists():
            return Settings()
        return Settings(**tomllib.loads(self.settings_file.read_text("utf-8")))

    def save(self, settings: "Settings") -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        self.settings_file.write_text(tomlkit.dumps(vars(settings)), "utf-8")


@dataclass(frozen=True)
class Settings:
    """`settings.toml` of a home: its currency, its pack, and whether its records are the made-up sample."""

    currency: str = "CNY"
    pack: str = "retail_bank"
    sample: bool = False


def open_home(path: str | Path | None = None) -> Home:
    """The home at `path`, else at `BOARD_HOME`, else `data/local`."""
    return Home(Path(path or os.environ.get("BOARD_HOME") or DEFAULT).resolve())
