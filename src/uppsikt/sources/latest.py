"""The number of the last import: what a state of the books is known by."""

from __future__ import annotations

from django.db.models import Max

from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.sources.models import Import


def last_import(*, reader: Reader) -> int:
    """The number of the file that was read last, 0 if none was. See `known_at` of `balances`."""
    demand(reader, Verb.READ, Thing.BALANCES)
    return int(Import.everything.aggregate(last=Max("id"))["last"] or 0)
