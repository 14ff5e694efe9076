"""What the pages show of changes in closed months."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString, mark_safe

from uppsikt.documents import Table, table_html
from uppsikt.figures import Period, Unit, value_text
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.basis.late import late_of
from uppsikt.followup.tables.late import late_tables
from uppsikt.organisation.selectors import committees
from uppsikt.platform.access.rules import Reader

Parts = tuple[tuple[str, SafeString], ...]


def late_parts(facts: Facts, activity: str | None = None) -> Parts:
    """Each change with its reason and its table, of the committee or of one activity."""
    names = {line.key: line.name for line in facts.known_lines}
    late = tuple(one for one in facts.late if activity is None or one.line == activity)
    return html_of(late_tables(late, names))


def html_of(changes: Iterable[tuple[str, Table]]) -> Parts:
    """Each change in words, and its table as HTML."""
    return tuple((reason, mark_safe(table_html(table))) for reason, table in changes)


def late_notes(reader: Reader, period: Period) -> tuple[str, ...]:
    """For the page of all committees: whose actual to date holds changes in closed months."""
    notes = []
    for one in committees(reader=reader):
        late = late_of(reader=reader, committee=one.slug, periods=(period.to_date_of(),))
        if late:
            amount = sum(each.after - each.before for each in late)
            notes.append(
                f"{one.name}: i utfallet har stängda perioder ändrats med "
                f"{value_text(amount, Unit.KR)}. Vad och varför står på nämndens sida."
            )
    return tuple(notes)
