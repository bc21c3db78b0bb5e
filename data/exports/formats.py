"""The formats a report can be written in: one file, or a file for each of its tables."""

from collections.abc import Callable

from data.errors import Refused
from data.exports.pdf import pdf
from data.exports.pptx import pptx
from data.exports.report import Report
from data.exports.tables import csv_files, parquet_files
from data.exports.xlsx import xlsx

OPEN_XML = "application/vnd.openxmlformats-officedocument"
MIMES = {
    "xlsx": f"{OPEN_XML}.spreadsheetml.sheet",
    "pptx": f"{OPEN_XML}.presentationml.presentation",
    "pdf": "application/pdf",
}
WHOLE: dict[str, Callable[[Report], bytes]] = {"xlsx": xlsx, "pptx": pptx, "pdf": pdf}
PARTS: dict[str, Callable[[Report], dict[str, bytes]]] = {"csv": csv_files, "parquet": parquet_files}


def known(asked: str) -> tuple[str, ...]:
    """The formats named, with commas between; raises Refused for one there is none of."""
    found = tuple(dict.fromkeys(part.strip() for part in asked.split(",") if part.strip()))
    there = (*WHOLE, *PARTS)
    if not found or (wrong := [part for part in found if part not in there]):
        raise Refused("refuse.export_format", format=", ".join(wrong) if found else "-", known=", ".join(there))
    return found


def file(report: Report, format: str, deck: bytes | None) -> bytes:
    """A report in one file; a deck is made in the layouts of `deck`, where one is given."""
    return pptx(report, deck) if format == "pptx" else WHOLE[format](report)


def files(report: Report, format: str, name: str, deck: bytes | None = None) -> dict[str, bytes]:
    """By path: the one file of that name, or those of the tables in a folder of that name."""
    if format in PARTS:
        return {f"{name}/{file}": content for file, content in PARTS[format](report).items()}
    return {f"{name}.{format}": file(report, format, deck)}
