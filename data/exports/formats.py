"""The formats a report can be written in: one file, or a file for each of its tables."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from data.errors import Refused
from data.exports.report import Report
from data.exports.tables import csv_files, parquet_files

# each written by a module with a function of the same name
MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
}
PARTS: dict[str, Callable[[Report], dict[str, bytes]]] = {"csv": csv_files, "parquet": parquet_files}


def formats() -> tuple[str, ...]:
    """Those of which a report is one file."""
    return tuple(name for name in MIMES if find_spec(f"data.exports.{name}"))


def known(asked: str) -> tuple[str, ...]:
    """The formats named, with commas between; raises Refused for one there is none of."""
    found = tuple(dict.fromkeys(part.strip() for part in asked.split(",") if part.strip()))
    there = (*formats(), *PARTS)
    if not found or (wrong := [part for part in found if part not in there]):
        raise Refused("refuse.export_format", format=", ".join(wrong) if found else "-", known=", ".join(there))
    return found


def written(report: Report, format: str) -> bytes:
    """The content of the one file."""
    write: Callable[[Report], bytes] = getattr(import_module(f"data.exports.{format}"), format)
    return write(report)


def files(report: Report, format: str, name: str) -> dict[str, bytes]:
    """By path: the one file of that name, or those of the tables in a folder of that name."""
    if format in PARTS:
        return {f"{name}/{file}": content for file, content in PARTS[format](report).items()}
    return {f"{name}.{format}": written(report, format)}
