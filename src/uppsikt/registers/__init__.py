"""Extracts of registers: a file in, checked rows out, with identities sealed at the door.

Knows files and rows alone, neither who may read them nor where they are kept.
"""

from uppsikt.registers.assistance import ASSISTANCE
from uppsikt.registers.employment import EMPLOYMENT
from uppsikt.registers.faults import RegisterFault
from uppsikt.registers.holiday import HOLIDAY
from uppsikt.registers.identity import Sealer, hidden
from uppsikt.registers.placements import PLACEMENTS
from uppsikt.registers.reading import ReadExtract, read_extract
from uppsikt.registers.refugees import REFUGEES
from uppsikt.registers.register import MONTH, Column, Kind, Register, Span
from uppsikt.registers.templates import template

REGISTERS: dict[str, Register] = {
    one.key: one for one in (ASSISTANCE, EMPLOYMENT, PLACEMENTS, REFUGEES, HOLIDAY)
}
"""The registers that can be read, by key."""

__all__ = [
    "ASSISTANCE",
    "EMPLOYMENT",
    "HOLIDAY",
    "MONTH",
    "PLACEMENTS",
    "REFUGEES",
    "REGISTERS",
    "Column",
    "Kind",
    "ReadExtract",
    "Register",
    "RegisterFault",
    "Sealer",
    "Span",
    "hidden",
    "read_extract",
    "template",
]
