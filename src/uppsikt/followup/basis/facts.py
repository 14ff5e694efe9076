"""What a report is made from, as plain values: gathered once, then only computed with.

Nothing here knows of the database, so every rule of a report can be tried on a small book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from uppsikt.figures import Figure, Name, Period, Side, Value, What
from uppsikt.followup.basis.value_columns import Columns, FormColumns, month_columns
from uppsikt.planning.carry_over_rules import CarryOver
from uppsikt.planning.next_year_rules import Steps
from uppsikt.planning.rules import BudgetDecision
from uppsikt.sources.accrual_rules import MonthAccruals
from uppsikt.sources.row_filter import RowFilter

Place = Literal["inledning", "analys", "avslutning", "utseende"]
PLACES: tuple[Place, ...] = ("inledning", "analys", "avslutning")
"""Where a committee's own texts stand; those at "utseende" are the look's sections."""


@dataclass(frozen=True, slots=True)
class Line:
    """A report line: an activity, or the contingency, which has a budget but never an actual.

    `years` are the years in which the line exists, of those that the report speaks of; a line
    that went to another committee last year still stands in last year's column.
    """

    key: str
    name: str
    is_contingency: bool = False
    years: frozenset[int] = frozenset()
    aliases: tuple[str, ...] = ()

    def exists(self, period: Period) -> bool:
        """Whether the line exists in the period's year (a line without years always does)."""
        return not self.years or period.year in self.years


@dataclass(frozen=True, slots=True)
class Group:
    """An account group: where in the summary, and on which side of the books."""

    key: str
    name: str
    side: Side


@dataclass(frozen=True, slots=True)
class Unbooked:
    """A known item that is not booked; `name` is what stands after "ej bokförd"."""

    key: str
    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A known item of the year: its name, where and in which month, and how old it is.

    `counts` is whether it stands beside the actual; a commitment does not. `age` is empty for one
    that is wholly reversed. `booked_by` are the rows of the voucher that reverses it, if it is one.
    `rivals` are items that its voucher might as well reverse.
    """

    key: str
    name: str
    where: str
    month: Period
    counts: bool
    is_reversed: bool = False
    age: str = ""
    booked_by: RowFilter | None = None
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """An activity shown month by month over three years.

    `key` and `title` name the table in JSON. `pieces` are the rows: the finest parts of the period
    that every shown year can fill, as (first month, last month). A history that is not `shown`
    has no table of its own; its months are settled for a page or a sentence that speaks of them.
    """

    key: str
    title: str
    activity: str
    pieces: tuple[tuple[int, int], ...]
    shown: bool = True


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section of prose in stored form: activities stand by key. See docs/texter.md."""

    key: str
    heading: str
    body: str
    place: Place = "analys"


@dataclass(frozen=True, slots=True)
class MovedLine:
    """That a line, or a part of it, is another one since last year.

    `text` says from where, to where and by which decision. `origin` and `target` are the keys of
    the committee's own lines, empty for another committee's. `amount` is last year's net (öre).
    """

    text: str
    origin: str
    target: str
    amount: Value


@dataclass(frozen=True, slots=True)
class BridgeLine:
    """Last year's net of a line as published, in öre or absent: exact, and printed in whole tkr.

    None where the line did not exist then.
    """

    line: Line
    exact: Value | None
    printed: Value | None


@dataclass(frozen=True, slots=True)
class Bridge:
    """From last year as published to last year restated: the lines, their sum and the moves."""

    lines: tuple[BridgeLine, ...]
    whole: BridgeLine
    moves: tuple[MovedLine, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """What has changed on a report line, over months `first` to `last` (yyyymm), after closing.

    `line` is empty for what feeds no line; öre before and after.
    """

    day: date
    reason: str
    line: str
    first: int
    last: int
    before: int
    after: int

    def touches(self, period: Period) -> bool:
        """Whether the months meet the period."""
        first, last = period.span
        return self.first <= last and first <= self.last


@dataclass(frozen=True)
class Coming:
    """The year that is planned: the proposal's version, and the steps from this year's budget."""

    version: str
    steps: Steps = field(default_factory=Steps)


@dataclass(frozen=True)
class Facts:
    """Everything that one report rests on. `month` is the last month of the report.

    `figures` are exact, in öre, or absent; costs are negative. `fingerprint` names what they were
    read from, so that equal fingerprints mean equal reports. `split_forecasts` are the activities
    whose forecast is given by account group. `all_lines` are those of all times, which texts may
    speak of; without them, the report's own. `ungrouped` says that something is booked on accounts
    in no group, so that the groups are not all of their side. `detailed` are the activities whose
    account groups a page or a sentence speaks of. `author` is who gives the report out.
    `columns` are those of the form; without them, those of a month. `coming` is the year that a
    form plans. `rounds` are the months after which the year was forecast, in a form that looks
    back. `projects` are the earmarked ones, key and name, in a form that tells of them.
    `has_moved` says that last year restated is not last year as published;
    `restated_to` is the year whose organisation earlier years are told by, or 0 for as published;
    then `bridge` leads from one to the other. `late` is what has changed in closed months.
    `amendments` are the decisions that have changed the year's original budget, oldest first;
    `original_apart` says that it then stands in a table of its own only.
    `known_items` are the year's, booked or not, and `unbooked` those with something left.
    `accruals` is what of the year's actual is accruals, in the months that have some.
    `carries_over` says that the report tells how the accumulated result goes on into the next year,
    and `carry_over` is what is decided of the year's result, None until it is.
    """

    committee: str
    committee_name: str
    month: Period
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    figures: tuple[Figure, ...]
    unbooked: tuple[Unbooked, ...] = ()
    known_items: tuple[KnownRow, ...] = ()
    late: tuple[Late, ...] = ()
    histories: tuple[History, ...] = ()
    sections: tuple[SectionText, ...] = ()
    split_forecasts: tuple[str, ...] = ()
    all_lines: tuple[Line, ...] = ()
    ungrouped: bool = False
    detailed: tuple[str, ...] = ()
    author: str = ""
    columns: FormColumns | None = None
    coming: Coming | None = None
    amendments: tuple[BudgetDecision, ...] = ()
    original_apart: bool = False
    rounds: tuple[Period, ...] = ()
    projects: tuple[tuple[str, str], ...] = ()
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fingerprint: str = ""
    has_moved: bool = False
    restated_to: int = 0
    bridge: Bridge | None = None
    accruals: tuple[MonthAccruals, ...] = ()
    carries_over: bool = False
    carry_over: CarryOver | None = None

    def line(self, key: str) -> Line:
        """The report line with the key; raises KeyError."""
        return next(line for line in self.lines if line.key == key)

    def history_of(self, activity: str) -> History | None:
        """The months of an activity, if the report has them."""
        found = (history for history in self.histories if history.activity == activity)
        return next(found, None)

    @property
    def known_lines(self) -> tuple[Line, ...]:
        """The lines that texts may speak of; the report's own come first."""
        own = {line.key for line in self.lines}
        return (*self.lines, *(line for line in self.all_lines if line.key not in own))

    @property
    def value_columns(self) -> FormColumns:
        """The value columns that the report is made of."""
        return self.columns or month_columns(self.month)

    @property
    def month_columns(self) -> Columns:
        """The columns that a report of the month can show, last year told as in the report."""
        return Columns.of(self.month, self.restated_to)

    @property
    def last_year(self) -> Period:
        """The months of last year that the tables show: the same as this year's, or another span
        where the form has one."""
        earlier = (
            column.when
            for column in self.value_columns.measured
            if column.what is What.ACTUAL and column.when.year == self.month.year - 1
        )
        return next(earlier, self.to_date.previous_year())

    def told(self, name: Name) -> Name:
        """The figure as the report tells it: of an earlier year perhaps by this year's
        organisation, and then so is the change since then."""
        is_told = name.when.year < self.restated_to or name.what is What.CHANGE
        if not self.restated_to or not is_told:
            return name
        return replace(name, of=replace(name.of, organisation=self.restated_to))

    def year_text(self, year: int) -> str:
        """A year as the head of what the report tells of it: ``2022``, or ``2022 omräknat``."""
        return f"{year} omräknat" if year < self.restated_to else str(year)

    @property
    def to_date(self) -> Period:
        """January up to and including the month."""
        return self.month.to_date_of()

    @property
    def year(self) -> Period:
        """The whole year."""
        return Period.whole_year(self.month.year)
