"""A file to fill in for a register: its heads, and in a workbook what each column holds."""

from __future__ import annotations

from collections.abc import Sequence

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


def _about(choices: Sequence[str] | object, about: str) -> str:
    words = list(choices) if isinstance(choices, dict) else []
    return f"{about}: {', '.join(words)}" if words else about
