"""What was worked out of a published version, kept beside it so that no other process works it out again."""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

import pyarrow as pa
from pyarrow import parquet

from data.reader import Reader

WEEK = 7 * 24 * 3600


def recall(reader: Reader, key: object, names: Sequence[str]) -> dict[str, pa.Table] | None:
    """What was kept under this key; None where some of it was not, or can't be read."""
    files = [_file(reader, key, name) for name in names]
    try:
        tables = [parquet.read_table(file) for file in files]
    except (OSError, pa.ArrowException):
        return None
    for file in files:
        # somebody else may have swept it between
        with suppress(FileNotFoundError):
            file.touch()
    return dict(zip(names, tables, strict=True))


def keep(reader: Reader, key: object, tables: Mapping[str, pa.Table]) -> None:
    """Keeps tables under a key, and forgets what nobody has recalled for a week.

    The key has to hold whatever they depend on: the viewer, the stamps of the marts read, and all arguments.
    """
    reader.kept.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        file = _file(reader, key, name)
        beside = file.with_suffix(f".{token_hex(8)}")
        parquet.write_table(table, beside)
        beside.replace(file)
    for file in reader.kept.iterdir():
        with suppress(FileNotFoundError):
            if time.time() - file.stat().st_mtime > WEEK:
                file.unlink()


def _file(reader: Reader, key: object, name: str) -> Path:
    return reader.kept / f"{sha256(repr(key).encode()).hexdigest()[:32]}.{name}.parquet"
