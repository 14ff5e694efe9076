"""What has changed in closed months, of all committees together."""

from __future__ import annotations

from uppsikt.figures import Period, Unit, value_text
from uppsikt.followup.basis.late import late_of
from uppsikt.organisation.selectors import committees
from uppsikt.platform.access.rules import Reader


def late_notes(reader: Reader, period: Period) -> tuple[str, ...]:
    """In words, whose actual to date holds changes in closed months."""
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
