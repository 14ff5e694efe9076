"""All committees' last year, as published and restated: the sum is one and the same.

What a committee has lost another has, so each booked krona stands once in either column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from uppsikt.documents import Bullets, Cell, Column, FigureText, Row, Runs, Table, Text
from uppsikt.figures import (
    NOT_COMPUTABLE,
    Absent,
    Figure,
    FigureBook,
    Name,
    Period,
    Subject,
    Value,
    What,
    join_words,
    moved,
    round_half_away,
    settle,
    with_unit,
)
from uppsikt.followup.basis.facts import MovedLine
from uppsikt.followup.book.lookup import Lookup
from uppsikt.followup.last_year.view import moved_lines
from uppsikt.followup.tables.columns import months_text
from uppsikt.followup.tables.layout import RESTATED, ROUNDING_NOTE
from uppsikt.followup.together.facts import SCALES, Scale
from uppsikt.followup.words.prose import absent_text
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.remembering import remembered
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.store import Store

HEADING = "Förra året som publicerat och omräknat"


@dataclass(frozen=True)
class CommitteeLastYear:
    """A committee's net of the same months last year (öre), in both ways."""

    slug: str
    name: str
    published: Value
    restated: Value


@dataclass(frozen=True)
class LastYearTogether:
    """All committees' last year (`before`) by the organisation of the year after it.

    `moves` are what has moved, each once, told from the committee that gave it up.
    """

    before: Period
    rows: tuple[CommitteeLastYear, ...]
    moves: tuple[MovedLine, ...]
    scale: Scale


def last_year_together(
    *, reader: Reader, store: Store, period: Period, scale: Scale = SCALES["tkr"]
) -> LastYearTogether | None:
    """Last year up to the same month; None where nothing has moved since."""
    demand(reader, Verb.READ, Thing.REPORTS)
    before = period.to_date_of().previous_year()
    with remembered():
        lookups = _lookups(reader, store, period)
        if not any(one.has_moved for one in lookups.values()):
            return None
        rows = tuple(
            CommitteeLastYear(
                one.slug, one.name, looked.balances.value(before), looked.restated.value(before)
            )
            for one, looked in lookups.items()
        )
        moves = tuple(_moves(reader, lookups, before))
    return LastYearTogether(before, rows, moves, scale)


def moved_together(*, reader: Reader, store: Store, period: Period) -> bool:
    """Whether anything has moved since last year, so that there are two ways to tell it."""
    demand(reader, Verb.READ, Thing.REPORTS)
    with remembered():
        return any(one.has_moved for one in _lookups(reader, store, period).values())


def _lookups(reader: Reader, store: Store, period: Period) -> dict[organisation.Committee, Lookup]:
    """What each committee that is there in either year has booked; read when it is asked for."""
    before = period.to_date_of().previous_year()
    return {
        one: Lookup(
            reader=reader, store=store, committee=one.slug, month=period, first_year=before.year
        )
        for one in organisation.committees(reader=reader)
        if _exists(one, before, period)
    }


def _exists(one: organisation.Committee, before: Period, period: Period) -> bool:
    """Whether the committee is there in either year."""
    return not (
        (one.valid_from and one.valid_from > period.last_day)
        or (one.valid_to and one.valid_to < before.first_day)
    )


def _moves(
    reader: Reader, lookups: dict[organisation.Committee, Lookup], before: Period
) -> Iterator[MovedLine]:
    for one, looked in lookups.items():
        if looked.has_moved:
            found = moved_lines(reader, one.slug, looked.flows, before)
            yield from (move for move in found if move.origin)


def together_lead(of: LastYearTogether) -> Runs:
    """That the sum is the same, in words."""
    published = _printed(of, "published")[""]
    words = _words(published, of.scale)
    span = f"{months_text(of.before)} {of.before.year}"
    if isinstance(published, Absent):
        return (
            Text(f"Nämndernas nettokostnad {span} är "),
            FigureText(words, "förra året"),
            Text(", eftersom någon nämnds siffror saknas."),
        )
    return (
        Text(f"Nämndernas nettokostnad {span} är "),
        FigureText(words, "förra året"),
        Text(
            f", både som publicerad och omräknad till {of.before.year + 1} års organisation. "
            "Omräkningen flyttar belopp mellan nämnder; inget räknas två gånger."
        ),
    )


def together_table(of: LastYearTogether) -> Table:
    """The committees with their sum: as published, what has moved, restated."""
    decimals = of.scale.decimals
    columns = (
        Column("Som publicerat", "Som\npublicerat", "pale", 2, decimals),
        Column("Flyttat", "Flyttat", decimals=decimals),
        Column(RESTATED.capitalize(), RESTATED.capitalize(), "pale", decimals=decimals),
    )
    cells = _cells(of)
    rows = [Row(one.name, one.name, "row", cells[one.slug], one.slug) for one in of.rows]
    keys = tuple(one.slug for one in of.rows)
    rows.append(Row("Summa", "Summa", "sum", cells[""], "=summa", keys))
    caption = f"Förra året, {months_text(of.before)} {of.before.year}"
    notes = (ROUNDING_NOTE, *_lacking_notes(of))
    return Table(
        "fjolar", f"{caption}, {of.scale.unit.symbol}", caption, of.scale.unit, columns,
        tuple(rows), notes, row_head="Nämnd",
    )  # fmt: skip


def together_moves(of: LastYearTogether) -> Bullets | None:
    """What has moved between lines and committees, with decision and amount; None if nothing."""
    items: list[Runs] = []
    for move in of.moves:
        amount = move.amount
        if not isinstance(amount, Absent):
            amount = round_half_away(Fraction(amount) / of.scale.step)
        words = _words(amount, of.scale)
        items.append((Text(f"{move.text}: "), FigureText(words, move.text), Text(".")))
    return Bullets(tuple(items)) if items else None


def _words(printed: int | Absent | Value, scale: Scale) -> str:
    if isinstance(printed, Absent):
        return absent_text(printed)
    return with_unit(int(printed), scale.unit, scale.decimals)


def _lacking_notes(of: LastYearTogether) -> Iterator[str]:
    for way, word in (("published", "Som publicerat"), ("restated", RESTATED.capitalize())):
        names = [one.name for one in of.rows if isinstance(getattr(one, way), Absent)]
        if names:
            yield (
                f"{word} går inte att beräkna för {join_words(names)}, och därför inte heller för "
                "alla nämnder."
            )


def _printed(of: LastYearTogether, way: str) -> dict[str, int | Absent]:
    """Printed steps of the scale by committee, and the sum under the empty name."""
    values: dict[str, Value] = {one.slug: getattr(one, way) for one in of.rows}
    known = {slug: value for slug, value in values.items() if not isinstance(value, Absent)}
    if len(known) == len(values):
        known[""] = sum(known.values())
    sums: Sequence[tuple[str, list[str]]] = [("", list(values))] if "" in known else []
    settled = settle(
        known, sums, unit=of.scale.unit, decimals=of.scale.decimals,
        nearest=[""] if sums else list(known),
    )  # fmt: skip
    absent = {slug: value for slug, value in values.items() if isinstance(value, Absent)}
    return {"": NOT_COMPUTABLE, **absent, **settled.printed}


def _cells(of: LastYearTogether) -> dict[str, tuple[Cell, ...]]:
    """The three cells by committee; what has moved follows from the two printed ones."""
    ways = {way: _printed(of, way) for way in ("published", "restated")}
    exact = {one.slug: (one.published, one.restated) for one in of.rows}
    exact[""] = (_sum(of, "published"), _sum(of, "restated"))
    found = {}
    for slug, (published, restated) in exact.items():
        printed = _three(ways["published"][slug], ways["restated"][slug], of.before)
        true = _three(published, restated, of.before)
        found[slug] = tuple(
            _cell(shown, value, of.scale) for shown, value in zip(printed, true, strict=True)
        )
    return found


def _sum(of: LastYearTogether, way: str) -> Value:
    values = [getattr(one, way) for one in of.rows]
    return NOT_COMPUTABLE if any(isinstance(one, Absent) for one in values) else sum(values)


def _three(published: Value, restated: Value, before: Period) -> tuple[Value, Value, Value]:
    """Published, moved and restated by the identity between them."""
    names = tuple(
        Name(what, Subject("", organisation=year), before)
        for what, year in ((What.ACTUAL, 0), (What.MOVED, 0), (What.ACTUAL, before.year + 1))
    )
    book = FigureBook()
    for name, value in ((names[0], published), (names[2], restated)):
        book.add(Figure(name, value, SCALES["tkr"].unit, "förra året"))
    book.fill([moved(names[1], names[2], names[0])])
    return book.value(names[0]), book.value(names[1]), book.value(names[2])


def _cell(printed: Value, exact: Value, scale: Scale) -> Cell:
    if isinstance(printed, Absent) or isinstance(exact, Absent):
        return Cell(absent=printed if isinstance(printed, Absent) else NOT_COMPUTABLE)
    true = Fraction(exact) / Fraction(scale.unit.factor)
    return Cell(printed=int(printed), exact=Decimal(true.numerator) / Decimal(true.denominator))
