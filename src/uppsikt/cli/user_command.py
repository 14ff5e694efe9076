"""The command on users' accounts in the table of commands."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command

VERBS = ("list", "add", "close", "open", "reset")

USER = Command(
    name="user",
    summary="visa, lägg upp och stäng användares konton",
    text=(
        "Ett konto är en e-postadress och ett namn. add lägger upp det och skickar ett brev med "
        "en länk, där personen väljer sitt lösenord. close stänger det: den som är inloggad "
        "loggas ut genast. open öppnar det igen. reset skickar en ny länk. list visar alla "
        "konton."
    ),
    example="user add controller@kommunen.example --name Controller",
    run="uppsikt.cli.user:run",
    arguments=(
        Argument(("verb",), "list, add, close, open eller reset", {"choices": VERBS}),
        Argument(("who",), "kontots e-postadress", {"metavar": "ADRESS", "nargs": "?"}),
        Argument(("--name",), "add: personens namn", {"metavar": "NAMN", "default": ""}),
        Argument(
            ("--link",),
            "add och reset: visa länken här i stället för att skicka den",
            {"action": "store_true"},
        ),
    ),
)
