"""The history of a figure in Swedish: what happened, when, by whom, and what it was worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from uppsikt.figures import Absent, Unit, Value, bare_kronor, number, with_unit
from uppsikt.followup.cells.history import Cause, Event, FigureHistory, Printing, Step
from uppsikt.platform.data_folder import STOCKHOLM

BY_SETUP = "enligt installationsfilen, innan något var inläst"
_DECIDED = (Cause.BUDGET, Cause.TRANSFER, Cause.CARRY_OVER, Cause.CARRY_OVER_WITHDRAWN)


def event_text(event: Event) -> str:
    """What it was: ``Huvudbok januari–oktober 2022, inläsning 7``."""
    what = event.cause.text[:1].upper() + event.cause.text[1:]
    texts = [f"{what} {event.text}".strip()]
    if event.number:
        texts.append(f"inläsning {event.number}")
    if event.day is not None:
        texts.append(f"{'beslutad' if event.cause in _DECIDED else 'lämnad'} {event.day}")
    return ", ".join(texts)


def printing_text(printing: Printing) -> str:
    """Which report it was: ``Tryckt i Nämnden, budgetuppföljning efter maj 2022, version 1``."""
    return f"Tryckt i {printing.title}, version {printing.version}"


def printed_text(printing: Printing, unit: Unit) -> str:
    """What it printed, and the exact value then."""
    exact = exact_text(printing.value, unit)
    if printing.printed is None:
        return exact
    return f"{with_unit(printing.printed, Unit.TKR)} (exakt {exact})"


def actors_text(event: Event) -> str:
    """By whom: who answers for it, and who read it in; empty where the reader may not know."""
    read_by = f"inläst av {event.actor}" if event.actor else ""
    return ", ".join(text for text in (event.author, read_by) if text)


def when_text(at: datetime) -> str:
    """The day and the minute, in Sweden."""
    return at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H.%M")


def bare_text(value: Value, unit: Unit) -> str:
    """An exact value without its unit, for a table that has it in its head."""
    if isinstance(value, Absent):
        return value.text
    return bare_kronor(value) if unit.is_money else number(Fraction(value) / unit.factor, 2)


def exact_text(value: Value, unit: Unit) -> str:
    """An exact value: kronor with öre, or the number in its unit, or why there is none."""
    if isinstance(value, Absent):
        return value.text
    return f"{bare_text(value, unit)} {(Unit.KR if unit.is_money else unit).symbol}"


def change_text(step: Step, unit: Unit) -> str:
    """The change with its sign; a first value is told as such, and an absent one has none."""
    if isinstance(step.value, Absent):
        return ""
    if isinstance(step.before, Absent):
        return f"{step.before.text} förut"
    change = step.change
    assert not isinstance(change, Absent)
    return f"{'+' if change > 0 else ''}{bare_text(change, unit)}"


def lines(history: FigureHistory) -> Iterator[str]:
    """The whole history as lines of text."""
    yield history.text
    if not isinstance(history.first, Absent):
        yield f"  {BY_SETUP}: {exact_text(history.first, history.unit)}"
    for one in history.told():
        if isinstance(one, Printing):
            yield f"  {when_text(one.at)}  {printing_text(one)}: {printed_text(one, history.unit)}"
            continue
        yield f"  {when_text(one.event.at)}  {exact_text(one.value, history.unit)}"
        yield from (f"    {text}" for text in _about(one, history.unit))
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
    _Field("Tryckt, tkr", 12),
    _Field("Skäl", 40),
    _Field("Av", 30),
    _Field("Fil", 30),
)
"""The columns of the CSV and Excel files."""

FieldValue = str | int | Decimal
"""What stands in a file: an amount in kronor, whole tkr, or a text."""


def rows(history: FigureHistory) -> Iterator[tuple[FieldValue, ...]]:
    """A row of FIELDS for each value; amounts in kronor, an absent one as its text."""
    unit = history.unit
    if not isinstance(history.first, Absent):
        yield ("", BY_SETUP, plain(history.first, unit), *[""] * 6)
    for one in history.told():
        yield _printing_row(one, unit) if isinstance(one, Printing) else _step_row(one, unit)


def _printing_row(one: Printing, unit: Unit) -> tuple[FieldValue, ...]:
    printed = "" if one.printed is None else one.printed
    exact = plain(one.value, unit)
    return (when_text(one.at), printing_text(one), exact, "", "", printed, "", one.actor, "")


def _step_row(step: Step, unit: Unit) -> tuple[FieldValue, ...]:
    event = step.event
    return (
        when_text(event.at),
        event_text(event),
        plain(step.value, unit),
        "" if isinstance(step.value, Absent) else plain(step.change, unit),
        plain(step.before, unit),
        "",
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
