"""What was found and missed, by kind, and the tables that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass
class Tally:
    """How many of one kind there are, how many were found, and which were not."""

    there: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, name: str, *, found: bool) -> None:
        """Count one."""
        self.there += 1
        self.found += found
        if not found:
            self.missed.append(name)


def percent(part: int, whole: int) -> str:
    """A share in whole per cent, or a dash where there is nothing to share."""
    return f"{round(100 * part / whole)} %" if whole else "–"


def kinds_table(kinds: Mapping[str, Tally], first: str = "Slag") -> list[str]:
    """A Markdown table with a row a kind and the sum of them."""
    everything = Tally(
        sum(one.there for one in kinds.values()), sum(one.found for one in kinds.values())
    )
    rows = [*sorted(kinds.items()), ("**Alla**", everything)]
    return table(
        [first, "Finns", "Hittade", "Missade", "Täckning"],
        (
            [name, one.there, one.found, one.there - one.found, percent(one.found, one.there)]
            for name, one in rows
        ),
    )


def table(head: list[str], rows: Iterable[list[object]]) -> list[str]:
    """A Markdown table whose columns after the first are to the right."""
    lines = [f"| {' | '.join(head)} |", f"| --- |{' ---: |' * (len(head) - 1)}"]
    return lines + [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
