"""Money printed in the wrong unit."""

from collections.abc import Iterable, Iterator, Sequence

from uppsikt.figures import Exact, Name, join_words
from uppsikt.review.held import Held, agree, capital, corrected, mark, named, printed, size_of
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Finding, Named, Statement
from uppsikt.review.registry import rule
from uppsikt.review.units import THOUSAND, is_unit_slip

_BEYOND = 20
"""A sentence's figure this many times the largest in any table is hardly the committee's."""
_REACH = 3 * THOUSAND
"""In the next smaller unit it has to be within the tables' reach; sums may be left out of them."""
_FEW = 6
"""From this many amounts in tables on, the largest tells how large the committee's figures are."""


@rule("unit-slip", "Fel enhet")
def check_units(material: Material) -> Iterable[Finding]:
    """The same digits with another unit: a figure cannot be both 5 200 kr and 5 200 tkr.

    Told where one figure is printed twice a thousand apart. A sentence's figure of the committee's
    that is far beyond every amount in its tables, and would fit in another unit, is a note.
    """
    for one in material.reviewed:
        told: list[Statement] = []
        for (name, _), statements in Held(one).by_name.items():
            for finding, odd in _slips(name, statements):
                told += odd
                yield finding
        yield from _far_beyond(one, told)


def _slips(
    name: Name, statements: Sequence[Statement]
) -> Iterator[tuple[Finding, list[Statement]]]:
    """The statements of one name that are a thousand from those that most agree on."""
    unique = list({one.place: one for one in statements if one.place.spans}.values())
    if len(unique) < 2 or not all(one.unit.is_money for one in unique):
        return
    most = max((_agreeing(one, unique) for one in unique), key=_weight)
    odd = [one for one in unique if one not in most]
    if odd and all(is_unit_slip(one, most[0]) for one in odd):
        yield _finding(name, odd, most), odd


def _agreeing(one: Statement, statements: Sequence[Statement]) -> list[Statement]:
    return [other for other in statements if agree(size_of(one), size_of(other))]


def _weight(group: Sequence[Statement]) -> tuple[int, bool]:
    """How much speaks for a value: how often it is printed, and whether a table prints it."""
    return len(group), any(one.table is not None for one in group)


def _finding(name: Name, odd: Sequence[Statement], most: Sequence[Statement]) -> Finding:
    ordered = [*odd, *most]
    texts = list(dict.fromkeys(printed(one, bare=True) for one in odd))
    right = printed(most[0], bare=True)
    return Finding(
        code="unit-slip",
        message=(
            f"{capital(name.text)} är {join_words(texts)} på ett ställe och {right} på ett annat: "
            "tusen gånger så mycket."
        ),
        marks=tuple(mark(one) for one in ordered),
        values=named(ordered),
        expected=right,
        cures=tuple(corrected(one, most[0]) for one in odd),
    )


def _far_beyond(one: Reviewed, told: Sequence[Statement]) -> Iterator[Finding]:
    """The sentences' figures that are far beyond what any table of the document holds."""
    cells = [cell for cell in one.statements if cell.table is not None and cell.unit.is_money]
    if len(cells) < _FEW:
        return
    largest = max(cells, key=_size)
    for statement in one.prose:
        if not statement.unit.is_money or statement in told:
            continue
        size, most = _size(statement), _size(largest)
        if size > most * _BEYOND and size <= most * _REACH and most:
            yield _beyond(statement, largest)


def _size(statement: Statement) -> Exact:
    return max(statement.value, -statement.value)


def _beyond(statement: Statement, largest: Statement) -> Finding:
    texts = [printed(one, bare=True) for one in (statement, largest)]
    return Finding(
        code="unit-slip",
        severity="note",
        message=(
            f"{texts[0]} är långt över det största beloppet i dokumentets tabeller, {texts[1]}; "
            "enheten kan vara fel."
        ),
        marks=(mark(statement), mark(largest)),
        values=tuple(
            Named(one.name.text, text, place)
            for place, (one, text) in enumerate(zip((statement, largest), texts, strict=True))
        ),
    )
