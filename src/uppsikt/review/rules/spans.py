"""Lengths of time that do not fit their ends, and periods that do not fit each other."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from uppsikt.figures import What
from uppsikt.reading import Text
from uppsikt.review.lexicon.lengths import Length, Trend, lengths, trend
from uppsikt.review.lexicon.vocabulary import key
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Finding, Mark, Named, Place
from uppsikt.review.passages import mark_in
from uppsikt.review.registry import rule
from uppsikt.review.tables.differences import formulas
from uppsikt.review.tables.grid import Grid


@rule("span-months", "Tidslängd som inte stämmer")
def check_spans(material: Material) -> Iterable[Finding]:
    """From March to October is seven months, or eight with both ends, and never four.

    The length and its ends have to stand in the same clause. The same trend told over two lengths
    is a note: it may have held for both.
    """
    for one in material.reviewed:
        for text in one.passages:
            for length in lengths(text.text):
                if length.number not in length.fits:
                    yield _wrong_length(one.index, text, length)
        yield from _two_lengths(one)


def _wrong_length(file: int, text: Text, length: Length) -> Finding:
    told, ends = text.text[slice(*length.told)], text.text[slice(*length.ends)]
    fits = " eller ".join(str(number) for number in length.fits)
    return Finding(
        code="span-months",
        message=f"”{told}” stämmer inte med ”{ends}”, som är {fits} {length.unit}.",
        marks=(mark_in(file, text, *length.told), mark_in(file, text, *length.ends)),
        values=(Named("tidslängd", told, 0), Named("från och till", ends, 1)),
        expected=f"{fits} {length.unit}",
    )


def _two_lengths(one: Reviewed) -> Iterator[Finding]:
    """The same thing that goes the same way for the latest four months, and the latest three."""
    told = [(found, text) for text in one.passages if (found := trend(text.text)) is not None]
    told.sort(key=lambda each: _key(each[0]))
    for _, group in groupby(told, lambda each: _key(each[0])):
        trends = list(group)
        numbers = {each.number for each, _ in trends}
        if len(numbers) == 2 and max(numbers) <= 12:
            yield _lengths_note(one.index, trends)


def _key(one: Trend) -> tuple[str, bool]:
    return one.noun, one.up


def _lengths_note(file: int, trends: list[tuple[Trend, Text]]) -> Finding:
    words = [text.text[slice(*one.told)] for one, text in trends]
    one = trends[0][0]
    way = "ökat" if one.up else "minskat"
    numbers = sorted({each.number for each, _ in trends})
    return Finding(
        code="span-months",
        severity="note",
        message=(
            f"Att antalet {one.noun} har {way} berättas om två tidslängder: "
            f"{numbers[0]} och {numbers[1]} månader."
        ),
        marks=tuple(mark_in(file, text, *each.told) for each, text in trends),
        values=tuple(Named("tidslängd", word, place) for place, word in enumerate(words)),
    )


@rule("period-label", "Rubriker med olika perioder")
def check_heads(material: Material) -> Iterable[Finding]:
    """An outcome to September is not held against a budget to October in the same table.

    It is a note: the head may be wrong and the figures right. Told only where the table has one
    of each for the year, and a variance. Where both heads name the year, and three rows or more
    print the difference of the two as the variance, two periods are taken from each other: a
    contradiction.
    """
    for grid in material.grids:
        columns = [_to_date(grid, what) for what in (What.ACTUAL, What.BUDGET)]
        if any(len(found) != 1 for found in columns) or not _has_variance(grid):
            continue
        pair = [found[0] for found in columns]
        first, second = (grid.meanings[column].when for column in pair)
        if first and second and first.year == second.year and first.last != second.last:
            yield _heads_finding(grid, pair)


def _to_date(grid: Grid, what: What) -> list[int]:
    """The columns of a thing whose heads name a part of the year themselves."""
    return [
        column
        for column in grid.columns
        if (said := grid.meanings[column]).what is what
        and said.when is not None
        and said.when.kind != "year"
        and any(sign.isdigit() for sign in grid.table.columns[column].text)
        and not said.before
    ]


def _has_variance(grid: Grid) -> bool:
    return any(
        grid.meanings[column].what is What.VARIANCE or _is_bare(grid, column)
        for column in grid.columns
    )


def _is_bare(grid: Grid, column: int) -> bool:
    """Whether a head is ``Avvikelse`` or the like and no more."""
    return bool(_BARE.fullmatch(key(grid.table.columns[column].text)))


_BARE = re.compile(r"(?:budget)?avvikelsen?|avv|diff|differens(?:en)?|skillnad(?:en)?")


def _subtracted(grid: Grid, columns: list[int]) -> bool:
    """Whether a variance is the two columns' difference, and both begin and name one year."""
    first, second = (grid.meanings[column].when for column in columns)
    heads = [grid.table.columns[column].text for column in columns]
    if not first or not second or first.first != second.first:
        return False
    if any(str(first.year) not in head for head in heads):
        return False
    return any(set(one.terms) == set(columns) and not one.relative for one in formulas(grid))


def _heads_finding(grid: Grid, columns: list[int]) -> Finding:
    heads = [grid.table.columns[column] for column in columns]
    wrong = _subtracted(grid, columns)
    told = ", och avvikelsen är skillnaden mellan dem" if wrong else ""
    return Finding(
        code="period-label",
        severity="contradiction" if wrong else "note",
        message=(
            f"”{heads[0].text}” och ”{heads[1].text}” i samma tabell gäller olika perioder{told}."
        ),
        marks=tuple(
            Mark(
                Place(grid.file, tuple(span for part in head.path for span in part.spans())),
                head.text,
            )
            for head in heads
        ),
        values=tuple(Named("kolumn", head.text, place) for place, head in enumerate(heads)),
    )
