"""Pages and pictures set by typst from a template beside this file, with fonts that are here, nothing fetched."""

import json
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import typst


@cache
def _fonts() -> typst.Fonts:
    """Those of the system, and a Chinese one for where it has none."""
    return typst.Fonts(font_paths=[str(files("noto_cjk_sans_otc"))])


def typeset(template: str, told: dict[str, object], form: Literal["pdf", "png"], at: datetime | None) -> bytes:
    """The file's content; equal words made at an equal time give an equal file."""
    path = Path(__file__).with_name(template)
    words = {"told": json.dumps(told, ensure_ascii=False)}
    stamp = None if at is None else int(at.timestamp())
    return typst.compile(str(path), font_paths=_fonts(), format=form, ppi=144, sys_inputs=words, timestamp=stamp)
