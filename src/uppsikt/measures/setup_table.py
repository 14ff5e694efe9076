"""`[[matt]]` in a set-up file (docs/installationsfil.md)."""

from __future__ import annotations

from collections.abc import Mapping

from uppsikt.measures.models import Count, Measure
from uppsikt.measures.rules import Sort
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.extensions import SetupContext, register_table
from uppsikt.organisation.models import Committee
from uppsikt.organisation.rules import find_named, nearest
from uppsikt.organisation.setup_file import Entry, SetupFault
from uppsikt.platform.access.rules import OPERATOR

_SORTS: Mapping[str, Sort] = {sort.value: sort for sort in Sort}


def register() -> None:
    """Registers the table."""
    register_table("matt", load_measures)


def load_measures(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """The committee's measures, those of the file and no others.

    Raises SetupFault for a key that stands twice, and for a measure with counts that is gone.
    """
    items = [_measure(context, entry) for entry in entries]
    keys = [item["key"] for item in items]
    for number, entry in enumerate(entries):
        if keys[number] in keys[:number]:
            entry.fault("nyckel", f"Måttet ”{keys[number]}” står två gånger.")
    _refuse_orphans(context, keys)
    stored = Measure.everything.filter(committee__slug=context.committee)
    fields = ("key", "name", "unit", "activity", "sort")
    if list(stored.values(*fields)) == items:
        return False
    committee = Committee.everything.get(slug=context.committee)
    stored.delete()
    Measure.everything.bulk_create(Measure(committee=committee, **item) for item in items)
    return True


def _measure(context: SetupContext, entry: Entry) -> dict[str, str]:
    entry.only("nyckel", "namn", "enhet", "verksamhet", "aret")
    return {
        "key": entry.key("nyckel"),
        "name": entry.text("namn"),
        "unit": entry.text("enhet"),
        "activity": _activity(context, entry),
        "sort": entry.choice("aret", _SORTS).value,
    }


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
