"""Sum rows within a table: left out only when they really are the sum of the rows above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from uppsikt.figures import UppsiktError, number
from uppsikt.sheets.cells import Value, displayed, measured

_LABEL = re.compile(
    r"(?:del)?(?:summa|sum|total|totalt|totalsumma|s:a)\b.*|.*\b(?:summa|totalt|total)",
    re.IGNORECASE,
)


def is_label(value: Value) -> bool:
    """Whether a cell says that its row is a sum: Summa, Totalt, Delsumma 5750, 5750 Summa."""
    return isinstance(value, str) and bool(_LABEL.fullmatch(value.rstrip(" :")))


@dataclass
class Running:
    """The sums of the rows so far, and what they were after each sum row: where parts begin."""

    marks: str
    totals: dict[str, Decimal | None] = field(default_factory=dict)
    rows: int = 0
    bounds: list[tuple[int, dict[str, Decimal | None]]] = field(default_factory=lambda: [(0, {})])

    def add(self, amounts: Mapping[str, Value]) -> None:
        """Adds a row of the table."""
        self.rows += 1
        for name, value in amounts.items():
            known, new = self.totals.get(name, Decimal(0)), _number(value, self.marks)
            self.totals[name] = None if known is None or new is None else known + new

    def add_many(self, sums: Mapping[str, Decimal], rows: int) -> None:
        """Adds rows of the table at once, by the sum of each of their columns."""
        self.rows += rows
        for name, new in sums.items():
            known = self.totals.get(name, Decimal(0))
            self.totals[name] = None if known is None else known + new

    def state(self) -> dict[str, Any]:
        """What has been summed, as plain JSON."""
        return {
            "totals": _said(self.totals),
            "rows": self.rows,
            "bounds": [[rows, _said(totals)] for rows, totals in self.bounds],
        }

    def go_on(self, state: Mapping[str, Any]) -> None:
        """Goes on from what ``state`` gave."""
        self.totals = _meant(state["totals"])
        self.rows = state["rows"]
        self.bounds = [(rows, _meant(totals)) for rows, totals in state["bounds"]]

    def settle(self, amounts: Mapping[str, Value], heads: Mapping[str, str] | None = None) -> str:
        """What is wrong with a sum row; empty if each of its amounts is the sum of a part.

        A part begins at the top or after an earlier sum row, and has at least one row. ``heads``
        are what the file calls the amounts.
        """
        stated = {name: _number(value, self.marks) for name, value in amounts.items()}
        parts = [before for rows, before in self.bounds if rows < self.rows]
        if any(self._is(stated, before) for before in parts):
            self.bounds.append((self.rows, dict(self.totals)))
            return ""
        name = next(iter(stated), "")
        told = (heads or {}).get(name) or name
        said = f"{told}: raden säger {displayed(amounts[name])}" if name else "raden har inget tal"
        counted = [self._part(name, before) for before in parts]
        over = " eller ".join("?" if one is None else _plain(one) for one in counted) or "ingenting"
        return f"{said}, raderna ovanför ger {over}"

    def _is(
        self, stated: Mapping[str, Decimal | None], before: Mapping[str, Decimal | None]
    ) -> bool:
        return bool(stated) and all(
            value is not None and value == self._part(name, before)
            for name, value in stated.items()
        )

    def _part(self, name: str, before: Mapping[str, Decimal | None]) -> Decimal | None:
        total, start = self.totals.get(name), before.get(name, Decimal(0))
        return None if total is None or start is None else total - start


def _number(value: Value, marks: str) -> Decimal | None:
    """A cell's number; zero for an empty one, None for what is no number."""
    if value == "":
        return Decimal(0)
    try:
        return measured(value, marks).number
    except UppsiktError:
        return None


def _plain(value: Decimal) -> str:
    decimals = max(0, -int(value.normalize().as_tuple().exponent))
    return number(value, decimals)


def labels(cells: Sequence[Value]) -> bool:
    """Whether any cell says that the row is a sum."""
    return any(is_label(cell) for cell in cells)


def _said(totals: Mapping[str, Decimal | None]) -> dict[str, str | None]:
    return {name: None if value is None else str(value) for name, value in totals.items()}


def _meant(totals: Mapping[str, str | None]) -> dict[str, Decimal | None]:
    return {name: None if value is None else Decimal(value) for name, value in totals.items()}
