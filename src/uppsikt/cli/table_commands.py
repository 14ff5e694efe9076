"""The commands on tables: their columns, SIE as a table, and templates."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command
from uppsikt.cli.row_commands import TABLES

KINDS = (
    "ledger", "budget", "forecast", "proposal", "transfer", "known", "carryover", "counts",
    "comments",
)  # fmt: skip


def row_number(text: str) -> int:
    """A row from 1. Raises ValueError, which argparse words with `__name__`."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


row_number.__name__ = "rad (från 1)"

TABLE_COMMANDS = (
    Command(
        name="columns",
        summary="koppla kolumnerna i en källas filer till våra fält, en gång för alla",
        text=(
            "Visar rubrikerna i en fil (CSV eller Excel) och vilka fält de kan vara. Med --source "
            "sparas valet under källans namn; sedan läses varje fil från källan med «uppsikt "
            "import FIL --source KÄLLA». Utan fil visas de kopplingar som finns."
        ),
        example="columns prognos-2022-10.csv --kind forecast --source prognoser",
        run="uppsikt.cli.columns:run",
        arguments=(
            Argument(("file",), "en av källans filer", {"metavar": "FIL", "nargs": "?"}),
            Argument(
                ("--kind",),
                "vad filen är; annars ledger (huvudbok)",
                {"choices": KINDS, "default": KINDS[0]},
            ),
            Argument(("--source",), "källans namn att spara valet under", {"metavar": "KÄLLA"}),
            Argument(
                ("--column",),
                "fältets kolumn, som rubrik eller bokstav: Konto=Kontonr, Konto=C; Text= för ingen",
                {"metavar": "FÄLT=KOLUMN", "action": "append", "default": []},
            ),
            Argument(
                ("--option",),
                "hur filen är skriven (enhet=tkr), eller en text som gäller alla rader "
                "(Ansvar=6120)",
                {"metavar": "NAMN=VÄRDE", "action": "append", "default": []},
            ),
            Argument(("--sheet",), "bladet, om boken har flera", {"metavar": "BLAD"}),
            Argument(
                ("--row",),
                "raden som rubrikerna står på, om den inte hittas",
                {"metavar": "RAD", "type": row_number},
            ),
        ),
    ),
    Command(
        name="convert",
        summary="skriv en SIE-fil som CSV eller Excel",
        text=(
            "Skriver en SIE-fils rader som en tabell som går att läsa in igen med «uppsikt "
            "import». En fil med brister som stoppar inläsningen skrivs inte."
        ),
        example="convert huvudbok-2022.se --to xlsx -o huvudbok-2022.xlsx",
        run="uppsikt.cli.convert:run",
        arguments=(
            Argument(("file",), "SIE-filen", {"metavar": "FIL.se"}),
            Argument(("--to",), "csv eller xlsx", {"choices": TABLES, "required": True}),
            Argument(("-o", "--output"), "filen att skriva till", {"metavar": "FIL"}),
        ),
    ),
    Command(
        name="template",
        summary="skriv en mall att fylla i, till exempel för prognosen",
        text=(
            "Skriver en fil med rätt rubriker, som går att läsa in när den är ifylld. I Excel "
            "står på ett eget blad vad varje kolumn ska innehålla."
        ),
        example="template --kind forecast --format xlsx -o prognosmall.xlsx",
        run="uppsikt.cli.template:run",
        arguments=(
            Argument(("--kind",), "vad mallen är för", {"choices": KINDS, "required": True}),
            Argument(("--format",), "csv eller xlsx", {"choices": TABLES, "required": True}),
            Argument(("-o", "--output"), "filen att skriva till", {"metavar": "FIL"}),
        ),
    ),
)
