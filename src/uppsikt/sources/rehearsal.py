"""Doing a change and undoing it, to tell beforehand what it will do.

What tells is the very service that later does it, so a preview and an import cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from django.db import transaction

from uppsikt.sources.changes import Comparison


class Look(Protocol):
    """Tells of the state before and after, within the transaction."""

    def before(self) -> None:
        """Called when nothing has changed yet."""

    def after(self) -> Comparison:
        """Called when everything has, before it is undone."""


@dataclass
class Rehearsal:
    """A run whose changes are undone; `found` is what they were.

    `stops` would have stopped it unless accepted, `closed` for want of a reason: changes in
    closed months.
    """

    found: list[Comparison] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


@contextmanager
def changing(rehearsal: Rehearsal | None, look: Look | None) -> Iterator[None]:
    """The one transaction of a service; with a rehearsal it is looked at, and rolled back."""
    with transaction.atomic():
        if rehearsal is not None and look is not None:
            look.before()
        yield
        if rehearsal is not None:
            if look is not None:
                rehearsal.found.append(look.after())
            transaction.set_rollback(True)


@contextmanager
def leaving_no_files(rehearsal: Rehearsal | None, folder: Path) -> Iterator[None]:
    """Removes, after a rehearsal, the column files that it wrote. The data folder is locked."""
    if rehearsal is None:
        yield
        return
    there = _names(folder)
    try:
        yield
    finally:
        for name in _names(folder) - there:
            (folder / name).unlink(missing_ok=True)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()
