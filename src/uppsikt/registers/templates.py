"""A file to fill in for a register: its heads, and in a workbook what each column holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from uppsikt.registers.register import Register
from uppsikt.sheets import Value, csv_bytes, workbook_bytes

_ABOUT = ("Kolumn", "Krävs", "Innehåll", "Exempel")


def template(register: Register, form: str) -> bytes:
    """The heads alone as csv; as xlsx also a sheet that says what each column holds."""
    heads = [column.head for column in register.columns]
    if form == "csv":
        return csv_bytes(heads, ())
    told: list[Sequence[Value]] = [
        (column.head, "ja" if column.needed else "nej", _about(column.choices, column.about),
         column.example)
        for column in register.columns
    ]  # fmt: skip
    return workbook_bytes(("Mall", heads, ()), ("Beskrivning", _ABOUT, told))


def _about(choices: Mapping[str, str], about: str) -> str:
    return f"{about}: {', '.join(choices)}" if choices else about
