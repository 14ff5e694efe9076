"""The command that writes and gives out a committee's report in the table of commands."""

from __future__ import annotations

from uppsikt.cli.carry_over_command import FORMATS
from uppsikt.cli.command import LAST_YEARS, Argument, Command, form_argument


def version_number(text: str) -> int:
    """The number of a version, from 1. Raises ValueError, which argparse words by `__name__`."""
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


version_number.__name__ = "versionsnummer (1, 2 …)"

REPORT = Command(
    name="report",
    summary="skriv en nämnds uppföljningsrapport",
    text=(
        "Skriver rapporten för en månad. Text (html, json) skrivs till standard ut; övriga "
        "format dit bara om standard ut är en fil eller ett rör. Använd annars -o."
    ),
    example=("report --committee arbetslivsnamnden --period 2022-10 --format pdf -o rapport.pdf"),
    run="uppsikt.cli.report:run",
    arguments=(
        Argument(("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN", "required": True}),
        Argument(
            ("--period",),
            "månaden som rapporten gäller, till exempel 2022-10",
            {"metavar": "ÅÅÅÅ-MM", "required": True},
        ),
        form_argument(measures=True),
        Argument(
            ("--last-year",),
            "förra året som published (publicerat, används annars) eller restated (omräknat "
            "till årets organisation, där verksamheter har flyttat)",
            {"choices": LAST_YEARS, "default": LAST_YEARS[0]},
        ),
        Argument(
            ("--format",),
            "filformat: html, pdf, docx, xlsx eller json",
            {"choices": FORMATS, "required": True},
        ),
        Argument(("-o", "--output"), "filen att skriva till", {"metavar": "FIL"}),
        Argument(
            ("--give-out",),
            "lämna rapporten: den sparas som den är och ändras aldrig mer; "
            "efter en rättelse blir nästa lämning en ny version",
            {"action": "store_true"},
        ),
        Argument(
            ("--reason",),
            "skälet till en rättelse; krävs med --give-out från och med version 2. Har nämnden "
            "beslutat om ändringen står paragrafen i det",
            {"metavar": "TEXT", "default": ""},
        ),
        Argument(
            ("--version",),
            "skriv en rapport som är lämnad, exakt som den lämnades",
            {"type": version_number, "metavar": "N"},
        ),
    ),
)
