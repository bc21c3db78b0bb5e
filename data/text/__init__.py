"""Every word on screen and in files: `say(code, language, …)` looks it up in zh.toml or en.toml."""

import re
import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
# what a search for the nearest word gives where there is none
NO_NEAR = "–"
# what English counts; one of it has no s
COUNTED = (
    *(
        "account",
        "award",
        "call",
        "cell",
        "change",
        "contact",
        "customer",
        "day",
        "follow-up",
        "goal",
        "lock",
        "manager",
    ),
    *(
        "matter",
        "metric",
        "minute",
        "month",
        "note",
        "peer",
        "period",
        "pledge",
        "point",
        "product",
        "record",
        "request",
    ),
    *("row", "second", "source", "target", "time", "unit", "visit", "workday"),
)
ONE = re.compile(rf"(?<![\d.,/-])1 ((?:compliance )?(?:{'|'.join(COUNTED)}))s\b")


@cache
def words(language: str) -> dict[str, str]:
    """All texts of one language, keyed `section.key`."""
    path = Path(__file__).with_name(f"{language}.toml")
    sections = tomllib.loads(path.read_text("utf-8"))
    return {f"{section}.{key}": text for section, keys in sections.items() for key, text in keys.items()}


def say(code: str, language: str, **values: object) -> str:
    """The sentence for `code`; raises KeyError for an unknown code, so that a test finds it and no reader does.

    `near`, the word most like a slip, comes with its own clause, which is left out where nothing is like it. What an
    English sentence counts one of has no s.
    """
    if "near" in values and code != "app.nearest":
        near = values["near"]
        values["near"] = "" if near == NO_NEAR else say("app.nearest", language, near=near)
    said = words(language)[code].format(**values)
    return ONE.sub(r"1 \1", said) if language == "en" else said


def has(code: str) -> bool:
    """Whether a code has a text."""
    return code in words("zh")
