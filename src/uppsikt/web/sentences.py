"""The first sentence of the pages that no report has a sentence for. Figures come printed."""

from uppsikt.documents import Cell, FigureText, Run, Runs, Text
from uppsikt.documents.model import Direction
from uppsikt.figures import Period, Unit, higher_lower, month_name, with_unit
from uppsikt.followup.together.document import variance_words
from uppsikt.followup.together.facts import SCALES


def variance_in_words(cell: Cell) -> FigureText:
    """A printed forecast variance in tkr: minus 6 000 tkr, coloured as worse."""
    return variance_words(cell.printed or 0, SCALES["tkr"])


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
