"""The table of the accumulated result: opening, the year's result, what is decided, closing."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.documents import Block, Column, Heading, Row, Table
from uppsikt.figures import Absent
from uppsikt.followup.basis import accumulated, names
from uppsikt.followup.basis.value_columns import UNIT
from uppsikt.followup.book.computed import Computed

HEADING = "Ackumulerat resultat"
OPENING = "Ingående ackumulerat resultat"
RESULT = "Årets resultat"
ADJUSTMENT = "Beslutad resultatreglering"
CLOSING = "Utgående ackumulerat resultat"


def accumulated_blocks(computed: Computed) -> Iterator[Block]:
    """The table under its heading; nothing where nothing is known of accumulated results."""
    facts = computed.facts
    if not facts.carries_over:
        return
    shown = {
        "ingaende": (OPENING, accumulated.opening_name(facts)),
        "resultat": (RESULT, names.result(facts)),
        "reglering": (ADJUSTMENT, accumulated.adjustment_name(facts)),
        "utgaende": (CLOSING, accumulated.closing_name(facts)),
    }
    *parts, last = shown
    rows = tuple(
        Row(
            label,
            label,
            "sum" if key == last else "row",
            (computed.cell(name),),
            key,
            tuple(parts) if key == last else (),
        )
        for key, (label, name) in shown.items()
    )
    year = facts.month.year
    column = Column(f"Bokslut {year}", f"Bokslut\n{year}")
    yield Heading(1, HEADING)
    yield Table(
        "ackumulerat", f"{HEADING} {year} (Tkr)", HEADING, UNIT, (column,), rows,
        (*facts.notes.get("ackumulerat", ()), *_other_result(computed)), row_head="Post",
    )  # fmt: skip


def _other_result(computed: Computed) -> Iterator[str]:
    """That the decision was taken on another result than the one booked, beyond rounding."""
    made = computed.facts.carry_over
    booked = computed.exact.value(names.result(computed.facts))
    if made is not None and not isinstance(booked, Absent):
        yield from accumulated.other_result(made, booked)
