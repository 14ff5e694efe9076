"""What the books of all registers begin with: how a measure is named, and a book that is filled."""

from __future__ import annotations

from collections.abc import Iterable

from uppsikt.figures import AnyRelation, Figure, FigureBook, Name, Period, Subject, What
from uppsikt.registers import Register


def measure_name(
    register: Register, committee: str, measure: str, when: Period, what: What = What.MEASURE
) -> Name:
    """The name of a measure of a register: how many, of which committee, when.

    It has no spaces, though what it counts may have: it is remembered as words with spaces between.
    """
    group = f"{register.key}.{measure.replace(' ', '_')}"
    return Name(what, Subject(committee, group=group), when)


def source_of(register: Register) -> str:
    """The words for where a figure comes from."""
    return f"registerutdrag: {register.label.lower()}"


def filled(figures: Iterable[Figure], relations: Iterable[AnyRelation]) -> FigureBook:
    """A book of the figures and what follows from them. Raises Contradiction."""
    book = FigureBook()
    for figure in figures:
        book.add(figure)
    book.fill(list(relations))
    return book
