"""The period switcher: ‹ sep | Oktober 2022 | nov ›, and all months that have figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from uppsikt.figures import Period, month_short

Address = Callable[[Period], str]


@dataclass(frozen=True, slots=True)
class Step:
    """A month to go to; no address means that it has no figures."""

    text: str
    address: str = ""
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """The months of one year that have figures."""

    text: str
    months: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Switcher:
    """What the switcher shows."""

    now: str
    before: Step
    after: Step
    years: tuple[Year, ...]


def switcher(
    known: Sequence[Period], now: Period, address: Address, *, over_gaps: bool = False
) -> Switcher:
    """Make the switcher for the month `now` among the months that have figures.

    A step goes to the neighbour month, as long as it lies between the first and the last month
    that have figures; a month between them that has none says so on its page. With `over_gaps` a
    step goes to the nearest month that has figures instead. A step that leads nowhere has no
    address, and one into another year names its year.
    """
    earlier = max((period for period in known if period < now), default=None)
    later = min((period for period in known if period > now), default=None)
    before, after = _neighbour(now, -1), _neighbour(now, 1)
    if over_gaps:
        before, after = earlier or before, later or after
    return Switcher(
        now=now.text.capitalize(),
        before=Step(_text(before, now), address(before) if earlier else ""),
        after=Step(_text(after, now), address(after) if later else ""),
        years=_years(known, now, address),
    )


def _neighbour(now: Period, months: int) -> Period:
    year, month = divmod(now.year * 12 + now.first - 1 + months, 12)
    return Period.month(year, month + 1)


def _text(shown: Period, now: Period) -> str:
    return month_short(shown.first) if shown.year == now.year else shown.short_text


def _years(known: Sequence[Period], now: Period, address: Address) -> tuple[Year, ...]:
    years = sorted({period.year for period in known}, reverse=True)
    return tuple(
        Year(
            str(year),
            tuple(
                Step(month_short(period.first), address(period), period == now)
                for period in sorted(known)
                if period.year == year
            ),
        )
        for year in years
    )
