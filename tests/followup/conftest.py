"""The demo's committees in the database, for the tests that go through the doors of the room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from followup_books import NOW
from pytest_django import DjangoDbBlocker

from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import DataFolder
from uppsikt.store import Store


@pytest.fixture(scope="module")
def demo_store(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Store]:
    """The store with the demo read in, in a transaction that the module's end undoes."""
    from django.db import transaction

    from uppsikt.demo.load import load

    folder = DataFolder(tmp_path_factory.mktemp("demo"))
    before = settings.DATA_FOLDER
    with django_db_blocker.unblock():
        settings.DATA_FOLDER = folder
        with transaction.atomic():
            store = Store(folder.columns)
            load(
                actor=COMMAND_LINE,
                now=NOW,
                folder=folder,
                store=store,
                progress=lambda _: None,
            )
            yield store
            transaction.set_rollback(True)
        settings.DATA_FOLDER = before


@pytest.fixture
def setup_file(tmp_path: Path) -> Path:
    """A small committee's set-up file; tests add tables to it."""
    path = tmp_path / "provnamnden.toml"
    path.write_text(
        'kortnamn = "provnamnden"\n'
        'namn = "Provnämnden"\n'
        'kommun = "Provköping"\n'
        'kommunkod = "9998"\n'
        'ansvar = ["77"]\n'
        "[dimensioner]\nansvar = 1\nverksamhet = 2\n"
        '[[kontogrupp]]\nnyckel = "personal"\nnamn = "Personal"\nslag = "kostnad"\n'
        'konton = ["5"]\n'
        '[[verksamhet]]\nnyckel = "skola"\nnamn = "Skola"\nalias = ["Skolan"]\n'
        'verksamhet = ["4"]\n',
        encoding="utf-8",
    )
    return path
