"""What the pages show of changes in closed months."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString, mark_safe

from uppsikt.documents import Table, table_html
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.tables.late import late_of_facts

Parts = tuple[tuple[str, SafeString], ...]


def late_parts(facts: Facts, activity: str | None = None) -> Parts:
    """Each change with its reason and its table, of the committee or of one activity."""
    return html_of(late_of_facts(facts, activity))


def html_of(changes: Iterable[tuple[str, Table]]) -> Parts:
    """Each change in words, and its table as HTML."""
    return tuple((reason, mark_safe(table_html(table))) for reason, table in changes)
