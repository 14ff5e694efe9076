"""What is told of a sheet beside its values."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_CELLS = 60_000_000
"""In the area of a sheet that holds anything: calamine keeps all of it, empty cells too."""


@dataclass
class Scan:
    """One sheet's hidden rows (from 1) and columns (from 0), and its cells of a special kind.

    ``broken``: cells with an error or an uncalculated formula, and what they say. ``padded``:
    numbers shown with zeros before, and how many digits are shown.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    padded: dict[tuple[int, int], int] = field(default_factory=dict)
    rows: tuple[int, int] = (1 << 30, 0)
    columns: tuple[int, int] = (1 << 30, 0)
    """The first and the last that hold something."""

    @property
    def extent(self) -> int:
        """How many cells the area that holds anything has, empty ones among them."""
        if not self.rows[1]:
            return 0
        return (self.rows[1] - self.rows[0] + 1) * (self.columns[1] - self.columns[0] + 1)
