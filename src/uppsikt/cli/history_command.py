"""The command that shows the history of a figure."""

from __future__ import annotations

from uppsikt.cli.command import LAST_YEARS, Argument, Command, form_argument
from uppsikt.cli.row_commands import SIDES

FIGURES = (
    *("actual", "period-budget", "budget", "forecast", "variance", "forecast-variance"),
    *("last-year", "grant", "result"),
)
HISTORY_FORMATS = ("text", "csv", "xlsx", "json")

HISTORY = Command(
    name="history",
    summary="visa alla värden som en uppgift har haft",
    text=(
        "Visar alla värden som en uppgift i en rapport har haft: vilken inläsning eller vilket "
        "beslut som gav dem, när och av vem. Utan verksamhet och kontogrupp är det hela nämnden, "
        "och utan nämnd alla nämnder tillsammans."
    ),
    example="history --committee arbetslivsnamnden --period 2022-10 --figure budget",
    run="uppsikt.cli.history:run",
    arguments=(
        Argument(
            ("--committee",),
            "nämndens kortnamn; utan nämnd summan av alla",
            {"metavar": "KORTNAMN"},
        ),
        Argument(
            ("--period",),
            "rapportens månad, till exempel 2022-10",
            {"metavar": "ÅÅÅÅ-MM", "required": True},
        ),
        Argument(
            ("--figure",),
            "vad som visas: actual (utfallet, används annars), period-budget, budget, forecast "
            "(prognosen), variance (avvikelsen), forecast-variance (prognosens avvikelse), "
            "last-year (förra året), grant (kommunbidraget) eller result (resultatet)",
            {"choices": FIGURES},
        ),
        Argument(("--activity",), "verksamhetens nyckel", {"metavar": "NYCKEL"}),
        Argument(("--side",), "income (intäkter) eller cost (kostnader)", {"choices": SIDES}),
        Argument(("--group",), "kontogruppens nyckel", {"metavar": "NYCKEL"}),
        Argument(
            ("--cell",),
            "i stället en cell i rapporten, som sidans adress: netto/alla/utfall-2022-10",
            {"metavar": "TABELL/RAD/KOLUMN"},
        ),
        form_argument(),
        Argument(
            ("--last-year",),
            "förra året som publicerat (published, används annars) eller omräknat (restated)",
            {"choices": LAST_YEARS, "default": "published"},
        ),
        Argument(
            ("--format",),
            "text (används annars), csv, xlsx eller json",
            {"choices": HISTORY_FORMATS, "default": "text"},
        ),
        Argument(("-o", "--output"), "filen att skriva till", {"metavar": "FIL"}),
    ),
)
