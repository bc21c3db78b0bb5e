"""How tests open pages in a real Chromium: a server of its own, a browser, a visit, and when a page has settled."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from data.home import Home

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
DESK, PHONE = {"width": 1920, "height": 1080}, {"width": 390, "height": 844}
WAIT = 30_000


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def serve(home: Home) -> Iterator[str]:
    """A server of its own that nobody has visited yet."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", f"--server.port={port}"]
    server = subprocess.Popen(
        [*command, "--server.address=127.0.0.1"],
        cwd=ROOT,
        env=os.environ | {"BOARD_HOME": str(home.path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def visit(browser: Browser, address: str, size: dict[str, int] = DESK, locale: str = "zh-CN") -> Page:
    page = browser.new_context(viewport=size, locale=locale).new_page()  # type: ignore[arg-type]
    page.goto(address)
    return page


def settle(page: Page) -> None:
    """Waits until the script has run and the answer (or a page's own first heading) stands."""
    page.wait_for_selector(".answer, h1, h2", timeout=WAIT)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=WAIT)
