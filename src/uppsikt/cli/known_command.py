"""The command on known items in the table of commands."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command
from uppsikt.cli.row_commands import TABLES

KNOWN = Command(
    name="known",
    summary="visa och para ihop kända poster som inte är bokförda",
    text=(
        "Visar en nämnds kända kostnader, intäkter och åtaganden efter en månad: vad som är "
        "återfört av vilken verifikation, vad som är kvar och hur gammalt det är. Med --match "
        "kopplas en post till sin verifikation för hand. Lämna poster med «uppsikt import»."
    ),
    example="known --committee arbetslivsnamnden --period 2022-10",
    run="uppsikt.cli.known:run",
    arguments=(
        Argument(("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN", "required": True}),
        Argument(
            ("--period",),
            "månaden efter vilken posterna visas; vid en koppling året eller månaden som "
            "verifikationen är bokförd",
            {"metavar": "ÅÅÅÅ-MM"},
        ),
        Argument(
            ("--proposals",),
            "visa verifikationer som liknar öppna poster",
            {"action": "store_true"},
        ),
        Argument(("--match",), "posten som verifikationen återför", {"metavar": "POST"}),
        Argument(("--unmatch",), "posten som verifikationen inte hör till", {"metavar": "POST"}),
        Argument(
            ("--release",),
            "posten som inte längre ska vara kopplad, eller skild, för hand",
            {"metavar": "POST"},
        ),
        Argument(("--voucher",), "verifikationens serie och nummer", {"metavar": "A-117"}),
        Argument(("--withdraw",), "posten som återtas; kräver --reason", {"metavar": "POST"}),
        Argument(("--history",), "alla versioner av en post", {"metavar": "POST"}),
        Argument(("--reason",), "skälet, som sparas", {"metavar": "TEXT", "default": ""}),
        Argument(("--format",), "skriv som csv eller xlsx, alla fält", {"choices": TABLES}),
        Argument(("-o", "--output"), "filen att skriva till", {"metavar": "FIL"}),
    ),
)
