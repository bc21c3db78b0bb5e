"""What every test may ask for: an empty home, a sample, a server of it and a browser, and real files."""

import os
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, sync_playwright

from data import sample
from data.home import Home, open_home
from tests.browsing import CHROMIUM, QUIET, serve

# two workers on two processors: a second thread for each small statement costs more than it brings
_connect = duckdb.connect
duckdb.connect = partial(_connect, config={"threads": 1})
REAL = Path(__file__).parents[2] / "shared" / "real"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path / "home")


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The small sample as of 15 October 2026, made once; for reading only."""
    made = open_home(tmp_path_factory.mktemp("sample"))
    sample.make(made, "small", as_of=date(2026, 10, 15))
    return made


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real files; absent, the test is skipped, except in CI where it must be there."""
    if not REAL.exists():
        if os.environ.get("CI"):
            pytest.fail(f"the folder of real files is missing: {REAL}")
        pytest.skip("the folder of real files is not beside the project")
    return REAL


@pytest.fixture(scope="module")
def server(sample_home: Home) -> Iterator[str]:
    yield from serve(sample_home)


@pytest.fixture
def fresh(sample_home: Home) -> Iterator[str]:
    yield from serve(sample_home)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no chromium")
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(QUIET))
        yield found
        found.close()
