"""Lets the tests' own code look at all rows by the name that everybody knows, `Model.objects`.

Only what a file of the tests asks for itself: the program's code is told NoReader in a test too,
whoever calls it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import django
from django.db.models import Model, QuerySet

from uppsikt.platform.access.managers import Guarded

_TESTS = str(Path(__file__).parent)
_DJANGO = str(Path(django.__file__).parent)
refuse = Guarded.get_queryset
"""What the program's own code meets."""


def give_tests_every_row() -> None:
    """From now on `objects` is every row where the one who asks is a file of the tests."""
    Guarded.get_queryset = _rows  # type: ignore[method-assign, assignment]


def _rows(manager: Guarded[Model]) -> QuerySet[Model]:
    asking = sys._getframe(1)
    while asking.f_back is not None and asking.f_code.co_filename.startswith(_DJANGO):
        asking = asking.f_back
    if not asking.f_code.co_filename.startswith(_TESTS):
        refuse(manager)
    rows: QuerySet[Model] = QuerySet(model=manager.model, using=manager._db)
    narrowed = getattr(manager, "_apply_rel_filters", None)
    return rows if narrowed is None else narrowed(rows)
