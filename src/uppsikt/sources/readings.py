"""What has had a say in a committee's balances: ledger files, and set-ups that placed all anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may
from uppsikt.sources import models


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """A ledger file as it was read; it answered for the months `first` to `last` (yyyymm).

    `reasons` are those given, per committee, for changing closed months with it. For a reader who
    may not read which files were received, `file` and `actor` are empty.
    """

    number: int
    at: datetime
    first: int
    last: int
    file: str
    actor: str
    reasons: tuple[tuple[str, str], ...]


def ledger_readings(
    *, reader: Reader, committee: str | None, first_year: int, last_year: int
) -> tuple[LedgerReading, ...]:
    """The files that ever answered for a committee in the years, in the order of reading.

    Those of all committees with `committee` None. Files whose place others have taken are there.
    """
    demand(reader, Verb.READ, Thing.BALANCES.of(committee or ""))
    covering = models.Coverage.objects.seen_by(reader).filter(
        first__lte=last_year * 100 + 12, last__gte=first_year * 100 + 1
    )
    if committee is not None:
        covering = covering.filter(committee=committee)
    rows = models.Import.everything.filter(id__in=covering.values("part__source")).order_by("id")
    changes = Prefetch("closed_changes", models.ClosedChange.objects.seen_by(reader))
    with_files = may(reader, Verb.READ, Thing.IMPORTS.of(committee or ""))
    return tuple(
        LedgerReading(
            number=row.pk,
            at=row.imported_at,
            first=row.first_month,
            last=row.last_month,
            file=row.file_name if with_files else "",
            actor=row.actor if with_files else "",
            reasons=tuple((one.committee, one.reason) for one in row.closed_changes.all()),
        )
        for row in rows.prefetch_related(changes).defer("account_names", "notes")
    )


@dataclass(frozen=True, slots=True)
class PlacingReading:
    """A set-up that changed which of the ledgers' rows are the committee's, and on which line.

    `cause` is the committee whose set-up it was, and `last_import` the last import before it.
    `reasons` and `actor` as of a ledger reading.
    """

    number: int
    at: datetime
    cause: str
    last_import: int
    actor: str
    reasons: tuple[tuple[str, str], ...]


def placing_readings(*, reader: Reader, committee: str | None) -> tuple[PlacingReading, ...]:
    """The set-ups that placed a committee's rows anew (all committees' for None), in order."""
    demand(reader, Verb.READ, Thing.BALANCES.of(committee or ""))
    rows = models.FormerPlacing.objects.seen_by(reader).defer("parts")
    if committee is not None:
        rows = rows.filter(committee=committee)
    with_files = may(reader, Verb.READ, Thing.IMPORTS.of(committee or ""))
    last = {row.until: row for row in rows}  # one set-up may place many committees anew
    changes = models.ClosedChange.objects.seen_by(reader).filter(source=None, changed_at__in=last)
    return tuple(
        PlacingReading(
            number=row.pk,
            at=row.until,
            cause=row.cause,
            last_import=row.last_import,
            actor=row.actor if with_files else "",
            reasons=tuple(
                (one.committee, one.reason) for one in changes if one.changed_at == row.until
            ),
        )
        for row in last.values()
    )


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger file as it was received: its number, fingerprint and months (yyyymm)."""

    number: int
    fingerprint: str
    first: int
    last: int


def ledgers_in_force(
    *, reader: Reader, committee: str | None, first_year: int, last_year: int
) -> tuple[LedgerFile, ...]:
    """The files that now answer for a committee in the years (all committees' for None)."""
    demand(reader, Verb.READ, Thing.BALANCES.of(committee or ""))
    covering = models.Coverage.objects.seen_by(reader).filter(
        replaced_by=None, first__lte=last_year * 100 + 12, last__gte=first_year * 100 + 1
    )
    if committee is not None:
        covering = covering.filter(committee=committee)
    rows = models.Import.everything.filter(id__in=covering.values("part__source")).order_by("id")
    every = rows.values_list("id", "fingerprint", "first_month", "last_month")
    return tuple(LedgerFile(*row) for row in every)
