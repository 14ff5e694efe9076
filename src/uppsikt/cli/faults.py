"""What a user is told when something goes wrong, and with which status the command ends."""

from __future__ import annotations

import os
from collections.abc import Sequence

from uppsikt.cli import installation
from uppsikt.figures import UppsiktError
from uppsikt.platform.fault_files import keep_fault
from uppsikt.platform.faults import foreseen

FAULT_IN_PROGRAM = 1
FAULT_IN_INPUT = 2
_LINE = 80


def explain(fault: Exception) -> tuple[str, int]:
    """The text for the user and the command's status.

    A fault that we foresaw is told as it is, status 2. Any other is a fault in the program,
    status 1: its details are kept in a file that the text names.
    """
    known = foreseen(fault)
    if known is not None:
        return in_lines(known), FAULT_IN_INPUT
    details = keep_fault(fault, str(os.getpid()), now=installation.now())
    unforeseen = UppsiktError(
        "Något gick fel i programmet, och kommandot avbröts.",
        todo=f"Försök igen. Hjälper det inte, rapportera felet och bifoga {details}",
    )
    return in_lines(unforeseen), FAULT_IN_PROGRAM


def in_lines(fault: UppsiktError) -> str:
    """A fault as the terminal shows it: what went wrong, then each other part on its line."""
    parts = [
        ("Var", fault.where),
        ("Värden", _values(fault.values)),
        ("Varför", fault.why),
        ("Gör så här", fault.todo),
    ]
    shown = [f"  {head}: {text}".replace(": \n", ":\n") for head, text in parts if text]
    return "\n".join([f"Fel: {fault.what}", *shown])


def _values(values: Sequence[str]) -> str:
    """The values on one line if they are short, otherwise as a list."""
    together = "; ".join(values)
    if len(values) == 1 or len(together) <= _LINE:
        return together
    return "".join(f"\n    - {value}" for value in values)
