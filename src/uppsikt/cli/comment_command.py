"""The command on comments."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command, form_argument

COMMENT = Command(
    name="comment",
    summary="kommentera en siffra i en rapport, eller visa rapporternas kommentarer",
    text=(
        "Utan --row visas kommentarerna i nämndens rapporter för månaden. Med --row och --column "
        "visas allt som har sagts om cellen, och med --text sätts en ny kommentar. Den står i "
        "kolumnen Kommentar i tabellen, på sidan och i alla format, och följer cellen när "
        "rapporten görs om. Många kommentarer på en gång: uppsikt import FIL --kind comments."
    ),
    example=(
        'comment --committee arbetslivsnamnden --period 2022-10 --row "Ekonomiskt bistånd" '
        '--column "Prognos 2022" --text "Fler hushåll än väntat" --author controller'
    ),
    run="uppsikt.cli.comment:run",
    arguments=(
        Argument(("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN", "required": True}),
        Argument(
            ("--period",),
            "rapportens månad, till exempel 2022-10",
            {"metavar": "ÅÅÅÅ-MM", "required": True},
        ),
        form_argument(),
        Argument(("--row",), "radens namn i tabellen", {"metavar": "RAD"}),
        Argument(("--column",), "kolumnens rubrik i tabellen", {"metavar": "KOLUMN"}),
        Argument(
            ("--table",),
            "tabellens namn; annars den första som har raden och kolumnen",
            {"metavar": "TABELL"},
        ),
        Argument(
            ("--text",), "kommentaren; en tom text («») tar tillbaka den", {"metavar": "TEXT"}
        ),
        Argument(
            ("--author",),
            "vems ord det är, som roll och inte namn: controller, enhetschef",
            {"metavar": "ROLL"},
        ),
    ),
)
