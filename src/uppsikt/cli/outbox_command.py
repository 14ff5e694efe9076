"""The command on mail."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command

VERBS = ("list", "send", "resend", "settle")

OUTBOX = Command(
    name="outbox",
    summary="utskick: skicka dem som väntar, och se vad det blev av dem",
    text=(
        "send skickar de brev som väntar; arbetsprocessen gör det också. list visar utskicken, de "
        "senaste sist. resend skickar om ett som inte gick att skicka, eller som det är ovisst om "
        "det kom fram. settle räknar ett sådant som skickat."
    ),
    example="outbox list",
    run="uppsikt.cli.outbox:run",
    arguments=(
        Argument(("verb",), "list, send, resend eller settle", {"choices": VERBS}),
        Argument(
            ("number",),
            "utskickets nummer (resend, settle)",
            {"metavar": "NUMMER", "nargs": "?", "type": int},
        ),
    ),
)
