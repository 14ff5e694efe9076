"""The command on searching in the table of commands."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command

SEARCH = Command(
    name="search",
    summary="sök bland nämnder, rapporter, kommentarer, kända poster och beslut",
    text=(
        "Visar vad som innehåller alla orden, i vilken böjning som helst eller som en del av ett "
        "sammansatt ord. Med --rebuild skrivs sökregistret om från grunden."
    ),
    example="search försörjningsstöd",
    run="uppsikt.cli.search:run",
    arguments=(
        Argument(("words",), "orden att söka efter", {"metavar": "ORD", "nargs": "*"}),
        Argument(("--rebuild",), "skriv om sökregistret från grunden", {"action": "store_true"}),
    ),
)
