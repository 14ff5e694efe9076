"""The column files of this installation, and which of its files somebody keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings

from uppsikt.store import Store

Keeper = Callable[[], Iterable[str]]

_keepers: list[Keeper] = []


def current_store() -> Store:
    """The store in the data folder that the settings name."""
    return Store(settings.DATA_FOLDER.columns)


def register_keeper(keeper: Keeper) -> None:
    """Registers a function that gives the fingerprints of files that must never be swept away.

    A room that has files of its own in the store registers one in its `AppConfig.ready()`.
    """
    if keeper not in _keepers:
        _keepers.append(keeper)


def kept() -> frozenset[str]:
    """The fingerprints of all files that some room keeps."""
    return frozenset(fingerprint for keeper in _keepers for fingerprint in keeper() if fingerprint)
