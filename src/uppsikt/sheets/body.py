"""The rows below a head: which of them are rows of the table, and which are told and left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from uppsikt.figures import join_words
from uppsikt.sheets.book import Book, Sheet, letters
from uppsikt.sheets.cells import Broken, Value, displayed
from uppsikt.sheets.faults import TableFault, shown
from uppsikt.sheets.sums import Running, labels

_LISTED = 10


@dataclass(frozen=True)
class Layout:
    """Where a table stands: sheet, first and last row of its head, and each field's column.

    ``required`` are the fields that each row has, ``amounts`` those that hold money; a table
    without any of them has no sum rows that could be known for such.
    """

    sheet: Sheet
    first: int
    last: int
    places: Mapping[str, int]
    required: Sequence[str] = ()
    amounts: Sequence[str] = ()
    marks: str = "comma"

    @property
    def keys(self) -> tuple[str, ...]:
        """The required fields that are no amounts: what a row is about."""
        return tuple(name for name in self.required if name not in self.amounts)


@dataclass
class Left:
    """The numbers of the rows that are left out, by why."""

    sums: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)


@dataclass
class Body:
    """Reads the rows of one table; ``notes`` say afterwards what was left out and why."""

    book: Book
    layout: Layout
    notes: list[str] = field(default_factory=list)
    left: Left = field(default_factory=Left)

    def __post_init__(self) -> None:
        self.running = Running(self.layout.marks)

    def rows(self) -> Iterator[tuple[int, dict[str, Value]]]:
        """Number and cells of each row of the table. Raises TableFault."""
        self.begin()
        for number, cells in self.layout.sheet.rows:
            if number > self.layout.last and (row := self.judge(number, cells)) is not None:
                yield number, row
        self.end()

    def begin(self) -> None:
        """To be called before the first row. Raises TableFault for a table with hidden rows."""
        self._refuse_hidden()
        self._tell_hidden()

    def judge(self, number: int, cells: Sequence[Value]) -> dict[str, Value] | None:
        """The cells by field of a row of the table; None of one that is left out.

        Rows are to be given in order. Raises TableFault.
        """
        row = self._cells(number, cells)
        if self._picked(cells) == self.head_texts:
            self.left.heads.append(number)
        elif self._says_sum(row, cells):
            self._settle(number, row, self.running)
            self.left.sums.append(number)
        elif self.layout.amounts and self._is_text(row, cells):
            self.left.texts.append(number)
        else:
            self.running.add({name: row[name] for name in self.layout.amounts if name in row})
            return row
        return None

    def end(self) -> None:
        """To be called after the last row: tells what was left out."""
        left = self.left
        self._note(left.sums, "är en summa av raderna ovanför", "är summor av raderna ovanför")
        self._note(left.heads, "upprepar rubrikerna", "upprepar rubrikerna")
        self._note(left.texts, "är bara text", "är bara text")

    @cached_property
    def head_texts(self) -> tuple[str, ...]:
        """The head's own texts in our columns, by which a repeated one is known."""
        return self._picked(self._head)

    @cached_property
    def _head(self) -> Sequence[Value]:
        last = self.layout.last
        return next((cells for row, cells in self.layout.sheet.rows if row == last), ())

    @property
    def width(self) -> int:
        """How many cells the head has."""
        return len(self._head)

    def _heads(self) -> dict[str, str]:
        """What the file calls each field."""
        cells = self._head
        return {
            name: displayed(cells[column])
            for name, column in self.layout.places.items()
            if column < len(cells)
        }

    def _picked(self, cells: Sequence[Value]) -> tuple[str, ...]:
        return tuple(
            displayed(cells[column]).casefold() if column < len(cells) else ""
            for column in self.layout.places.values()
        )

    def _cells(self, number: int, cells: Sequence[Value]) -> dict[str, Value]:
        """The cells by field. A row of a CSV file has as many cells as its head."""
        if self.book.kind == "csv":
            self._refuse_width(number, cells)
        return {
            name: cells[column] if column < len(cells) else ""
            for name, column in self.layout.places.items()
        }

    def _refuse_width(self, number: int, cells: Sequence[Value]) -> None:
        """Spreadsheets leave empty cells at the end of a row, and outside it; others are faults."""
        width = self.width
        if len(cells) != width and any(cells[width:]) | (len(cells) < width):
            raise TableFault(
                "Raden har fel antal kolumner",
                where=f"{self.book.path.name}, {self.layout.sheet.place(number)}",
                values=[
                    f"{len(cells)} i stället för {width}",
                    shown(";".join(displayed(cell) for cell in cells)),
                ],
                todo="Kontrollera tecknen mellan cellerna på raden.",
            )

    def _says_sum(self, row: Mapping[str, Value], cells: Sequence[Value]) -> bool:
        """A label such as Summa where a key should stand, or amounts and no keys at all."""
        layout = self.layout
        amounts = [row[name] for name in layout.amounts if row.get(name, "") != ""]
        if not amounts or any(isinstance(value, Broken) for value in amounts):
            return False
        keys = [row.get(name, "") for name in layout.keys]
        if labels(keys):
            return True
        if all(key != "" for key in keys):
            return False
        others = [row[name] for name in row if name not in layout.amounts]
        return labels(cells) or all(value == "" for value in others)

    def _settle(self, number: int, row: Mapping[str, Value], running: Running) -> None:
        layout = self.layout
        amounts = {name: row[name] for name in layout.amounts if row.get(name, "") != ""}
        wrong = running.settle(amounts, self._heads())
        if wrong:
            place = layout.sheet.place(number, layout.places[next(iter(amounts))])
            raise TableFault(
                "En summarad stämmer inte med raderna ovanför",
                where=f"{self.book.path.name}, {place}",
                values=[wrong],
                why="Antingen saknas rader eller så är raden ingen summa. Vilket gissas aldrig.",
                todo="Rätta tabellen eller ta bort raden, och försök igen.",
            )

    def _is_text(self, row: Mapping[str, Value], cells: Sequence[Value]) -> bool:
        """A footnote or a heading inside the table: one text, and no amount."""
        if any(row.get(name, "") != "" for name in self.layout.amounts):
            return False
        filled = [cell for cell in cells if cell != ""]
        nothing = all(row.get(name, "") == "" for name in self.layout.keys)
        return nothing or (len(filled) == 1 and isinstance(filled[0], str))

    def _refuse_hidden(self) -> None:
        """Rows that nobody sees: whether they count is not for us to guess."""
        layout = self.layout
        if not layout.sheet.hidden_rows:
            return
        hidden = [
            number
            for number, _ in layout.sheet.rows
            if number > layout.last and number in layout.sheet.hidden_rows
        ]
        if hidden:
            raise TableFault(
                "Tabellen har dolda rader",
                where=f"{self.book.path.name}, {layout.sheet.place(hidden[0])}",
                values=[f"{_rows(hidden)} är dolda, kanske av ett filter"],
                why="Det framgår inte om de ska räknas med.",
                todo="Visa alla rader, eller ta bort de som inte ska med, och spara filen på nytt.",
            )

    def _tell_hidden(self) -> None:
        layout = self.layout
        hidden = sorted(set(layout.places.values()) & set(layout.sheet.hidden_columns))
        if hidden:
            named = join_words([letters(column) for column in hidden])
            self.notes.append(f"Kolumn {named} är dold i filen men är läst.")
        unread = [sheet.name for sheet in self.book.sheets if sheet.hidden and sheet.rows]
        if unread:
            self.notes.append(f"Dolt blad är inte läst: {join_words(unread)}.")
        others = [
            sheet.name for sheet in self.book.visible if sheet.rows and sheet is not layout.sheet
        ]
        if others:
            self.notes.append(
                f"Bladet {layout.sheet.name} är läst. Andra blad är inte lästa: "
                f"{join_words(others)}."
            )

    def _note(self, numbers: Sequence[int], one: str, several: str) -> None:
        if numbers:
            named = _rows(numbers)
            verb = one if len(numbers) == 1 else several
            self.notes.append(f"{named[0].upper()}{named[1:]} {verb} och är inte med.")


def _rows(numbers: Sequence[int]) -> str:
    listed = [str(number) for number in numbers[:_LISTED]]
    if len(numbers) > _LISTED:
        listed.append(f"{len(numbers) - _LISTED} till")
    return f"rad {listed[0]}" if len(listed) == 1 else f"raderna {join_words(listed)}"
