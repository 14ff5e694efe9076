"""A committee's accumulated result year by year: a table in kronor, and every decision."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from uppsikt.documents import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Lead,
    Row,
    Table,
    Text,
)
from uppsikt.figures import (
    UNDECIDED,
    Absent,
    Figure,
    FigureBook,
    Name,
    Period,
    Subject,
    Unit,
    Value,
    What,
    grant_result,
    join_words,
    month_name,
)
from uppsikt.followup.basis.accumulated import (
    decision_text,
    opening_notes,
    other_result,
    source,
    year_relations,
)
from uppsikt.followup.book.booked import all_balances
from uppsikt.followup.tables.accumulated import ADJUSTMENT, CLOSING, HEADING, OPENING, RESULT
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.selectors import Committee
from uppsikt.planning import selectors as planning
from uppsikt.planning.carry_over_rules import CarriedOver, CarryOverVersion
from uppsikt.planning.carry_over_selectors import carried_over, carry_over_versions
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.store import Store

_ORE = 100
Values = tuple[Value, ...]
"""Opening, result, adjustment and closing, in öre or absent."""
_HEADS = {
    OPENING: "Ingående",
    RESULT: "Årets\nresultat",
    ADJUSTMENT: "Beslutad\nreglering",
    CLOSING: "Utgående",
}
"""The columns with their heads below the table's own."""


@dataclass(frozen=True)
class ResultYears:
    """A committee's accumulated result: for each year opening, result, adjustment and closing in
    öre, exact or absent; what is known of it, and every decision that was read."""

    committee: Committee
    years: tuple[tuple[int, Values], ...]
    known: CarriedOver
    versions: tuple[CarryOverVersion, ...]

    @property
    def waiting(self) -> tuple[int, ...]:
        """The years that are over, with a result that nothing is decided of."""
        return tuple(
            year
            for year, (_, result, adjustment, _) in self.years
            if adjustment is UNDECIDED and not isinstance(result, Absent)
        )


def result_years(*, reader: Reader, store: Store, committee: str) -> ResultYears:
    """The committee's years, with every decision up to now. Raises UnknownCommittee."""
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    about = organisation.committee(reader=reader, slug=committee)
    known = carried_over(reader=reader, committee=committee, as_of=date.max)
    booked = all_balances(reader=reader, store=store, committee=committee)
    ended = {cell.last // 100 for cell in booked.cells}

    def year(number: int) -> tuple[int, Values]:
        grant = planning.grant(
            reader=reader, committee=committee, year=number, as_of=date.max, store=store
        )
        net = booked.value(Period.whole_year(number))
        return number, _year(Subject(committee), known, number, grant.year, net)

    return ResultYears(
        about,
        tuple(map(year, known.years(ended))),
        known,
        carry_over_versions(reader=reader, committee=committee),
    )


def _year(of: Subject, known: CarriedOver, year: int, grant: Value, net: Value) -> Values:
    """Opening, result, adjustment and closing of a year, by the identities."""
    made = known.decided.get(year)
    given: dict[What, tuple[Value, str]] = {
        What.GRANT: (grant, "kommunbidraget"),
        What.ACTUAL: (net, "huvudboken"),
        What.ACCUMULATED: (known.opening(year), "beslut om resultatet"),
        What.CARRIED: (UNDECIDED if made is None else made.carried, source(made)),
    }
    book = FigureBook()
    for what, (value, told) in given.items():
        book.add(Figure(_name(what, of, year), value, Unit.KR, told))
    whats = (What.RESULT, What.CARRIED, What.RESULT_ADJUSTMENT, What.ACCUMULATED)
    result, carried, adjustment, opening = (_name(what, of, year) for what in whats)
    closing = _name(What.ACCUMULATED, of, year + 1)
    money = grant_result(result, _name(What.GRANT, of, year), _name(What.ACTUAL, of, year))
    book.fill([money, *year_relations(result, carried, adjustment, opening, closing)])
    return tuple(book.value(name) for name in (opening, result, adjustment, closing))


def _name(what: What, of: Subject, year: int) -> Name:
    return Name(what, of, Period.whole_year(year))


def result_document(of: ResultYears, day: date) -> Document:
    """The table, what it waits for, and the decisions with those that no longer hold."""
    blocks: list[Block] = [Lead((Text(lead_text(of)),))]
    if of.years:
        blocks.append(years_table(of))
    if of.versions:
        blocks += [
            Heading(1, "Beslut"),
            Bullets(tuple((Text(version_text(one)),) for one in of.versions)),
        ]
    mark = hashlib.sha256(repr(blocks).encode()).hexdigest()[:16]
    return Document(
        title=HEADING,
        subtitle=of.committee.name,
        author=of.committee.municipality,
        date=f"läget den {day.day} {month_name(day.month)} {day.year}",
        period_text=f"{of.years[0][0]}–{of.years[-1][0]}" if of.years else "",
        blocks=tuple(blocks),
        identifier=f"{of.committee.slug}-ackumulerat-{mark}",
    )


def lead_text(of: ResultYears) -> str:
    """What the years wait for, in a sentence."""
    if not of.years:
        return (
            f"Inget ackumulerat resultat är känt för {of.committee.name}. Ange det som "
            "resultatpost i installationsfilen, eller läs in beslut med uppsikt import."
        )
    if not of.waiting:
        return "Alla avslutade års resultat är beslutade."
    years = join_words([str(year) for year in of.waiting])
    return (
        f"Resultatet för {years} är ej beslutat. Det förs över till nästa år först när "
        "fullmäktige har beslutat om det."
    )


def years_table(of: ResultYears) -> Table:
    """The years in kronor; öre where any amount has some."""
    values = [value for _, cells in of.years for value in cells if not isinstance(value, Absent)]
    decimals = 2 if any(value % _ORE for value in values) else 0
    rows = tuple(
        Row(str(year), str(year), "row", _cells(cells, decimals), str(year))
        for year, cells in of.years
    )
    # A year opens as the one before it closed, so on a telephone the opening gives way.
    columns = tuple(
        Column(name, head, priority=2 if name == OPENING else 1, decimals=decimals)
        for name, head in _HEADS.items()
    )
    notes = tuple(note for year, cells in of.years for note in _notes(of.known, year, cells[1]))
    return Table(
        "ackumulerat", f"{HEADING} (Kr)", HEADING, Unit.KR, columns, rows, notes, row_head="År"
    )


def _notes(known: CarriedOver, year: int, result: Value) -> Iterator[str]:
    """Where what is given, decided and booked of a year is not the same."""
    if year in known.given:
        yield from opening_notes(known, year)
    if year in known.decided and not isinstance(result, Absent):
        yield from other_result(known.decided[year], result)


def _cells(values: Sequence[Value], decimals: int) -> tuple[Cell, ...]:
    step = 1 if decimals else _ORE
    return tuple(
        Cell(absent=value) if isinstance(value, Absent) else Cell(printed=int(value) // step)
        for value in values
    )


def version_text(one: CarryOverVersion) -> str:
    """A decision in words, with what became of it."""
    return " ".join((decision_text(one.told), *_no_longer(one)))


def _no_longer(one: CarryOverVersion) -> Iterator[str]:
    """That a decision does not hold any more, since when and why."""
    if one.replaced_at is None:
        return
    day = one.replaced_at.astimezone(STOCKHOLM).date()
    why = f"Tillbakataget {day}: {one.reason}." if one.reason else f"Rättat {day}."
    yield f"Gäller inte längre. {why}"
