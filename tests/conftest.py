"""What every test may ask for: an empty home, and the folder of real files beside the project."""

import os
from datetime import date
from pathlib import Path

import pytest

from data import sample
from data.home import Home, open_home

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
