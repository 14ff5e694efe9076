"""What each column of a grid is: label, figures, words, or numbers that count nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from uppsikt.reading.cells import is_missing, is_year
from uppsikt.reading.grids.grid import Grid
from uppsikt.reading.model import Cell
from uppsikt.reading.stated import stated_unit

_NUMBERING = frozenset(
    ("not", "noter", "nr", "nr.", "#", "rad", "id", "konto", "kod", "ansvar", "projekt",
     "diarienr", "dnr", "ordning", "löpnr", "sida", "sid")
)  # fmt: skip

_OF_FIGURES = re.compile(
    r"\d|utfall|budget|prognos|avvikelse|bokslut|antal|andel|procent|%", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a grid by what they hold.

    ``labels`` name the row; ``group`` is a label column before them that names several rows;
    ``figures`` hold figures; ``repeated`` gives for a figure column the column of words right
    before it that names its rows anew; ``words`` are the others, comments most often.
    """

    labels: tuple[int, ...]
    figures: tuple[int, ...]
    words: tuple[int, ...]
    repeated: dict[int, int]
    group: int | None = None


def columns_of(body: Grid, cells: Sequence[Sequence[Cell]], heads: Sequence[str]) -> Columns:
    """Sort the columns of the body of a grid; ``heads`` are their headers in one text each."""
    width = len(heads)
    kinds = [_kind([row[column] for row in cells], heads[column]) for column in range(width)]
    for column in range(1, width):
        if (
            kinds[column] == "word"
            and _OF_FIGURES.search(heads[column])
            and (_says_one_thing(cells, column))
        ):
            kinds[column] = "figure"
    first = next((column for column in range(width) if kinds[column] == "figure"), width)
    if first == 0 and width > 1 and _names_rows([row[0] for row in cells]):
        kinds[0] = "word"
        first = next((column for column in range(1, width) if kinds[column] == "figure"), width)
    labels = [column for column in range(first) if kinds[column] == "word"]
    codes = [column for column in range(first) if kinds[column] == "code"]
    if not labels:
        labels = codes
    group = labels[0] if len(labels) > 1 and _is_group(body, labels) else None
    figures = tuple(column for column in range(width) if kinds[column] == "figure")
    words = [column for column in range(first, width) if kinds[column] == "word"]
    repeated = _repeated(body, labels, figures, words)
    return Columns(
        tuple(column for column in labels if column != group),
        figures,
        tuple(column for column in words if column not in repeated.values()),
        repeated,
        group,
    )


def _kind(cells: Sequence[Cell], head: str) -> str:
    """``figure``, ``word``, ``code`` (numbers that are names) or ``blank``."""
    figures = sum(cell.number is not None for cell in cells)
    missing = sum(is_missing(cell.text.text) for cell in cells)
    words = sum(bool(cell.text.text.strip()) for cell in cells) - figures - missing
    if head.strip().casefold() in _NUMBERING and (figures or words):
        return "code"
    if figures and figures >= words:
        return "figure"
    if words:
        return "word"
    return "figure" if missing and head else "blank"


def _says_one_thing(cells: Sequence[Sequence[Cell]], column: int) -> bool:
    """Whether a column under a header holds one word over and over: why there is no figure."""
    said = [row[column].text.text.strip() for row in cells if row[column].text.text.strip()]
    return len(said) > 1 and len(set(said)) == 1 and stated_unit(said[0]) is None


def _names_rows(cells: Sequence[Cell]) -> bool:
    """Whether the numbers of a first column are names: years, or 1, 2, 3 … without a gap."""
    texts = [cell.text.text.strip() for cell in cells if cell.number is not None]
    if len(texts) < 2:
        return False
    if all(map(is_year, texts)):
        return True
    whole = [int(text) for text in texts if text.isdecimal() and len(text) < 7]
    return len(whole) == len(texts) > 2 and all(
        second - first == 1 for first, second in pairwise(whole)
    )


def _is_group(body: Grid, labels: Sequence[int]) -> bool:
    """Whether the first label column names groups of rows: merged downwards, or blank below."""
    first, second = labels[0], labels[1]
    merged = blank = False
    for above, row in pairwise(body):
        merged |= bool(row[first].words) and row[first] is above[first]
        blank |= not row[first].words and bool(row[second].words)
    return merged or blank


def _repeated(
    body: Grid, labels: Sequence[int], figures: Sequence[int], words: Sequence[int]
) -> dict[int, int]:
    """The word columns that repeat the label before a figure, by figure column.

    They do where most of their texts are the row's label, or where words and figures take turns
    through the whole table.
    """
    found = {column: column - 1 for column in figures if column - 1 in words}
    if not found or not labels:
        return {}
    taking_turns = (
        len(figures) > 1 and len(labels) == 1 and len(found) == len(figures) - 1 == len(words)
    )
    if taking_turns and all(_short(body, column) for column in words):
        return found
    return {
        column: words_column
        for column, words_column in found.items()
        if _mostly_equal(body, labels[-1], words_column)
    }


def _short(body: Grid, column: int) -> bool:
    return all(len(row[column].words) <= 40 for row in body)


def _mostly_equal(body: Grid, label: int, other: int) -> bool:
    named = [row for row in body if row[other].words]
    equal = sum(row[other].words.casefold() == row[label].words.casefold() for row in named)
    return bool(named) and 2 * equal >= len(named)
