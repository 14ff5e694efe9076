"""What is read of the sources: balances, voucher rows, and which files were read."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import BinaryIO, NamedTuple

from django.db.models import Prefetch, Q

from uppsikt.figures import NothingThere
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.remembering import once
from uppsikt.organisation.rules import EARLIEST, LATEST, month_number
from uppsikt.platform.access.rules import (
    OPERATOR,
    Reach,
    Reader,
    Thing,
    Verb,
    demand,
    demand_in,
    demand_somewhere,
    reach,
)
from uppsikt.platform.kept.keeper import Keeper
from uppsikt.sources import models, restated
from uppsikt.sources.attribution import CUBE_COLUMNS, attribute
from uppsikt.sources.balances import Balances, LineTime, Span
from uppsikt.sources.cubes import CubeReader, Slice
from uppsikt.sources.former import Covered, former_coverage
from uppsikt.store import Store

_KEPT = 128
VOUCHER_KINDS = ("sie4e", "sie4i", "table")
"""The kinds of files whose rows are booked rows, not balances."""
NAMES: Keeper[dict[str, str]] = Keeper(_KEPT)
_kept: OrderedDict[str, Balances] = OrderedDict()
_kept_lock = Lock()


class UnknownImport(NothingThere):
    """There is no import of that number."""


class _At(NamedTuple):
    """When: the last import and the last placing that are known; None is now."""

    known: int | None = None
    placed: int | None = None


@dataclass(frozen=True)
class ImportRecord:
    """A file that was read. `counts` is whether it still answers for any month."""

    number: int
    file: str
    kind: str
    first_month: int
    last_month: int
    rows: int
    imported_at: datetime
    actor: str
    accepted: tuple[str, ...]
    notes: tuple[str, ...]
    committees: tuple[str, ...]
    counts: bool


def balances(
    *,
    reader: Reader,
    store: Store,
    committee: str,
    first_year: int,
    last_year: int,
    known_at: int | None = None,
    restated_to: int | None = None,
    placed_at: int | None = None,
) -> Balances:
    """What a committee has booked from the first to the last year, kept in memory by fingerprint.

    `known_at` is the number of an import: what counted when that one was the last, by the mapping
    of today; None is now. With `placed_at`, the number of a placing, by the mapping that held when
    that placing was the last known (0: before any, see `former`).
    The fingerprint is the same whenever what counts is the same.
    `restated_to` is a year whose organisation the years before it are shown by: without what has
    moved away since, with what has come from other committees, and with what has neither a line
    in that year nor a successor on the line `moves.REMAINDER`.
    Raises UnknownCommittee, and StoreError for a missing or damaged column file.
    """
    demand(reader, Verb.READ, Thing.BALANCES.of(committee))
    years, at = (first_year, last_year), _At(known_at, placed_at)
    if restated_to is None:
        return _published(reader, store, committee, years, at)
    source = _restating(reader, store, years, at)
    return restated.balances(source, committee, restated_to, _known, _keep)


def flows(
    *,
    reader: Reader,
    store: Store,
    committee: str,
    first_year: int,
    last_year: int,
    restated_to: int,
    known_at: int | None = None,
) -> restated.Flows:
    """Where what the committee booked before a year stands in it, and what it has taken over."""
    demand(reader, Verb.READ, Thing.BALANCES.of(committee))
    years = first_year, last_year
    return restated.flows(restating_source(reader, store, years, known_at), committee, restated_to)


def has_moved(
    *, reader: Reader, store: Store, committee: str, first_year: int, last_year: int
) -> bool:
    """Whether rows of the year before the last one stand elsewhere by the last year's organisation.

    Also when they come to the committee from another one, or have neither line nor successor.
    """
    demand(reader, Verb.READ, Thing.BALANCES.of(committee))
    source = restating_source(reader, store, (first_year, last_year), None)
    return restated.has_moved(source, committee, last_year)


def _published(
    reader: Reader, store: Store, committee: str, years: tuple[int, int], at: _At
) -> Balances:
    """The balances as they were booked, by each month's own organisation."""
    lines = organisation.all_lines(reader=reader, committee=committee)
    groups = organisation.groups(reader=reader, committee=committee)
    slices, complete = once(
        "in force", (committee, years, at), lambda: _in_force(committee, *years, at)
    )
    times = tuple(
        LineTime(
            line.key,
            month_number(line.valid_from, EARLIEST),
            month_number(line.valid_to, LATEST),
            line.is_contingency,
        )
        for line in lines
    )
    state = (str(store.root), committee, *years, slices, complete, times, groups)
    fingerprint = hashlib.sha256(repr(state).encode()).hexdigest()
    known = _known(fingerprint)
    if known is not None:
        return known
    cubes = CubeReader(store, slices, groups)
    return _keep(
        Balances(
            committee=committee,
            first_year=years[0],
            last_year=years[1],
            fingerprint=fingerprint,
            cells=cubes.cells(),
            complete=complete,
            times=times,
            detail=cubes.cells,
            by_code=cubes.over_months,
            parts=cubes,
        )
    )


def restating_source(
    reader: Reader, store: Store, years: tuple[int, int], known_at: int | None
) -> restated.Source:
    """Where restated balances are read."""
    return _restating(reader, store, years, _At(known_at))


def _restating(reader: Reader, store: Store, years: tuple[int, int], at: _At) -> restated.Source:
    return restated.Source(
        reader=reader,
        store=store,
        published=lambda slug: _published(reader, store, slug, years, at),
        slices=lambda slug: _in_force(slug, *years, at)[0],
    )


def account_names(*, reader: Reader, committee: str) -> dict[str, str]:
    """What the committee's ledgers call their accounts, by code; a later file's name holds."""
    demand(reader, Verb.READ, Thing.BALANCES.of(committee))
    return dict(NAMES.answer(committee, lambda: _account_names(committee)))


def _account_names(committee: str) -> dict[str, str]:
    named = models.Import.everything.filter(parts__committee=committee).distinct()
    found: dict[str, str] = {}
    for names in named.values_list("account_names", flat=True):
        found.update(names)
    return found


def imports(*, reader: Reader) -> tuple[ImportRecord, ...]:
    """All files that were read, oldest first, also those that others have taken the place of.

    Those that have a part of a committee whose imports the reader may read, and of their
    committees only such. What was remarked on a file is told whoever may read all of it.
    Raises NotAllowed for a reader who may read no committee's.
    """
    demand_somewhere(reader, Verb.READ, Thing.IMPORTS)
    where = reach(reader, Verb.READ, Thing.IMPORTS)
    parts = Prefetch(
        "parts",
        models.Part.everything.prefetch_related(
            Prefetch("coverage", models.Coverage.everything.all())
        ),
    )
    rows = models.Import.objects.seen_by(reader).prefetch_related(parts)
    return tuple(_import_record(row, where) for row in rows)


def import_file(*, reader: Reader, store: Store, number: int) -> BinaryIO:
    """The file as it was received, also what of it was not taken in.

    Raises NotAllowed unless the reader may read the imports of each committee that it has rows of
    by today's set-up, and StoreError. One of which the reader may see nothing at all is unknown:
    raises UnknownImport.
    """
    demand_somewhere(reader, Verb.READ, Thing.IMPORTS)
    where = reach(reader, Verb.READ, Thing.IMPORTS)
    row = models.Import.objects.seen_by(reader).filter(pk=number).first()
    if row is None:
        raise UnknownImport(f"Det finns ingen inläsning med nummer {number}.")
    if not where.everywhere:
        demand_in(reader, Verb.READ, Thing.IMPORTS, _committees_within(store, row))
    return store.open_bytes(row.fingerprint)


def _committees_within(store: Store, row: models.Import) -> set[str]:
    """Whose rows a file has, taken in or not; empty for those that are nobody's."""
    cube = store.frame(f"select {', '.join(CUBE_COLUMNS)} from cube", {"cube": [row.cube]})
    owned = attribute(cube, organisation.mapping(reader=OPERATOR))
    return set(owned["committee"].unique().to_list())


def _import_record(row: models.Import, where: Reach) -> ImportRecord:
    every = row.parts.all()
    parts = [part for part in every if where.covers(Thing.IMPORTS.of(part.committee))]
    of_all = len(parts) == len(every)
    return ImportRecord(
        number=row.pk,
        file=row.file_name,
        kind=row.kind,
        first_month=row.first_month,
        last_month=row.last_month,
        rows=row.row_count,
        imported_at=row.imported_at,
        actor=row.actor,
        accepted=tuple(row.accepted) if of_all else (),
        notes=tuple(row.notes) if of_all else (),
        committees=tuple(part.committee for part in parts),
        counts=any(c.replaced_at is None for part in parts for c in part.coverage.all()),
    )


def counting(known_at: int | None) -> Q:
    """What of `Coverage` counts: now, or when the import `known_at` was the last one."""
    if known_at is None:
        return Q(replaced_by=None)
    later = Q(replaced_by=None) | Q(replaced_by__gt=known_at)
    return later & Q(part__source__lte=known_at)


def slices_in_force(committee: str, first_year: int, last_year: int) -> tuple[Slice, ...]:
    """What counts now of the committee's parts in the years; for the rooms' own services."""
    return _in_force(committee, first_year, last_year, _At())[0]


def _in_force(
    committee: str, first_year: int, last_year: int, at: _At
) -> tuple[tuple[Slice, ...], tuple[Span, ...]]:
    """What counts of the committee's parts in the years, and the spans covered for all lines."""
    months = first_year * 100, last_year * 100 + 12
    spans: dict[str, set[Span]] = {}
    lines: dict[str, set[tuple[str, int, int]]] = {}
    for cube, first, last, complete, line in _covered(committee, at, months):
        spans.setdefault(cube, set())
        lines.setdefault(cube, set())
        if complete:
            spans[cube].add((first, last))
        else:
            lines[cube].add((line, first, last))
    slices = tuple(
        Slice(cube, tuple(sorted(spans[cube])), tuple(sorted(lines[cube])))
        for cube in sorted(spans)
    )
    return slices, tuple(sorted({span for part in spans.values() for span in part}))


def _covered(committee: str, at: _At, months: Span) -> Iterable[Covered]:
    """What counts of all that answers for months of the committee, from the first to the last."""
    if at.placed is not None:
        former = former_coverage(committee, at.placed, at.known)
        if former is not None:
            return (one for one in former if months[0] <= one[1] and one[2] <= months[1])
    rows = models.Coverage.everything.filter(
        counting(at.known), committee=committee, first__gte=months[0], last__lte=months[1]
    )
    return rows.values_list("part__cube", "first", "last", "complete", "line")


def _known(fingerprint: str) -> Balances | None:
    with _kept_lock:
        if fingerprint in _kept:
            _kept.move_to_end(fingerprint)
        return _kept.get(fingerprint)


def _keep(found: Balances) -> Balances:
    with _kept_lock:
        _kept[found.fingerprint] = found
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return found
