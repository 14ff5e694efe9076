"""`[[mattniva]]` in a set-up file: what a measure should be (docs/installationsfil.md)."""

from __future__ import annotations

from typing import Any

from uppsikt.figures import Period, Unit, UppsiktError, amount
from uppsikt.measures.definitions import LevelKind, scaled
from uppsikt.measures.models import Measure, MeasureLevel
from uppsikt.organisation.extensions import SetupContext, register_table
from uppsikt.organisation.models import Committee
from uppsikt.organisation.rules import find_named, nearest
from uppsikt.organisation.setup_file import Entry

LARGEST = 10**9
"""More than anything that a municipality counts: a larger number is a slip of the keys."""
_FIELDS = ("measure", "kind", "year", "month", "value", "decimals")


def register() -> None:
    """Registers the table. It is read after the measures, which it names."""
    register_table("mattniva", load_levels)


def load_levels(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """Targets and budgets of the committee's measures, those of the file and no others.

    Raises SetupFault for an unknown measure, a number that the measure cannot be, and for a year or
    month that has two.
    """
    measures = list(Measure.everything.filter(committee__slug=context.committee))
    items: list[dict[str, Any]] = []
    for entry in entries:
        for item in _levels(entry, measures):
            if any(_place(item) == _place(other) for other in items):
                entry.fault(item["kind"] if item["kind"] == "budget" else "mal",
                            f"{item['measure']} har redan {item['kind']} då.")  # fmt: skip
            items.append(item)
    stored = MeasureLevel.everything.filter(committee__slug=context.committee)
    if list(stored.values(*_FIELDS)) == items:
        return False
    committee = Committee.everything.get(slug=context.committee)
    stored.delete()
    MeasureLevel.everything.bulk_create(MeasureLevel(committee=committee, **item) for item in items)
    return True


def _place(item: dict[str, Any]) -> tuple[object, ...]:
    return item["measure"], item["kind"], item["year"], item["month"]


def _levels(entry: Entry, measures: list[Measure]) -> list[dict[str, Any]]:
    entry.only("matt", "ar", "manad", "mal", "budget")
    measure = _measure(entry, measures)
    year, month = _when(entry, measure)
    given = [(key, kind) for key, kind in (("mal", LevelKind.TARGET), ("budget", LevelKind.BUDGET))
             if key in entry.values]  # fmt: skip
    if not given:
        entry.fault("mal", "Varken mål eller budget finns.", todo="Skriv mal = 650 eller budget.")
    if month and "mal" in entry.values:
        entry.fault("mal", "Ett mål gäller ett år.", todo="Skriv ar i stället för manad.")
    return [
        {
            "measure": measure.key,
            "kind": kind.value,
            "year": year,
            "month": month,
            "value": _value(entry, key, measure),
            "decimals": measure.decimals,
        }
        for key, kind in given
    ]


def _measure(entry: Entry, measures: list[Measure]) -> Measure:
    text = entry.text("matt")
    found = find_named(measures, text)
    if found is None:
        known = [one.key for one in measures]
        entry.fault(
            "matt",
            f"Måttet ”{text}” finns inte.",
            todo=f"Menade du någon av dessa: {nearest(text, known)}?" if known else "Lägg upp det.",
        )
    return found


def _when(entry: Entry, measure: Measure) -> tuple[int, int]:
    """The year, and the month (yyyymm) or 0 for all of it."""
    if ("ar" in entry.values) == ("manad" in entry.values):
        entry.fault(
            "ar", "Skriv antingen ar eller manad.", todo='ar = 2022 eller manad = "2022-10"'
        )
    if "ar" in entry.values:
        return entry.year("ar"), 0
    month: Period = entry.month("manad")
    if measure.frequency != "månad":
        entry.fault("manad", f"Måttet lämnas per {measure.frequency}.", todo="Skriv ar.")
    return month.year, month.first_month


def _value(entry: Entry, key: str, measure: Measure) -> int:
    """A whole number, or a text as ``"8,1"``: a number with a point would not be exact."""
    given = entry.values[key]
    if isinstance(given, bool) or not isinstance(given, int | str):
        entry.fault(key, f"”{key}” ska vara ett heltal eller en text.", todo=f'{key} = "8,1"')
    try:
        exact = amount(str(given)).exact(Unit.COUNT)
        value = scaled(exact, measure.decimals)
    except (UppsiktError, ValueError):
        entry.fault(
            key,
            f"”{given}” kan inte vara {measure.key}.",
            todo=f"Skriv ett tal med högst {measure.decimals} decimaler, utan enhet.",
        )
    if not 0 <= exact <= LARGEST:
        entry.fault(key, f"”{given}” är orimligt.", todo=f"Skriv ett tal från 0 till {LARGEST}.")
    return value
