"""What has days instead of a month: the months that a row belongs to, and what cannot be true."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from uppsikt.figures import UppsiktError, month_name
from uppsikt.registers.register import DTYPES, MONTH, Cells, Register, Span

_MOST_MONTHS = 120


def span_fault(register: Register, span: Span | None, today: date) -> UppsiktError | None:
    """What is wrong with the months that an extract is said to tell of; None if nothing."""
    label = register.label.lower()
    if not register.needs_span:
        if span is None:
            return None
        return UppsiktError(
            f"I registret {label} har varje rad sin egen månad.", todo="Ta bort --from och --to."
        )
    if span is None:
        return UppsiktError(
            f"Det framgår inte vilka månader utdraget ur registret {label} gäller.",
            todo="Lägg till --from ÅÅÅÅ-MM och --to ÅÅÅÅ-MM: första och sista månaden som "
            "utdraget är fullständigt för.",
        )
    if not 1 <= len(list(months_of(span))) <= _MOST_MONTHS:
        return UppsiktError(
            "Månaderna är i fel ordning, eller fler än tio års.",
            todo="Ange den första månaden med --from och den sista med --to.",
        )
    if register.begins and span[0] % 100 != register.begins:
        begins = month_name(register.begins)
        return UppsiktError(
            f"Ett utdrag ur registret {label} börjar i {begins}.",
            why="Det som har hänt med en rad sedan dess syns bara om raden läses in igen.",
            todo=f"Ta ut registret från och med {begins}, och ange det med --from.",
        )
    if span[1] > today.year * 100 + today.month:
        return UppsiktError(
            "Den sista månaden har inte varit än.", todo="Ange med --to en månad som har börjat."
        )
    return None


def months_of(span: Span) -> Iterator[int]:
    """Every month (yyyymm) from the first to the last."""
    first, last = ((month // 100) * 12 + month % 100 - 1 for month in span)
    return (at // 12 * 100 + at % 12 + 1 for at in range(first, last + 1))


def ends_of(month: int) -> tuple[date, date]:
    """The first and the last day of a month (yyyymm)."""
    year, number = divmod(month, 100)
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def crossed(register: Register, row: Cells) -> str:
    """The words for a spell that ends before it begins; empty for any other row."""
    if not register.last:
        return ""
    first, last = row[register.when], row[register.last]
    assert isinstance(first, date)
    return "slutar innan det börjar" if isinstance(last, date) and last < first else ""


def outside(register: Register, row: Cells, span: Span) -> str:
    """The words for a row that no month of the extract has; empty for one that belongs to any."""
    first, last = ends_of(span[0])[0], ends_of(span[1])[1]
    begins = row[register.when]
    assert isinstance(begins, date)
    ends = row[register.last] if register.last else begins
    is_outside = begins > last or (isinstance(ends, date) and ends < first)
    return "ligger utanför de månader som utdraget gäller" if is_outside else ""


def overlaps(register: Register, rows: Sequence[Cells], places: Sequence[str]) -> Iterator[str]:
    """What is wrong with spells that overlap although they are alike in what may stand alone."""
    if not register.alone:
        return
    by_key: dict[tuple[object, ...], list[tuple[date, date, str]]] = {}
    for row, place in zip(rows, places, strict=True):
        first, last = row[register.when], row[register.last]
        assert isinstance(first, date)
        key = tuple(row[name] for name in register.alone)
        ends = last if isinstance(last, date) else date.max
        by_key.setdefault(key, []).append((first, ends, place))
    for spells in by_key.values():
        spells.sort()
        longest = spells[0]
        for one in spells[1:]:
            if one[0] <= longest[1]:
                yield f"{one[2]}: överlappar raden på {longest[2]}"
            longest = max(longest, one, key=lambda spell: spell[1])


def by_month(
    register: Register, rows: Sequence[Mapping[str, object]], span: Span | None
) -> dict[int, pl.DataFrame]:
    """The rows of each month (yyyymm) in an order of their own, so that equal rows are one file.

    With `span` every month of it is there, also one without rows, and the frames have the column
    `MONTH`.
    """
    schema = {column.name: DTYPES[column.kind] for column in register.columns}
    frame = pl.DataFrame(rows, schema=schema, orient="row").sort(list(register.one_of))
    if span is None:
        parts = frame.partition_by(register.when, as_dict=True)
        return {int(key[0]): part for key, part in sorted(parts.items())}
    return {month: _touching(register, frame, month) for month in months_of(span)}


def _touching(register: Register, frame: pl.DataFrame, month: int) -> pl.DataFrame:
    first, last = ends_of(month)
    begins = pl.col(register.when)
    ends = pl.col(register.last).fill_null(date.max) if register.last else begins
    found = frame.filter((begins <= last) & (ends >= first))
    return found.with_columns(pl.lit(month, pl.Int32()).alias(MONTH))
