"""How long rows are kept: pure decisions."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def last_day_kept(read_on: date, months: int) -> date:
    """The day when rows that were read on a day are to be deleted: so many months later.

    Data is kept no longer than its purpose needs (GDPR, article 5.1 e).
    """
    year, month = divmod(read_on.year * 12 + read_on.month - 1 + months, 12)
    return date(year, month + 1, min(read_on.day, monthrange(year, month + 1)[1]))
