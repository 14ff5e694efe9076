"""The part of the report on money for received refugees, beside what the ledger has of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.extracts.rates import REIMBURSEMENT, Reconciled, reconciled, transfer_groups
from uppsikt.extracts.refugees import refugee_counts
from uppsikt.figures import (
    SUPPRESSED,
    Absent,
    Name,
    Period,
    Unit,
    Value,
    join_words,
    month_name,
)
from uppsikt.followup.measured.refugees.book import DUE
from uppsikt.followup.measured.sections import Asked, Layout, Section, whole_kronor
from uppsikt.followup.measured.transfers.book import (
    BOOKED,
    DIFFERENCE,
    PAID,
    PERSONS,
    Basis,
    transfers_book,
)
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.sources.booked_places import booked_on

_NAME = "Överföring av ekonomiska medel för nyanlända"
_PERSONS_NOTE = (
    "En personmånad är en person i en månad, till och med den 24:e månaden med "
    "mottagningsmånaden som den första. Åldern är årets ålder: året minus födelseåret."
)
_LACKING = (
    "Går inte att beräkna: för en personmånad behövs utdrag för de 24 månader som slutar med den."
)
_NOT_WHOLE = "Går inte att beräkna: registret eller huvudboken har inte hela tiden."
_NOT_BOOKED = "Saknas: huvudboken har ingenting för tiden. Det räknas aldrig som noll."
_HIDDEN_NOTE = (
    "Visas inte för allmänheten: beloppet delat med priset är hur många de är, och två månader "
    "ger dem som har kommit eller har varit här i två år."
)
_BOOKED_NOTE = (
    "Bokfört är summan i huvudboken av de rader som installationsfilen pekar ut. Skillnaden är "
    "bokfört minus det som registret ger."
)
_DUE_NOTE = (
    "Schablonersättningen är hela beloppet för dem som är mottagna under året. Den betalas ut "
    "under 24 månader, så en skillnad är väntad också när allt är rätt bokfört."
)
_HEADS = ("Enligt registret", "Bokfört", "Skillnad")


def section(asked: Asked) -> Section | None:
    """Money for received refugees after a month.

    None where no extract tells of the month, or the set-up has neither rates nor where they are
    booked. Raises StoreError for rows that are lost.
    """
    counts = refugee_counts(asked.store, asked.committee, asked.period)
    if asked.period.first_month not in counts.told:
        return None
    basis = Basis(
        asked.committee, counts, transfer_groups(asked.committee), reconciled(asked.committee)
    )
    if not basis.groups and not basis.reconciled:
        return None

    def booked(one: Reconciled, when: Period) -> Value:
        # What is booked is public, and is read as such whoever asks.
        return booked_on(
            reader=OPERATOR, store=asked.store, committee=asked.committee, codes=one.codes,
            period=when,
        )  # fmt: skip

    book = transfers_book(basis, booked)
    hidden = () if asked.is_whole else frozenset(book.names())
    tables = _Tables(basis, Layout(book, hidden), asked.is_whole)
    return Section("Medel för nyanlända", (), tuple(tables.all()))


@dataclass(frozen=True)
class _Tables:
    basis: Basis
    layout: Layout
    is_whole: bool

    def all(self) -> Iterator[Table]:
        """Every table, in order."""
        if self.basis.groups:
            yield self.money()
            yield self.persons()
        if self.basis.reconciled:
            yield self.booked()

    def money(self) -> Table:
        """What each group's money is, to date and month by month, as the reports have it."""
        heads = [*(one.name for one in self.basis.groups.values()), "Summa"]
        measures = [*(f"{PAID}-{key}" for key in self.basis.groups), PAID]
        rows = self._months(measures, "Överfört", Unit.KR)
        notes = (*self._rates(), *self._unrated(), *_notes(rows))
        return Table(
            "overf", _NAME, _NAME, Unit.KR, _columns(heads), rows, notes, row_head="Månad"
        )  # fmt: skip

    def persons(self) -> Table:
        """The person-months that the money is for."""
        heads = [one.name for one in self.basis.groups.values()]
        rows = self._months([f"{PERSONS}-{key}" for key in self.basis.groups], "Personmånader")
        name = "Personmånader att överföra medel för"
        notes = (_PERSONS_NOTE, *_notes(rows))
        return Table(
            "overf_antal", name, name, Unit.COUNT, _columns(heads), rows, notes, row_head="Månad"
        )

    def booked(self) -> Table:
        """What the register gives, what the ledger has and the difference, to the öre."""
        columns = tuple(Column(head, head, decimals=2) for head in _HEADS)
        rows = tuple(self._booked_rows())
        name = "Avstämning mot huvudboken"
        is_due = any(one.measures == (REIMBURSEMENT,) for one in self.basis.reconciled)
        notes = [_BOOKED_NOTE, *((_DUE_NOTE,) if is_due else ()), *_notes(rows, _NOT_WHOLE)]
        notes += [_NOT_BOOKED] if any(row.cells[1].absent is Absent.MISSING for row in rows) else []
        return Table(
            "overf_bokfort", name, name, Unit.KR, columns, rows, tuple(notes), row_head="Post"
        )

    def _months(
        self, measures: Iterable[str], told: str, unit: Unit = Unit.COUNT
    ) -> tuple[Row, ...]:
        """A row to date, and then one for each month of the year so far."""
        every = list(measures)
        basis = self.basis
        times = [(f"{told} {_span_text(basis.span)}", basis.span)]
        if basis.end != basis.span:
            times += [(month_name(one.last).capitalize(), one) for one in basis.span.months]
        return tuple(
            Row(
                label, label, "row",
                self.layout.cells((basis.name(one, when) for one in every), unit), str(when),
            )
            for label, when in times
        )  # fmt: skip

    def _booked_rows(self) -> Iterator[Row]:
        for one in self.basis.reconciled:
            for when in self.basis.told_spans(one):
                names = [
                    self.basis.name(f"{part}-{one.key}", when) for part in (DUE, BOOKED, DIFFERENCE)
                ]
                label = f"{one.name}, {_span_text(when)} {when.year}"
                cells = tuple(self._to_the_ore(name) for name in names)
                yield Row(label, label, "row", cells, f"{one.key}-{when}")

    def _to_the_ore(self, name: Name) -> Cell:
        value = self.layout.book.value(name)
        if isinstance(value, Absent):
            return Cell(absent=value, name=name)
        if name in self.layout.hidden:
            return Cell(absent=SUPPRESSED)
        assert isinstance(value, int)
        return Cell(value, Decimal(value).scaleb(-2), name=name)

    def _rates(self) -> Iterator[str]:
        """What each group's months were worth, with who gets it and where the rate is from."""
        for key in self.basis.groups:
            told = list(dict.fromkeys(self.basis.rated(key).values()))
            for one in told:
                amount = whole_kronor(one.rate.amount)
                yield (
                    f"{one.name}: {amount} per person och månad till {one.receiver} "
                    f"({one.rate.source})."
                )

    def _unrated(self) -> Iterator[str]:
        lacking = [
            one.name
            for key, one in self.basis.groups.items()
            if self.basis.end not in self.basis.rated(key)
        ]
        if lacking:
            yield f"Inget belopp gäller {self.basis.end.text} för {join_words(lacking)}."


def _columns(heads: Iterable[str]) -> tuple[Column, ...]:
    return tuple(Column(head, head) for head in heads)


def _span_text(when: Period) -> str:
    first, last = month_name(when.first), month_name(when.last)
    return first if first == last else f"{first}-{last}"


def _notes(rows: Iterable[Row], not_computable: str = _LACKING) -> Iterator[str]:
    cells = [cell for row in rows for cell in row.cells]
    if any(cell.absent is Absent.NOT_COMPUTABLE for cell in cells):
        yield not_computable
    if any(cell.absent is SUPPRESSED for cell in cells):
        yield _HIDDEN_NOTE
