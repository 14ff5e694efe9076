"""Statements written by hand for tests of the review."""

from decimal import Decimal
from fractions import Fraction

from uppsikt.figures import Figure, Name, Period, Side, Subject, Unit, What, amount, tidy
from uppsikt.reading import Number, Span
from uppsikt.review.model import Place, Statement


def name(
    activity: str = "park",
    what: What = What.ACTUAL,
    when: Period | None = None,
    side: Side = Side.NET,
) -> Name:
    """The name of a figure of one activity; January to October 2022 if nothing else is said."""
    return Name(what, Subject("namnden", activity, side), when or Period.to_date(2022, 10))


def state(
    text: str,
    of: Name,
    *,
    line: int = 0,
    file: int = 0,
    table: int | None = 0,
    half: Fraction | int | None = None,
) -> Statement:
    """What a printed amount with its unit states: in a table, or in a sentence (``table`` None).

    A sentence gives no sign. ``half`` is half the last printed digit if not given.
    """
    read = amount(text)
    unit = read.unit or Unit.COUNT
    bare = text.removesuffix(unit.symbol).strip()
    number = Number(read, bare, 0, len(bare), (Span(line, 0, len(bare)),))
    step = Fraction(read.step) * Fraction(unit.factor)
    value = tidy(Fraction(Decimal(read.number)) * Fraction(unit.factor))
    figure = Figure(of, value, unit, "rapporten", step / 2 if half is None else half)
    place = Place(file, number.spans)
    return Statement(figure, place, number, text, signed=table is not None, table=table)
