"""The formats a report can be written in, each by one module with a function of its name."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from data.errors import Refused
from data.exports.report import Report

MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
}


def formats() -> tuple[str, ...]:
    return tuple(name for name in MIMES if find_spec(f"data.exports.{name}"))


def written(report: Report, format: str) -> bytes:
    """The file's content; raises Refused for a format there is none of."""
    if format not in formats():
        raise Refused("refuse.export_format", format=format, known=", ".join(formats()))
    write: Callable[[Report], bytes] = getattr(import_module(f"data.exports.{format}"), format)
    return write(report)
