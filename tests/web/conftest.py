"""The demo in the tests' own database, for a module at a time."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from uppsikt.demo.load import load
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.store import Store

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=STOCKHOLM)


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Client]:
    """A visitor of the demo. All that was loaded is gone after the module."""
    folder = DataFolder(tmp_path_factory.mktemp("demo"))
    with (
        django_db_blocker.unblock(),
        override_settings(DATA_FOLDER=folder),
        transaction.atomic(),
    ):
        load(
            actor=COMMAND_LINE,
            now=NOW,
            folder=folder,
            store=Store(folder.columns),
            progress=lambda _text: None,
        )
        yield Client(raise_request_exception=False)
        transaction.set_rollback(True)
