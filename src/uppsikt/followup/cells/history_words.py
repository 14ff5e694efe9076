"""The history of a figure in Swedish: what happened, when, by whom, and what it was worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from uppsikt.figures import Absent, Unit, Value, kronor, number
from uppsikt.followup.cells.history import Cause, Event, FigureHistory, Step
from uppsikt.platform.data_folder import STOCKHOLM

BY_SETUP = "enligt installationsfilen, innan något var inläst"
_DECIDED = (Cause.BUDGET, Cause.TRANSFER)


def event_text(event: Event) -> str:
    """What it was: ``Huvudbok januari–oktober 2022, inläsning 7``."""
    what = event.cause.text[:1].upper() + event.cause.text[1:]
    texts = [f"{what} {event.text}".strip()]
    if event.number:
        texts.append(f"inläsning {event.number}")
    if event.day is not None:
        texts.append(f"{'beslutad' if event.cause in _DECIDED else 'lämnad'} {event.day}")
    return ", ".join(texts)


def actors_text(event: Event) -> str:
    """By whom: who answers for it, and who read it in; empty where the reader may not know."""
    read_by = f"inläst av {event.actor}" if event.actor else ""
    return ", ".join(text for text in (event.author, read_by) if text)


def when_text(at: datetime) -> str:
    """The day and the minute, in Sweden."""
    return at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")


def exact_text(value: Value, unit: Unit) -> str:
    """An exact value: kronor with öre, or the number itself, or why there is none."""
    if isinstance(value, Absent):
        return value.text
    if unit.is_money:
        return kronor(value)
    return f"{number(Fraction(value) / Fraction(unit.factor), 2)} {unit.symbol}"


def change_text(step: Step, unit: Unit) -> str:
    """The change with its sign; a first value is told as such, and an absent one has none."""
    if isinstance(step.value, Absent):
        return ""
    if isinstance(step.before, Absent):
        return f"{step.before.text} förut"
    change = step.change
    assert not isinstance(change, Absent)
    return f"{'+' if change > 0 else ''}{exact_text(change, unit)}"


def lines(history: FigureHistory) -> Iterator[str]:
    """The whole history as lines of text."""
    yield history.text
    if not isinstance(history.first, Absent):
        yield f"  {BY_SETUP}: {exact_text(history.first, history.unit)}"
    for step in history.steps:
        yield f"  {when_text(step.event.at)}  {exact_text(step.value, history.unit)}"
        yield from (f"    {text}" for text in _about(step, history.unit))
    if not history.steps:
        yield "  Inget som är inläst har ändrat beloppet."
    yield f"  Nu: {exact_text(history.now, history.unit)}"


def _about(step: Step, unit: Unit) -> Iterator[str]:
    event = step.event
    change = change_text(step, unit)
    yield f"{event_text(event)}{f' ({change})' if change else ''}"
    by = ", ".join(text for text in (event.file, actors_text(event)) if text)
    if by:
        yield by
    yield from (f"skäl: {reason}" for reason in event.reasons)


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of the files: its head and its width in Excel."""

    head: str
    width: int


FIELDS = (
    _Field("När", 18),
    _Field("Händelse", 50),
    _Field("Belopp", 18),
    _Field("Förändring", 18),
    _Field("Före", 18),
    _Field("Skäl", 40),
    _Field("Av", 30),
    _Field("Fil", 30),
)
"""The columns of the CSV and Excel files."""

FieldValue = str | Decimal


def rows(history: FigureHistory) -> Iterator[tuple[FieldValue, ...]]:
    """A row of FIELDS for each value; amounts in kronor, an absent one as its text."""
    unit = history.unit
    if not isinstance(history.first, Absent):
        yield ("", BY_SETUP, plain(history.first, unit), "", "", "", "", "")
    for step in history.steps:
        event = step.event
        yield (
            when_text(event.at),
            event_text(event),
            plain(step.value, unit),
            "" if isinstance(step.value, Absent) else plain(step.change, unit),
            plain(step.before, unit),
            "; ".join(event.reasons),
            actors_text(event),
            event.file,
        )


def plain(value: Value, unit: Unit) -> FieldValue:
    """A value as a number of kronor, or of its unit, with the decimals it has; or its text."""
    if isinstance(value, Absent):
        return value.text
    exact = Fraction(value) / (100 if unit.is_money else Fraction(unit.factor))
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"))
