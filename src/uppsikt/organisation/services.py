"""What changes the organisation: reading a committee's set-up file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import transaction

from uppsikt.organisation import models
from uppsikt.organisation.counterpart_codes import refuse_taken
from uppsikt.organisation.counterparts import Counterparty, outside
from uppsikt.organisation.definition import (
    Definition,
    define,
    feeds_of,
    refuse_ambiguous,
)
from uppsikt.organisation.extensions import SetupContext, followers, loaders
from uppsikt.organisation.faults import refuse
from uppsikt.organisation.findable import refresh_committee
from uppsikt.organisation.move_selectors import move_notes, moves
from uppsikt.organisation.move_table import MoveDefinition, check_target, codes_of, refuse_circle
from uppsikt.organisation.moves import Codes
from uppsikt.organisation.selectors import all_lines, counterparties, dimensions, mapping
from uppsikt.organisation.setup_file import SetupFault, SetupFaults, SetupFile, read_setup_file
from uppsikt.platform.access.rules import (
    OPERATOR,
    Actor,
    Thing,
    Verb,
    demand,
    demand_in,
    demand_somewhere,
)
from uppsikt.platform.audit.services import record


@dataclass(frozen=True)
class SetupOutcome:
    """What a set-up did. `tables` are the tables of other rooms that changed something.

    `notes` tell of moves to and from the committee.
    """

    committee: str
    name: str
    status: Literal["new", "changed", "unchanged"]
    tables: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        done = {
            "new": "är upplagd",
            "changed": "är ändrad",
            "unchanged": "är redan upplagd så, ingenting är ändrat",
        }
        first = f"{self.name} ({self.committee}) {done[self.status]}."
        return "\n".join([first, *(f"  {note}" for note in self.notes)])


def setup_committee(*, actor: Actor, now: datetime, path: Path, reason: str = "") -> SetupOutcome:
    """Reads a committee's set-up file: all of it, or nothing if there is any fault.

    The same file twice changes nothing. A changed file takes the place of the former one, which
    stays readable. `reason` is wanted where rows of closed months come to belong elsewhere.
    What changes another committee's figures too, such as a move to it, needs the right there.
    Raises SetupFault(s) that name the line, NotAllowed and FolderBusy.
    """
    demand_somewhere(actor, Verb.CHANGE, Thing.ORGANISATION)
    file = read_setup_file(path)
    definition = define(file, tuple(loaders()))
    demand(actor, Verb.CHANGE, Thing.ORGANISATION.of(definition.slug))
    busy_with = f"uppläggning av {definition.name}"
    with settings.DATA_FOLDER.lock(busy_with, now=now), transaction.atomic():
        before = mapping(reader=OPERATOR)
        status = _store(definition, file, actor, now)
        context = SetupContext(
            actor=actor,
            now=now,
            committee=definition.slug,
            folder=path.resolve().parent,
            reason=reason,
            mapping_changed=set(before.feeds) != set(mapping(reader=OPERATOR).feeds),
        )
        tables = tuple(
            name
            for name, load in loaders().items()
            if load(context, tuple(file.tables.get(name, ())))
        )
        for follow in followers():
            follow(context)
        refresh_committee(definition.slug)
        if tables and status == "unchanged":
            status = "changed"
        if status != "unchanged":
            _record(definition, file, actor, now, status)
        notes = move_notes(reader=OPERATOR, committee=definition.slug)
    return SetupOutcome(definition.slug, definition.name, status, tables, notes)


def _store(
    definition: Definition, file: SetupFile, actor: Actor, now: datetime
) -> Literal["new", "changed", "unchanged"]:
    """Puts the definition in force, unless it is already."""
    fingerprint = hashlib.sha256(file.text.encode()).hexdigest()
    row = models.Committee.everything.filter(slug=definition.slug).first()
    last = models.Setup.everything.filter(committee=row).last() if row else None
    if last is not None and last.fingerprint == fingerprint:
        return "unchanged"
    demand_in(actor, Verb.CHANGE, Thing.ORGANISATION, _others_touched(definition))
    others = mapping(reader=OPERATOR).feeds
    refuse_ambiguous(definition, [f for f in others if f.committee != definition.slug])
    _refuse_moves(definition)
    refuse_taken(file.path.name, definition.counterpart_codes, _other_parties(definition))
    row, created = models.Committee.everything.update_or_create(
        slug=definition.slug,
        defaults={
            "name": definition.name,
            "designation": definition.designation,
            "municipality": _municipality(definition),
            "units": definition.units,
            "activities": definition.activities,
            "counterparts": definition.counterparts,
            "smallest_count": definition.smallest_count,
            "holiday_line": definition.holiday_line,
            "valid_from": definition.valid_from,
            "valid_to": definition.valid_to,
        },
    )
    _store_parts(row, definition)
    _store_succession(row, definition)
    models.Setup.everything.create(
        committee=row,
        read_at=now,
        actor=actor.name,
        file_name=file.path.name,
        fingerprint=fingerprint,
        text=file.text,
    )
    return "new" if created else "changed"


def _others_touched(definition: Definition) -> set[str]:
    """The other committees whose figures a definition changes besides its own.

    Those that moves are told to, which had not been told just so before or are told no more:
    their earlier years are restated by them. And all of the municipality, if it is renamed.
    """
    stored = models.Move.everything.filter(committee__slug=definition.slug)
    told = {_told(move) for move in stored}
    touched = {one[0] for one in told ^ {_told(move) for move in definition.moves}}
    renamed = models.Committee.everything.filter(
        municipality__code=definition.municipality_code
    ).exclude(municipality__name=definition.municipality)
    touched.update(renamed.values_list("slug", flat=True))
    return touched - {"", definition.slug}


def _told(move: MoveDefinition | models.Move) -> tuple[str, date, str, str, frozenset[Codes]]:
    """What a move says, the committee that it goes to first."""
    codes = codes_of(move.units, move.activities, move.accounts)
    return move.target_committee, move.first_day, move.origin, move.target, frozenset(codes)


def _refuse_moves(definition: Definition) -> None:
    """Raises SetupFault(s) for moves that another committee, as it is set up, cannot take."""
    faults: list[SetupFault] = []
    try:
        stored = [
            move for move in moves(reader=OPERATOR) if move.origin.committee != definition.slug
        ]
        refuse_circle(definition.slug, definition.moves, stored)
    except SetupFault as fault:
        faults.append(fault)
    for move in definition.moves:
        slug = move.target_committee
        row = models.Committee.everything.filter(slug=slug).exclude(slug=definition.slug).first()
        if row is None:
            continue  # its own, which is checked already, or one that is not set up yet
        try:
            check_target(move, all_lines(reader=OPERATOR, committee=slug))
        except SetupFault as fault:
            faults.append(fault)
    faults += _succession_clashes(definition)
    refuse(definition.top.file, faults, SetupFaults)


def _succession_clashes(definition: Definition) -> list[SetupFault]:
    """Faults for units to which another committee gives another successor or last day.

    A code is one unit in the ledger, whichever committees book on it: it has one successor.
    """
    faults: list[SetupFault] = []
    for unit in definition.unit_names:
        others = models.Unit.everything.exclude(committee__slug=definition.slug).filter(
            code=unit.key
        )
        for other in others.exclude(successor="").select_related("committee"):
            said = (other.successor, other.valid_to)
            if not unit.successor or said == (unit.successor, unit.valid_to):
                continue
            try:
                unit.entry.fault(
                    "eftertradare",
                    f"{other.committee.name} har redan en annan efterträdare eller sista dag för "
                    f"ansvar {unit.key}.",
                    values=[
                        f"här: {unit.successor}, {unit.valid_to}",
                        f"där: {said[0]}, {said[1]}",
                    ],
                    todo="Skriv samma efterträdare och till i båda nämndernas filer, eller bara i "
                    "den ena.",
                )
            except SetupFault as fault:
                faults.append(fault)
    return faults


def _other_parties(definition: Definition) -> list[Counterparty]:
    """The municipality's parts as the other committees' files tell them."""
    others = models.InternalCounterpart.everything.exclude(committee__slug=definition.slug).filter(
        committee__municipality__code=definition.municipality_code
    )
    kept = [outside(one.name, one.prefixes) for one in others]
    return kept + [
        party
        for municipality in counterparties(reader=OPERATOR)
        if municipality.municipality_code == definition.municipality_code
        for party in municipality.parties
        if party.key != definition.slug and not party.is_outside
    ]


def _municipality(definition: Definition) -> models.Municipality:
    """The committee's municipality; its dimension numbers are one for all its committees."""
    numbers = definition.dimensions
    row, created = models.Municipality.everything.get_or_create(
        code=definition.municipality_code,
        defaults={
            "name": definition.municipality,
            "unit_dimension": numbers.unit,
            "activity_dimension": numbers.activity,
            "project_dimension": numbers.project,
            "counterpart_dimension": numbers.counterpart,
        },
    )
    other = None if created else _another(row, definition.slug)
    theirs = dimensions(reader=OPERATOR, committee=other.slug) if other else numbers
    if theirs != numbers:
        definition.top.fault(
            "kommunkod",
            "Dimensionerna är inte desamma som kommunens andra nämnder har.",
            values=[f"här: {numbers}", f"där: {theirs}"],
            todo="En kommun har en huvudbok; ange samma nummer för alla dess nämnder.",
        )
    row.name = definition.municipality
    row.unit_dimension, row.activity_dimension = numbers.unit, numbers.activity
    row.project_dimension, row.counterpart_dimension = numbers.project, numbers.counterpart
    row.save()
    return row


def _another(municipality: models.Municipality, slug: str) -> models.Committee | None:
    """A committee of the municipality other than the one with the short name."""
    others = models.Committee.everything.filter(municipality=municipality).exclude(slug=slug)
    return others.first()


def _store_parts(row: models.Committee, definition: Definition) -> None:
    """Replaces the committee's lines, groups and internal counterparts."""
    for replaced in (models.Line, models.Group, models.InternalCounterpart):
        replaced.everything.filter(committee=row).delete()
    models.InternalCounterpart.everything.bulk_create(
        models.InternalCounterpart(committee=row, name=one.name, prefixes=list(one.prefixes))
        for one in definition.internal
    )
    models.Line.everything.bulk_create(
        models.Line(
            committee=row,
            key=line.key,
            name=line.name,
            order=order,
            is_contingency=line.is_contingency,
            aliases=line.aliases,
            units=line.units,
            activities=line.activities,
            accounts=line.accounts,
            valid_from=line.valid_from,
            valid_to=line.valid_to,
        )
        for order, line in enumerate(definition.lines, start=1)
    )
    models.Group.everything.bulk_create(
        models.Group(
            committee=row,
            key=group.key,
            name=group.name,
            order=order,
            side=group.side.value,
            prefixes=group.prefixes,
            valid_from=group.valid_from,
            valid_to=group.valid_to,
        )
        for order, group in enumerate(definition.groups, start=1)
    )


def _store_succession(row: models.Committee, definition: Definition) -> None:
    """Replaces the committee's unit names with their successors, and its moves."""
    models.Unit.everything.filter(committee=row).delete()
    models.Move.everything.filter(committee=row).delete()
    models.Unit.everything.bulk_create(
        models.Unit(
            committee=row,
            code=unit.key,
            name=unit.name,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
            successor=unit.successor,
        )
        for unit in definition.unit_names
    )
    models.Move.everything.bulk_create(
        models.Move(
            committee=row,
            order=order,
            first_day=move.first_day,
            decision=move.decision,
            origin=move.origin,
            units=move.units,
            activities=move.activities,
            accounts=move.accounts,
            target_committee=move.target_committee or definition.slug,
            target=move.target,
        )
        for order, move in enumerate(definition.moves, start=1)
    )


def _record(
    definition: Definition, file: SetupFile, actor: Actor, now: datetime, status: str
) -> None:
    record(
        actor=actor,
        now=now,
        verb="lade upp nämnden" if status == "new" else "ändrade nämnden",
        thing=definition.name,
        committee=definition.slug,
        detail={
            "file": file.path.name,
            "lines": len(definition.lines),
            "groups": len(definition.groups),
            "moves": len(definition.moves),
            "feeds": len(feeds_of(definition)),
        },
    )
