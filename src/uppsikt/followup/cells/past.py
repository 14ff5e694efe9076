"""What a figure was when less had been read: that figure alone, and not its whole report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from uppsikt.figures import (
    NOT_COMPUTABLE,
    AnyRelation,
    Contradiction,
    Figure,
    FigureBook,
    Name,
    Period,
    Value,
    What,
)
from uppsikt.followup.basis import earmarked
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.basis.value_columns import CURRENT_WHATS
from uppsikt.followup.book import rules
from uppsikt.followup.book.asked import AHEAD
from uppsikt.followup.book.computed import nothing_varies, unvarying
from uppsikt.followup.book.lookup import Lookup
from uppsikt.followup.cells.history import Cause
from uppsikt.followup.gather import completed, first_year, look_up, lookup_of, skeleton_of
from uppsikt.followup.wanted import wanted
from uppsikt.organisation.moves import REMAINDER
from uppsikt.planning.known import Known
from uppsikt.platform.access.rules import Reader
from uppsikt.store import Store

_OF_LEDGERS = frozenset((What.ACTUAL, *earmarked.GIVEN, What.UNBOOKED, What.KNOWN, What.REVERSED))
_OF_BUDGETS = frozenset(
    (
        What.BUDGET,
        What.ORIGINAL_BUDGET,
        What.BUDGET_CHANGE,
        What.GRANT,
        What.INDEXATION,
        What.EFFICIENCY,
    )
)
_OF_FORECASTS = frozenset((What.FORECAST, What.EARLIER_FORECAST))
_OF_CARRY_OVERS = frozenset((What.CARRIED, What.RESULT_ADJUSTMENT, What.ACCUMULATED))


@dataclass(frozen=True)
class _Made:
    """How a figure is made: what is looked up, and the relations that lead to it from that."""

    facts: Facts
    entered: tuple[Name, ...]
    following: tuple[AnyRelation, ...]
    same: Mapping[Name, Name]


class Past:
    """A figure of a committee's report of a month, as it was when less had been read.

    `restated` tells earlier years by the report's year's organisation. The set-up is today's.
    """

    def __init__(
        self,
        *,
        reader: Reader,
        store: Store,
        committee: str,
        month: Period,
        form: str,
        name: Name,
        restated: bool = False,
    ) -> None:
        self.committee, self.month, self.restated = committee, month, restated
        self._reader, self._form = reader, form
        self.name = name
        self._skeleton = skeleton_of(reader=reader, committee=committee, month=month, form=form)
        self._lookup = lookup_of(self._skeleton, reader=reader, store=store)
        self._made = self._how(self._lookup, None)

    @property
    def first_year(self) -> int:
        """The first year that the report speaks of."""
        return first_year(self._skeleton)

    def causes(self) -> frozenset[Cause]:
        """The kinds of readings that can change the figure."""
        whats = {name.what for name in (self.name, *self._made.entered)}
        budgeted = {name.when.year for name in self._made.entered if name.what in _OF_BUDGETS}
        shaped = any(self._lookup.budget(year).follows_last_year for year in budgeted)
        found = {
            Cause.LEDGER: shaped or bool(whats & _OF_LEDGERS),
            Cause.SETUP: shaped or bool(whats & _OF_LEDGERS),
            Cause.BUDGET: bool(budgeted),
            Cause.TRANSFER: bool(budgeted),
            Cause.FORECAST: bool(whats & _OF_FORECASTS),
            Cause.PROPOSAL: bool(whats & AHEAD),
            Cause.CARRY_OVER: bool(whats & _OF_CARRY_OVERS),
            Cause.CARRY_OVER_WITHDRAWN: bool(whats & _OF_CARRY_OVERS),
        }
        return frozenset(cause for cause, matters in found.items() if matters)

    def value(self, known: Known) -> Value:
        """The exact value of the figure when only `known` had been read.

        What would have been contradicted then could not be computed, and no more the whole of a
        committee whose rows stood on lines that it has no longer. A report that lacked too much
        to be written had its figures all the same.
        """
        self._lookup = self._lookup.as_known(known)
        if not self.name.of.activity and self._has_lost_lines():
            return NOT_COMPUTABLE
        self._made = self._how(self._lookup, self._made)
        try:
            return _book(self._made, self._lookup, self.name).value(self.name)
        except Contradiction:
            return NOT_COMPUTABLE

    def _has_lost_lines(self) -> bool:
        """Whether what is booked stands on lines that are gone, since a set-up placed all anew."""
        if Cause.LEDGER not in self.causes():
            return False
        lines = {line.key for line in self._skeleton.known_lines} | {"", REMAINDER}
        booked = self._lookup.booked_by(int(self.restated))
        return any(cell.line not in lines for cell in booked.cells)

    def _how(self, lookup: Lookup, before: _Made | None) -> _Made:
        """How the figure is made by what the lookup knows: as `before`, if nothing is new."""
        facts = completed(
            self._skeleton, lookup, reader=self._reader, form=self._form, restated=self.restated
        )
        if before is not None and facts == before.facts:
            return before
        same = dict(unvarying(facts))
        return _Made(facts, *_needed(self.name, facts, same), same)


def _book(made: _Made, lookup: Lookup, name: Name) -> FigureBook:
    """A book of the figure and what it follows from."""
    book = FigureBook()
    for figure in look_up(made.facts, lookup, made.entered):
        book.add(figure)
    for figure in _read_together(made.facts, lookup, name):
        book.add(figure)
    for variance in made.entered:
        if variance in made.same:
            book.add(nothing_varies(variance, book.value(made.same[variance])))
    book.fill(made.following)
    return book


def _needed(
    name: Name, facts: Facts, same: Mapping[Name, Name]
) -> tuple[tuple[Name, ...], tuple[AnyRelation, ...]]:
    """The entered figures that one is made of, itself perhaps, and the relations that lead to it.

    `same` are the variances of what is the same in both columns. A figure of the whole committee
    may be entered or follow from others, as the reading is, and a text may ask for a variance:
    such ones are both looked up and followed.
    """
    looked_up = {*wanted(facts), *same}
    leads = _leads(rules.relations(facts), looked_up)
    found: dict[Name, None] = {name: None}
    following: dict[int, AnyRelation] = {}
    waiting = [name]
    while waiting:
        one = waiting.pop()
        parts = [same[one]] if one in same else []
        if one not in looked_up or not one.of.activity or one.what not in CURRENT_WHATS:
            for number, relation in leads.get(one, {}).items():
                following[number] = relation
                parts += relation.names
        new = [part for part in dict.fromkeys(parts) if part not in found]
        found.update(dict.fromkeys(new))
        waiting += new
    # In the report's own order: what is absent spreads through them one after the other.
    in_order = tuple(following[number] for number in sorted(following))
    return tuple(one for one in found if one in looked_up), in_order


def _leads(
    relations: Sequence[AnyRelation], looked_up: Collection[Name]
) -> dict[Name, dict[int, AnyRelation]]:
    """For each figure the relations, by number, that it can follow from.

    Those that it is the result of, and those that it can be solved from as a term. The latter are
    none where the result is known in no other way: a variance never tells what it varies from.
    """
    using: dict[Name, dict[int, AnyRelation]] = {}
    for number, relation in enumerate(relations):
        for name in relation.names:
            using.setdefault(name, {})[number] = relation
    waiting = list(enumerate(relations))
    while waiting:
        number, relation = waiting.pop()
        if relation.result in looked_up or len(using[relation.result]) > 1:
            continue
        for name in relation.names:
            if name != relation.result and using[name].pop(number, None) is not None:
                waiting += using[name].items()
    return using


def _read_together(facts: Facts, lookup: Lookup, name: Name) -> tuple[Figure, ...]:
    """The figures of earmarked projects, or of the result that is carried over, if one of them is
    asked for: they are read together."""
    if name.what in (*earmarked.GIVEN, What.REMAINING):
        return lookup.project_figures(facts)
    if name.what in _OF_CARRY_OVERS:
        return lookup.carried.figures(facts)
    return ()
