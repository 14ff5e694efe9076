"""`[[matt]]` in a set-up file (docs/installationsfil.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from uppsikt.measures.definitions import OWNERS, Direction, Frequency, Kind
from uppsikt.measures.formulas import Circle, FormulaFault, in_order, parse_formula
from uppsikt.measures.models import Count, Measure
from uppsikt.measures.published import remember
from uppsikt.measures.register_counts import REGISTER_COUNTS
from uppsikt.measures.rules import Sort
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.extensions import SetupContext, register_table
from uppsikt.organisation.models import Committee
from uppsikt.organisation.rules import find_named, nearest
from uppsikt.organisation.setup_file import Entry, SetupFault
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.outbox.letters import BadLetter, checked_address

MOST_DECIMALS = 3
_SORTS: Mapping[str, Sort] = {sort.value: sort for sort in Sort}
_DIRECTIONS: Mapping[str, Direction] = {one.value: one for one in Direction}
_FREQUENCIES: Mapping[str, Frequency] = {one.value: one for one in Frequency}
_KINDS: Mapping[str, Kind] = {one.value: one for one in Kind}
_KEYS = (
    "nyckel", "namn", "enhet", "verksamhet", "aret", "riktning", "lamnas", "slag", "formel",
    "register", "ansvarig", "beskrivning", "decimaler", "personer",
)  # fmt: skip
_FIELDS = (
    "key", "name", "unit", "activity", "sort", "direction", "frequency", "kind", "formula",
    "register", "owner", "about", "decimals", "people",
)  # fmt: skip


def register() -> None:
    """Registers the table."""
    register_table("matt", load_measures)


def load_measures(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """The committee's measures, those of the file and no others.

    What the public could see before is remembered, for another formula tells other things.
    Raises SetupFault for a key that stands twice, for a formula that cannot be computed, and for a
    measure with counts that is gone or that the counts do not fit.
    """
    items = [_measure(context, entry) for entry in entries]
    keys = [item["key"] for item in items]
    for number, entry in enumerate(entries):
        if keys[number] in keys[:number]:
            entry.fault("nyckel", f"Måttet ”{keys[number]}” står två gånger.")
    _place_formulas(entries, items)
    _refuse_orphans(context, keys)
    _refuse_misfits(context, entries, items)
    stored = Measure.everything.filter(committee__slug=context.committee)
    if list(stored.values(*_FIELDS)) == items:
        return False
    remember(now=context.now, committee=context.committee)
    committee = Committee.everything.get(slug=context.committee)
    stored.delete()
    Measure.everything.bulk_create(Measure(committee=committee, **item) for item in items)
    return True


def _measure(context: SetupContext, entry: Entry) -> dict[str, Any]:
    entry.only(*_KEYS)
    decimals = entry.optional_whole("decimaler", 0, MOST_DECIMALS) or 0
    item: dict[str, Any] = {
        "key": entry.key("nyckel"),
        "name": entry.text("namn"),
        "unit": entry.text("enhet"),
        "activity": _activity(context, entry),
        "sort": entry.choice("aret", _SORTS).value,
        "direction": _word(entry, "riktning", _DIRECTIONS, Direction.NONE),
        "frequency": _word(entry, "lamnas", _FREQUENCIES, Frequency.MONTH),
        "kind": _word(entry, "slag", _KINDS, Kind.MEASURE),
        "formula": [],
        "register": _register(entry),
        "owner": _owner(entry),
        "about": entry.optional_text("beskrivning"),
        "decimals": decimals,
        "people": entry.flag("personer") if "personer" in entry.values else not decimals,
    }
    _refuse_senseless(entry, item)
    return item


def _word(entry: Entry, key: str, options: Mapping[str, StrEnum], without: StrEnum) -> str:
    return (entry.choice(key, options) if key in entry.values else without).value


def _register(entry: Entry) -> str:
    return entry.choice("register", REGISTER_COUNTS) if "register" in entry.values else ""


def _owner(entry: Entry) -> str:
    """A role's word, or an address that mail can be sent to."""
    text = entry.optional_text("ansvarig")
    if not text or text.casefold() in OWNERS:
        return text.casefold()
    try:
        return checked_address(text)
    except BadLetter:
        entry.fault(
            "ansvarig",
            f"”{text}” är varken en roll eller en e-postadress.",
            todo=f"Skriv {', '.join(OWNERS)} eller adressen till ett konto.",
        )


def _refuse_senseless(entry: Entry, item: Mapping[str, Any]) -> None:
    """Refuses what cannot be together in one measure."""
    if item["kind"] == Kind.INDICATOR.value and item["direction"] == Direction.NONE.value:
        entry.fault(
            "slag", "En indikator har en önskad riktning.", todo='Lägg till riktning = "upp".'
        )
    if item["decimals"] and item["people"]:
        entry.fault(
            "personer",
            "Ett mått med decimaler räknar inte personer.",
            todo="Ta bort decimaler, eller skriv personer = false.",
        )
    if item["register"] and "formel" in entry.values:
        entry.fault("formel", "Ett mått räknas ur ett register eller ur en formel, inte båda.")
    if item["register"] and (item["frequency"] != Frequency.MONTH.value or not item["people"]):
        entry.fault("register", "Ett mått ur ett register räknar personer varje månad.")
    if item["owner"] == "chef" and not item["activity"]:
        entry.fault(
            "ansvarig",
            "Chef är den som svarar för en verksamhet, men måttet har ingen.",
            todo="Lägg till verksamhet.",
        )


def _activity(context: SetupContext, entry: Entry) -> str:
    text = entry.optional_text("verksamhet")
    if not text:
        return ""
    lines = organisation.all_lines(reader=OPERATOR, committee=context.committee)
    line = find_named(lines, text)
    if line is None:
        entry.fault(
            "verksamhet",
            f"Verksamheten ”{text}” finns inte.",
            todo=f"Menade du någon av dessa: {nearest(text, [one.name for one in lines])}?",
        )
    return line.key


@dataclass(frozen=True)
class _Known:
    """A measure of the file, to be found by key or name."""

    key: str
    name: str


def _place_formulas(entries: Sequence[Entry], items: Sequence[dict[str, Any]]) -> None:
    """Gives each formula its measures by key; all of the file are known by now."""
    known = [_Known(item["key"], item["name"]) for item in items]
    by_key = {item["key"]: item for item in items}
    for entry, item in zip(entries, items, strict=True):
        if "formel" in entry.values:
            item["formula"] = [[sign, _found(entry, known, name)] for sign, name in _terms(entry)]
    for entry, item in zip(entries, items, strict=True):
        for _, member in item["formula"]:
            _refuse_unlike(entry, item, by_key[member])
    try:
        order = in_order({item["key"]: tuple(map(tuple, item["formula"]))
                          for item in items if item["formula"]})  # fmt: skip
    except Circle as circle:
        at = next(entry for entry in entries if entry.values.get("nyckel") in circle.keys)
        at.fault("formel", "Formlerna går runt: de behöver varandra.", values=[str(circle)])
    _refuse_mixed(entries, by_key, order)


def _terms(entry: Entry) -> tuple[tuple[int, str], ...]:
    try:
        return parse_formula(entry.text("formel"))
    except FormulaFault as fault:
        entry.fault(
            "formel",
            f"Formeln går inte att läsa: {fault}.",
            todo='Skriv till exempel formel = "anstallningar - vaxlat", med mellanslag.',
        )


def _found(entry: Entry, known: Sequence[_Known], name: str) -> str:
    found = find_named(known, name)
    if found is None:
        names = [one.key for one in known]
        entry.fault(
            "formel",
            f"Måttet ”{name}” finns inte.",
            todo=f"Menade du någon av dessa: {nearest(name, names)}?",
        )
    return found.key


def _refuse_unlike(entry: Entry, item: Mapping[str, Any], member: Mapping[str, Any]) -> None:
    """Refuses a sum of people and of what is no people, of months and of years, and of parts."""
    for field, words in (("people", "personer"), ("frequency", "lamnas")):
        if item[field] != member[field]:
            entry.fault(
                "formel",
                f"”{member['key']}” och ”{item['key']}” har inte samma {words}.",
                todo=f"Ge båda samma {words}.",
            )
    if member["decimals"] > item["decimals"]:
        entry.fault(
            "formel",
            f"”{member['key']}” har fler decimaler än ”{item['key']}”.",
            todo=f"Skriv decimaler = {member['decimals']}.",
        )


def _refuse_mixed(
    entries: Sequence[Entry], by_key: Mapping[str, Mapping[str, Any]], order: Sequence[str]
) -> None:
    """Refuses a formula of both given counts and registers'.

    Each is hidden from the public by what else is told of it, and no one knows of both.
    """
    kinds = {key: {bool(item["register"])} for key, item in by_key.items() if not item["formula"]}
    for key in order:
        kinds[key] = set().union(*(kinds[member] for _, member in by_key[key]["formula"]))
        if len(kinds[key]) > 1:
            at = next(entry for entry in entries if entry.values.get("nyckel") == key)
            at.fault(
                "formel",
                "En formel räknas ur mått som lämnas eller ur mått ur register, inte ur båda.",
                todo="Låt alla måtten vara ur register, eller inget.",
            )


def _refuse_orphans(context: SetupContext, keys: list[str]) -> None:
    counted = Count.everything.filter(committee__slug=context.committee).exclude(measure__in=keys)
    gone = sorted(set(counted.values_list("measure", flat=True)))
    if gone:
        raise SetupFault(
            "Mått som har lämnade antal finns inte längre i filen.",
            where="[[matt]]",
            values=gone,
            todo="Låt måttet stå kvar. Namn, enhet och verksamhet får ändras, men inte nyckeln.",
        )


def _refuse_misfits(
    context: SetupContext, entries: Sequence[Entry], items: Sequence[Mapping[str, Any]]
) -> None:
    """Refuses a change that counts which were given do not fit: they would be told no more."""
    counted = Count.everything.filter(committee__slug=context.committee)
    given = set(counted.values_list("measure", "month", "decimals"))
    for entry, item in zip(entries, items, strict=True):
        mine = [(month, decimals) for key, month, decimals in given if key == item["key"]]
        if mine and (item["formula"] or item["register"]):
            key = "formel" if item["formula"] else "register"
            entry.fault(key, "Måttet har lämnade antal, så det kan inte räknas ur annat.")
        frequency = Frequency(item["frequency"])
        if any(not frequency.is_due(month) for month, _ in mine):
            entry.fault("lamnas", f"Måttet har antal för månader som inte avslutar {frequency}.")
        if any(decimals > item["decimals"] for _, decimals in mine):
            entry.fault("decimaler", "Måttet har lämnade tal med fler decimaler.")
