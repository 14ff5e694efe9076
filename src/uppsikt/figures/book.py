"""The figure book: figures by name, filled in and checked by the same identities."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from uppsikt.figures.absent import MISSING, Absent, Value
from uppsikt.figures.check import Finding, find_contradictions
from uppsikt.figures.errors import UppsiktError
from uppsikt.figures.figure import Figure, Name
from uppsikt.figures.identities import IDENTITIES
from uppsikt.figures.relation import AnyRelation, RelationError
from uppsikt.figures.swedish import value_text
from uppsikt.figures.unit import Unit

DERIVED = "beräknad"
"""How the source begins of a figure that follows from others."""


class Contradiction(UppsiktError):
    """Two sources or derivations give one figure two different values."""

    def __init__(self, first: Figure, second: Figure) -> None:
        self.first = first
        self.second = second
        super().__init__(
            f"Samma uppgift har två olika värden: {first.name.text}",
            values=[
                f"{value_text(figure.value, figure.unit)} ({figure.source})"
                for figure in (first, second)
            ],
            why="En uppgift kan bara ha ett värde, var den än visas.",
            todo="Rätta det underlag som är fel och läs in det igen.",
        )


class FigureBook:
    """Figures, each under its name.

    ``add`` and ``fill`` keep the exact figures of our own reports; ``state`` and ``check`` hold
    what somebody else has printed, where one name may be printed many times.
    """

    def __init__(self) -> None:
        self._figures: dict[Name, Figure] = {}
        self._values: dict[Name, Value] = {}
        self._derived_by: dict[Name, AnyRelation] = {}
        self._stated: list[Figure] = []

    def __len__(self) -> int:
        return len(self._figures)

    def names(self) -> tuple[Name, ...]:
        """The names in the book, in the order they came."""
        return tuple(self._figures)

    def get(self, name: Name) -> Figure | None:
        """The figure of that name, or None if the book has none."""
        return self._figures.get(name)

    def value(self, name: Name) -> Value:
        """The value of that name; ``MISSING`` if the book has none."""
        return self._values.get(name, MISSING)

    def add(self, figure: Figure) -> None:
        """Put a figure in. The same value twice is nothing new; another value is refused.

        Raises ``Contradiction`` when the name is there with another value: a number is neither
        overwritten by another number, nor by an absent value, nor the other way round.
        """
        known = self._figures.get(figure.name)
        if known is None:
            self._figures[figure.name] = figure
            self._values[figure.name] = figure.value
        elif not _same(known.value, figure.value):
            raise Contradiction(known, figure)

    def fill(self, relations: Sequence[AnyRelation]) -> list[Figure]:
        """Add what follows from the exact figures, and return what was added.

        First numbers: any single unknown member of a linear relation is solved, until nothing
        more follows. Then every relation whose members are known must hold; if one does not,
        ``Contradiction`` names both derivations and the book is as before. Last, absence spreads:
        a result that could not be computed is ``NOT_COMPUTABLE`` (or ``UNDECIDED``, where that is
        why), never zero. Nothing that is in the book is overwritten, so add all figures before
        filling.
        """
        before = dict(self._figures)
        try:
            added = self._solve(relations)
            self._verify(relations)
            added.extend(self._spread(relations))
        except UppsiktError:
            self._figures = before
            self._values = {name: figure.value for name, figure in before.items()}
            self._derived_by = {n: rule for n, rule in self._derived_by.items() if n in before}
            raise
        return added

    def state(self, figure: Figure) -> None:
        """Note a figure as somebody printed it; one name may be printed many times."""
        self._stated.append(figure)

    def check(self, relations: Sequence[AnyRelation]) -> list[Finding]:
        """What cannot all be true of the stated figures, together with the exact ones."""
        return find_contradictions([*self._figures.values(), *self._stated], relations)

    def _solve(self, relations: Sequence[AnyRelation]) -> list[Figure]:
        """Solve single unknowns until nothing more follows."""
        using: dict[Name, list[int]] = {}
        unknown = [0] * len(relations)
        for index, relation in enumerate(relations):
            for name in relation.names:
                using.setdefault(name, []).append(index)
                unknown[index] += name not in self._figures
        waiting = list(reversed(range(len(relations))))
        added: list[Figure] = []
        while waiting:
            index = waiting.pop()
            figure = self._solved(relations[index]) if unknown[index] == 1 else None
            if figure is not None:
                self.add(figure)
                self._derived_by[figure.name] = relations[index]
                added.append(figure)
                for other in using[figure.name]:
                    unknown[other] -= 1
                waiting.extend(reversed(using[figure.name]))
        return added

    def _solved(self, relation: AnyRelation) -> Figure | None:
        """The one member that is not in the book, if the others are numbers."""
        unknown = next(name for name in relation.names if name not in self._figures)
        value = relation.solved(unknown, self._values)
        return None if isinstance(value, Absent) else self._derived(relation, unknown, value)

    def _verify(self, relations: Sequence[AnyRelation]) -> None:
        """Refuse a book in which a relation between numbers does not hold."""
        for relation in relations:
            known = self._figures.get(relation.result)
            if known is None or isinstance(known.value, Absent):
                continue
            value = relation.computed(self._values)
            if not isinstance(value, Absent) and not _same(known.value, value):
                other = self._derived(relation, relation.result, value)
                raise Contradiction(self._explained(known), self._with_members(other, relation))

    def _spread(self, relations: Sequence[AnyRelation]) -> list[Figure]:
        """Mark the results that no number could be found for."""
        added: list[Figure] = []
        for relation in relations:
            if relation.result not in self._figures:
                value = relation.computed(self._values)
                figure = self._derived(relation, relation.result, value)
                self.add(figure)
                added.append(figure)
        return added

    def _derived(self, relation: AnyRelation, name: Name, value: Value) -> Figure:
        """A figure that follows from a relation, with the rule as its source."""
        return Figure(name, value, self._unit(relation, name), f"{DERIVED}: {relation.text}")

    def _explained(self, figure: Figure) -> Figure:
        """The figure with the members that it was derived from told in its source."""
        relation = self._derived_by.get(figure.name)
        return figure if relation is None else self._with_members(figure, relation)

    def _with_members(self, figure: Figure, relation: AnyRelation) -> Figure:
        """The figure with the other members of a relation told in its source."""
        others = [self._figures[name] for name in relation.names if name != figure.name]
        members = ", ".join(f"{one.name.text} {value_text(one.value, one.unit)}" for one in others)
        return replace(figure, source=f"{figure.source}; {members}")

    def _unit(self, relation: AnyRelation, name: Name) -> Unit:
        """The unit of a derived figure: per cent for a ratio, else that of its members.

        An amount that follows a price is kronor, and what it is the price of a count. What cannot
        be computed may have no known member; it takes the unit of the book's figures.
        """
        if name in relation.ratios:
            return Unit.PERCENT
        if relation.identity.code == "priced":
            return Unit.KR if name == relation.result else Unit.COUNT
        known = [self._figures[one] for one in relation.names if one in self._figures]
        numbers = [figure for figure in known if not isinstance(figure.value, Absent)]
        if len({figure.unit.is_money for figure in numbers}) > 1:
            raise RelationError(
                "Pengar och antal kan inte räknas ihop.",
                where=f"{relation.identity.name}: {relation.result.text}",
                values=sorted({figure.unit.symbol for figure in numbers}),
            )
        first = next(chain(numbers, known, self._figures.values()), None)
        return Unit.COUNT if first is None else first.unit


def _same(first: Value, second: Value) -> bool:
    """Whether two values of one figure agree, by the identity ``same``."""
    if isinstance(first, Absent) or isinstance(second, Absent):
        return first is second
    (weight,) = IDENTITIES["same"].weights(1)
    return weight * first == second
