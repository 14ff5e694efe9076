"""Means and sums of months: which months each is taken over, and whether it is theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from uppsikt.figures import Exact, Figure, Relation, find_contradictions, mean, to_date
from uppsikt.figures import Finding as Contradicted
from uppsikt.review.printed import Printed, local
from uppsikt.review.tables.months import (
    Entry,
    Other,
    Series,
    Summary,
    contiguous,
    covers,
    valued,
    within,
)

MEAN, SUM = local("medel"), local("summa")
"""The names of the printed mean or sum while it is held against its months."""


@dataclass(frozen=True)
class Over:
    """A mean or sum of a series, with the months that it is taken over.

    ``since`` are the months after the mean or sum before it, ``base`` those of them that its label
    names (all, if it names none). ``index`` is its place in the series, the same as that of its
    siblings in the other columns.
    """

    series: Series
    summary: Summary
    printed: Printed
    above: tuple[Entry, ...]
    since: tuple[Entry, ...]
    base: tuple[Entry, ...]
    mixed: bool
    index: int
    """Whether other figures than months stand among the months."""

    @property
    def whole(self) -> bool:
        """Whether the base can be trusted to be all months there are, each once and readable."""
        named = self.summary.months
        return (
            len(valued(self.base)) >= 3
            and not self.mixed
            and not self.series.table.unread
            and not any(entry.hidden for entry in self.base)
            and contiguous(self.base)
            and (covers(self.base, named) if named else self._from_the_start)
        )

    @property
    def _from_the_start(self) -> bool:
        """Whether no month is cut off at the beginning, as by a page break."""
        return self.base[0].months[0] == 1 or len(self.base) >= 12

    @cached_property
    def half(self) -> Exact | None:
        """How far a month may lie from what is printed: not at all for counts."""
        return 0 if self.series.is_count else None

    def readings(self) -> Iterator[Sequence[Entry]]:
        """Every set of months that the mean or sum may honestly be taken over."""
        named = self.summary.months
        same = [entry for entry in self.above if entry.under == self.summary.under]
        seen: set[tuple[int, ...]] = set()
        for months in (self.base, self.above, same, self.series.entries):
            for part in (months, within(months, named) if named else months):
                for reading in (part, [one for one in part if one.printed and one.printed.value]):
                    which = tuple(map(id, reading))
                    if which not in seen and len(which) <= _LONGEST:
                        seen.add(which)
                        yield reading


_LONGEST = 60
"""No mean or sum in a report is taken over more months."""


def summaries(series: Series) -> Iterator[Over]:
    """The means and sums of a series, each with its months."""
    above: list[Entry] = []
    since: list[Entry] = []
    mixed = ended = False
    for index, item in enumerate(series.items):
        if isinstance(item, Entry):
            if ended:
                since, mixed, ended = [], False, False
            above.append(item)
            since.append(item)
        elif isinstance(item, Other):
            mixed = mixed or (item.printed is not None and bool(since) and not ended)
        else:
            ended = True
            if item.printed and since:
                named = within(since, item.months) if item.months else since
                yield Over(
                    series,
                    item,
                    item.printed,
                    tuple(above),
                    tuple(since),
                    tuple(named),
                    mixed,
                    index,
                )


def figures_of(over: Over, entries: Sequence[Entry]) -> tuple[list[Figure], Relation]:
    """The months as stated figures, and the sum of them as a relation."""
    values = valued(entries)
    names = [local(f"{place} {one.where}") for place, one in enumerate(values)]
    figures = [one.figure(name, over.half) for one, name in zip(values, names, strict=True)]
    return figures, to_date(SUM, names)


def mean_of(over: Over, entries: Sequence[Entry], count: int = 0) -> Contradicted | None:
    """The contradiction if the printed mean is not that of the months (through ``count``)."""
    figures, summed = figures_of(over, entries)
    number = count or len(figures)
    relations = [summed, mean(MEAN, SUM, number)]
    found = find_contradictions([*figures, over.printed.figure(MEAN)], relations)
    return found[0] if found else None


def sum_of(over: Over, entries: Sequence[Entry]) -> Contradicted | None:
    """The contradiction if the printed sum is not that of the months."""
    figures, summed = figures_of(over, entries)
    found = find_contradictions([*figures, over.printed.figure(SUM)], [summed])
    return found[0] if found else None
