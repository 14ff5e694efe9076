"""The command on the accumulated result."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command

FORMATS = ("html", "pdf", "docx", "xlsx", "json")

CARRY_OVER = Command(
    name="carryover",
    summary="visa en nämnds ackumulerade resultat, eller ta tillbaka ett beslut om det",
    text=(
        "Visar år för år ingående ackumulerat resultat, årets resultat, vad fullmäktige har "
        "beslutat och vad som förs över, och alla beslut. Besluten läses in med «uppsikt import». "
        "Med --withdraw tas beslutet om ett år tillbaka; det sparas med skälet, och resultatet är "
        "åter ej beslutat."
    ),
    example="carryover --committee arbetslivsnamnden",
    run="uppsikt.cli.carry_over:run",
    arguments=(
        Argument(("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN", "required": True}),
        Argument(
            ("--withdraw",),
            "ta tillbaka beslutet om årets resultat",
            {"metavar": "ÅR", "type": int},
        ),
        Argument(("--reason",), "varför beslutet tas tillbaka", {"metavar": "TEXT", "default": ""}),
        Argument(
            ("--format",),
            "filformat: html, pdf, docx, xlsx eller json (annars text)",
            {"choices": FORMATS},
        ),
        Argument(("-o", "--output"), "filen att skriva till", {"metavar": "FIL"}),
    ),
)
