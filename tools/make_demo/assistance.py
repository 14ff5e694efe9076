"""Social assistance by month as published, 2020-2025: exact öre, income and cost.

The published months are positive net costs. January-May 2023-2025 was published only as a sum and
stays one; the months after the last published one are one span that makes the year-end figure
come out.
"""

from dataclasses import dataclass

from .activities import LABOUR, SOCIAL_ASSISTANCE
from .booked import Booked, Span
from .columns import series
from .dice import Dice, portions
from .groups import FEES, GOODS
from .published import table
from .rounding import TKR, nearest, split

_OCTOBER = "arbetslivsnamnden-2022-10"
_AUGUST = "arbetslivsnamnden-2025-08"
_MONTHS = (
    "Januari", "Februari", "Mars", "April", "Maj", "Juni", "Juli", "Augusti", "September", "Oktober"
)  # fmt: skip

# By year: how far in öre the exact January-May and the exact whole lie from the printed ones (as
# positive costs), and the index of a month or span that is nearer to its other neighbour.
_DRAWN = {
    2020: (3_480, -6_120, None),
    2021: (-4_350, 9_270, 6),
    2022: (-6_840, -2_410, 3),
    2023: (0, 5_330, None),
    2024: (0, -7_760, 2),
    2025: (0, -4_190, None),
}


@dataclass(frozen=True)
class Piece:
    """A span with its exact net in öre (negative: a cost)."""

    span: Span
    net: int


def pieces(year: int) -> list[Piece]:
    """The year's published pieces, in order, with exact öre; the rest of the year as one span."""
    first_offset, offset, awkward = _DRAWN[year]
    if year <= 2022:
        found = _ten_months(year, first_offset, offset, awkward)
    else:
        column = table(_AUGUST, "ebmanad").column(str(year))
        printed = [column[label] for label in ("Januari-Maj", "Juni", "Juli", "Augusti")]
        exact = series(f"assistance {year}", printed, offset, awkward=awkward)
        spans = [(1, 5), (6, 6), (7, 7), (8, 8)]
        found = [
            Piece((year * 100 + first, year * 100 + last), -amount)
            for (first, last), amount in zip(spans, exact, strict=True)
        ]
    return found + _rest_of_year(year, found)


def _ten_months(year: int, first_offset: int, offset: int, awkward: int | None) -> list[Piece]:
    column = table(_OCTOBER, "ebmanad").column(str(year))
    printed = [column[label] for label in _MONTHS]
    early = awkward if awkward is not None and awkward < 5 else None
    late = awkward - 5 if awkward is not None and awkward >= 5 else None
    exact = series(f"assistance {year} jan-maj", printed[:5], first_offset, awkward=early)
    exact += series(f"assistance {year} jun-okt", printed[5:], offset - first_offset, awkward=late)
    if split(sum(printed), exact) != tuple(printed):
        raise ValueError(f"social assistance {year}: the ten months do not print as published")
    return [
        Piece((year * 100 + m, year * 100 + m), -amount) for m, amount in enumerate(exact, start=1)
    ]


def _rest_of_year(year: int, known: list[Piece]) -> list[Piece]:
    """The span up to December, for a year whose year-end actual was published."""
    if year in {2022, 2025}:
        return []
    report = _OCTOBER if year <= 2021 else _AUGUST
    label = "Prognos bokslut / Bokslut" if year <= 2021 else "Prognos Bokslut / Bokslut"
    year_end = table(report, "ebmanad").column(str(year))[label]
    exact = -(year_end * TKR + Dice(f"assistance {year} year-end").between(-30_000, 30_000))
    if nearest(exact) != -year_end:
        raise ValueError(f"social assistance {year}: the year-end figure does not print")
    first = known[-1].span[1] + 1
    return [Piece((first, year * 100 + 12), exact - sum(piece.net for piece in known))]


def net_to(year: int, last: int) -> int:
    """Exact net in öre from January up to and including a month."""
    return sum(piece.net for piece in pieces(year) if piece.span[1] <= year * 100 + last)


def booked(year: int, income: dict[int, int]) -> list[Booked]:
    """Income and cost per piece; ``income`` gives exact income to date by month number.

    After the last such month income goes on at the same pace.
    """
    found: list[Booked] = []
    for piece, part in zip(pieces(year), _incomes(year, income), strict=True):
        row = (LABOUR, SOCIAL_ASSISTANCE)
        found.append(Booked(*row, FEES, piece.span, part))
        found.append(Booked(*row, GOODS, piece.span, piece.net - part))
    return found


def _incomes(year: int, to_date: dict[int, int]) -> list[int]:
    dice = Dice(f"assistance {year} income")
    amounts: list[int] = []
    done = 0
    for last, total in sorted(to_date.items()):
        spans = [p.span for p in pieces(year) if done < p.span[1] - year * 100 <= last]
        weights = [(b - a + 1) * dice.between(80, 120) for a, b in spans]
        amounts += portions(total - sum(amounts), weights)
        done = last
    rest = [p.span for p in pieces(year) if p.span[1] - year * 100 > done]
    amounts += [sum(amounts) * (b - a + 1) // done for a, b in rest]
    return amounts
