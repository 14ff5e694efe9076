"""Reading a committee's month cubes through the store, summed by line and account group.

Accounts are cut to the longest prefix that the set-up uses before the sums are made, so that
hundreds of accounts become tens; which group a prefix stands for is decided by the
organisation's own rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from uppsikt.figures import Side
from uppsikt.organisation.rules import (
    EARLIEST,
    LATEST,
    RESULT_CLASSES,
    Group,
    group_of,
    longest_first,
    side_of_class,
)
from uppsikt.sources.balances import EVERYTHING, Cell, Selection, Span
from uppsikt.store import Store

DIMENSIONS = ("account", "unit", "counterpart")


@dataclass(frozen=True)
class Turn:
    """Where the rows of a line go that are booked in the months and meet the codes.

    `target` is None for rows that are another's. `codes` are prefixes of unit, activity, account.
    """

    line: str
    first: int
    last: int
    codes: tuple[str, str, str]
    target: str | None


@dataclass(frozen=True)
class Slice:
    """What of a part's cube counts: all rows of `spans`, and of `lines` (line, first, last).

    `turns` lead rows to other lines, the first that a row meets; of the rows that meet none,
    `keeps` says whether they stay on their line or are left out.
    """

    cube: str
    spans: tuple[Span, ...]
    lines: tuple[tuple[str, int, int], ...]
    turns: tuple[Turn, ...] = ()
    keeps: bool = True

    def condition(self) -> tuple[str, list[object]]:
        """SQL for the rows that count, and its values."""
        conditions = []
        if self.spans:
            spans = ", ".join(f"({int(first)}, {int(last)})" for first, last in self.spans)
            conditions.append(f"(first, last) in ({spans})")
        if self.lines:
            wanted = ", ".join(f"(?, {int(first)}, {int(last)})" for _, first, last in self.lines)
            conditions.append(f"(line, first, last) in ({wanted})")
        return " or ".join(conditions), [line for line, _, _ in self.lines]


@dataclass(frozen=True)
class CubeReader:
    """Reads one committee's cells from its slices, by its account groups.

    `units` are units that are shown under another's code: code, last month, code after it.
    """

    store: Store
    slices: tuple[Slice, ...]
    groups: tuple[Group, ...]
    units: tuple[tuple[str, int, str], ...] = ()

    def cells(self, selection: Selection = EVERYTHING) -> tuple[Cell, ...]:
        """The cells of the codes in the selection."""
        return tuple(cell for _, cell in self._placed(self._query("", selection)))

    def by_code(
        self, dimension: str, first: int, last: int, selection: Selection = EVERYTHING
    ) -> list[tuple[str, Cell]]:
        """The cells of a selection within the months, each with its code in the dimension."""
        if dimension not in DIMENSIONS:
            raise ValueError(f"no such dimension: {dimension!r}")
        lasting = f"first >= {int(first)} and last <= {int(last)}"
        return list(self._placed(self._query(dimension, selection, (lasting, ()))))

    def over_months(
        self, dimension: str, spans: Mapping[str, Span], selection: Selection = EVERYTHING
    ) -> list[tuple[str, Cell]]:
        """What is booked on each line of `spans` within its months, by code and group.

        The months are added up where the cells lie, so that tens of thousands become hundreds.
        """
        if not spans:
            return []
        lasting = " or ".join(
            f"(line = ? and first >= {int(first)} and last <= {int(last)})"
            for first, last in spans.values()
        )
        found = self._query(dimension, selection, (f"({lasting})", list(spans)), whole=True)
        return [
            (code, cell._replace(first=spans[cell.line][0], last=spans[cell.line][1]))
            for code, cell in self._placed(found)
        ]

    def _query(
        self,
        dimension: str,
        selection: Selection,
        lasting: tuple[str, Sequence[object]] = ("true", ()),
        *,
        whole: bool = False,
    ) -> list[tuple[Any, ...]]:
        """Rows of code, line, account prefix, first and last month, öre and how many rows.

        `lasting` is a condition on the months, with its values. With `whole` the months are added
        up; the last one is told where a group of accounts may end with it, and is else 0.
        """
        if not self.slices:
            return []
        booked, parameters = self._booked()
        account, values = cut_sql("account", self._account_prefixes())
        parameters += values
        conditions = ["line is not null"]
        for column in (*DIMENSIONS, "line"):
            if (code := getattr(selection, column)) is not None:
                conditions.append(f"{column} = ?")
                parameters.append(code)
        conditions.append(lasting[0])
        parameters += lasting[1]
        months = self._months_told() if whole else "first, last"
        code_column = dimension or "''"
        return self.store.query(
            f"""
            with booked as ({booked}), cut as (
                select {code_column} as code, line, {account} as prefix, {months}, amount, rows
                from booked where {" and ".join(conditions)}
            )
            select code, line, prefix, first, last, sum(amount), sum(rows)
            from cut group by code, line, prefix, first, last
            """,
            {f"part{number}": [part.cube] for number, part in enumerate(self.slices)},
            parameters,
        )

    def _months_told(self) -> str:
        """SQL for the months that a group's account may depend on."""
        dated = any((group.first, group.last) != (EARLIEST, LATEST) for group in self.groups)
        return f"0 as first, {'last' if dated else '0 as last'}"

    def _booked(self) -> tuple[str, list[object]]:
        """The rows of all slices that count, and the parameters of that statement."""
        unit, unit_values = unit_sql(self.units)
        columns = f"{unit} as unit, account, counterpart, first, last, amount, rows"
        statements: list[str] = []
        parameters: list[object] = []
        for number, part in enumerate(self.slices):
            line, values = line_sql(part.turns, keeps=part.keeps)
            where, counted = part.condition()
            parameters += [*values, *unit_values, *counted]
            statements.append(f"select {line} as line, {columns} from part{number} where {where}")
        return " union all ".join(statements), parameters

    def _account_prefixes(self) -> tuple[str, ...]:
        used = (prefix for group in self.groups for prefix in group.prefixes)
        return longest_first([*used, *RESULT_CLASSES])

    def _placed(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, Cell]]:
        """The rows as cells of lines and groups, added up by code, in a fixed order."""
        found: dict[tuple[str, str, int, int, str, Side | None], tuple[int, int]] = {}
        groups: dict[tuple[str, int], tuple[str, Side | None]] = {}
        for code, line, prefix, first, last, amount, count in rows:
            if (prefix, last) not in groups:
                groups[prefix, last] = group_and_side(prefix, last, self.groups)
            key = (code, line, first, last, *groups[prefix, last])
            known = found.get(key, (0, 0))
            found[key] = (known[0] + int(amount), known[1] + int(count))
        for key in sorted(found, key=lambda key: (key[:5], str(key[5]))):
            code, line, first, last, group, side = key
            yield code, Cell(line, group, side, first, last, *found[key])


def group_and_side(account: str, month: int, groups: Sequence[Group]) -> tuple[str, Side | None]:
    """The key of the account's group and its side; for no group the side of the account class."""
    group = group_of(account, month, groups)
    return (group.key, group.side) if group else ("", side_of_class(account))


def line_sql(turns: Sequence[Turn], *, keeps: bool) -> tuple[str, list[object]]:
    """SQL for the line that a row is shown on, null for one that is left out, and its values."""
    otherwise = "line" if keeps else "null"
    if not turns:
        return otherwise, []
    cases: list[str] = []
    values: list[object] = []
    for turn in turns:
        condition, met = turn_sql(turn)
        cases.append(f"when {condition} then {'null' if turn.target is None else '?'}")
        values += [*met, *([] if turn.target is None else [turn.target])]
    return f"case {' '.join(cases)} else {otherwise} end", values


def turn_sql(turn: Turn) -> tuple[str, list[object]]:
    """SQL for the rows that a turn is about, and its values."""
    condition, values = codes_sql(turn.codes)
    return (
        f"line = ? and last between {int(turn.first)} and {int(turn.last)}{condition}",
        [turn.line, *values],
    )


def codes_sql(codes: tuple[str, str, str]) -> tuple[str, list[object]]:
    """SQL, each part after an "and", for codes that begin with these prefixes, and its values."""
    columns = zip(("unit", "activity", "account"), codes, strict=True)
    stated = [(column, prefix) for column, prefix in columns if prefix]
    parts = [f" and left({column}, {len(prefix)}) = ?" for column, prefix in stated]
    return "".join(parts), [prefix for _, prefix in stated]


def unit_sql(units: Sequence[tuple[str, int, str]]) -> tuple[str, list[object]]:
    """SQL for the code that a row's unit is shown under, and its values."""
    if not units:
        return "unit", []
    cases = " ".join(f"when unit = ? and last <= {int(last)} then ?" for _, last, _ in units)
    return f"case {cases} else unit end", [
        value for code, _, after in units for value in (code, after)
    ]


def cut_sql(column: str, prefixes: Sequence[str]) -> tuple[str, list[object]]:
    """SQL for the longest of `prefixes` (longest first) that a column begins with, and its values.

    Written with `left`, as `like` would take an underscore in a code for any letter.
    """
    if not prefixes:
        return "''", []
    cases = " ".join(f"when left({column}, {len(prefix)}) = ? then ?" for prefix in prefixes)
    return f"case {cases} else '' end", [part for prefix in prefixes for part in (prefix, prefix)]
