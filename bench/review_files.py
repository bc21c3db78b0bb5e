"""How long everybody's own review as Excel and PDF takes in one run, and whether its memory stays flat as they grow.

Run with `python -m bench.review_files HOME MONTH UNIT…`: for the people of each unit, the smallest first.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = """
import resource, sys
from metrics.__main__ import app
try:
    app(sys.argv[1:])
finally:
    peaks = [resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(*peaks, file=sys.stderr)
"""


def main(home: str, month: str, *units: str) -> None:
    for unit in units:
        with tempfile.TemporaryDirectory() as out:
            options = ["--home", home, "--month", month, "--unit", unit, "--each", "manager", "--format", "xlsx,pdf"]
            started = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", PROGRAM, "review", *options, "--out", out],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            seconds, count = time.perf_counter() - started, len(list(Path(out).glob("*.xlsx")))
        own, worker = (int(each) / 1024 for each in done.stderr.split()[-2:])
        print(f"{unit}: {count} people, {seconds:.1f} s, peak {own:.0f} MB, of a worker {worker:.0f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
