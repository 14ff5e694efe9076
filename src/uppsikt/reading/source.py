"""The lines of a document while it is read, and texts that know where in them they stand."""

from collections.abc import Sequence

from uppsikt.reading.errors import Unreadable
from uppsikt.reading.limits import LIMITS, Limits
from uppsikt.reading.model import EMPTY, Line, Piece, Text

CELL_GAP = "  "
"""What parts two cells of a row in its line: two spaces, as a wide gap does in plain text."""


class Source:
    """Collects the lines of one file, page by page, from the first to the last."""

    def __init__(self, name: str, limits: Limits = LIMITS) -> None:
        self.name = name
        self.limits = limits
        self.lines: list[Line] = []
        self._page = 1
        self._number = 0
        self._characters = 0
        self._cells = 0

    def turn_to(self, page: int, number: int = 0) -> None:
        """Begin a page; the next line has the number after ``number``."""
        self._page, self._number = page, number

    def line(self, text: str) -> Text:
        """Add one line and return it as a text with its place."""
        index = len(self.lines)
        self._number += 1
        self._characters += len(text)
        if self._characters > self.limits.characters:
            raise Unreadable(
                "Filen innehåller för mycket text.",
                where=self.name,
                values=[f"gräns: {self.limits.characters} tecken"],
                why="Så mycket text ryms inte i en rapport.",
                todo="Dela upp filen och granska delarna var för sig.",
            )
        self.lines.append(Line(self._page, self._number, text))
        return Text(text, (Piece(0, index, 0, len(text)),)) if text else EMPTY

    def blank(self) -> None:
        """Add a line for a gap in print. It has no number of its own: nobody counts it."""
        self.lines.append(Line(self._page, max(self._number, 1), ""))

    def row(self, cells: Sequence[str]) -> list[Text]:
        """Add the cells of a table row as one line; return a text for each, empty ones too."""
        whole = self.line(CELL_GAP.join(cell for cell in cells if cell))
        texts: list[Text] = []
        start = 0
        for cell in cells:
            texts.append(whole.part(start, start + len(cell)) if cell else EMPTY)
            start += len(cell) + len(CELL_GAP) if cell else 0
        return texts

    def count_cells(self, count: int) -> None:
        """Note that so many more cells were read; refuse the file when there are too many."""
        self._cells += count
        if self._cells > self.limits.cells:
            raise Unreadable(
                "Filens tabeller är för stora.",
                where=self.name,
                values=[f"gräns: {self.limits.cells} celler"],
                why="Så stora tabeller är utdrag ur ett system, inte en rapport.",
                todo="Granska bara de blad eller tabeller som hör till rapporten.",
            )
