"""The column files of this installation."""

from __future__ import annotations

from django.conf import settings

from uppsikt.store import Store


def current_store() -> Store:
    """The store in the data folder that the settings name."""
    return Store(settings.DATA_FOLDER.columns)
