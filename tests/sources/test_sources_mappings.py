"""Saved choices of columns: versions, who may make them, and what is written down."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from sources.city import NOW
from uppsikt.platform.access.rules import (
    COMMAND_LINE,
    OPERATOR,
    PUBLIC,
    Actor,
    NotAllowed,
)
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder
from uppsikt.sheets import Scheme
from uppsikt.sources.kinds import MappingNotWhole
from uppsikt.sources.ledger_kind import LEDGER
from uppsikt.sources.mappings import SavedMapping, UnknownSource, mapping, mappings, save_mapping

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEADS = ("Datum", "Konto", "Summa")
FIELDS = {"date": "Datum", "account": "Konto", "amount": "Summa"}


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))


def save(fields: dict[str, str], actor: Actor = COMMAND_LINE, unit: str = "kr") -> SavedMapping:
    scheme = Scheme("", HEADS, fields, {}, {"unit": unit})
    return save_mapping(actor=actor, now=NOW, source="eko", kind=LEDGER, scheme=scheme)


def test_a_new_choice_is_a_version_and_an_equal_one_is_none() -> None:
    first, same, second = save(FIELDS), save(FIELDS), save(FIELDS, unit="tkr")
    assert (first.version, same.number, second.version) == (1, first.number, 2)
    assert mapping(reader=OPERATOR, source="eko") == second
    every = mappings(reader=OPERATOR, with_former=True)
    assert [(one.version, one.in_force) for one in every] == [(1, False), (2, True)]
    assert [entry.verb for entry in Entry.objects.all()] == ["kopplade kolumner"] * 2


def test_a_choice_that_lacks_something_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(MappingNotWhole, match="Belopp eller Debet och Kredit"):
        save({"date": "Datum", "account": "Konto"})
    with pytest.raises(UnknownSource):
        mapping(reader=OPERATOR, source="eko")
    assert not Entry.objects.exists()


def test_only_who_may_change_imports_may_choose_or_see() -> None:
    with pytest.raises(NotAllowed):
        save(FIELDS, Actor("någon"))
    save(FIELDS)
    with pytest.raises(NotAllowed):
        mapping(reader=PUBLIC, source="eko")
