"""What all tables of a report share: rows of figures by name, and notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from uppsikt.documents import Row, Table
from uppsikt.documents.model import RowRole
from uppsikt.figures import Absent, Name, Side, Subject, What
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.basis.value_columns import UNIT, ValueColumn
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.tables.columns import Shown, original_column

ROUNDING_NOTE = "Tabellen är avrundad så att alla summor stämmer."
RESTATED = "omräknat"
RESTATED_NOTE = (
    "Omräknat: förra året visas så som det hade sett ut med {year} års organisation. Vad som har "
    "flyttat visas för hela nämnden under Förra året omräknat. Kommunbidrag och budget räknas "
    "inte om."
)
PUBLISHED_NOTE = (
    "Förra året visas som publicerat, fast verksamheter har flyttat sedan dess. Det går också att "
    "visa omräknat till {year} års organisation."
)


ORIGINAL_NOTE = (
    "Budget {year} är den gällande: den ursprungliga med besluten under Ursprunglig och gällande "
    "budget."
)
APART_NOTE = (
    "Budget {year} är ändrad under året: den ursprungliga står i rapporten, under Ursprunglig och "
    "gällande budget."
)


@dataclass(frozen=True)
class Layout:
    """Lays out the rows of one table from the figures of a report.

    The original budget stands before the one in force, unless the columns have it themselves or
    it is to stand apart; a table where the two are the same on every row is without it.
    """

    figures: Computed
    columns: Sequence[Shown]

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The columns as the report tells them: earlier years perhaps restated, and so marked."""
        year = self.figures.facts.restated_to
        return tuple(_told(one, year) for one in self._columns())

    def _columns(self) -> Iterator[Shown]:
        original = self._original
        for one in self.columns:
            if original and one.of == original[1]:
                yield original[0]
            yield one

    @cached_property
    def _original(self) -> tuple[Shown, ValueColumn] | None:
        """The column of the original budget to add, and the one of the budget in force."""
        facts = self.figures.facts
        original, amended = original_column(facts), facts.value_columns.amended
        own = amended and amended.original in {one.of for one in self.columns}
        if original is None or amended is None or facts.original_apart or own:
            return None
        return original, amended.current

    def _last_year_notes(self) -> tuple[str, ...]:
        facts = self.figures.facts
        earlier = [one.column.name for one in self.shown if one.of.when.year < facts.month.year]
        return last_year_notes(facts, earlier)

    def row(
        self,
        subject: Subject,
        label: str,
        *,
        text: str = "",
        role: RowRole = "row",
        sum_of: tuple[str, ...] = (),
    ) -> Row:
        """The row of a subject: `label` in JSON, `text` on the page (the same if left out)."""
        cells = tuple(self.figures.cell(names.cell(subject, shown.of)) for shown in self.shown)
        return Row(label, text or label, role, cells, row_key(subject), sum_of)

    def summary_row(self, row: SummaryRow, label: str, sum_of: tuple[str, ...] = ()) -> Row:
        """A row of the summary below the net cost."""
        cells = tuple(
            self.figures.cell(names.summary(self.figures.facts, row, shown.of))
            for shown in self.shown
        )
        return Row(label, label, "sum" if sum_of else "row", cells, row.value, sum_of)

    def table(
        self, key: str, name: str, caption: str, rows: Sequence[Row], row_head: str = "Verksamhet"
    ) -> Table:
        """The finished table with its notes."""
        rows, shown = self._standing(rows)
        facts, columns = self.figures.facts, tuple(one.column for one in shown)
        notes = [*self._notes(), *facts.notes.get(key, ()), *self._last_year_notes()]
        if self._original and self._original[0] in shown:
            notes.append(ORIGINAL_NOTE.format(year=facts.month.year))
        elif facts.original_apart and self._is_amended(rows):
            notes.append(APART_NOTE.format(year=facts.month.year))
        return Table(
            key, name, caption, UNIT, columns, tuple(rows), tuple(notes), row_head=row_head
        )

    def _is_amended(self, rows: Sequence[Row]) -> bool:
        """Whether a budget in force is shown that decisions have changed, without the original."""
        amended, of = self.figures.facts.value_columns.amended, [one.of for one in self.shown]
        if amended is None or amended.current not in of or amended.original in of:
            return False
        found = [row.cells[of.index(amended.current)].name for row in rows if row.cells]
        changes = [replace(name, what=What.BUDGET_CHANGE) for name in found if name]
        return any(self.figures.exact.value(name) not in (0, *Absent) for name in changes)

    def _standing(self, rows: Sequence[Row]) -> tuple[Sequence[Row], tuple[Shown, ...]]:
        """Rows and columns, without an original budget that is the one in force on every row."""
        places = {one.of: at for at, one in enumerate(self.shown)}
        if self._original is None or self._original[0].of not in places:
            return rows, self.shown
        original, current = places[self._original[0].of], places[self._original[1]]
        if any(row.cells and row.cells[original] != row.cells[current] for row in rows):
            return rows, self.shown
        kept = [
            replace(row, cells=(*row.cells[:original], *row.cells[original + 1 :])) for row in rows
        ]
        return kept, (*self.shown[:original], *self.shown[original + 1 :])

    def _notes(self) -> tuple[str, ...]:
        shown = {column.of for column in self.shown}
        moved = [name for name in sorted(self.figures.moved) if ValueColumn.of(name) in shown]
        return (ROUNDING_NOTE, moved_note(self.figures, moved)) if moved else (ROUNDING_NOTE,)


def _told(shown: Shown, year: int) -> Shown:
    of, column = shown.of.told_by(year), shown.column
    if not of.organisation:
        return shown
    head = replace(column, name=f"{column.name} {RESTATED}", head=f"{column.head}\n{RESTATED}")
    return Shown(of, head)


def last_year_notes(facts: Facts, earlier: Collection[str]) -> tuple[str, ...]:
    """How the columns of earlier years in a table are told, where something has moved since."""
    if not earlier or not facts.has_moved:
        return ()
    return (
        (RESTATED_NOTE.format(year=facts.month.year),)
        if facts.restated_to
        else (PUBLISHED_NOTE.format(year=facts.month.year),)
    )


def row_key(subject: Subject) -> str:
    """A row's key: unique in its table, and the same when an activity is renamed."""
    side = "" if subject.side is Side.NET and not subject.group else subject.side.value
    return ".".join(part for part in (subject.activity or "alla", side, subject.group) if part)


def moved_note(figures: Computed, moved: Sequence[Name]) -> str:
    """The note on figures that are printed otherwise than last time, although unchanged."""
    listed = "; ".join(f"{subject_text(figures, name.of)}, {name.when.text}" for name in moved)
    return (
        "Följande belopp är oförändrade sedan en tidigare rapport men avrundas här åt andra "
        f"hållet, för att summorna ska stämma: {listed}."
    )


def subject_text(figures: Computed, subject: Subject) -> str:
    """Whom a figure is about, by the names that people use."""
    facts = figures.facts
    known = {line.key: line.name for line in reversed(facts.known_lines)}
    groups = {group.key: group.name for group in facts.groups}
    activity = known.get(subject.activity, subject.activity) or facts.committee_name
    group = groups.get(subject.group, "")
    side = "" if subject.side is Side.NET or group else subject.side.text
    return ", ".join(part for part in (activity, side, group) if part)
