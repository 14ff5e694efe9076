"""The council's decision on a result of the demo, made up so that no published figure changes.

The result is that of the year-end, which is made up too. All of it is written off, so the next year
opens with the accumulated result that its published plan says: none.
"""

from typing import NamedTuple

from .activities import FAMILY


class Row(NamedTuple):
    """A decision; the amounts in kronor."""

    year: int
    decided: str
    decision: str
    committee: str
    result: int
    carried: int
    written_off: int


ROWS = (Row(2023, "2024-04-25", "Bokslut 2023 (påhittat)", FAMILY, -7_131_057, 0, -7_131_057),)
