"""The command on users' accounts in the table of commands."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command

VERBS = ("list", "add", "role", "end", "close", "open", "reset", "forget")
ROLES = ("reader", "manager", "controller", "secretary", "head", "auditor", "administrator")

USER = Command(
    name="user",
    summary="visa, lägg upp och stäng användares konton, och ge dem roller",
    text=(
        "Ett konto är en e-postadress och ett namn. add lägger upp det och skickar ett brev med "
        "en länk, där personen väljer sitt lösenord. role ger kontot en roll i en nämnd från en "
        "dag till en annan, och end avslutar den. close stänger kontot: den som är inloggad "
        "loggas ut genast. open öppnar det igen. reset skickar en ny länk, och "
        "forget tar bort engångskoden när telefonen är borta. list visar alla "
        "konton, eller ett med alla dess roller."
    ),
    example="user add controller@kommunen.example --name Controller",
    run="uppsikt.cli.user:run",
    arguments=(
        Argument(
            ("verb",), "list, add, role, end, close, open, reset eller forget", {"choices": VERBS}
        ),
        Argument(("who",), "kontots e-postadress", {"metavar": "ADRESS", "nargs": "?"}),
        Argument(("--name",), "add: personens namn", {"metavar": "NAMN", "default": ""}),
        Argument(
            ("--role",),
            "role och end: reader (förtroendevald), manager (chef), controller, secretary "
            "(nämndsekreterare), head (förvaltningschef), auditor (revisor) eller administrator",
            {"choices": ROLES},
        ),
        Argument(
            ("--committee",),
            "role och end: nämnden; utelämnad gäller rollen alla nämnder",
            {"metavar": "KORTNAMN", "default": ""},
        ),
        Argument(
            ("--activities",),
            "role: chefens verksamheter, med komma emellan",
            {"metavar": "NYCKEL,…", "default": ""},
        ),
        Argument(("--from",), "role: första dagen, annars i dag", {"metavar": "ÅÅÅÅ-MM-DD"}),
        Argument(
            ("--to",),
            "role och end: sista dagen; utelämnad har rollen inget slut, och slutar nu",
            {"metavar": "ÅÅÅÅ-MM-DD"},
        ),
        Argument(
            ("--link",),
            "add och reset: visa länken här i stället för att skicka den",
            {"action": "store_true"},
        ),
    ),
)
