"""Every record kind of the folder is complete: keys, references, names in both languages."""

from collections import Counter

import pytest

from data import store
from data.home import Home
from data.kinds import Kind, file_kinds, kinds

ALL = list(kinds().values())


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.kind)
class TestEachKind:
    def test_its_key_entity_and_day_are_fields_of_its_own(self, kind: Kind) -> None:
        named = {*kind.key, *kind.entity, *([kind.day] if kind.day else [])}
        assert named <= kind.fields.keys()

    def test_its_references_point_at_kinds_and_name_fields(self, kind: Kind) -> None:
        for field in kind.fields.values():
            assert field.ref is None or field.ref in kinds()
            assert field.name_field is None or field.name_field in kind.fields

    def test_no_header_name_means_two_fields(self, kind: Kind) -> None:
        for language in ("zh", "en"):
            names = Counter(n.casefold() for f in kind.fields.values() for n in getattr(f.names, language))
            assert [name for name, count in names.items() if count > 1] == []

    def test_a_source_has_a_business_day_and_a_dated_kind_its_spell(self, kind: Kind) -> None:
        assert not kind.source or kind.day
        assert not kind.dated or {"first_day", "last_day"} <= kind.fields.keys()

    def test_required_fields_show_an_example(self, kind: Kind) -> None:
        assert all(field.example for field in kind.fields.values() if field.required)

    def test_the_kinds_it_also_feeds_exist(self, kind: Kind) -> None:
        assert set(kind.also) <= kinds().keys()

    def test_what_is_entered_alone_is_asked_of_no_file(self, kind: Kind) -> None:
        assert not kind.entered or (kind.load == "merge" and not (kind.pages or kind.source or kind.dated))
        assert (kind.kind in file_kinds()) is not kind.entered


def test_a_home_made_before_a_kind_gained_a_field_opens_with_the_field(home: Home) -> None:
    with store.records(home) as con:
        con.execute("alter table sale drop column notes")
        con.execute("update made_by set definitions = 'those of before'")
    with store.records(home) as con:
        assert "notes" in {row[0] for row in con.execute("describe sale").fetchall()}
