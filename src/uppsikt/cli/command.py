"""What a command is, as the table of commands holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORMS = ("monthly", "interim", "budget", "annual")
"""The forms of reports, by key."""
MEASURES_FORM = "measures"
"""What `uppsikt report` writes besides: the measures, which are no report of the money."""
LAST_YEARS = ("published", "restated")
"""How a report tells last year."""


@dataclass(frozen=True)
class Argument:
    """One argument or option: its names, its help in Swedish, and argparse's own keywords."""

    names: tuple[str, ...]
    help: str
    keywords: Mapping[str, Any] = field(default_factory=dict)


def form_argument(what: str = "rapporten", *, measures: bool = False) -> Argument:
    """The option that says which form of a report is meant: by key, each with its Swedish name.

    With `measures` that is one of them.
    """
    told = (
        f"{what}: monthly (månadsuppföljning, används annars), interim (delårsrapport), "
        f"budget (planering av nästa års budget){',' if measures else ' eller'} annual (bokslut)"
    )
    if measures:
        told += " eller measures (mått ur register; små antal bara med --as)"
    choices = (*FORMS, MEASURES_FORM) if measures else FORMS
    return Argument(("--form",), told, {"choices": choices, "default": FORMS[0]})


@dataclass(frozen=True)
class Command:
    """One command. `run` is the dotted name of `(options: argparse.Namespace) -> int`.

    `example` is a whole command line that works, without the leading `uppsikt`.
    """

    name: str
    summary: str
    text: str
    example: str
    run: str
    arguments: tuple[Argument, ...] = ()
    fault: int = 1
    """The status after a fault in the program; another one where 1 tells something else."""
