"""Sources that speak of different things under the same names.

A bundle may hold the reports of two committees, and a section two tables of months whose captions
were lost. Then not one figure differs but nearly all of them: what is wrong is the reading of whose
they are, and nothing may be said of the document's figures.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from uppsikt.review.held import Held, agree, comparable
from uppsikt.review.model import Statement

Source = tuple[str, int]
"""A table by its index, or the sentences of a part of the document."""

_LEAST = 4
"""From so many differing figures on, two sources may speak of different things."""
_MONTHS = 2
"""The same for a table of months, which shares little more than a sum a year with any other."""


class Sources:
    """Which tables and parts of one document may be held against each other."""

    def __init__(self, held: Held, groups: Iterable[Sequence[Statement]]) -> None:
        """``groups`` are the statements of each name, which share their meaning."""
        self._held = held
        self._foreign = self._compared(groups)

    def of(self, statement: Statement) -> Source:
        """The source of a statement."""
        if statement.table is not None:
            return "tabell", statement.table
        line = min((span.line for span in statement.place.spans), default=0)
        about = self._held.reviewed.about
        return "text", about.part(line) if about else 0

    def clusters(self, statements: Sequence[Statement]) -> list[list[Statement]]:
        """The statements of one name in groups whose sources speak of the same things.

        One that fits several groups belongs to the one that it agrees with; if it agrees with
        none, nobody knows which it is about and it is left out.
        """
        if not self._foreign:
            return [list(statements)]
        found: list[list[Statement]] = []
        for one in sorted(statements, key=lambda each: each.table is None):
            fitting = [group for group in found if not self._strange(one, group)]
            if len(fitting) > 1:
                fitting = [group for group in fitting if all(_same(one, each) for each in group)]
            elif not fitting:
                found.append([])
                fitting = found[-1:]
            for group in fitting[:1]:
                group.append(one)
        return found

    def _strange(self, one: Statement, group: Iterable[Statement]) -> bool:
        return any(_pair(self.of(one), self.of(each)) in self._foreign for each in group)

    def _compared(self, groups: Iterable[Sequence[Statement]]) -> set[tuple[Source, Source]]:
        """The pairs of sources that differ in nearly all the figures that they share."""
        shared: Counter[tuple[Source, Source]] = Counter()
        differing: Counter[tuple[Source, Source]] = Counter()
        months: set[Source] = set()
        for statements in groups:
            pairs: dict[tuple[Source, Source], bool] = {}
            months.update(self.of(one) for one in statements if _monthly(one))
            for index, one in enumerate(statements):
                for other in statements[index + 1 :]:
                    pair = _pair(self.of(one), self.of(other))
                    if pair[0] != pair[1]:
                        pairs[pair] = pairs.get(pair, False) or _same(one, other)
            shared.update(pairs)
            differing.update(pair for pair, same in pairs.items() if not same)
        return {
            pair
            for pair, count in differing.items()
            if count >= (_MONTHS if months & set(pair) else _LEAST) and count * 4 > shared[pair] * 3
        }


def _monthly(statement: Statement) -> bool:
    """Whether a statement is a month table's, which alone prints money without a sign."""
    return statement.table is not None and not statement.signed


def _pair(one: Source, other: Source) -> tuple[Source, Source]:
    return (one, other) if one <= other else (other, one)


def _same(one: Statement, other: Statement) -> bool:
    """Whether two statements of one name can be the same value."""
    first, second = comparable([one, other])
    return agree(first, second)
