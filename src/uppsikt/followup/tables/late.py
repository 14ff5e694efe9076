"""The section of a report that says what has changed in closed months: what, how much and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from uppsikt.documents import Block, Cell, Column, Heading, Paragraph, Row, Table, Text
from uppsikt.figures import Unit, month_name
from uppsikt.followup.basis.facts import Facts, Late
from uppsikt.followup.basis.late import LATE_HEADING
from uppsikt.sources.period_rules import span_text

_ORE = 100
_NO_LINE = "Utan verksamhet"


def late_blocks(facts: Facts) -> tuple[Block, ...]:
    """The section, or nothing where nothing has changed."""
    if not facts.late:
        return ()
    blocks: list[Block] = [Heading(1, LATE_HEADING)]
    for reason, table in late_of_facts(facts):
        blocks += [Paragraph((Text(reason),)), table]
    return tuple(blocks)


def late_of_facts(facts: Facts, activity: str | None = None) -> tuple[tuple[str, Table], ...]:
    """The changes that a report tells, or those of one activity, as `late_tables` has them."""
    names = {line.key: line.name for line in facts.known_lines}
    late = tuple(one for one in facts.late if activity is None or one.line == activity)
    return late_tables(late, names)


def late_tables(late: Sequence[Late], names: Mapping[str, str]) -> tuple[tuple[str, Table], ...]:
    """For each change its day and reason in words, and a table: activity by activity, in kronor."""
    changes: dict[tuple[object, str], list[Late]] = {}
    for one in late:
        changes.setdefault((one.day, one.reason), []).append(one)
    return tuple(
        (_reason(rows[0]), _table(number, rows, names))
        for number, rows in enumerate(changes.values(), 1)
    )


def _reason(one: Late) -> str:
    day = f"{one.day.day} {month_name(one.day.month)} {one.day.year}"
    return f"Ändrat den {day}, efter stängningen. Skäl: {one.reason}"


def _table(number: int, late: Sequence[Late], names: Mapping[str, str]) -> Table:
    decimals = 2 if any(one.before % _ORE or one.after % _ORE for one in late) else 0
    rows = [
        Row(
            label := f"{names.get(one.line, one.line) or _NO_LINE}, "
            f"{span_text((one.first, one.last))}",
            label,
            "row",
            _cells(one.before, one.after, decimals),
            f"{one.line or 'ingen'}.{one.first}-{one.last}",
        )
        for one in late
    ]
    whole = sum(one.before for one in late), sum(one.after for one in late)
    keys = tuple(row.key for row in rows)
    rows.append(Row("Summa", "Summa", "sum", _cells(*whole, decimals), "summa", keys))
    columns = (
        Column("Före", "Före\nändringen", "pale", 2, decimals),
        Column("Efter", "Efter\nändringen", "normal", 2, decimals),
        Column("Skillnad", "Skillnad", "variance", 1, decimals),
    )
    name = f"{LATE_HEADING}, {number}"
    return Table(f"stangt-{number}", name, LATE_HEADING, Unit.KR, columns, tuple(rows))


def _cells(before: int, after: int, decimals: int) -> tuple[Cell, ...]:
    """Kronor before, after and their difference; öre where any amount has some."""
    step = 1 if decimals else _ORE
    return tuple(Cell(printed=amount // step) for amount in (before, after, after - before))
