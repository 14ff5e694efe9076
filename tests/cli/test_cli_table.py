"""A table in the terminal: aligned, with its sum, and with the kinds of nothing kept apart."""

from __future__ import annotations

from uppsikt.cli.table import lines
from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Unit


def test_a_table_is_aligned_and_tells_the_kinds_of_nothing_apart() -> None:
    table = Table(
        key="t",
        name="T",
        caption="Nettokostnader",
        unit=Unit.TKR,
        columns=(Column("u", "Utfall\njan–okt"), Column("a", "Avvikelse", tone="variance")),
        rows=(
            Row("A", "Verksamhet A", "head", (), "a"),
            Row("A / i", "Intäkt", "sub", (Cell(printed=1500), Cell(printed=20)), "ai"),
            Row("B", "Buffert", "row", (Cell(absent=MISSING), Cell(printed=0)), "b"),
            Row("S", "Summa", "sum", (Cell(printed=-11149), Cell(absent=NOT_COMPUTABLE)), "s"),
        ),
    )
    shown = [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines(table)]
    assert shown[:10] == [
        "Nettokostnader, tkr",
        "",
        "               Utfall",
        "Verksamhet    jan–okt  Avvikelse",
        "────────────────────────────────",
        "Verksamhet A",
        "  Intäkt        1 500        +20",
        "Buffert             –          0",
        "────────────────────────────────",
        "Summa         −11 149     går ej",
    ]
    assert any(note.startswith("– betyder") for note in shown[10:])
    assert any(note.startswith("går ej betyder") for note in shown[10:])
