"""Balances of one committee in memory: what is booked, what is nothing, and what is not known.

Amounts are whole öre; income positive, cost negative. A *span* is two months (yyyymm), both
included. Vouchers give spans of one month; a file of period balances may give longer ones, and
those are never spread over their months.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Period, Side, Value

if TYPE_CHECKING:
    from uppsikt.sources.cubes import CubeReader

Span = tuple[int, int]


class Cell(NamedTuple):
    """The sum of a line's rows in an account group over a span.

    `line` is empty for what is the committee's own without feeding a line, `group` for accounts
    in no group, and `side` is None where such an account's class does not tell it.
    """

    line: str
    group: str
    side: Side | None
    first: int
    last: int
    amount: int
    rows: int


class AccountSum(NamedTuple):
    """The sum of an account (or unit, or counterpart) within a line, in öre."""

    code: str
    group: str
    amount: int
    rows: int


@dataclass(frozen=True)
class Selection:
    """Which codes of the ledger to look at, and which report line; None is all of them."""

    account: str | None = None
    unit: str | None = None
    counterpart: str | None = None
    line: str | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()


EVERYTHING = Selection()


class _Asked(NamedTuple):
    """A way of asking for a line's sum; None is all groups, or both sides."""

    group: str | None
    side: Side | None
    is_sideless: bool = False


Sums = dict[tuple[str, _Asked], dict[Span, int]]
"""Öre by line and way of asking, and then by span."""

Detail = Callable[[Selection], Sequence[Cell]]
"""Reads the cells of a selection of codes."""

ByCode = Callable[[str, Mapping[str, Span], Selection], Sequence[tuple[str, Cell]]]
"""Reads (code, cell) of a selection by a dimension: each line's months as one cell a group."""


@dataclass(frozen=True)
class LineTime:
    """When a report line exists (yyyymm, both included), and whether it is a contingency."""

    key: str
    first: int
    last: int
    is_contingency: bool = False

    def months_in(self, period: Period) -> Span | None:
        """The part of the period in which the line exists, or None."""
        first = max(self.first, period.first_month)
        last = min(self.last, period.last_month)
        return (first, last) if first <= last else None


class Coverage(NamedTuple):
    """What is known of a line that is put together from several: spans that all of them cover,
    and spans in which only some do, or which a move cuts through."""

    known: tuple[Span, ...]
    broken: tuple[Span, ...]


@dataclass(frozen=True)
class Balances:
    """What one committee has booked from the first to the last year.

    `complete` are the spans that are covered for all lines; a line may have spans of its own
    besides, by its cells. `fingerprint` changes when any of it does. `restated_to` is the year
    whose organisation earlier years are shown by, or None; then `coverage` says what is known of
    each line. `parts` are the column files that it is read from.
    """

    committee: str
    first_year: int
    last_year: int
    fingerprint: str
    cells: tuple[Cell, ...]
    complete: tuple[Span, ...]
    times: tuple[LineTime, ...]
    detail: Detail = field(repr=False)
    by_code: ByCode = field(repr=False)
    restated_to: int | None = None
    coverage: Mapping[str, Coverage] = field(default_factory=dict, repr=False)
    parts: CubeReader | None = field(default=None, repr=False, compare=False)
    _sums: dict[Selection, Sums] = field(default_factory=dict, repr=False, compare=False)
    _known_spans: dict[tuple[Period, str | None], dict[str, Span] | Absent] = field(
        default_factory=dict, repr=False, compare=False
    )
    _known_pieces: dict[str, list[Span]] = field(default_factory=dict, repr=False, compare=False)

    def value(
        self,
        period: Period,
        *,
        activity: str | None = None,
        side: Side | None = None,
        group: str | None = None,
        account: str | None = None,
        unit: str | None = None,
        counterpart: str | None = None,
    ) -> Value:
        """What is booked in the period, in öre; `activity` None is the whole committee.

        The sum (0 if nothing is booked) when the whole period is covered, MISSING when none of
        it is, NOT_COMPUTABLE when only a part is, or when a span reaches over the period's edge.
        A line counts in the months in which it exists. `group` may be "" for the accounts in no
        group; where such an account's side is unknown, a side is NOT_COMPUTABLE.
        """
        spans = self._spans_to_sum(period, activity)
        if isinstance(spans, Absent):
            return spans
        sums = self._sums_of(Selection(account, unit, counterpart))
        asked = _Asked(group, side if side in (Side.INCOME, Side.COST) else None)
        unsure = _Asked(group, None, is_sideless=True)
        total = 0
        for line, (first, last) in spans.items():
            for span, amount in sums.get((line, asked), {}).items():
                if first <= span[0] and span[1] <= last:
                    total += amount
            if asked.side is not None:
                for span, amount in sums.get((line, unsure), {}).items():
                    if amount and first <= span[0] and span[1] <= last:
                        return NOT_COMPUTABLE
        return total

    def months_to_sum(
        self, period: Period, activity: str | None = None
    ) -> dict[str, Span] | Absent:
        """For each line of the committee the months that its sum of the period is made of.

        Those of the period in which it exists; absent where the committee's sum is. With an
        activity, that line alone.
        """
        return self._spans_to_sum(period, activity)

    def spans(self, year: int, activity: str | None = None) -> tuple[Period, ...]:
        """The finest covered pieces of a year, in order: January–May, June, July, say.

        For the whole committee: the finest pieces in which every line is covered. A balance over
        the turn of the year is no piece of either year.
        """
        keys = [time.key for time in self.times] if activity is None else [activity]
        pieces = merged(span for key in keys for span in self.pieces(key))
        found = (_period(span) for span in pieces if span[0] // 100 == year == span[1] // 100)
        return tuple(
            period for period in found if isinstance(self.value(period, activity=activity), int)
        )

    def accounts(self, period: Period, activity: str) -> tuple[AccountSum, ...]:
        """The sum of each account of a line in the period; none if the period is not covered."""
        return self._by("account", period, activity)

    def units(self, period: Period, activity: str) -> tuple[AccountSum, ...]:
        """The sum of each unit of a line in the period; none if the period is not covered."""
        return self._by("unit", period, activity)

    def counterparts(self, period: Period, activity: str) -> tuple[AccountSum, ...]:
        """The sum of each counterpart of a line in the period; none if it is not covered."""
        return self._by("counterpart", period, activity)

    def _by(self, dimension: str, period: Period, activity: str) -> tuple[AccountSum, ...]:
        spans = self._spans_to_sum(period, activity)
        if isinstance(spans, Absent):
            return ()
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for code, cell in self.by_code(dimension, spans, Selection(line=activity)):
            group = cell.group if dimension == "account" else ""
            amount, rows = found.get((code, group), (0, 0))
            found[code, group] = (amount + cell.amount, rows + cell.rows)
        return tuple(
            AccountSum(code, group, amount, rows)
            for (code, group), (amount, rows) in sorted(found.items())
        )

    def _spans_to_sum(self, period: Period, activity: str | None) -> dict[str, Span] | Absent:
        """For each line the months to add up, or why that cannot be done."""
        if (period, activity) not in self._known_spans:
            self._known_spans[period, activity] = self._find_spans(period, activity)
        return self._known_spans[period, activity]

    def _find_spans(self, period: Period, activity: str | None) -> dict[str, Span] | Absent:
        if activity is not None:
            months = self._months_of(activity, period)
            if months is None:
                return MISSING
            state = self._state(activity, months)
            return {activity: months} if state is None else state
        wanted = {
            key: months
            for key in dict.fromkeys(time.key for time in self.times)
            if (months := self._months_of(key, period)) is not None
        }
        states = [self._state(line, months) for line, months in wanted.items()]
        if not wanted or all(state is MISSING for state in states):
            return MISSING
        if any(state is not None for state in states):
            return NOT_COMPUTABLE
        whole = period.span
        # What feeds no line is the committee's all the same: no booked krona is left out.
        return NOT_COMPUTABLE if self._is_cut("", whole) else {**wanted, "": whole}

    def _months_of(self, line: str, period: Period) -> Span | None:
        """The months of the period in which the line exists and can be booked on, or None.

        A line may exist more than once, by different names; a contingency is never booked on.
        """
        if line == "":
            return period.span
        found = [
            months
            for time in self.times
            if time.key == line
            and not time.is_contingency
            and (months := time.months_in(period)) is not None
        ]
        return (min(f for f, _ in found), max(last for _, last in found)) if found else None

    def _state(self, line: str, months: Span) -> Absent | None:
        """None when the months are covered exactly; otherwise MISSING or NOT_COMPUTABLE."""
        if any(overlap(span, months) for span in self._broken(line)):
            return NOT_COMPUTABLE
        inside = [span for span in self.pieces(line) if overlap(span, months)]
        if not inside:
            return MISSING
        covered = sum(last - first + 1 for first, last in inside)
        cut = any(first < months[0] or months[1] < last for first, last in inside)
        return NOT_COMPUTABLE if cut or covered != months[1] - months[0] + 1 else None

    def _is_cut(self, line: str, months: Span) -> bool:
        return any(
            overlap(span, months) and not (months[0] <= span[0] and span[1] <= months[1])
            for span in self.pieces(line)
        )

    def pieces(self, line: str) -> list[Span]:
        """The spans (yyyymm) in which it is known what is booked on a line, in order."""
        if line in self.coverage:
            return list(self.coverage[line].known)
        if line not in self._known_pieces:
            own = self._sums_of(EVERYTHING).get((line, _Asked(None, None)), {})
            self._known_pieces[line] = merged([*self.complete, *own])
        return self._known_pieces[line]

    def _broken(self, line: str) -> tuple[Span, ...]:
        return self.coverage[line].broken if line in self.coverage else ()

    def _sums_of(self, selection: Selection) -> Sums:
        if selection not in self._sums:
            everything = selection.is_everything
            self._sums[selection] = _added(self.cells if everything else self.detail(selection))
        return self._sums[selection]


def _added(cells: Iterable[Cell]) -> Sums:
    """The sums of cells by line and span, in every way that they are asked for."""
    sums: Sums = {}
    for cell in cells:
        span = (cell.first, cell.last)
        groups, sideless = (None, cell.group), cell.side is None
        ways = [_Asked(group, None) for group in groups]
        ways += [_Asked(group, cell.side, sideless) for group in groups]
        for way in ways:
            found = sums.setdefault((cell.line, way), {})
            found[span] = found.get(span, 0) + cell.amount
    return sums


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, with those that overlap put together: only as a whole are they known."""
    found: list[Span] = []
    for first, last in sorted(set(spans)):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans have a month in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def _period(span: Span) -> Period:
    return Period(span[0] // 100, span[0] % 100, span[1] % 100)
