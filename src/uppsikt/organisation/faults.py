"""One fault or many in a file that a user has written: set-up, budget, forecast."""

from __future__ import annotations

from collections.abc import Sequence

from uppsikt.figures import UppsiktError

_LISTED = 20


def refuse(file: str, faults: Sequence[UppsiktError], many: type[UppsiktError]) -> None:
    """Raises the one fault, or `many` that lists them (and says if the list was cut)."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        shown = [str(fault) for fault in faults[:_LISTED]]
        if len(faults) > _LISTED:
            shown.append(f"listan är kortad: {len(faults) - _LISTED} fel till")
        raise many(
            f"Filen har {len(faults)} fel.",
            where=file,
            values=shown,
            todo="Rätta felen och försök igen. Ingenting har ändrats.",
        )
