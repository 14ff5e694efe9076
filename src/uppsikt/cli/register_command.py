"""The command on register extracts in the table of commands."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command

VERBS = ("add", "list", "delete", "template")
REGISTERS = ("assistance", "employment", "placements", "refugees", "holiday")
FORMS = ("csv", "xlsx")

REGISTER = Command(
    name="register",
    summary="läs in, visa och radera utdrag ur register",
    text=(
        "Ett utdrag ur ett register har en rad för varje hushåll och månad, anställning eller "
        "placering (docs/registerutdrag.md). add läser in det, helt eller inte alls; personnummer "
        "och ärendenummer sparas aldrig, bara som en nyckelberoende kod. list visar vad som är "
        "inläst och när det ska raderas. delete raderar det vars tid är ute, en månad eller allt. "
        "template skriver en mall att fylla i."
    ),
    example="register add bistand-2022.csv --committee arbetslivsnamnden",
    run="uppsikt.cli.register:run",
    arguments=(
        Argument(("verb",), "add, list, delete eller template", {"choices": VERBS}),
        Argument(("file",), "add: filen att läsa in", {"metavar": "FIL", "nargs": "?"}),
        Argument(
            ("--committee",), "add, list och delete: nämndens kortnamn", {"metavar": "KORTNAMN"}
        ),
        Argument(
            ("--register",),
            "registret: assistance (ekonomiskt bistånd, används annars), employment "
            "(arbetsmarknadsanställningar), placements (placeringar), refugees (mottagna "
            "flyktingar) eller holiday (feriearbete)",
            {"choices": REGISTERS, "default": REGISTERS[0]},
        ),
        Argument(
            ("--from",),
            "add: första månaden som utdraget gäller, för register vars rader har dagar",
            {"metavar": "ÅÅÅÅ-MM", "dest": "first"},
        ),
        Argument(
            ("--to",), "add: sista månaden som det gäller", {"metavar": "ÅÅÅÅ-MM", "dest": "last"}
        ),
        Argument(("--period",), "delete: radera den månaden", {"metavar": "ÅÅÅÅ-MM"}),
        Argument(("--all",), "delete: radera alla månader i registret", {"action": "store_true"}),
        Argument(
            ("--format",),
            "template: csv (används annars) eller xlsx",
            {"choices": FORMS, "default": FORMS[0]},
        ),
        Argument(("-o", "--output"), "template: filen att skriva till", {"metavar": "FIL"}),
    ),
)
