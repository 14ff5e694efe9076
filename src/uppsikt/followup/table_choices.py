"""What a committee has chosen of how its tables look."""

from __future__ import annotations

from uppsikt.followup.models import TableChoices
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand


def original_apart(*, reader: Reader, committee: str) -> bool:
    """Whether the original budget stands in a table of its own only (docs/rapporter.md)."""
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    return (
        TableChoices.objects.seen_by(reader)
        .filter(committee__slug=committee, original_budget=TableChoices.APART)
        .exists()
    )
