"""Which column of a file holds which of our fields: a mapping resolved against one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Columns:
    """Where in a file our fields stand, and how what stands there is to be read.

    ``sheet``: the sheet's name, empty for CSV. ``head_row``: the last row of the head, from 1; the
    rows begin below it. ``places``: our field's name → its column, from 0. ``options``:

    ====== ======================================= ==============================================
    unit   kr (default), tkr, mnkr                 of every amount that states none itself
    sign   income_positive (default), cost_positive  cost_positive: every amount is turned
    dates  iso (default), dmy                      dmy: 31.10.2022 and 31/10/2022 are days too
    marks  comma (default), point                  point: 1,234.50 is one thousand and a half
    scope  whole (default), balances               whole: all that was booked in its months
    ====== ======================================= ==============================================

    ``constants``: fields that no column holds, with the text that is theirs on every row.
    """

    sheet: str
    head_row: int
    places: Mapping[str, int]
    options: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def option(self, key: str, default: str) -> str:
        """An option's value, or what holds without one."""
        return self.options.get(key) or default
