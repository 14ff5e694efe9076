"""The table of what in the actual is accruals and reversals, month by month, in kronor."""

from __future__ import annotations

from collections.abc import Sequence

from uppsikt.documents import Block, Cell, Column, Heading, Row, Table
from uppsikt.figures import Period, Unit, month_name
from uppsikt.followup.basis.facts import Facts
from uppsikt.sources.accrual_rules import MonthAccruals

HEADING = "Periodiseringar i utfallet"
_ORE = 100


def accrual_blocks(facts: Facts) -> tuple[Block, ...]:
    """The table under its heading; nothing where nothing of the year's actual is accruals."""
    if not facts.accruals:
        return ()
    return Heading(1, HEADING), accruals_table(facts.accruals, facts.month)


def accruals_table(months: Sequence[MonthAccruals], until: Period) -> Table:
    """A row for each month that has some, and the sum up to the month; öre where there are any."""
    whole = MonthAccruals(0, sum(m.accrued for m in months), sum(m.reversed for m in months))
    odd = any(value % _ORE for one in (*months, whole) for value in (one.accrued, one.reversed))
    decimals = 2 if odd else 0
    rows = [
        Row(name := month_name(one.month % 100).capitalize(), name, "row",
            _cells(one, decimals), str(one.month))
        for one in months
    ]  # fmt: skip
    keys = tuple(row.key for row in rows)
    rows.append(Row("Summa", "Summa", "sum", _cells(whole, decimals), "summa", keys))
    columns = tuple(
        Column(name, name, decimals=decimals)
        for name in ("Periodiserat", "Återfört", "Tillsammans")
    )
    return Table(
        "periodiserat", f"{HEADING} {until.year} (Kr)", HEADING, Unit.KR, columns, tuple(rows),
        row_head="Månad",
    )  # fmt: skip


def _cells(one: MonthAccruals, decimals: int) -> tuple[Cell, ...]:
    step = 1 if decimals else _ORE
    amounts = (one.accrued, one.reversed, one.amount)
    return tuple(Cell(printed=amount // step) for amount in amounts)
