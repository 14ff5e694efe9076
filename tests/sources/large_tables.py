"""Every table is large, and its blocks are very small: for tests of what is read in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from uppsikt.sheets import csv_blocks, opened, workbook_rows


@contextmanager
def large(rows: int = 3, piece: int = 60) -> Iterator[None]:
    """Workbooks are read some rows at a time, CSV files some bytes at a time."""
    patch = pytest.MonkeyPatch()
    patch.setattr(opened, "LARGE_CSV", 0)
    patch.setattr(opened, "LARGE_XML", 0)
    patch.setattr(csv_blocks, "ROWS", rows)
    patch.setattr(csv_blocks, "PIECE", piece)
    patch.setattr(workbook_rows, "ROWS", rows)
    opened._kept.cache_clear()
    try:
        yield
    finally:
        patch.undo()
        opened._kept.cache_clear()
