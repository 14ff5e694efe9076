"""Reading an extract: every cell is checked, every fault is told, and identities are sealed.

Nothing that stands in a cell goes into a fault, since any cell may hold a person by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import polars as pl

from uppsikt.figures import Unit, UppsiktError
from uppsikt.registers.faults import RegisterFault, refuse
from uppsikt.registers.identity import (
    Sealer,
    birth_year,
    canonical,
    has_century,
    hidden,
    holds_number,
)
from uppsikt.registers.register import Column, Kind, Register, Span
from uppsikt.registers.spells import by_month, crossed, outside, overlaps, span_fault
from uppsikt.sheets import FileFault, Head, Sheet, Value, heads, letters, measured, month, open_book
from uppsikt.sheets import day as day_of
from uppsikt.sheets import ore as in_ore
from uppsikt.sheets import text as text_of

_FIRST_YEAR, _YEARS_TO_COME = 1990, 20
"""The years that a day can be of: from the first to so many after today's."""
_NUMBER_CENTURY = "med och utan århundrade"
_TODO = "Rätta cellerna och läs in filen igen."
_SHAPES = (
    (re.compile(r"\d{4}-\d{2}"), "2022-10"),
    (re.compile(r"\d{6}"), "202210"),
    (re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{8}"), "en dag"),
)


@dataclass(frozen=True)
class ReadExtract:
    """What an extract holds: its rows by month (yyyymm), each frame sorted, identities sealed."""

    months: Mapping[int, pl.DataFrame]
    rows: int


@dataclass
class _Reader:
    """The rows of one file as they are checked."""

    register: Register
    today: date
    sealer: Sealer
    span: Span | None = None
    faults: list[str] = field(default_factory=list)
    rows: list[dict[str, object]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    seen: dict[tuple[object, ...], str] = field(default_factory=dict)
    shapes: dict[str, dict[str, str]] = field(default_factory=dict)
    """For each column, the ways in which it is written, with where each stood first."""
    born: int | None = None
    """The year of birth that the row's identity tells of, while the row is read."""

    def read(self, cells: Mapping[Column, Value], place: Callable[[Column | None], str]) -> None:
        """Checks a row: it is kept only where nothing in it is wrong."""
        before = len(self.faults)
        row: dict[str, object] = {}
        self.born = None
        for column, value in cells.items():
            try:
                row[column.name] = self._cell(column, value, place(column))
            except UppsiktError as fault:
                self.faults.append(f"{place(column)}, {column.head}: {fault.what}")
        if len(self.faults) > before:
            return
        odds = (
            self.register.odd(row), crossed(self.register, row), self._outside(row), self._aged(row)
        )  # fmt: skip
        for odd in odds:
            if odd:
                self.faults.append(f"{place(None)}: {odd}")
        key = tuple(row[name] for name in self.register.one_of)
        if key in self.seen:
            self.faults.append(f"{place(None)}: {self.register.twice}, först på {self.seen[key]}")
        self.seen.setdefault(key, place(None))
        self.rows.append(row)
        self.places.append(place(None))

    def _outside(self, row: Mapping[str, object]) -> str:
        return "" if self.span is None else outside(self.register, row, self.span)

    def _aged(self, row: Mapping[str, object]) -> str:
        """The words for somebody who cannot be of that age; the age itself is never told."""
        when = row[self.register.when]
        if self.register.ages is None or self.born is None or not isinstance(when, date):
            return ""
        least, most = self.register.ages
        return "" if least <= when.year - self.born <= most else "personens ålder kan inte stämma"

    def _cell(self, column: Column, value: Value, place: str) -> object:
        """What a cell holds. Raises UppsiktError, whose text says nothing of the content."""
        written = _text(value)
        if column.kind is not Kind.IDENTITY and holds_number(written):
            raise UppsiktError("här står ett personnummer")
        if not written.strip():
            if column.needed:
                raise UppsiktError("cellen är tom")
            return "" if column.kind is Kind.CHOICE else None
        if column.kind is Kind.IDENTITY:
            return self._identity(column, written, place)
        if column.kind is Kind.MONTH:
            return self._month(column, value, place)
        if column.kind is Kind.DAY:
            return self._day(column, value, place)
        if column.kind is Kind.CHOICE:
            return _choice(column, written)
        return _number(column, value)

    def _identity(self, column: Column, written: str, place: str) -> str:
        with_century = has_century(written)
        if with_century is not None:
            self._note(column, "med" if with_century else "utan", place)
        try:
            identity = canonical(written, self.today)
        except ValueError:
            raise UppsiktError("kontrollsiffran stämmer inte") from None
        self.born = birth_year(identity)
        return self.sealer.seal(identity)

    def _month(self, column: Column, value: Value, place: str) -> int:
        try:
            found = month(value)
        except UppsiktError:
            raise UppsiktError("ingen månad; skriv den som 2022-10") from None
        if found > self.today.year * 100 + self.today.month:
            raise UppsiktError("månaden har inte varit än")
        if found < _FIRST_YEAR * 100:
            raise UppsiktError("månaden är före 1990")
        self._note(column, _shape(value), place)
        return found

    def _day(self, column: Column, value: Value, place: str) -> date:
        try:
            found = day_of(value)
        except UppsiktError:
            raise UppsiktError("ingen dag; skriv den som 2022-10-31") from None
        if found > self.today and not column.may_come:
            raise UppsiktError("dagen har inte varit än")
        if not _FIRST_YEAR <= found.year <= self.today.year + _YEARS_TO_COME:
            raise UppsiktError("dagen kan inte stämma: året är för långt bort")
        self._note(column, _day_shape(value), place)
        return found

    def _note(self, column: Column, shape: str, place: str) -> None:
        self.shapes.setdefault(column.head, {}).setdefault(shape, place)

    def mixed(self) -> Iterator[str]:
        """What is written in several ways in one column: which one is meant is never guessed."""
        for column in self.register.columns:
            ways = self.shapes.get(column.head, {})
            if len(ways) < 2:
                continue
            first = ", ".join(f"{place} ({shape})" for shape, place in ways.items())
            if column.kind is Kind.IDENTITY:
                yield f"{column.head}: personnummer är skrivna {_NUMBER_CENTURY}, först på {first}"
            else:
                what = "dagar" if column.kind is Kind.DAY else "månader"
                yield f"{column.head}: {what} är skrivna på olika sätt, först på {first}"


def read_extract(
    path: Path, register: Register, *, today: date, sealer: Sealer, span: Span | None = None
) -> ReadExtract:
    """The rows of a CSV file or an Excel workbook with the register's heads.

    `span` is the months that the extract tells of, for a register that needs it: one of them
    without rows is told of as empty, and no other row may be there.
    Raises RegisterFault with all that is wrong, each by row and column: the whole file is refused.
    """
    name = hidden(path.name)
    if fault := span_fault(register, span, today):
        raise RegisterFault(fault.what, where=name, why=fault.why, todo=fault.todo)
    try:
        sheet, head, places = _found(path, register)
        reader = _Reader(register, today, sealer, span)
        _read_rows(reader, sheet, head, places)
    except FileFault as fault:
        # Its values may be the very cells.
        raise RegisterFault(
            hidden(fault.what), where=name, why=hidden(fault.why), todo=fault.todo
        ) from None
    doubles = overlaps(register, reader.rows, reader.places)
    refuse(name, [*reader.mixed(), *reader.faults, *doubles], todo=_TODO)
    if not reader.rows and span is None:
        raise RegisterFault(
            "Utdraget är tomt: under rubrikerna finns inga rader.",
            where=name,
            todo="Ta ut registret på nytt för de månader som ska läsas in.",
        )
    return ReadExtract(by_month(register, reader.rows, span), len(reader.rows))


def _read_rows(reader: _Reader, sheet: Sheet, head: Head, places: Mapping[Column, int]) -> None:
    width = len(head.texts)
    for number, cells in sheet.rows:
        if number <= head.last or all(cell == "" for cell in cells):
            continue
        if number in sheet.hidden_rows:
            reader.faults.append(f"{_place(sheet, number)}: raden är dold")
            continue
        if any(cell != "" for cell in cells[width:]):
            reader.faults.append(f"{_place(sheet, number)}: raden har fler celler än rubriker")
            continue
        reader.read(
            {column: cells[at] if at < len(cells) else "" for column, at in places.items()},
            partial(_place_of, sheet, number, places),
        )


def _place_of(
    sheet: Sheet, number: int, places: Mapping[Column, int], column: Column | None
) -> str:
    return _place(sheet, number, None if column is None else places[column])


def _place(sheet: Sheet, number: int, column: int | None = None) -> str:
    """Where something stands; a sheet can be named by whoever made the file."""
    return hidden(sheet.place(number, column))


def _found(path: Path, register: Register) -> tuple[Sheet, Head, dict[Column, int]]:
    """The sheet and head of the table, and each column's place. Raises RegisterFault.

    An unknown head is told by its place alone: in a file without heads it is a person's row.
    """
    wanted = {column.head.casefold(): column for column in register.columns}
    needed = {head for head, column in wanted.items() if column.needed}
    book = open_book(path)
    pairs = [(sheet, head) for sheet in book.visible for head in heads(sheet)]
    if not pairs:
        raise RegisterFault("Filen är tom.", where=hidden(path.name), todo="Ta ut den på nytt.")
    whole = {sheet.name for sheet, head in pairs if needed <= _keys(head)}
    if len(whole) > 1:
        raise RegisterFault(
            f"{len(whole)} blad har registrets rubriker.",
            where=hidden(path.name),
            why="Det framgår inte om alla ska läsas in, och inget får tappas bort.",
            todo="Lägg raderna på ett enda blad.",
        )
    sheet, head = max(pairs, key=lambda pair: len(needed & _keys(pair[1])))
    texts = [text.casefold() for text in head.texts]
    missing = [column.head for key, column in wanted.items() if column.needed and key not in texts]
    unknown = [letters(place) for place, text in enumerate(texts) if text and text not in wanted]
    twice = [column.head for key, column in wanted.items() if texts.count(key) > 1]
    parts = [f"kolumnen {one} saknas" for one in missing]
    parts += [f"hör inte till registret: kolumn {', '.join(unknown)}"] if unknown else []
    parts += [f"kolumnen {one} står två gånger" for one in twice]
    if parts:
        heads_of = "; ".join(column.head for column in register.columns)
        raise RegisterFault(
            f"Filen är inget utdrag ur registret {register.label.lower()}.",
            where=f"{hidden(path.name)}, {_place(sheet, head.last)}",
            values=parts,
            why="Bara de kolumner som behövs får läsas in.",
            todo=f"Kolumnerna är: {heads_of}. Hämta mallen med «uppsikt register template».",
        )
    return sheet, head, {wanted[text]: at for at, text in enumerate(texts) if text in wanted}


def _keys(head: Head) -> set[str]:
    return {text.casefold() for text in head.texts if text}


def _text(value: Value) -> str:
    try:
        return text_of(value)
    except UppsiktError:
        raise UppsiktError("cellen har inget värde som går att läsa") from None


def _shape(value: Value) -> str:
    """How a month is written, without saying which."""
    if isinstance(value, date):
        return "en dag"
    written = text_of(value)
    return next((shape for way, shape in _SHAPES if way.fullmatch(written)), "i ord")


def _day_shape(value: Value) -> str:
    """How a day is written, without saying which."""
    if isinstance(value, date):
        return "cell med datum"
    return "20221031" if text_of(value).isdecimal() else "2022-10-31"


def _choice(column: Column, written: str) -> str:
    try:
        return column.choices[" ".join(written.split()).casefold()]
    except KeyError:
        raise UppsiktError("ordet finns inte i listan; se mallen") from None


def _number(column: Column, value: Value) -> int:
    """A count, or an amount of kronor in öre. Raises UppsiktError."""
    money = column.kind is Kind.MONEY
    try:
        exact = in_ore(value, Unit.KR) if money else measured(value).exact(Unit.COUNT)
    except UppsiktError:
        raise UppsiktError("inget belopp i kronor" if money else "inget antal") from None
    if not isinstance(exact, int):
        raise UppsiktError("inget helt antal")
    if not column.least <= exact <= column.most:
        raise UppsiktError("kan inte stämma: utanför det som är möjligt")
    return exact
