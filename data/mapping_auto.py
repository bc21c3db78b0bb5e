"""Files that need no mapping: which kind a table is of, told by its headers, and which columns are which fields."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import Refused
from data.headers import Heading, fold, is_known, match, missing, named, nearest
from data.kinds import Kind, file_kinds, kinds

LEAST = 2
LEAST_SHARE = 0.25


@dataclass(frozen=True)
class Guess:
    """A kind with the places of its fields' columns, and the kinds the same table also feeds."""

    kind: Kind
    places: dict[str, int]
    also: tuple["Guess", ...] = ()

    @property
    def columns(self) -> set[int]:
        return set(self.places.values()).union(*(guess.columns for guess in self.also))


def guess_of(kind: Kind, headings: Sequence[Heading]) -> Guess:
    """What of a kind the headers hold; a kind beside it is fed when it has its columns and the first its own."""
    places = match(kind, headings)
    also = []
    for name in kind.also:
        other = kinds()[name]
        found = match(other, headings)
        own = any(field not in other.fields for field in places)
        if own and not missing(other, found):
            also.append(Guess(other, found))
    return Guess(kind, places, tuple(also))


def find_kind(headings: Sequence[Heading], file: str, sheet: str | None, asked: str | None = None) -> Guess:
    """The kind the headers speak of most; raises Refused where none fits, columns are missing, or two fit alike."""
    if asked is not None:
        return _asked(asked, headings, file)
    guesses = [guess_of(kind, headings) for kind in file_kinds().values()]
    fitting = [guess for guess in guesses if not missing(guess.kind, guess.places) and _enough(guess, headings)]
    if not fitting:
        raise _nothing_fits(guesses, headings, file)
    ranked = sorted(fitting, key=lambda guess: _score(guess, file, sheet), reverse=True)
    best = [guess for guess in ranked if _score(guess, file, sheet) == _score(ranked[0], file, sheet)]
    if len(best) > 1:
        raise Refused("refuse.kind_ambiguous", file=file, kinds="、".join(_title(guess.kind) for guess in best))
    return best[0]


def _asked(asked: str, headings: Sequence[Heading], file: str) -> Guess:
    if asked not in file_kinds():
        raise Refused("refuse.kind_unknown", kind=asked, near=nearest(asked, list(file_kinds())))
    guess = guess_of(kinds()[asked], headings)
    if not guess.places:
        raise _unknown(headings, file)
    if lacking := missing(guess.kind, guess.places):
        raise _lacks(guess.kind, lacking, file)
    return guess


def _enough(guess: Guess, headings: Sequence[Heading]) -> bool:
    filled = sum(bool(read.text) for read in headings)
    return len(guess.columns) >= max(LEAST, LEAST_SHARE * filled)


def _score(guess: Guess, file: str, sheet: str | None) -> tuple[int, int, bool, bool]:
    """Columns understood, required ones among them, a name that says so, a record's own id."""
    fed = (guess, *guess.also)
    required = sum(field in each.places for each in fed for field, of in each.kind.fields.items() if of.required)
    words = {guess.kind.kind, *guess.kind.names.zh, *guess.kind.names.en}
    said = any(fold(word) in fold(f"{file} {sheet or ''}") for word in words)
    return len(guess.columns), required, said, guess.kind.key[0] in guess.places


def _nothing_fits(guesses: Sequence[Guess], headings: Sequence[Heading], file: str) -> Refused:
    best = max(guesses, key=lambda guess: (len(guess.columns), -len(missing(guess.kind, guess.places))))
    lacking = missing(best.kind, best.places)
    return _lacks(best.kind, lacking, file) if lacking and _enough(best, headings) else _unknown(headings, file)


def _lacks(kind: Kind, lacking: Sequence[str], file: str) -> Refused:
    return Refused("refuse.missing_columns", file=file, kind=_title(kind), columns=named(kind, lacking))


def _title(kind: Kind) -> str:
    return f"{kind.title('zh')} / {kind.kind}"


def _unknown(headings: Sequence[Heading], file: str) -> Refused:
    """Names the first unknown header that is like a known word, else the first one."""
    fields = [field for kind in file_kinds().values() for field in kind.fields.values()]
    words = [word for field in fields for word in (*field.names.zh, *field.names.en)]
    strange = [read.text for read in headings if read.text and not is_known(read.text)] or [headings[0].text]
    near = {text: nearest(text, words) for text in strange}
    shown = next((text for text in strange if near[text] != "–"), strange[0])
    return Refused("refuse.headers_unknown", file=file, header=shown, near=near[shown])
