"""The tables of holiday work: by group, the year before, and what a place costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from uppsikt.documents import Column, Row, Table
from uppsikt.extracts.holiday import ACCEPTED, APPLIED, OFFERED, STAGES
from uppsikt.figures import Absent, Name, Period, Unit, What, month_name
from uppsikt.followup.measured.holiday.book import COST, PER_PLACE, ends, measured, of_group
from uppsikt.followup.measured.sections import MISSING_NOTE, Layout, year_columns
from uppsikt.followup.measured.to_date import DIVIDED
from uppsikt.registers.holiday import GROUPS

STAGE_WORDS: Mapping[str, str] = {
    APPLIED: "Sökt", OFFERED: "Erbjudna plats", ACCEPTED: "Tackat ja",
}  # fmt: skip
_SEASON_NOTE = (
    "Går inte att beräkna: för ett års feriearbete behövs utdrag från och med oktober året före."
)
_DIVIDED_NOTE = (
    "Grupperna visas för allmänheten efter april, augusti och december: däremellan är de nya för "
    "få."
)
_NO_ACTIVITY_NOTE = (
    "Saknas: det är inte angivet vilken verksamhet som är feriearbetets (feriearbete i "
    "installationsfilen)."
)


@dataclass(frozen=True)
class Tables:
    """Lays out the counts of a committee. `activity` is the name of the one whose cost it is."""

    committee: str
    month: Period
    layout: Layout
    activity: str
    is_whole: bool

    def all(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return (self.groups(), self.years(), self.cost())

    def measures(self) -> tuple[Row, ...]:
        """Who applied and who accepted as they stand among the committee's measures."""
        told = (("Sökt feriearbete", APPLIED), ("Tackat ja till feriearbete", ACCEPTED))
        return tuple(
            Row(label, label, "row",
                self.layout.cells(self._name(stage, end) for end in ends(self.month)),
                f"holiday-{stage}")
            for label, stage in told
        )  # fmt: skip

    def groups(self) -> Table:
        """This year's by group, and all of them."""
        rows = [
            Row(label.capitalize(), label.capitalize(), "row",
                self.layout.cells(self._name(of_group(stage, key), self.month) for stage in STAGES),
                key)
            for label, key in GROUPS.items()
        ]  # fmt: skip
        totals = self.layout.cells(self._name(stage, self.month) for stage in STAGES)
        rows.append(Row("Summa", "Summa", "sum", totals, "all", tuple(GROUPS.values())))
        columns = tuple(
            Column(words, words.replace(" ", "\n", 1)) for words in STAGE_WORDS.values()
        )
        name = f"Feriearbete {self.month.year} till och med {month_name(self.month.last)}"
        is_waiting = not self.is_whole and self.month.last not in DIVIDED
        return Table(
            "feriearbete", name, name, Unit.COUNT, columns, tuple(rows),
            (*_lacking(rows), *((_DIVIDED_NOTE,) if is_waiting else ())), row_head="Grupp",
        )  # fmt: skip

    def years(self) -> Table:
        """All of this year and last, to the same month."""
        rows = [
            self._row(words, stage, (self._name(stage, end) for end in self._newest_first))
            for stage, words in STAGE_WORDS.items()
        ]
        name = f"Feriearbete januari-{month_name(self.month.last)} två år"
        return self._by_year("feriearbete_ar", name, rows, Unit.COUNT)

    def cost(self) -> Table:
        """The activity's net cost to date, and what it is for each who accepted a place."""
        places = (self._name(PER_PLACE, end, What.SHARE) for end in self._newest_first)
        rows = [
            self._row(
                "Nettokostnad", COST, (self._name(COST, end) for end in self._newest_first), Unit.KR
            ),
            self._row("Nettokostnad per plats", PER_PLACE, places, Unit.KR),
        ]
        told = f"Nettokostnad för {self.activity} enligt huvudboken, delad med dem som tackat ja."
        note = told if self.activity else _NO_ACTIVITY_NOTE
        return self._by_year("feriearbete_kostnad", "Vad en plats kostar", rows, Unit.KR, note)

    def _by_year(self, key: str, name: str, rows: list[Row], unit: Unit, *notes: str) -> Table:
        columns = year_columns(end.year for end in self._newest_first)
        lacking = _lacking(rows) if unit is Unit.COUNT else ()
        return Table(
            key, name, name, unit, columns, tuple(rows), (*notes, *lacking), row_head="Mått"
        )

    def _row(self, label: str, key: str, names: Iterable[Name], unit: Unit = Unit.COUNT) -> Row:
        return Row(label, label, "row", self.layout.cells(names, unit), key)

    def _name(self, measure: str, end: Period, what: What = What.MEASURE) -> Name:
        return measured(self.committee, measure, end.to_date_of(), what)

    @property
    def _newest_first(self) -> tuple[Period, ...]:
        return tuple(reversed(ends(self.month)))


def _lacking(rows: Iterable[Row]) -> tuple[str, ...]:
    """What is said of counts that are not there."""
    found = {cell.absent for row in rows for cell in row.cells}
    notes = {Absent.MISSING: MISSING_NOTE, Absent.NOT_COMPUTABLE: _SEASON_NOTE}
    return tuple(note for absent, note in notes.items() if absent in found)
