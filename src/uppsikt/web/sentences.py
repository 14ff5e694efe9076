"""The first sentence of the pages that no report has a sentence for. Figures come printed."""

from collections.abc import Sequence

from uppsikt.documents import Cell, FigureText, Run, Runs, Text
from uppsikt.documents.model import Direction
from uppsikt.figures import (
    Period,
    Unit,
    higher_lower,
    join_words,
    month_name,
    plus_minus,
    with_unit,
)
from uppsikt.followup.selectors import OverviewRow

_NAMED = 3
_NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")


def overview_lead(rows: Sequence[OverviewRow], period: Period) -> Runs:
    """Which committees are expected to go over their budget, the worst first."""
    known = [row for row in rows if row.variance.printed is not None]
    lacking = _lacking([row.name for row in rows if row.variance.printed is None], period)
    if not known:
        return lacking
    worse = sorted(
        (row for row in known if (row.variance.printed or 0) < 0),
        key=lambda row: row.variance.printed or 0,
    )
    if not worse:
        return (Text(f"{_all_of(known)} väntas hålla sin budget {period.year}. "), *lacking)
    runs: list[Run] = [Text(f"{_part_of(worse, known)} väntas gå över sin budget {period.year}: ")]
    for place, row in enumerate(worse[:_NAMED]):
        name = "" if len(known) == 1 else f"{row.name} "
        runs += [Text((", " if place else "") + name), variance_in_words(row.variance)]
    runs.append(Text(" med flera." if len(worse) > _NAMED else "."))
    return (*runs, Text(" "), *lacking)


def _all_of(known: Sequence[OverviewRow]) -> str:
    if len(known) == 1:
        return known[0].name
    return "Båda nämnderna" if len(known) == 2 else f"Alla {_count(len(known))} nämnder"


def _part_of(worse: Sequence[OverviewRow], known: Sequence[OverviewRow]) -> str:
    if len(worse) == len(known):
        return _all_of(known)
    return f"{_count(len(worse)).capitalize()} av {_count(len(known))} nämnder"


def _lacking(names: Sequence[str], period: Period) -> Runs:
    if not names:
        return ()
    return (Text(f"{join_words(names)} har inga siffror för {period.text}."),)


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def variance_in_words(cell: Cell) -> FigureText:
    """A printed forecast variance: minus 6 000 tkr, coloured as worse."""
    printed = cell.printed or 0
    direction: Direction = "" if not printed else "better" if printed > 0 else "worse"
    return FigureText(plus_minus(printed, Unit.TKR), "prognosavvikelse", direction)


def activity_lead(
    actual: Cell, variance: Cell, forecast: Cell, forecast_variance: Cell, period: Period
) -> Runs:
    """What an activity has cost beside its period budget, and what is expected of the year."""
    runs: list[Run] = []
    if actual.printed is not None:
        until = month_name(period.last)
        runs += [Text(f"Nettokostnaden till och med {until} är "), _cost(actual.printed)]
        runs += [*_beside_budget(variance), Text(". ")]
    if forecast.printed is not None:
        runs += [Text(f"För hela {period.year} väntas den bli "), _cost(forecast.printed)]
        if forecast_variance.printed is not None:
            runs += [Text(", "), variance_in_words(forecast_variance), Text(" mot budget")]
        runs.append(Text("."))
    return tuple(runs) or (Text(f"Inget är bokfört och ingen prognos är lämnad {period.year}."),)


def contingency_lead(budget: Cell, forecast: Cell, period: Period) -> Runs:
    """How much of the year's contingency is expected to be used."""
    if budget.printed is None:
        return (Text(f"Det finns ingen buffert i budgeten {period.year}."),)
    runs = (Text(f"Bufferten {period.year} är "), _cost(budget.printed))
    if forecast.printed is None:
        return (*runs, Text("."))
    if forecast.printed == 0:
        return (*runs, Text(". Inget av den väntas användas."))
    return (*runs, Text(". Av den väntas "), _cost(forecast.printed), Text(" användas."))


def _beside_budget(variance: Cell) -> Runs:
    if variance.printed is None:
        return ()
    words = higher_lower(-variance.printed, Unit.TKR, "periodbudgeten")
    direction: Direction = "" if not variance.printed else "better"
    if variance.printed < 0:
        direction = "worse"
    return (Text(", "), FigureText(words, "avvikelse mot periodbudget", direction))


def _cost(net: int) -> FigureText:
    """A net cost in tkr as it is spoken of: without its minus."""
    return FigureText(with_unit(-net, Unit.TKR), "nettokostnad")
