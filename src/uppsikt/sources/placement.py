"""Putting an import in force: its parts, what they answer for, and what they take the place of.

Runs inside the caller's transaction; `placing` decides.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from uppsikt.sources import models
from uppsikt.sources.attribution import CUBE_COLUMNS
from uppsikt.sources.placing import Booked, Claim, InForce, months_of, replaced_by
from uppsikt.store import Store


def place(source: models.Import, rows: pl.DataFrame, store: Store) -> bool:
    """Makes an import count, committee by committee; whether it took the place of another.

    What it takes the place of is marked with the import and its own time, so that what counted
    before it can be told for ever, also when everything is placed anew.
    `rows` is its attributed cube. A committee that the file has no rows for, but that the ledger
    which it takes the place of had, gets an empty part: its old rows must not stay beside what
    may be the same rows elsewhere. Raises CountedTwice.
    """
    own = rows.filter(pl.col("committee") != "")
    slugs = [source.only_for] if source.only_for else sorted(own["committee"].unique().to_list())
    behind = left_behind(source, slugs)
    replaced = False
    for slug in (*slugs, *behind):
        part = own.filter(pl.col("committee") == slug)
        replaced |= _place_part(source, slug, part, _claims(source, part, rows), store)
    return replaced


def left_behind(file: models.Import, slugs: Collection[str]) -> tuple[str, ...]:
    """The committees that a file has no rows for, but a ledger that it takes the place of has.

    `file` need not be saved. `slugs` are the committees that it has rows for. A file of period
    balances, or one that is read for a single committee, leaves none behind.
    """
    if file.kind == "csv" or file.only_for:
        return ()
    in_force = models.Coverage.everything.filter(
        replaced_at=None, complete=True, first__lte=file.last_month, last__gte=file.first_month
    )
    outdone = in_force.filter(committee__in=slugs).values_list("part__source", flat=True)
    others = in_force.filter(part__source__in=set(outdone), part__row_count__gt=0)
    return tuple(sorted(set(others.values_list("committee", flat=True)) - set(slugs)))


def takes_over(file: models.Import, slugs: Collection[str]) -> bool:
    """Whether anything counts now, for the committees, in the months of a file of vouchers.

    `file` need not be saved.
    """
    return models.Coverage.everything.filter(
        replaced_at=None,
        committee__in=slugs,
        first__lte=file.last_month,
        last__gte=file.first_month,
    ).exists()


def _place_part(
    source: models.Import,
    committee: str,
    part: pl.DataFrame,
    claims: Sequence[Claim],
    store: Store,
) -> bool:
    in_force = _in_force(committee, store)
    gone = replaced_by(claims, _booked(part), [one for _, one in in_force], file=source.file_name)
    ids = [key for key, one in in_force if one in gone]
    models.Coverage.everything.filter(id__in=ids).update(
        replaced_at=source.imported_at, replaced_by=source
    )
    row = models.Part.everything.create(
        source=source,
        committee=committee,
        cube=store.write(part.select("line", *CUBE_COLUMNS)),
        row_count=int(part["rows"].sum()),
        amount=int(part["amount"].sum()),
    )
    models.Coverage.everything.bulk_create(
        models.Coverage(
            part=row,
            committee=committee,
            first=claim.first,
            last=claim.last,
            complete=claim.complete,
            line=claim.line,
        )
        for claim in claims
    )
    return bool(gone)


def _claims(source: models.Import, part: pl.DataFrame, rows: pl.DataFrame) -> list[Claim]:
    """What a committee's part answers for; `rows` are all rows of the file."""
    if source.kind == "csv":
        found = part.select("first", "last", "line").unique().sort("first", "last", "line")
        return [Claim(first, last, False, line) for first, last, line in found.iter_rows()]
    if source.kind == "sie1":
        spans = sorted(set(rows.select("first", "last").iter_rows()))
    else:
        spans = [(month, month) for month in months_of(source.first_month, source.last_month)]
    return [Claim(first, last, True) for first, last in spans]


def _booked(part: pl.DataFrame) -> Booked:
    spans = part.select("line", "first", "last").unique().iter_rows()
    return Booked(frozenset((str(line), int(first), int(last)) for line, first, last in spans))


def _in_force(committee: str, store: Store) -> list[tuple[int, InForce]]:
    """What counts now for the committee, with the ids of its rows."""
    found: list[tuple[int, InForce]] = []
    booked: dict[int, Booked] = {}
    rows = models.Coverage.everything.filter(committee=committee, replaced_at=None)
    for row in rows.select_related("part__source"):
        if row.part_id not in booked:
            booked[row.part_id] = _stored(row.part.cube, store)
        claim = Claim(row.first, row.last, row.complete, row.line)
        found.append((row.pk, InForce(claim, booked[row.part_id], row.part.source.file_name)))
    return found


def _stored(cube: str, store: Store) -> Booked:
    """Where a stored part has rows."""
    return Booked(
        frozenset(store.query("select distinct line, first, last from cube", {"cube": [cube]}))
    )
