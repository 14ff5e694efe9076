"""A choice of columns: made once from a file's head, and used on every file with that head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from uppsikt.figures import join_words
from uppsikt.sheets.book import Book, Sheet, column_number, letters
from uppsikt.sheets.cells import Value
from uppsikt.sheets.columns import Columns
from uppsikt.sheets.faults import TableFault
from uppsikt.sheets.heads import Head, heads, likeliest


class HeadsDiffer(TableFault):
    """A file whose heads are not those that the columns were chosen from."""


class NoSuchColumn(TableFault):
    """A column, a field or an option that there is none of."""


@dataclass(frozen=True)
class Field:
    """One of our fields: its name in code and for a user, and heads that often mean it.

    ``texts``: what may stand there instead, the same on every row; empty for any text.
    ``fixed``: whether it may be one text for the whole file.
    """

    name: str
    label: str
    about: str
    aliases: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    fixed: bool = False


@dataclass(frozen=True)
class Option:
    """How a file is written: the option's name, and what a user says for each value.

    The first choice holds if none is made. ``about`` is the question, for a user.
    """

    name: str
    label: str
    about: str
    choices: Mapping[str, str]

    @property
    def default(self) -> str:
        """What a user would say for what holds without a choice."""
        return next(iter(self.choices))


@dataclass(frozen=True)
class Scheme:
    """Which head holds which field. ``heads`` are all heads of the file that it was made from.

    ``constants``: fields with one text for the whole file. ``options``: see ``Columns``.
    """

    sheet: str
    heads: tuple[str, ...]
    fields: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    def resolved(self, book: Book, source: str) -> Columns:
        """Where the columns stand in a file with the very same heads, in any order.

        Raises HeadsDiffer, which tells which heads are new and which are gone, and TableFault
        where several sheets have them.
        """
        found = [(sheet, head) for sheet in book.visible if (head := self._head(sheet))]
        if len(found) > 1:
            found = [pair for pair in found if pair[0].name == self.sheet] or found
        if len(found) > 1:
            raise TableFault(
                "Flera blad har samma rubriker",
                where=book.path.name,
                values=[sheet.name for sheet, _ in found],
                why="Det framgår inte vilket som gäller.",
                todo=f"Kalla bladet {self.sheet}, eller ta bort de andra.",
            )
        if not found:
            raise self._differs(book, source)
        sheet, head = found[0]
        places = {name: head.names.index(text) for name, text in self.fields.items()}
        return Columns(sheet.name, head.last, places, self.options, self.constants)

    def _head(self, sheet: Sheet) -> Head | None:
        wanted = sorted(self.heads)
        return next(
            (one for one in heads(sheet) if sorted(filter(None, one.names)) == wanted), None
        )

    def _differs(self, book: Book, source: str) -> HeadsDiffer:
        """The fault, told against the head of the file that is most like the saved one."""
        every = [(sheet, head) for sheet in book.visible for head in heads(sheet)]
        if not every:
            return HeadsDiffer("Filen är tom", where=book.path.name)
        wanted = set(self.heads)
        sheet, head = max(every, key=lambda pair: len(wanted & set(pair[1].names)))
        has = set(filter(None, head.names))
        parts = [f"saknas: {join_words(sorted(wanted - has))}"] if wanted - has else []
        parts += [f"nya: {join_words(sorted(has - wanted))}"] if has - wanted else []
        return HeadsDiffer(
            f"Rubrikerna är inte de som kopplades för {source}.",
            where=f"{book.path.name}, {sheet.place(head.last)}",
            values=parts,
            why="Kolumnerna kan ha bytt plats eller mening. Det gissas aldrig.",
            todo=f"Är det rätt fil, koppla kolumnerna på nytt med «uppsikt columns "
            f"{book.path.name} --source {source}».",
        )


def head_of(book: Book, name: str = "") -> tuple[Sheet, Head]:
    """The head to choose columns from: of the visible sheet that has most columns named.

    With a name, of that sheet. Raises TableFault for a file without rows, or without the sheet.
    """
    found = [(one, head) for one in _sheets(book, name) if (head := likeliest(one))]
    if not found:
        raise TableFault("Filen är tom", where=book.path.name, todo="Exportera filen på nytt.")
    return max(found, key=lambda pair: pair[1].filled)


def head_at(book: Book, name: str, row: int) -> tuple[Sheet, Head]:
    """The head of one row that is the row of that number. Raises TableFault if there is none."""
    for sheet in _sheets(book, name):
        for head in heads(sheet):
            if head.first == head.last == row:
                return sheet, head
    raise TableFault(
        "Där står inga rubriker",
        where=f"{book.path.name}, rad {row}",
        why="Raden är tom eller står för långt ner.",
        todo="Ange den rad som kolumnernas rubriker står på.",
    )


def _sheets(book: Book, name: str) -> Sequence[Sheet]:
    found = [one for one in book.visible if name in {"", one.name}]
    if not found:
        raise TableFault(
            f"Bladet ”{name}” finns inte",
            where=book.path.name,
            values=[one.name for one in book.visible],
            todo="Ange ett av bladen i boken.",
        )
    return found


def suggested(head: Head, fields: Sequence[Field]) -> dict[str, str]:
    """The head that each field most likely stands under; a head is suggested once.

    One that is the field's label or among its aliases; then one that begins with such a word.
    """
    free = [name for name in head.names if name]
    found: dict[str, str] = {}
    for exact in (True, False):
        for one in fields:
            if one.name in found:
                continue
            words = (one.label.casefold(), *one.aliases)
            match = next((name for name in free if _means(name, words, exact=exact)), None)
            if match is not None:
                found[one.name] = match
                free.remove(match)
    return found


def _means(head: str, words: Sequence[str], *, exact: bool) -> bool:
    plain = head.casefold().rstrip(".:")
    if exact:
        return plain in words
    return any(plain.startswith((f"{word} ", f"{word}(", f"{word}/")) for word in words)


def chosen(head: Head, text: str) -> str:
    """The head that a user means: by its text, or by the letter of its column.

    Raises NoSuchColumn.
    """
    for name in head.names:
        if name and name.casefold() == text.strip().casefold():
            return name
    column = column_number(text.strip())
    if column is not None and column < len(head.names) and head.names[column]:
        return head.names[column]
    listed = [f"{letters(index)} {name}" for index, name in enumerate(head.names) if name]
    near = get_close_matches(text, [name for name in head.names if name], n=1)
    raise NoSuchColumn(
        f"Kolumnen ”{text}” finns inte.",
        values=listed,
        todo=f"Menade du {near[0]}?" if near else "Ange en rubrik eller en kolumnbokstav.",
    )


def sample(sheet: Sheet, head: Head, count: int = 3) -> Iterator[tuple[int, Sequence[Value]]]:
    """The first rows below a head, to show."""
    below = (row for row in sheet.rows if row[0] > head.last)
    yield from (row for row, _ in zip(below, range(count), strict=False))
