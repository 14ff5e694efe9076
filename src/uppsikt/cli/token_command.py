"""The command on keys in the table of commands."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command

VERBS = ("list", "add", "end")

TOKEN = Command(
    name="token",
    summary="visa, gör och avsluta nycklar som andra program läser med",
    text=(
        "Med en nyckel läser ett annat program det som kontots ägare får läsa. add gör en nyckel "
        "och visar den en enda gång. list visar alla nycklar, eller ett kontos. end avslutar en "
        "nyckel genast."
    ),
    example="token add controller@kommunen.example --name Excel",
    run="uppsikt.cli.token:run",
    arguments=(
        Argument(("verb",), "list, add eller end", {"choices": VERBS}),
        Argument(("who",), "kontots e-postadress", {"metavar": "ADRESS", "nargs": "?"}),
        Argument(
            ("--name",), "add och end: vad nyckeln är till", {"metavar": "NAMN", "default": ""}
        ),
        Argument(
            ("--to",),
            "add: sista dagen, högst ett år fram; annars om 90 dagar",
            {"metavar": "ÅÅÅÅ-MM-DD"},
        ),
    ),
)
