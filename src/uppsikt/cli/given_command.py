"""The command on reports that were given out in the table of commands."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command

VERBS = ("list", "check")

GIVEN = Command(
    name="given",
    summary="lämnade rapporter: visa dem, och kontrollera att de är som de lämnades",
    text=(
        "list visar varje version som är lämnad: när, varför den är ny och dess fingeravtryck. "
        "check läser igenom alla filer och räknar ut varje fingeravtryck igen, och slutar med "
        "status 1 om en enda fil eller uppgift har ändrats."
    ),
    example="given check",
    run="uppsikt.cli.given_reports:run",
    arguments=(
        Argument(("verb",), "list eller check", {"choices": VERBS}),
        Argument(
            ("--committee",),
            "bara nämnden med kortnamnet",
            {"metavar": "KORTNAMN", "default": ""},
        ),
    ),
)
