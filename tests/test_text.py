"""Both languages say the same things, and nothing is said that nobody asks for."""

import re
from pathlib import Path
from string import Formatter

import pytest

from data.text import LANGUAGES, say, words

ROOT = Path(__file__).parents[1]
TEXTS = ("zh.toml", "en.toml")
SOURCES = [*ROOT.glob("*.py"), *(file for room in ("data", "metrics", "pages") for file in (ROOT / room).rglob("*"))]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert words("zh").keys() == words("en").keys()


@pytest.mark.parametrize("code", sorted(words("zh")))
def test_both_languages_fill_the_same_placeholders(code: str) -> None:
    assert placeholders(words("zh")[code]) == placeholders(words("en")[code])


def test_every_word_is_used_somewhere() -> None:
    texts = [f.read_text("utf-8") for f in SOURCES if f.suffix in (".py", ".toml", ".sql") and f.name not in TEXTS]
    source = "\n".join(texts)
    said = set(re.findall(r"[a-z0-9_]+", source))
    # a code whose last part is filled in: say(f"data.why_{code}")
    begun = tuple(re.findall(r"([a-z]+\.[a-z0-9_]*)\{", source))
    unused = [code for code in words("zh") if code.split(".")[1] not in said and not code.startswith(begun)]
    assert unused == []


def test_a_sentence_is_filled_in_each_language() -> None:
    for language in LANGUAGES:
        assert "60" in say("refuse.records_busy", language, seconds=60)


def test_an_unknown_code_is_found_by_tests_not_by_readers() -> None:
    with pytest.raises(KeyError):
        say("refuse.no_such_sentence", "zh")


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 customer"), (2, "2 customers"), (21, "21 customers"), ("0.1", "0.1 customers")]
)
def test_english_counts_one_without_an_s(count: object, said: str) -> None:
    assert said in say("coverage.silent", "en", count=count)
