"""The files of a review: whose they are, and one with its own name for whoever reads by paths."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from uppsikt.platform.access.rules import OPERATOR, Actor, Door, Reader, Verb
from uppsikt.platform.files import selectors
from uppsikt.platform.files.owners import Owner, register_owner
from uppsikt.review_desk.models import AskedReview

KIND = "granskning"
DESK = Actor("granskningen", OPERATOR.grants, None, Door.PAGE)
"""Who reads and erases a review's files, once it is decided that somebody may see the review."""


def owner_of(key: str) -> Owner:
    """What the files of a review belong to."""
    return Owner(KIND, key)


@contextmanager
def named_copy(key: str) -> Iterator[Path]:
    """The file in the block, under the name that it came with: the result calls it so.

    Raises UnknownFile and StoreError.
    """
    file = selectors.stored_file(reader=DESK, key=key)
    place = Path(settings.DATA_FOLDER.root) / "reviews" / key
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True, mode=0o700)
    try:
        path = place / file.name
        with suppress(FileNotFoundError):  # told by content_of
            os.link(selectors.folder().path(file.fingerprint), path)
        selectors.content_of(reader=DESK, file=file).close()
        yield path
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _right(who: Reader, verb: Verb, key: str) -> bool:
    """The one who asked may read what came of it; erasing is the desk's."""
    if who.is_operator:
        return True
    is_own = AskedReview.everything.filter(key=key, user=who.user)
    return verb is Verb.READ and who.user is not None and is_own.exists()


def register() -> None:
    """Decides the right to the files of reviews."""
    register_owner(KIND, _right)
