"""The demo in the tests' own database: loaded once in a session, put back for each module."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model

from uppsikt.demo.load import load
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.store import Store

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=STOCKHOLM)
Rows = dict[type[Model], list[Model]]


class LoadedDemo:
    """What loading the demo leaves behind: rows in the database, and files in a folder."""

    def __init__(self, folder: Path) -> None:
        """Load it into a new folder and into the database; only the folder is still there after.

        The database must be one where nothing is loaded.
        """
        self.folder = folder
        with _undone(DataFolder(folder)) as store:
            before = _all_rows()
            data = DataFolder(folder)
            load(actor=COMMAND_LINE, now=NOW, folder=data, store=store, progress=lambda _: None)
            after = _all_rows()
        self._rows = {model: rows for model, rows in after.items() if not before[model]}
        kept = [model for model in after if before[model]]
        assert all(before[model] == after[model] for model in kept), "the database was not empty"

    @contextmanager
    def put_back(self, folder: Path) -> Iterator[Store]:
        """The demo, loaded into a folder and into the database, until the block ends."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        with _undone(DataFolder(folder)) as store:
            for model, rows in self._rows.items():
                model._base_manager.bulk_create(rows)
            yield store


@contextmanager
def _undone(folder: DataFolder) -> Iterator[Store]:
    """A data folder in force, and a transaction in which nothing is kept."""
    before = settings.DATA_FOLDER
    settings.DATA_FOLDER = folder
    try:
        with transaction.atomic():
            yield Store(folder.columns)
            transaction.set_rollback(True)
    finally:
        settings.DATA_FOLDER = before


def _all_rows() -> Rows:
    """All rows of all tables."""
    models = apps.get_models(include_auto_created=True)
    return {model: list(model._base_manager.all()) for model in models}
