"""Times the import of an activities CSV against DuckDB's own typed `create table as` of the same file.

python bench/import_activities.py [ROWS]   (5 million by default; both run in processes of their own)
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[1]
ROWS = 5_000_000
MOST = 4.0

MAKE = """
copy (
    select 'A' || lpad(i::varchar, 9, '0') as "活动编号",
        (date '2025-01-01' + (i % 600)::integer)::varchar as "活动日期",
        lpad((8 + i % 10)::varchar, 2, '0') || ':' || lpad((i * 7 % 60)::varchar, 2, '0') as "活动时间",
        'M' || lpad((i * 31 % 5000)::varchar, 4, '0') as "客户经理编号",
        'C' || lpad((hash(i) % 800000)::varchar, 6, '0') as "客户编号",
        ['电话', '走访', '到店', '微信'][1 + i % 4] as "渠道",
        ['接通', '见面', '未接', '拒绝'][1 + i * 7 % 4] as "结果",
        '第' || (i % 9973) || '号备注，下周来网点面谈' as "备注"
    from range({rows}) numbers(i)
) to '{file}' (header)
"""
READ = """
create table activity as
select * from read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '"', columns = {{
    'activity': 'varchar', 'day': 'date', 'time': 'time', 'manager': 'varchar', 'customer': 'varchar',
    'channel': 'varchar', 'outcome': 'varchar', 'notes': 'varchar'
}})
"""


def plain(file: str, folder: str) -> None:
    """What DuckDB alone needs for the same file with types given, into a file."""
    with duckdb.connect(f"{folder}/plain.duckdb") as con:
        con.execute("set memory_limit = '1500MB'")
        con.execute("set enable_progress_bar = false")
        con.execute(READ.format(file=file))


def whole(file: str, folder: str) -> None:
    """The product's own import into a new home, every row accounted for."""
    sys.path.insert(0, str(ROOT))
    from data import ingest
    from data.home import open_home

    result = ingest.import_files(open_home(f"{folder}/home"), [file], publish=False)
    assert result[0].taken == result[0].rows, result


def measure(what: str, file: Path, folder: str) -> tuple[float, float]:
    """Seconds and peak resident gigabytes of one run in its own process."""
    done = subprocess.run(
        [sys.executable, __file__, what, str(file), folder], check=True, capture_output=True, text=True
    )
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def run(what: str, file: str, folder: str) -> None:
    began = time.perf_counter()
    {"plain": plain, "whole": whole}[what](file, folder)
    print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "activities.csv"
        duckdb.sql(MAKE.format(rows=rows, file=file))
        print(f"{rows:,} rows, {file.stat().st_size / 1e6:,.0f} MB")
        alone, alone_memory = measure("plain", file, folder)
        ours, our_memory = measure("whole", file, folder)
    print(f"DuckDB alone: {alone:.1f} s, {alone_memory:.2f} GB resident")
    print(f"import:       {ours:.1f} s, {our_memory:.2f} GB resident")
    print(f"ratio {ours / alone:.2f} (at most {MOST})")


if __name__ == "__main__":
    if len(sys.argv) == 4:
        run(*sys.argv[1:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
