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


def switcher(known: Sequence[Period], now: Period, address: Address) -> Switcher:
    """Make the switcher for the month `now` among the months that have figures.

    The steps go to the nearest month that has figures; where there is none, the step names the
    neighbour month and leads nowhere. A step into another year names its year.
    """
    earlier = [period for period in known if period < now]
    later = [period for period in known if period > now]
    return Switcher(
        now=now.text.capitalize(),
        before=_step(max(earlier, default=None), now, _neighbour(now, -1), address),
        after=_step(min(later, default=None), now, _neighbour(now, 1), address),
        years=_years(known, now, address),
    )


def _neighbour(now: Period, months: int) -> Period:
    year, month = divmod(now.year * 12 + now.first - 1 + months, 12)
    return Period.month(year, month + 1)


def _step(target: Period | None, now: Period, neighbour: Period, address: Address) -> Step:
    shown = target or neighbour
    text = month_short(shown.first) if shown.year == now.year else shown.short_text
    return Step(text, address(target) if target else "")


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
