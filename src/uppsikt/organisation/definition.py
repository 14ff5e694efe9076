"""A committee as its set-up file defines it: plain values, checked, before anything is stored."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TypeVar

from uppsikt.figures import Side
from uppsikt.organisation import move_table
from uppsikt.organisation.counterpart_codes import Stated, check_codes, read_internal
from uppsikt.organisation.dimensions import Dimensions
from uppsikt.organisation.faults import refuse
from uppsikt.organisation.feeds import Feed, ambiguities
from uppsikt.organisation.rules import EARLIEST, LATEST, SMALLEST_COUNT, find_named, month_number
from uppsikt.organisation.setup_file import Entry, SetupFault, SetupFaults, SetupFile

OWN_TABLES = ("dimensioner", "kontogrupp", "verksamhet", "enhet", "flytt", "intern_motpart")
_SIDES = {"intäkt": Side.INCOME, "kostnad": Side.COST}
_TOP = (
    *("kortnamn", "namn", "beteckning", "kommun", "kommunkod"),
    *("ansvar", "verksamhet", "motparter", "lagsta_antal", "feriearbete", "fran", "till"),
)

T = TypeVar("T")


@dataclass(frozen=True)
class LineDefinition:
    """A report line as defined, valid from and to days (both included)."""

    entry: Entry
    key: str
    name: str
    aliases: tuple[str, ...]
    units: tuple[str, ...]
    activities: tuple[str, ...]
    accounts: tuple[str, ...]
    is_contingency: bool
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class GroupDefinition:
    """An account group as defined."""

    entry: Entry
    key: str
    name: str
    side: Side
    prefixes: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class UnitDefinition:
    """A unit's name as defined; `successor` is the code that took over after it, or empty."""

    entry: Entry
    key: str
    name: str
    valid_from: date | None
    valid_to: date | None
    successor: str = ""


@dataclass(frozen=True)
class Definition:
    """A committee as defined, free of faults within itself."""

    top: Entry
    slug: str
    name: str
    designation: str
    municipality: str
    municipality_code: str
    units: tuple[str, ...]
    activities: tuple[str, ...]
    counterparts: tuple[str, ...]
    smallest_count: int
    holiday_line: str
    valid_from: date | None
    valid_to: date | None
    dimensions: Dimensions
    lines: tuple[LineDefinition, ...]
    groups: tuple[GroupDefinition, ...]
    unit_names: tuple[UnitDefinition, ...]
    moves: tuple[move_table.MoveDefinition, ...] = ()
    internal: tuple[Stated, ...] = ()

    @property
    def counterpart_codes(self) -> tuple[Stated, ...]:
        """All counterpart codes of the file: the committee's own, then its other parts'."""
        return (Stated(self.top, "", self.name, self.counterparts), *self.internal)


def define(file: SetupFile, other_tables: Sequence[str]) -> Definition:
    """Takes the committee out of a set-up file. Raises SetupFault(s), each with its line.

    `other_tables` are the tables that other apps answer for; any other unknown table is a fault.
    """
    top = file.top
    top.only(*_TOP)
    faults: list[SetupFault] = []
    _refuse_unknown_tables(file, other_tables, faults)
    definition = Definition(
        top=top,
        slug=top.key("kortnamn"),
        name=top.text("namn"),
        designation=top.optional_text("beteckning"),
        municipality=top.text("kommun"),
        municipality_code=_municipality_code(top),
        units=top.codes("ansvar"),
        activities=top.codes("verksamhet"),
        counterparts=top.codes("motparter"),
        smallest_count=top.optional_whole("lagsta_antal", 3, 1000) or SMALLEST_COUNT,
        holiday_line=top.optional_text("feriearbete"),
        valid_from=top.optional_day("fran"),
        valid_to=top.optional_day("till"),
        dimensions=_dimensions(file),
        lines=_each(file, "verksamhet", _line, faults),
        groups=_each(file, "kontogrupp", _group, faults),
        unit_names=_each(file, "enhet", _unit, faults),
        moves=_each(file, "flytt", move_table.read_move, faults),
        internal=_each(file, "intern_motpart", read_internal, faults),
    )
    for check in (_check_lines, _check_holiday, _check_groups, _check_units, _check_moves):
        check(definition, faults)
    check_codes(definition.counterpart_codes, definition.dimensions.counterpart, faults)
    refuse(file.path.name, faults, SetupFaults)
    return definition


def _each(
    file: SetupFile, table: str, read: Callable[[Entry], T], faults: list[SetupFault]
) -> tuple[T, ...]:
    """Every entry of a table, read; the fault of one does not hide the fault of the next."""
    found = []
    for entry in file.tables.get(table, ()):
        try:
            found.append(read(entry))
        except SetupFault as fault:
            faults.append(fault)
    return tuple(found)


def _refuse_unknown_tables(
    file: SetupFile, other_tables: Sequence[str], faults: list[SetupFault]
) -> None:
    known = (*OWN_TABLES, *other_tables)
    for name, entries in file.tables.items():
        if name not in known:
            line = entries[0].place.line
            faults.append(
                SetupFault(
                    f"Tabellen [[{name}]] är okänd.",
                    where=f"{file.path.name}, rad {line}",
                    todo=f"Dessa finns: {', '.join(known)}.",
                )
            )


def _municipality_code(top: Entry) -> str:
    code = top.text("kommunkod")
    if len(code) != 4 or not code.isdecimal():
        top.fault("kommunkod", f"”{code}” är ingen kommunkod.", todo='Skriv fyra siffror: "1490".')
    return code


def _dimensions(file: SetupFile) -> Dimensions:
    entries = file.tables.get("dimensioner")
    if not entries:
        file.top.fault("", "[dimensioner] saknas.", todo="Ange ansvar och verksamhet i den.")
    entry = entries[0]
    entry.only("ansvar", "verksamhet", "projekt", "motpart")
    numbers = Dimensions(
        unit=entry.whole("ansvar", 1, 9999),
        activity=entry.whole("verksamhet", 1, 9999),
        project=entry.optional_whole("projekt", 1, 9999),
        counterpart=entry.optional_whole("motpart", 1, 9999),
    )
    used = [n for n in vars(numbers).values() if n is not None]
    if len(set(used)) < len(used):
        entry.fault("", "Två dimensioner har samma nummer.", values=[str(n) for n in used])
    return numbers


def _line(entry: Entry) -> LineDefinition:
    entry.only(
        "nyckel", "namn", "alias", "ansvar", "verksamhet", "konto", "buffert", "fran", "till"
    )
    units, activities, accounts = (entry.codes(k) for k in ("ansvar", "verksamhet", "konto"))
    is_contingency = entry.flag("buffert")
    if is_contingency and (units or activities or accounts):
        entry.fault(
            "buffert",
            "En buffert har budget men aldrig något utfall.",
            todo="Ta bort ansvar, verksamhet och konto från bufferten.",
        )
    if not (is_contingency or units or activities or accounts):
        entry.fault(
            "nyckel",
            "Ingenting i huvudboken matar raden.",
            todo="Ange ansvar, verksamhet eller konto.",
        )
    valid_from, valid_to = _whole_months(entry)
    return LineDefinition(
        entry=entry,
        key=entry.key("nyckel"),
        name=entry.text("namn"),
        aliases=entry.texts("alias"),
        units=units,
        activities=activities,
        accounts=accounts,
        is_contingency=is_contingency,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _group(entry: Entry) -> GroupDefinition:
    entry.only("nyckel", "namn", "slag", "konton", "fran", "till")
    prefixes = entry.codes("konton")
    if not prefixes:
        entry.fault("konton", "Kontogruppen har inga konton.", todo='Skriv konton = ["35"].')
    valid_from, valid_to = _whole_months(entry)
    return GroupDefinition(
        entry=entry,
        key=entry.key("nyckel"),
        name=entry.text("namn"),
        side=entry.choice("slag", _SIDES),
        prefixes=prefixes,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _unit(entry: Entry) -> UnitDefinition:
    entry.only("kod", "namn", "fran", "till", "eftertradare")
    valid_from, valid_to = _whole_months(entry)
    code, successor = entry.text("kod"), entry.optional_text("eftertradare")
    if successor and valid_to is None:
        todo = "Ange till: enhetens sista dag."
        entry.fault("eftertradare", "En enhet med efterträdare måste ha ett slut.", todo=todo)
    if successor == code:
        entry.fault("eftertradare", "Enheten kan inte efterträda sig själv.")
    return UnitDefinition(entry, code, entry.text("namn"), valid_from, valid_to, successor)


def _whole_months(entry: Entry) -> tuple[date | None, date | None]:
    """From and to, which must be whole months since balances are kept by month."""
    first, last = entry.optional_day("fran"), entry.optional_day("till")
    if first and first.day != 1:
        entry.fault("fran", f"{first} är inte första dagen i en månad.")
    if last and last.day != monthrange(last.year, last.month)[1]:
        entry.fault("till", f"{last} är inte sista dagen i en månad.")
    if first and last and last < first:
        entry.fault("till", f"{last} är före {first}.")
    return first, last


def _check_lines(definition: Definition, faults: list[SetupFault]) -> None:
    if not definition.lines and not faults:
        _collect(faults, definition.top, "", "Filen har ingen [[verksamhet]].")
    seen: list[LineDefinition] = []
    for line in definition.lines:
        at_once = [other for other in seen if _overlap(line, other)]
        names = [line.key, line.name, *line.aliases]
        for name in names:
            other = find_named(at_once, name)
            if other is not None:
                _collect(
                    faults,
                    line.entry,
                    "nyckel" if name == line.key else "namn",
                    f"”{name}” finns redan på rad {other.entry.place.line}.",
                    "Ändra namnet, eller tiderna så att de inte överlappar.",
                )
                break
        seen.append(line)


def _check_holiday(definition: Definition, faults: list[SetupFault]) -> None:
    booked = [line.key for line in definition.lines if not line.is_contingency]
    if definition.holiday_line not in ("", *booked):
        what = f"Ingen verksamhet med utfall har nyckeln ”{definition.holiday_line}”."
        _collect(faults, definition.top, "feriearbete", what, f"Välj bland {', '.join(booked)}.")


def _check_groups(definition: Definition, faults: list[SetupFault]) -> None:
    seen: list[GroupDefinition] = []
    for group in definition.groups:
        for other in seen:
            if not _overlap(group, other):
                continue
            if find_named([other], group.key) or find_named([other], group.name):
                what = f"Kontogruppen finns redan på rad {other.entry.place.line}."
                _collect(faults, group.entry, "nyckel", what)
            elif both := set(group.prefixes) & set(other.prefixes):
                what = f"Konto {min(both)} hör redan till ”{other.name}”."
                _collect(faults, group.entry, "konton", what)
        seen.append(group)


def _check_units(definition: Definition, faults: list[SetupFault]) -> None:
    seen: list[UnitDefinition] = []
    for unit in definition.unit_names:
        if any(unit.key == other.key and _overlap(unit, other) for other in seen):
            _collect(faults, unit.entry, "kod", f"Enheten {unit.key} finns redan.")
        seen.append(unit)


def _check_moves(definition: Definition, faults: list[SetupFault]) -> None:
    faults += move_table.find_succession_faults(definition.unit_names)
    if not faults:
        faults += move_table.find_faults(definition.slug, definition.lines, definition.moves)


def _collect(faults: list[SetupFault], entry: Entry, key: str, what: str, todo: str = "") -> None:
    try:
        entry.fault(key, what, todo=todo)
    except SetupFault as fault:
        faults.append(fault)


_Dated = LineDefinition | GroupDefinition | UnitDefinition


def _overlap(one: _Dated, other: _Dated) -> bool:
    """Whether there is a day on which both hold."""
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    return starts <= min(one.valid_to or date.max, other.valid_to or date.max)


def feeds_of(definition: Definition) -> tuple[Feed, ...]:
    """All feeds of the committee: what is its own, and what each line takes of it."""
    found = list(committee_feeds(definition.slug, definition.units, definition.activities))
    for line in definition.lines:
        if not line.is_contingency:
            units = line.units or definition.units
            prefixes = (units, line.activities, line.accounts)
            found += line_feeds(definition.slug, line.key, prefixes, line.valid_from, line.valid_to)
    return tuple(found)


def committee_feeds(
    committee: str, units: Sequence[str], activities: Sequence[str]
) -> Iterable[Feed]:
    """What is the committee's own without feeding any line; nothing if nothing is stated."""
    if not units and not activities:
        return ()
    return (
        Feed(committee, "", unit, activity)
        for unit, activity in product(units or ("",), activities or ("",))
    )


def line_feeds(
    committee: str,
    line: str,
    prefixes: tuple[Sequence[str], Sequence[str], Sequence[str]],
    valid_from: date | None,
    valid_to: date | None,
) -> Iterable[Feed]:
    """Every combination of a line's unit, activity and account prefixes."""
    first, last = month_number(valid_from, EARLIEST), month_number(valid_to, LATEST)
    units, activities, accounts = (codes or ("",) for codes in prefixes)
    return (
        Feed(committee, line, unit, activity, account, first, last)
        for unit, activity, account in product(units, activities, accounts)
    )


def refuse_ambiguous(definition: Definition, others: Sequence[Feed]) -> None:
    """Raises SetupFault(s) where a ledger row could belong to two lines or two committees."""
    faults: list[SetupFault] = []
    by_key = {line.key: line.entry for line in definition.lines}
    for own, rival in ambiguities(feeds_of(definition), others):
        rival_name = rival.line or "det som är nämndens eget"
        if rival.committee != definition.slug:
            rival_name += f" i {rival.committee}"
        _collect(
            faults,
            by_key.get(own.line, definition.top),
            "ansvar" if not own.line else "nyckel",
            f"Samma bokföringsrad kan höra både hit och till {rival_name}: "
            f"{_shown(own)} mot {_shown(rival)}.",
            "Ange kombinationen i den rad som ska ha den.",
        )
    refuse(definition.top.file, faults, SetupFaults)


def _shown(feed: Feed) -> str:
    names = zip(("ansvar", "verksamhet", "konto"), feed.prefixes, strict=True)
    return ", ".join(f"{name} {prefix}" for name, prefix in names if prefix) or "allt"
