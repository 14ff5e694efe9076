"""The same figure stated in several places."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from uppsikt.figures import Name, join_words, value_text
from uppsikt.review.apart import Sources
from uppsikt.review.held import (
    Held,
    agree,
    capital,
    comparable,
    corrected,
    mark,
    named,
    printed,
)
from uppsikt.review.material import Material
from uppsikt.review.model import Cure, Finding, Statement
from uppsikt.review.registry import rule


@rule("same-figure", "Samma uppgift på flera ställen")
def check_same(material: Material) -> Iterable[Finding]:
    """One figure has one value, wherever in a document it is printed.

    Two statements are of one figure only if what, of whom, which side of the books and when are
    the same. A forecast is held against others of the same report only, for the next report makes
    it anew. A value told in a sentence may be rounded (60 000 for 60 017); costs are compared by
    size, since sentences give them no sign. Two tables that differ in nearly all the figures that
    they share speak of different things, and are not held against each other.
    """
    for reviewed in material.reviewed:
        held = Held(reviewed)
        several = [
            (name, unique)
            for (name, _), statements in held.by_name.items()
            if 1 < len(unique := _single(statements)) <= _MOST
        ]
        sources = Sources(held, [unique for _, unique in several])
        for name, unique in several:
            for group in sources.clusters(unique):
                yield from _apart(name, group)


_MOST = 50
"""A figure stated more often than this is no figure but a register."""


def _single(statements: Sequence[Statement]) -> list[Statement]:
    """The statements, each place once, without the cells of a table that states two by one name.

    Two rows of one label are two things that the label does not tell apart.
    """
    unique = {one.place: one for one in statements if one.place.spans}.values()
    tables = Counter(one.table for one in unique if one.table is not None)
    return [one for one in unique if one.table is None or tables[one.table] == 1]


def _apart(name: Name, statements: Sequence[Statement]) -> Iterator[Finding]:
    """The finding on one name, if its statements cannot all be true."""
    groups = _groups(statements)
    if len(groups) < 2:
        return
    most, *others = groups
    odd = [one for group in others for one in group]
    ordered = [*odd, *most]
    bare = not all(one.signed for one in statements)
    texts = list(dict.fromkeys(printed(one, bare=bare) for one in odd))
    right = printed(most[0], bare=bare)
    yield Finding(
        code="same-figure",
        message=f"{capital(name.text)} är {join_words(texts)} på {_places(odd)} "
        f"men {right} på {_others(odd, most)}.",
        marks=tuple(mark(one) for one in ordered),
        values=named(ordered),
        expected=right,
        tolerance=value_text(odd[0].figure.half + most[0].figure.half, odd[0].unit),
        cures=tuple(_cures(odd, most)),
    )


def _places(statements: Sequence[Statement]) -> str:
    return "ett ställe" if len(statements) == 1 else f"{len(statements)} ställen"


def _others(odd: Sequence[Statement], most: Sequence[Statement]) -> str:
    return "ett annat" if len(odd) == len(most) == 1 else _places(most)


def _groups(statements: Sequence[Statement]) -> list[list[Statement]]:
    """The statements in groups that agree, the one that most agree with first.

    Statements that agree with a more exact one belong to it; a rounded one that agrees with both
    of two sides says nothing between them.
    """
    figures = dict(zip((one.place for one in statements), comparable(statements), strict=True))
    exact_first = sorted(statements, key=lambda one: one.figure.half)
    groups: list[list[Statement]] = []
    for one in exact_first:
        fitting = [
            group
            for group in groups
            if all(agree(figures[one.place], figures[other.place]) for other in group)
        ]
        if fitting:
            for group in fitting[:1]:
                group.append(one)
        else:
            groups.append([one])
    return sorted(groups, key=lambda group: (-len(group), group[0].table is None))


def _cures(odd: Sequence[Statement], most: Sequence[Statement]) -> Iterator[Cure]:
    """What would mend it: the odd one corrected; where there are only two, either."""
    if len(odd) == 1:
        yield corrected(odd[0], most[0])
        if len(most) == 1:
            yield corrected(most[0], odd[0])
