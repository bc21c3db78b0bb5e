"""Text files with a delimiter: finds encoding and delimiter, and stages the rows.

Up to `LARGE` bytes a file is streamed record by record, so that each row has the line it begins on. A larger
one is read by DuckDB itself, where the line is the number of the record below the header; if DuckDB finds it
irregular (short or long rows), it is streamed too.
"""

import codecs
import csv
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

import duckdb

from data.errors import Refused
from data.sources.sheet import HEAD, Layout, Row, Sheet, Staged, columns, cut, fresh, load, scratch_folder, stage_rows

LARGE = 32_000_000
SAMPLE = 1_000_000
DELIMITERS = {".tsv": "\t,;|", ".psv": "|,;\t"}
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
SAME = {"gbk": "gb18030", "gb2312": "gb18030"}


def sheets(path: Path, layout: Layout) -> list[Sheet]:
    """The file as one sheet; raises Refused when its bytes are no text."""
    encoding = _known(path, layout.encoding) if layout.encoding else _encoding(path)
    delimiter = layout.delimiter or _delimiter(path, encoding)
    head = tuple(islice(_rows(path, encoding, delimiter), HEAD))
    return [Sheet(None, head, partial(_stage, path, encoding, delimiter))]


def _known(path: Path, encoding: str) -> str:
    try:
        # asked in this way a codec that is no text, such as base64, is unknown too
        "".encode(encoding)
        found = codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        raise Refused("refuse.encoding_unknown", file=path.name, encoding=encoding) from error
    return SAME.get(found, found)


def _encoding(path: Path) -> str:
    """By the mark, else UTF-8 if the bytes allow it, else GB18030; a large file is judged by its beginning."""
    with path.open("rb") as source:
        data = source.read(LARGE if path.stat().st_size <= LARGE else SAMPLE)
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return encoding
    whole = len(data) < SAMPLE
    if _decodes(data, "utf-8", whole):
        return "utf-8"
    if _damaged(data) or not _decodes(data, "gb18030", whole):
        raise Refused("refuse.undecodable", file=path.name)
    return "gb18030"


def _decodes(data: bytes, encoding: str, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _damaged(data: bytes) -> bool:
    """Whether it is UTF-8 but for a few bytes: read as GB18030 it would turn names into others."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) > 10 * broken


def _delimiter(path: Path, encoding: str) -> str:
    """The delimiter that cuts the most of the first records into the same number of cells, at least two."""
    order = DELIMITERS.get(path.suffix.lower(), ",\t;|")
    return max(order, key=lambda delimiter: (_regularity(path, encoding, delimiter), -order.index(delimiter)))


def _regularity(path: Path, encoding: str, delimiter: str) -> tuple[float, int]:
    try:
        widths = [len(cells) for _, cells in islice(_records(path, encoding, delimiter), HEAD) if cells]
    except Refused:
        return (0, 0)
    usual = Counter(width for width in widths if width > 1).most_common(1)
    return (usual[0][1] / len(widths), usual[0][0]) if usual else (0, 0)


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    begins = 1
    try:
        with path.open(encoding=encoding, newline="") as source:
            reader = csv.reader(source, delimiter=delimiter, strict=True)
            for cells in reader:
                yield begins, cells
                begins = reader.line_num + 1
    except csv.Error as error:
        raise Refused("refuse.broken_quotes", file=path.name, line=begins) from error
    except UnicodeError as error:
        raise Refused("refuse.undecodable", file=path.name) from error


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    return ((line, cut(cells)) for line, cells in _records(path, encoding, delimiter))


def _stage(path: Path, encoding: str, delimiter: str, con: duckdb.DuckDBPyConnection, after: int, width: int) -> Staged:
    if path.stat().st_size > LARGE:
        try:
            with _utf8(con, path, encoding) as clean:
                return Staged(_numbered(con, load(con, str(clean), _names(width), after, delimiter), after, width))
        except duckdb.InvalidInputException:
            encoding = _past_the_sample(path, encoding)
        except UnicodeError as error:
            raise Refused("refuse.undecodable", file=path.name) from error
    return stage_rows(con, path.name, _rows(path, encoding, delimiter), after, width)


def _past_the_sample(path: Path, encoding: str) -> str:
    """A large file whose beginning is plain ASCII may be GB18030 further down."""
    with path.open("rb") as source:
        sample = source.read(SAMPLE)
        if encoding == "utf-8" and sample.isascii():
            decoder = codecs.getincrementaldecoder(encoding)()
            try:
                while data := source.read(SAMPLE):
                    decoder.decode(data)
            except UnicodeDecodeError:
                return "gb18030"
    return encoding


def _names(width: int) -> tuple[str, ...]:
    return tuple(columns(width).split(", "))


def _numbered(con: duckdb.DuckDBPyConnection, table: str, after: int, width: int) -> str:
    view = fresh("numbered")
    con.execute(f"create temp view {view} as select rowid + {after + 1} as line, {columns(width)} from {table}")
    return view


@contextmanager
def _utf8(con: duckdb.DuckDBPyConnection, path: Path, encoding: str) -> Iterator[Path]:
    """The file itself, or a copy in UTF-8: Python's own decoder is twenty times as fast as DuckDB's extension."""
    if encoding in ("utf-8", "utf-8-sig", "ascii"):
        yield path
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as source, tempfile.NamedTemporaryFile(suffix=".csv", dir=scratch_folder(con)) as target:
        while data := source.read(1 << 22):
            target.write(decoder.decode(data).encode())
        target.write(decoder.decode(b"", final=True).encode())
        target.flush()
        yield Path(target.name)
