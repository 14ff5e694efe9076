"""What the public saw of measures before their rows changed: as names of figures, and as text."""

from __future__ import annotations

from uppsikt.disclosure import Release
from uppsikt.figures import Name, Period, Subject, What


def release_after(memory: str, committee: str, smallest: int) -> Release[Name]:
    """A release of a committee's measures after what is remembered; empty text is nothing.

    Counts below the smallest are hidden. Raises NotAMemory.
    """

    def name(text: str) -> Name:
        what, group, when = text.split(" ")
        return Name(What(what), Subject(committee, group=group), Period.parse(when))

    return Release.from_memory(memory, name, smallest) if memory else Release(smallest)


def name_text(name: Name) -> str:
    """A figure's name as it is remembered: what, which measure, when."""
    return f"{name.what.value} {name.of.group} {name.when}"
