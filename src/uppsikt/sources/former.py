"""What answered for each committee's months before a set-up placed all anew.

A placing has a number; the one that was in force when the placing `placed_at` was the last known
is the first of the committee's that came after it, or else the one of today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Prefetch

from uppsikt.platform.access.rules import OPERATOR, Actor
from uppsikt.sources import models
from uppsikt.sources.latest import last_import

Covered = tuple[str, int, int, bool, str]
"""What a part answers for: its cube, first and last month, complete, line."""
Placings = Mapping[str, list[object]]
"""Each committee's parts, as `FormerPlacing.parts` holds them."""


_COVERAGE = Prefetch("coverage", models.Coverage.everything.all())


def placings() -> Placings:
    """What answers for each committee's months now, and what answered before it."""
    found: dict[str, list[object]] = {}
    for part in models.Part.everything.prefetch_related(_COVERAGE).order_by("source", "id"):
        covered = [
            [one.first, one.last, one.complete, one.line, one.replaced_by_id or 0]
            for one in part.coverage.all()
        ]
        found.setdefault(part.committee, []).append([part.source_id, part.cube, sorted(covered)])
    return found


def keep_former(before: Placings, *, actor: Actor, now: datetime, cause: str) -> tuple[str, ...]:
    """Keeps what the committees had `before`, where it is another now; tells which they are.

    `cause` is the committee whose set-up changed it.
    """
    after, last = placings(), last_import(reader=OPERATOR)
    changed = tuple(
        slug for slug in sorted({*before, *after}) if before.get(slug, []) != after.get(slug, [])
    )
    models.FormerPlacing.everything.bulk_create(
        models.FormerPlacing(
            committee=slug,
            until=now,
            actor=actor.name,
            cause=cause,
            last_import=last,
            parts=before.get(slug, []),
        )
        for slug in changed
    )
    return changed


def former_coverage(
    committee: str, placed_at: int, known_at: int | None
) -> tuple[Covered, ...] | None:
    """What counted when `placed_at` and `known_at` were the last known; None if that is today's
    placing."""
    row = models.FormerPlacing.everything.filter(committee=committee, id__gt=placed_at).first()
    return None if row is None else tuple(_counting(row, known_at))


def _counting(row: models.FormerPlacing, known_at: int | None) -> Iterator[Covered]:
    for source, cube, covered in row.parts:
        if known_at is not None and source > known_at:
            continue
        for first, last, complete, line, taken_over_by in covered:
            if not taken_over_by or (known_at is not None and taken_over_by > known_at):
                yield cube, first, last, complete, line


def files_kept() -> Iterator[str]:
    """The fingerprints of all files of imports: as received, their rows, and what is read today or
    as things stood before."""
    for row in models.Import.everything.values_list("fingerprint", "rows", "cube"):
        yield from row
    yield from models.Part.everything.values_list("cube", flat=True)
    for parts in models.FormerPlacing.everything.values_list("parts", flat=True):
        for _, cube, _ in parts:
            yield cube
