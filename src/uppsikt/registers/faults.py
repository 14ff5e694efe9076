"""What makes an extract unreadable. No fault repeats what stands in a cell: it may be a person."""

from __future__ import annotations

from collections.abc import Sequence

from uppsikt.figures import UppsiktError, thousands

LISTED = 30


class RegisterFault(UppsiktError):
    """An extract that is not as its description says; nothing of it is kept."""


def refuse(file: str, faults: Sequence[str], *, todo: str) -> None:
    """Raises RegisterFault for the faults, each with its place; a long list is cut and says so."""
    if not faults:
        return
    rest = len(faults) - LISTED
    cut = [f"listan är kortad: {thousands(rest)} fel till"] if rest > 0 else []
    count = "ett fel" if len(faults) == 1 else f"{thousands(len(faults))} fel"
    raise RegisterFault(
        f"Utdraget har {count}, och ingenting av det är läst.",
        where=file,
        values=[*faults[:LISTED], *cut],
        why="Ett utdrag läses helt eller inte alls. Innehållet i cellerna visas inte, för det kan "
        "gälla en person.",
        todo=todo,
    )
