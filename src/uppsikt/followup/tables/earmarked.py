"""The table of earmarked projects."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.documents import Block, Column, Heading, Row, Table
from uppsikt.figures import What
from uppsikt.followup.basis.earmarked import GIVEN, name_of
from uppsikt.followup.basis.value_columns import UNIT
from uppsikt.followup.book.computed import Computed

_NOTE = (
    "Använt är nettokostnaden på projektets kod i huvudboken. Går det inte att beräkna är någon "
    "månad inte bokförd verifikation för verifikation."
)


def earmarked_blocks(computed: Computed) -> Iterator[Block]:
    """The table under its heading; nothing where no project is earmarked."""
    facts = computed.facts
    if not facts.projects:
        return
    whats = (*GIVEN, What.REMAINING)
    year = facts.month.year
    rows = [
        Row(text, text, "row",
            tuple(computed.cell(name_of(facts, what, key)) for what in whats), key)
        for key, text in facts.projects
    ]  # fmt: skip
    cells = tuple(computed.cell(name_of(facts, what)) for what in whats)
    rows.append(Row("Summa", "Summa", "sum", cells, "alla", tuple(row.key for row in rows)))
    columns = (
        Column("Godkänt", "Godkänt"),
        Column(f"Till och med {year - 1}", f"T.o.m.\n{year - 1}", priority=2),
        Column(f"Under {year}", f"Under\n{year}", priority=2),
        Column("Kvar", "Kvar"),
    )
    yield Heading(1, "Öronmärkta projekt")
    caption = "Öronmärkta projekt"
    yield Table(
        "oronmarkt", caption, caption, UNIT, columns, tuple(rows), (_NOTE,), row_head="Projekt"
    )
