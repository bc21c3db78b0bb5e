"""Looks at a file's first bytes: what it is, whether its suffix says so, whether it is safe to open."""

import zipfile
import zlib
from pathlib import Path

from data.errors import Refused

SUFFIXES = {
    ".csv": "text",
    ".tsv": "text",
    ".psv": "text",
    ".txt": "text",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".ods": "ods",
    ".xls": "xls",
    ".parquet": "parquet",
}
# pictures, pages and slides: no suffix would make a table of them
FOREIGN = {
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".heic", ".tif", ".tiff", ".svg"),
    *(".pdf", ".ofd", ".doc", ".docx", ".wps", ".rtf", ".ppt", ".pptx"),
}
MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
LARGEST = 2_000_000_000
LARGEST_PART = 50_000_000
USUAL_RATIO = 200


def content(path: Path, encoding: str | None = None) -> str:
    """One of text, xlsx, ods, xls, parquet; raises Refused for anything else, and where the suffix says otherwise.

    A stated `encoding` means text whatever the bytes are, so UTF-16 without a mark can be read.
    """
    if not path.is_file():
        raise Refused("refuse.no_such_file", file=str(path))
    if path.stat().st_size == 0:
        raise Refused("refuse.empty_file", file=path.name)
    if path.suffix.lower() in FOREIGN:
        raise Refused("refuse.not_a_table", file=path.name)
    found = _found(path, encoding)
    said = SUFFIXES.get(path.suffix.lower(), found)
    if found == "locked":
        raise Refused("refuse.password", file=path.name)
    if found == "other" or said != found:
        raise Refused("refuse.not_its_suffix", file=path.name, suffix=path.suffix)
    return found


def _found(path: Path, encoding: str | None) -> str:
    with path.open("rb") as source:
        start = source.read(8192)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"PK\x03\x04"):
        return _zipped(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(path)
    if encoding or start.startswith(MARKS_OF_UTF16):
        return "text"
    return "other" if b"\0" in start or _page(start) else "text"


def _page(start: bytes) -> bool:
    """Whether it is a web page or an XML file, which some systems save under the name of a workbook."""
    return (
        start.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"%pdf"))
    )


def _compound(path: Path) -> str:
    """The old container: an .xls workbook, or a newer one behind a password."""
    data = path.read_bytes()
    return "locked" if "EncryptedPackage".encode("utf-16-le") in data else "xls"


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if "mimetype" in archive.namelist() and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").decode("ascii", "replace")
                found = "ods" if "opendocument.spreadsheet" in kind else "other"
            else:
                found = "xlsx" if "xl/workbook.xml" in archive.namelist() else "other"
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, ValueError, EOFError) as error:
        raise Refused("refuse.broken_workbook", file=path.name) from error
    if sum(part.file_size for part in parts) > LARGEST or any(_swollen(part) for part in parts):
        raise Refused("refuse.zip_bomb", file=path.name)
    return found


def _swollen(part: zipfile.ZipInfo) -> bool:
    return part.file_size > LARGEST_PART and part.file_size > USUAL_RATIO * max(part.compress_size, 1)
