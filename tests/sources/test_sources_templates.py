"""A template for each kind: its own reader knows it, and it holds no row of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from uppsikt.ledger import own_columns
from uppsikt.sheets import open_book
from uppsikt.sources.importing import kind_of
from uppsikt.sources.kinds import FileKind, kinds
from uppsikt.sources.templates import FORMS, columns, template

ALL = [(kind, form) for kind in kinds() for form in FORMS]


@pytest.mark.parametrize(("kind", "form"), ALL, ids=lambda one: getattr(one, "key", one))
def test_a_template_is_known_for_its_kind_and_is_empty(
    kind: FileKind, form: str, tmp_path: Path
) -> None:
    path = tmp_path / f"mall.{form}"
    path.write_bytes(template(kind, form))
    book = open_book(path)
    assert kind_of(path) == kind.key
    assert next(len(sheet.rows) for sheet in book.visible) == 1
    if kind.key == "ledger":
        assert own_columns(book) is not None


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)
def test_every_column_of_a_template_is_told(kind: FileKind) -> None:
    assert all(column.about for column in columns(kind))
    assert set(kind.example) <= set(kind.template)
    assert {head for head, name in kind.template.items() if kind.field(name) is None} == set()


def test_what_must_be_there_is_told_with_what_may_stand_instead() -> None:
    ledger = {one.head: one.needed for one in columns(kinds()[0])}
    assert [ledger[head] for head in ("Datum", "Konto", "Belopp (kr)", "Text")] == [
        "ja, eller Månad",
        "ja",
        "ja",
        "nej",
    ]
