"""The rows of a large sheet: read anew whenever they are asked for, with only the top at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias, overload

from uppsikt.sheets.cells import Value

Row: TypeAlias = tuple[int, Sequence[Value]]
_TOP = 100
"""Rows kept, among which the head is looked for."""


class Streamed(Sequence[Row]):
    """Rows that are never all in memory. Indexes other than the first ones read from the start."""

    def __init__(self, rows: Callable[[], Iterator[Row]]) -> None:
        self._rows = rows
        self._top = tuple(islice(rows(), _TOP))

    def __iter__(self) -> Iterator[Row]:
        return self._rows() if len(self._top) == _TOP else iter(self._top)

    def __bool__(self) -> bool:
        return bool(self._top)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice) and index.stop is not None and 0 <= index.stop <= _TOP:
            return self._top[index]
        if isinstance(index, int) and 0 <= index < len(self._top):
            return self._top[index]
        return tuple(self)[index]
