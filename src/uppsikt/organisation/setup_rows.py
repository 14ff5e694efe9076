"""The rows of a table of the set-up file, as a committee's rows of a model: those and no others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import models

from uppsikt.organisation.extensions import SetupContext
from uppsikt.organisation.models import Committee
from uppsikt.organisation.setup_file import Entry

Values = dict[str, Any]


def refuse_twice(
    entries: Sequence[Entry], rows: Sequence[Values], fields: Sequence[str], key: str
) -> None:
    """Raises SetupFault for two entries alike in the fields: chance would say which counts."""
    seen: list[list[Any]] = []
    for entry, row in zip(entries, rows, strict=True):
        thing = [row[field] for field in fields]
        if thing in seen:
            entry.fault(
                key,
                "Samma sak står två gånger.",
                values=[str(part) for part in thing],
                todo="Ta bort den ena, eller ge dem olika datum eller nyckel.",
            )
        seen.append(thing)


def replace_rows(model: type[models.Model], context: SetupContext, items: Sequence[Values]) -> bool:
    """Makes the committee's rows of the model be exactly `items`; whether that changed them."""
    manager = model._base_manager
    stored = manager.filter(committee__slug=context.committee)
    if items and list(stored.order_by("id").values(*items[0])) == list(items):
        return False
    if not items and not stored.exists():
        return False
    committee = Committee.everything.get(slug=context.committee)
    stored.delete()
    manager.bulk_create(model(committee=committee, **item) for item in items)
    return True


def valid_months(entry: Entry) -> Values:
    """`fran` and `till` of something that holds for whole months, each None where it is not said.

    Raises SetupFault for a day that is not the first of a month or the last of one, and for a time
    that ends before it begins.
    """
    first, last = entry.optional_day("fran"), entry.optional_day("till")
    if first is not None and first.day != 1:
        entry.fault("fran", f"{first} är inte den första i en månad.")
    if last is not None and (last + timedelta(days=1)).day != 1:
        entry.fault("till", f"{last} är inte den sista i en månad.")
    if first is not None and last is not None and last < first:
        entry.fault("till", f"{last} är före {first}.")
    return {"valid_from": first, "valid_to": last}


def refuse_overlaps(
    entries: Sequence[Entry], rows: Sequence[Values], field: str, key: str, what: str
) -> None:
    """Raises SetupFault for two entries alike in a field that hold at the same time.

    `what` says what is wrong, with `{}` for what they have in common.
    """
    seen: dict[object, list[tuple[date, date]]] = {}
    for entry, row in zip(entries, rows, strict=True):
        span = row["valid_from"] or date.min, row["valid_to"] or date.max
        others = seen.setdefault(row[field], [])
        if any(one[0] <= span[1] and span[0] <= one[1] for one in others):
            todo = "Sätt till i den som slutar gälla, och fran i den som tar vid."
            entry.fault(key, what.format(row[field]), todo=todo)
        others.append(span)
