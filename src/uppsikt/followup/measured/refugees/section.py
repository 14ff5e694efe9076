"""The part of the report on received refugees: its tables as the committees' reports have them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from uppsikt.documents import Column, Row, Table
from uppsikt.extracts.refugees import AGES, SCHOOLING, UNKNOWN_SCHOOL, RefugeeCounts, refugee_counts
from uppsikt.figures import Absent, Period, Unit, What, month_name
from uppsikt.followup.measured.refugees.book import (
    ABOVE,
    ADULTS,
    ALL,
    BELOW,
    DUE,
    STAY,
    groups,
    measured,
    refugee_book,
)
from uppsikt.followup.measured.refugees.public import hidden_names
from uppsikt.followup.measured.refugees.reimbursement import RATES, SOURCE
from uppsikt.followup.measured.remembered import hidden_from
from uppsikt.followup.measured.sections import MISSING_NOTE, Asked, Layout, Section, year_columns
from uppsikt.followup.measured.to_date import DIVIDED
from uppsikt.registers import REFUGEES
from uppsikt.registers.countries import STATELESS

_PREFIX = "country-"
_AGE_NOTE = "Åldern är mottagningsåret minus födelseåret."
_STAY_AGE_NOTE = "Åldern är årets ålder: året minus födelseåret."
_SCHOOL_NOTE = "0 är den som aldrig har gått i skolan."
_STAY_NOTE = (
    "En personmånad är en person i en månad, till och med den 24:e månaden med "
    "mottagningsmånaden som den första."
)
_STAY_LACKING = (
    "Går inte att beräkna: för en personmånad behövs utdrag för de 24 månader som slutar med den."
)
_DIVIDED_NOTE = (
    "Fördelningen visas för allmänheten efter april, augusti och december: däremellan är de nya "
    "för få."
)
_DUE_NOTE = (
    "Hela ersättningen för dem som är mottagna under året till och med månaden; den betalas ut "
    f"under 24 månader. Belopp efter mottagningsår: {SOURCE}."
)


def section(asked: Asked) -> Section | None:
    """Received refugees after a month; None where no extract tells of the month.

    Raises StoreError for rows that are lost.
    """
    counts = refugee_counts(asked.store, asked.committee, asked.period)
    if asked.period.first_month not in counts.told:
        return None
    hidden = hidden_from(asked, REFUGEES, partial(hidden_names, asked.committee, counts))
    layout = Layout(refugee_book(asked.committee, counts), hidden)
    tables = _Tables(asked.committee, counts, layout, asked.is_whole)
    return Section("Mottagna flyktingar", (tables.measure(),), tables.all())


@dataclass(frozen=True)
class _Tables:
    committee: str
    counts: RefugeeCounts
    layout: Layout
    is_whole: bool

    def all(self) -> tuple[Table, ...]:
        """Every table, in order."""
        countries = self.countries()
        return (
            self.sexes(), *((countries,) if countries.rows else ()), self.ages(), self.schooling(),
            self.stays(), self.due(),
        )  # fmt: skip

    def measure(self) -> Row:
        """Received to date among the committee's measures: last year and this."""
        names = (
            measured(self.committee, ALL, end.to_date_of())
            for end in (self._end.previous_year(), self._end)
        )
        label = "Mottagna flyktingar"
        return Row(label, label, "row", self.layout.cells(names), f"refugees-{ALL}")

    def sexes(self) -> Table:
        """Shares by sex."""
        rows = [("Kvinnor", "sex-woman"), ("Män", "sex-man")]
        return self._shares("kon", "Mottagna flyktingar: kön", rows, "Kön")

    def countries(self) -> Table:
        """Shares by country, in an order that says nothing of how many; the stateless last.

        Between the months that tell the public who they were, the countries are those told of last:
        that somebody came from eight countries when eleven came says much of each.
        """
        months = self._span.months
        if not self.is_whole:
            months = tuple(month for month in months if month.last in DIVIDED)
        there = groups(self.counts, months[-1]).kinds if months else {}
        names = [one.removeprefix(_PREFIX) for one in there if one.startswith(_PREFIX)]
        names.sort(key=lambda name: name == STATELESS)
        rows = [(name, f"{_PREFIX}{name}") for name in names]
        return self._shares("land", "Mottagna flyktingar: ursprungsland", rows, "Land")

    def ages(self) -> Table:
        """Shares by age group."""
        rows = [(age, f"age-{age}") for age in AGES]
        return self._shares("alder", "Mottagna flyktingar: ålder", rows, "Ålder", _AGE_NOTE)

    def schooling(self) -> Table:
        """Shares of those over nineteen by years in school."""
        told = self.layout.cell(measured(self.committee, ADULTS, self._span)).printed
        name = "År i skolan över 19 år" + ("" if told is None else f", {told} st")
        rows = [(one, f"school-{one}") for one in (*SCHOOLING, UNKNOWN_SCHOOL)]
        return self._shares("skola", name, rows, "År", _SCHOOL_NOTE, whole=ADULTS)

    def _shares(
        self,
        key: str,
        name: str,
        labels: Iterable[tuple[str, str]],
        head: str,
        note: str = "",
        *,
        whole: str = ALL,
    ) -> Table:
        rows = tuple(
            Row(
                label, label, "row",
                self.layout.cells(
                    [measured(self.committee, measure, self._span, What.SHARE)], Unit.PERCENT
                ),
                measure,
            )
            for label, measure in labels
        )  # fmt: skip
        told = self.layout.cell(measured(self.committee, whole, self._span)).printed
        notes = [f"N={told}"] if told is not None else []
        notes += [note] if note else []
        lacking = any(month.first_month not in self.counts.told for month in self._span.months)
        notes += [MISSING_NOTE] if lacking else []
        is_waiting = not self.is_whole and self._end.last not in DIVIDED
        notes += [_DIVIDED_NOTE] if is_waiting else []
        columns = (Column("Andel %", "Andel %"),)
        return Table(key, name, name, Unit.PERCENT, columns, rows, tuple(notes), row_head=head)

    def stays(self) -> Table:
        """Person-months within the 24 months, in the month and to date, by age that year."""
        month = month_name(self._end.last)
        spans = {self._end: f"{month.capitalize()} {self._end.year}"}
        if self._end.last > 1:
            spans[self._span] = f"Januari-{month} {self._end.year}"
        columns = tuple(Column(name, name.replace(" ", "\n", 1)) for name in spans.values())
        rows = []
        for label, measure, role in (
            *((age, f"{STAY}-{age}", "row") for age in AGES), ("Summa", STAY, "sum"),
        ):  # fmt: skip
            cells = self.layout.cells(measured(self.committee, measure, when) for when in spans)
            parts = tuple(f"{STAY}-{age}" for age in AGES) if role == "sum" else ()
            rows.append(Row(label, label, "sum" if parts else "row", cells, measure, parts))
        lacking = any(cell.absent is Absent.NOT_COMPUTABLE for row in rows for cell in row.cells)
        notes = (_STAY_NOTE, _STAY_AGE_NOTE, *((_STAY_LACKING,) if lacking else ()))
        name = "Personmånader inom 24 månader"
        return Table(
            "personmanader", name, name, Unit.COUNT, columns, tuple(rows), notes, row_head="Ålder"
        )

    def due(self) -> Table:
        """The standard reimbursement for those received to date, this year and last."""
        ends = (self._end, self._end.previous_year())
        rows = []
        parts = (f"{DUE}-{BELOW}", f"{DUE}-{ABOVE}")
        for label, measure in (
            ("Under åldersgränsen", parts[0]), ("Från åldersgränsen", parts[1]), ("Summa", DUE),
        ):  # fmt: skip
            names = (measured(self.committee, measure, end.to_date_of()) for end in ends)
            cells = self.layout.cells(names, Unit.KR)
            is_sum = measure == DUE
            role, of = ("sum", parts) if is_sum else ("row", ())
            rows.append(Row(label, label, role, cells, measure, of))  # type: ignore[arg-type]
        name = "Schablonersättning"
        return Table(
            "schablon", name, name, Unit.KR, year_columns(end.year for end in ends), tuple(rows),
            tuple(_rate_notes(ends)), row_head="Ålder",
        )  # fmt: skip

    @property
    def _end(self) -> Period:
        return self.counts.month

    @property
    def _span(self) -> Period:
        return self._end.to_date_of()


def _rate_notes(ends: Iterable[Period]) -> Iterable[str]:
    yield _DUE_NOTE
    for end in ends:
        rate = RATES.get(end.year)
        if rate is None:
            yield f"Beloppen för {end.year} är inte kända, så ersättningen går inte att beräkna."
            continue
        yield f"Åldersgränsen är {rate.age_limit} år för mottagna {end.year}."
        if not rate.certain:
            yield (
                f"Att beloppen gäller {end.year} är inte bekräftat: källan säger bara att de är "
                "senare än föregående års."
            )
