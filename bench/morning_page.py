"""What the morning page costs beside an empty Streamlit page: server CPU a visitor, and time to the headline.

Run with `python -m bench.morning_page [HOME]`; without a home the medium sample is made in a temporary one.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from data import sample
from data.home import open_home
from tests.browsing import CHROMIUM, QUIET, free_port

ROOT = Path(__file__).parents[1]
PAIRS, LOADS, WARM = 20, 10, 3
EMPTY = 'import streamlit as st\n\nst.write("word")\n'


@contextmanager
def served(script: Path, folder: Path, home: Path) -> Iterator[tuple[int, int]]:
    """Port and process of a server of `script`; `folder` is where it finds settings, if any."""
    port = free_port()
    options = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options, "--browser.gatherUsageStats=false"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, cwd=folder, env=os.environ | {"BOARD_HOME": str(home)}, **quiet)  # type: ignore[call-overload]
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health")
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(address, timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def cpu(pid: int) -> float:
    """Seconds of CPU a process has used in all its threads, those that ended too (Linux's clock of a process)."""
    return time.clock_gettime(~pid << 3 | 2)


async def visit(port: int) -> None:
    """A new visitor: opens the stream, asks for the page, reads until the script is over, and stays a moment."""
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    async with connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as stream:  # type: ignore[list-item]
        await stream.send(ask.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(await asyncio.wait_for(stream.recv(), 60))
            if message.WhichOneof("type") == "script_finished":
                break
        await asyncio.sleep(0.25)


def server_cpu(port: int, pid: int) -> float:
    before = cpu(pid)
    asyncio.run(visit(port))
    time.sleep(0.1)
    return cpu(pid) - before


def headline(browser: Browser, port: int, text: str) -> float:
    """Seconds from asking for the page to the text standing on it, in a browser that has been here before."""
    page = browser.contexts[0].new_page()
    started = time.perf_counter()
    page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
    page.wait_for_selector(text, state="visible", timeout=60_000)
    taken = time.perf_counter() - started
    page.close()
    return taken


def compared(name: str, unit: str, scale: float, product: list[float], empty: list[float]) -> None:
    one, other = statistics.median(product) * scale, statistics.median(empty) * scale
    ratio = f"ratio {one / other:.2f} ({len(product)} pairs)"
    print(f"{name}: morning page {one:.0f} {unit}, empty page {other:.0f} {unit}, {ratio}")


def main(home: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, "utf-8")
        with served(ROOT / "dashboard.py", ROOT, home) as product, served(script, Path(folder), home) as empty:
            for port, pid in (product, empty) * WARM:
                server_cpu(port, pid)
            pairs = [(server_cpu(*product), server_cpu(*empty)) for _ in range(PAIRS)]
            compared("server CPU for a new visitor", "ms", 1000, *(list(each) for each in zip(*pairs, strict=True)))
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(QUIET))
                browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
                texts = ((product[0], ".answer"), (empty[0], "text=word"))
                for port, text in texts * 2:
                    headline(browser, port, text)
                loads = [[headline(browser, port, text) for port, text in texts] for _ in range(LOADS)]
                compared("time to the headline", "ms", 1000, *(list(each) for each in zip(*loads, strict=True)))
                browser.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as made:
            sample.make(open_home(made))
            main(Path(made))
