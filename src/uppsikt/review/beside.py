"""Sentences with the tables that they stand beside: those of their own section."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from uppsikt.figures import Figure, Unit, tidy
from uppsikt.reading import Heading, Number, Paragraph, Sentence, Table
from uppsikt.review.material import Reviewed
from uppsikt.review.model import Mark
from uppsikt.review.passages import mark_in
from uppsikt.review.tables.grid import Grid, Spot, line_name


@dataclass(frozen=True)
class Beside:
    """A sentence with the nearest table before it in its section."""

    file: int
    sentence: Sentence
    grid: Grid
    year: int | None

    @property
    def text(self) -> str:
        """The sentence."""
        return self.sentence.text.text

    def number_at(self, start: int) -> Number | None:
        """The number that begins at a column of the sentence."""
        return next((one for one in self.sentence.numbers if one.start == start), None)

    def mark(self, number: Number) -> Mark:
        """A number of the sentence as a mark."""
        return mark_in(self.file, self.sentence.text, number.start, number.end)

    def same_print(self, number: Number) -> list[Spot]:
        """The cells that print just the digits of a number."""
        told = digits(number.text)
        return [
            (row, column)
            for row in self.grid.rows
            for column in self.grid.columns
            if (held := self.grid.at((row, column))) and digits(held.number.text) == told
        ]


def beside(reviewed: Reviewed, parted: int = 2) -> Iterator[Beside]:
    """The sentences of paragraphs that a table stands before under the same heading.

    Headings down to the level ``parted`` part what is told; those below it go on with the same.
    """
    grids = {id(grid.table): grid for grid in reviewed.grids}
    last: Grid | None = None
    year = reviewed.period.year if reviewed.period else None
    for block in reviewed.document.blocks:
        if isinstance(block, Heading):
            last = None if block.level <= parted else last
        elif isinstance(block, Table):
            last = grids.get(id(block))
        elif isinstance(block, Paragraph) and last is not None:
            for sentence in block.sentences:
                if sentence.numbers:
                    yield Beside(reviewed.index, sentence, last, year)


def digits(text: str) -> str:
    """A number's digits with its decimal comma, without spaces and sign."""
    return "".join(char for char in text if char.isdigit() or char == ",")


def as_told(number: Number, unit: Unit, key: str, *, below: bool = False) -> Figure:
    """A number of a sentence as a figure, exact to half its last digit; negative if ``below``."""
    value = number.amount.exact(None if number.amount.unit else unit)
    value = tidy(-value) if below else value
    half = tidy(Fraction(number.amount.step) * Fraction(unit.factor) / 2)
    return Figure(line_name(key), value, unit, number.text, half)
