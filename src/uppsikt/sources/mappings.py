"""Saved choices of columns (a column mapping): one in force per source, all versions kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from uppsikt.figures import UppsiktError
from uppsikt.organisation.rules import nearest
from uppsikt.platform.access.rules import Actor, Reader, Thing, Verb, demand_in, demand_somewhere
from uppsikt.platform.audit.services import record
from uppsikt.sheets import Scheme
from uppsikt.sources import models
from uppsikt.sources.kinds import FileKind


class UnknownSource(UppsiktError):
    """There is no saved mapping of that name."""


@dataclass(frozen=True)
class SavedMapping:
    """A source's mapping: which kind its files are, and where their fields stand."""

    number: int
    source: str
    version: int
    kind: str
    scheme: Scheme
    made_at: datetime
    actor: str
    in_force: bool


def save_mapping(
    *, actor: Actor, now: datetime, source: str, kind: FileKind, scheme: Scheme
) -> SavedMapping:
    """Keeps a choice of columns for a source; the former becomes an older version.

    An equal one changes nothing. Anybody who may take files in for some committee chooses the
    columns of a new source. A choice that committees have taken ledgers in by is theirs: a new
    version of it needs the right in each of them. Raises NotAllowed and MappingNotWhole.
    """
    demand_somewhere(actor, Verb.CHANGE, Thing.IMPORTS)
    kind.refuse_lacking((*scheme.fields, *scheme.constants))
    with settings.DATA_FOLDER.lock(f"koppling av {source}", now=now), transaction.atomic():
        former = models.ColumnMapping.everything.filter(source=source, replaced_at=None).first()
        if former is not None and (former.kind, _scheme(former)) == (kind.key, scheme):
            return _saved(former)
        if former is not None:
            demand_in(actor, Verb.CHANGE, Thing.IMPORTS, _users_of(source))
            former.replaced_at = now
            former.save(update_fields=["replaced_at"])
        row = models.ColumnMapping.everything.create(
            source=source,
            version=former.version + 1 if former else 1,
            kind=kind.key,
            sheet=scheme.sheet,
            heads=list(scheme.heads),
            fields=dict(scheme.fields),
            constants=dict(scheme.constants),
            options=dict(scheme.options),
            made_at=now,
            actor=actor.name,
        )
        detail: Mapping[str, object] = {
            "kind": row.kind,
            "version": row.version,
            "fields": row.fields,
            "constants": row.constants,
            "options": row.options,
        }
        record(actor=actor, now=now, verb="kopplade kolumner", thing=source, detail=dict(detail))
    return _saved(row)


def mapping(*, reader: Reader, source: str) -> SavedMapping:
    """The mapping in force of a source. Raises UnknownSource, which tells the nearest names."""
    demand_somewhere(reader, Verb.READ, Thing.IMPORTS)
    row = (
        models.ColumnMapping.objects.seen_by(reader).filter(source=source, replaced_at=None).first()
    )
    if row is None:
        names = [one.source for one in mappings(reader=reader)]
        known = f"Kopplade källor: {nearest(source, names)}." if names else ""
        raise UnknownSource(
            f"Det finns ingen kolumnkoppling för {source}.",
            todo=f"{known} Gör en med «uppsikt columns FIL --kind SLAG --source {source}».".strip(),
        )
    return _saved(row)


def mappings(*, reader: Reader, with_former: bool = False) -> tuple[SavedMapping, ...]:
    """All mappings in force, by source; with older versions if asked for."""
    demand_somewhere(reader, Verb.READ, Thing.IMPORTS)
    rows = models.ColumnMapping.objects.seen_by(reader)
    return tuple(_saved(row) for row in rows if with_former or row.replaced_at is None)


def _users_of(source: str) -> set[str]:
    """The committees of which ledgers have been taken in by any version of the mapping."""
    parts = models.Part.everything.filter(source__mapping__source=source)
    return set(parts.values_list("committee", flat=True))


def _saved(row: models.ColumnMapping) -> SavedMapping:
    return SavedMapping(
        number=row.pk,
        source=row.source,
        version=row.version,
        kind=row.kind,
        scheme=_scheme(row),
        made_at=row.made_at,
        actor=row.actor,
        in_force=row.replaced_at is None,
    )


def _scheme(row: models.ColumnMapping) -> Scheme:
    return Scheme(row.sheet, tuple(row.heads), row.fields, row.constants, row.options)
