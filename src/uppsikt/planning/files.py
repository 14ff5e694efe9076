"""What the budget file and the forecast file have in common: rows, names and amounts.

A fault names file and row; all faults of a file are told at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn, TypeVar

from uppsikt.figures import Period, Side, Unit, UppsiktError
from uppsikt.organisation.rules import (
    EARLIEST,
    LARGEST_AMOUNT,
    LATEST,
    Group,
    find_named,
    month_number,
    nearest,
)
from uppsikt.organisation.selectors import Line
from uppsikt.sheets import TableRow, day, month, ore

_SIDES = {"intäkt": Side.INCOME, "kostnad": Side.COST, "netto": Side.NET}

T = TypeVar("T")


class PlanFault(UppsiktError):
    """Something in a budget or forecast file is wrong; `where` names the file and the row."""


class PlanFaults(UppsiktError):
    """Several faults in one budget or forecast file."""


@dataclass(frozen=True)
class Names:
    """What a file's names can mean: a committee's lines and account groups."""

    lines: tuple[Line, ...]
    groups: tuple[Group, ...]

    def of_year(self, year: int) -> Names:
        """The lines and groups that hold at some time in the year."""
        first, last = year * 100 + 1, year * 100 + 12
        return Names(
            tuple(
                line
                for line in self.lines
                if month_number(line.valid_from, EARLIEST) <= last
                and first <= month_number(line.valid_to, LATEST)
            ),
            tuple(group for group in self.groups if group.first <= last and first <= group.last),
        )


@dataclass(frozen=True)
class Row:
    """One row of a file, by column head. The reading methods raise PlanFault for this row.

    `dates` and `marks` are how days and amounts are written, as ``sheets.Columns`` tells; `turned`
    is whether costs stand as positive.
    """

    file: str
    table: TableRow
    dates: str = "iso"
    marks: str = "comma"
    turned: bool = False

    @property
    def number(self) -> int:
        """The row's number in the file."""
        return self.table.number

    def fault(
        self, what: str, *, values: Sequence[str] = (), todo: str = "", column: str = ""
    ) -> NoReturn:
        """Raises PlanFault for this row, or in a workbook for its cell in `column`."""
        where = f"{self.file}, {self.table.place(column)}"
        raise PlanFault(what, where=where, values=values, todo=todo)

    def text(self, column: str) -> str:
        """The cell's text; empty if the file has no such column."""
        try:
            return self.table.text(column)
        except UppsiktError as fault:
            self.fault(f"{column}: {fault.what}", values=fault.values, column=column)

    def year(self, column: str) -> int:
        """A year."""
        text = self.text(column)
        if not (len(text) == 4 and text.isdecimal() and 1900 <= int(text) <= 2999):
            todo = f"Skriv {column} med fyra siffror."
            self.fault(f"”{text}” är inget år.", todo=todo, column=column)
        return int(text)

    def day(self, column: str) -> date:
        """A day as 2022-01-01."""
        try:
            return day(self.table.cells.get(column, ""), dates=self.dates)
        except UppsiktError as fault:
            self.fault(fault.what, todo=f"Skriv {column} som 2022-01-01.", column=column)

    def month(self, column: str) -> Period:
        """A month as 2022-10."""
        try:
            number = month(self.table.cells.get(column, ""), dates=self.dates)
        except UppsiktError as fault:
            self.fault(fault.what, todo=f"Skriv {column} som 2022-10.", column=column)
        return Period.month(*divmod(number, 100))

    def side(self) -> Side:
        """The side in the column `Slag`."""
        return self.choice("Slag", _SIDES)

    def choice(self, column: str, options: Mapping[str, T]) -> T:
        """What the cell's text stands for among `options`."""
        text = self.text(column)
        if text.casefold() not in options:
            self.fault(
                f"”{text}” kan inte stå i {column}.",
                todo=f"Välj något av: {', '.join(options)}.",
                column=column,
            )
        return options[text.casefold()]

    def unit(self) -> Unit:
        """The unit of money in the column `Enhet`."""
        unit = Unit.from_text(self.text("Enhet"))
        if unit is None or not unit.is_money:
            self.fault(
                f"”{self.text('Enhet')}” är ingen enhet.",
                todo="Skriv kr, tkr eller mnkr.",
                column="Enhet",
            )
        return unit

    def money(self, column: str) -> int:
        """An amount in the unit of the column `Enhet`, in öre, income positive."""
        unit = self.unit()
        try:
            written = self.table.cells.get(column, "")
            exact = ore(written, unit, marks=self.marks, largest=LARGEST_AMOUNT)
        except UppsiktError as fault:
            what = f"{column}: {fault.what}"
            self.fault(what, values=fault.values, todo=fault.todo, column=column)
        return -exact if self.turned else exact

    def line(self, names: Names) -> Line:
        """The report line that the column `Verksamhet` names."""
        text = self.text("Verksamhet")
        line = find_named(names.lines, text)
        if line is None:
            self.fault(
                f"Verksamheten ”{text}” finns inte.",
                todo=f"Menade du någon av dessa: {nearest(text, [x.name for x in names.lines])}? "
                "Har raden bytt namn, lägg det gamla namnet som alias i installationsfilen.",
                column="Verksamhet",
            )
        return line

    def group(self, names: Names, side: Side, line: Line) -> str:
        """The key of the account group in the column `Kontogrupp`, empty if there is none."""
        text = self.text("Kontogrupp")
        if not text:
            return ""
        group = find_named(names.groups, text)
        if group is None:
            self.fault(
                f"Kontogruppen ”{text}” finns inte.",
                todo=f"Menade du någon av dessa: {nearest(text, [x.name for x in names.groups])}?",
                column="Kontogrupp",
            )
        if group.side is not side:
            self.fault(
                f"Kontogruppen ”{group.name}” är {group.side.text}, men raden är {side.text}.",
                todo="Ändra Slag eller Kontogrupp.",
                column="Kontogrupp",
            )
        if line.is_contingency:
            self.fault(f"”{line.name}” är en buffert och har inga kontogrupper.")
        return group.key
