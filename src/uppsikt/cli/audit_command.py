"""The command on the audit log in the table of commands."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command

VERBS = ("list", "verify", "erase")
DOORS = ("command", "page", "api", "job")
FORMATS = ("text", "csv")


def count(text: str) -> int:
    """A number from 1. Raises ValueError, which argparse words by `__name__`."""
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


count.__name__ = "antal (1, 2 …)"

AUDIT = Command(
    name="audit",
    summary="loggen: vem som gjorde vad, och om loggen är hel",
    text=(
        "list visar vem som gjorde vad med vad, när och på vilken väg. verify kontrollerar att "
        "ingen post i loggen är ändrad, borttagen, inskjuten eller flyttad, och slutar med status "
        "1 om någon är det. erase gallrar uppgifterna i gamla poster: kedjan går fortfarande att "
        "kontrollera."
    ),
    example="audit verify",
    run="uppsikt.cli.audit:run",
    arguments=(
        Argument(("verb",), "list, verify eller erase", {"choices": VERBS}),
        Argument(
            ("--head",),
            "verify: ett slut som du har noterat tidigare, som det skrevs ut då",
            {"metavar": "SLUT"},
        ),
        Argument(("--who",), "list: en del av namnet", {"metavar": "TEXT", "default": ""}),
        Argument(("--did",), "list: en del av vad som gjordes", {"metavar": "TEXT", "default": ""}),
        Argument(
            ("--thing",),
            "list: en del av namnet på det som det gjordes med",
            {"metavar": "TEXT", "default": ""},
        ),
        Argument(
            ("--committee",), "list: nämndens kortnamn", {"metavar": "KORTNAMN", "default": ""}
        ),
        Argument(
            ("--door",),
            "list: command (kommando), page (webbsida), api (gränssnitt) eller job (arbete)",
            {"choices": DOORS},
        ),
        Argument(("--from",), "list: första dagen", {"metavar": "ÅÅÅÅ-MM-DD", "dest": "first"}),
        Argument(("--to",), "list: sista dagen", {"metavar": "ÅÅÅÅ-MM-DD", "dest": "last"}),
        Argument(
            ("--most",),
            "list: högst så många poster som text, de nyaste (annars 50); csv har alla",
            {"type": count, "default": 50, "metavar": "N"},
        ),
        Argument(
            ("--format",),
            "list: text (används annars) eller csv",
            {"choices": FORMATS, "default": FORMATS[0]},
        ),
        Argument(("-o", "--output"), "list: filen att skriva csv till", {"metavar": "FIL"}),
        Argument(
            ("--before",),
            "erase: poster från före den dagen gallras",
            {"metavar": "ÅÅÅÅ-MM-DD"},
        ),
        Argument(
            ("--reason",),
            "erase: beslutet som gallringen följer; det sparas i loggen",
            {"metavar": "TEXT", "default": ""},
        ),
    ),
)
