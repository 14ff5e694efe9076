"""What the public saw of measures before their rows changed: as names of figures, and as text."""

from __future__ import annotations

from collections.abc import Callable

from uppsikt.disclosure import Release
from uppsikt.extracts.published import remembered
from uppsikt.extracts.selectors import rows_held
from uppsikt.figures import Name, Period, Subject, What
from uppsikt.followup.measured.sections import Asked
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.registers import Register


def hidden_from(
    asked: Asked, register: Register, decide: Callable[[int, str], frozenset[Name]]
) -> frozenset[Name]:
    """The figures of a register that are not shown to whoever asks: none where all may be seen.

    `decide` says which the public is not shown, of the smallest count and what is remembered.
    """
    if asked.is_whole:
        return frozenset()
    return decide(asked.smallest, remembered(asked.committee, register.key))


def remembered_after(memory: str, committee: str, publish: Callable[[Release[Name]], None]) -> str:
    """What is to be remembered of a register: all that was, and what is published now."""
    smallest = organisation.committee(reader=OPERATOR, slug=committee).smallest_count
    release = release_after(memory, committee, smallest)
    publish(release)
    return release.remember(name_text)


def years_held(committee: str, register: Register) -> tuple[int, int]:
    """The first and the last year that an extract tells of. ValueError where none does."""
    months = rows_held(committee, register.key)
    return min(months) // 100, max(months) // 100


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
