"""What is said and drawn of one activity, which no report has a sentence for."""

from uppsikt.documents import Cell, Chart, FigureText, Run, Runs, Table, Text
from uppsikt.documents.model import Direction
from uppsikt.figures import Period, Unit, higher_lower, month_name, with_unit
from uppsikt.followup.activity import ActivityPage
from uppsikt.followup.report import Report
from uppsikt.followup.tables import charts
from uppsikt.followup.together.document import variance_words
from uppsikt.followup.together.facts import SCALES


def lead_of(page: ActivityPage, report: Report) -> Runs:
    """The first sentence, from the rows of the activity in its own table and the report's."""
    month = report.figures.facts.month
    _, budget, _, _, forecast, forecast_variance = _cells(report.table("netto"), page.line.key)
    if page.groups is None:
        return contingency_lead(budget, forecast, month)
    _, _, actual, variance = _cells(page.groups, page.line.key)
    return activity_lead(actual, variance, forecast, forecast_variance, month)


def picture_of(report: Report, key: str) -> Chart | None:
    """The activity's three years month by month, where the report has them."""
    for one in report.figures.facts.histories:
        if one.activity == key:
            return next(charts.history(report.figures, one), None)
    return None


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


def _cells(table: Table, key: str) -> tuple[Cell, ...]:
    return next(row.cells for row in table.rows if row.key == key)
