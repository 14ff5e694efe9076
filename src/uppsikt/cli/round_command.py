"""The command on the monthly rounds in the table of commands."""

from __future__ import annotations

from uppsikt.cli.command import FORMS, Argument, Command

VERBS = (
    "list", "dates", "show", "open", "remind", "return", "excuse", "compile", "review", "fix",
    "publish", "reopen",
)  # fmt: skip

ROUND = Command(
    name="round",
    summary="visa nämndens månadsrundor och för rapporten fram till offentlig",
    text=(
        "list visar nämndens rundor, dates sätter datum för ett år eller en månad, och open öppnar "
        "en månads runda i dag. show visar hur långt varje verksamhet har kommit och vad som står "
        "i vägen. remind påminner dem som inte har lämnat, return skickar tillbaka en prognos med "
        "en fråga och excuse går vidare utan den. compile sammanställer rapporten och beställer "
        "granskningen, review visar vad den fann, fix fastställer, publish gör rapporten "
        "offentlig och reopen öppnar rundan för en ny version. Granskning och fastställande "
        "utförs av arbetsprocessen."
    ),
    example="round list --committee arbetslivsnamnden",
    run="uppsikt.cli.rounds:run",
    arguments=(
        Argument(("verb",), ", ".join(VERBS[:-1]) + " eller reopen", {"choices": VERBS}),
        Argument(("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN", "required": True}),
        Argument(
            ("--period",),
            "månaden som rundan gäller; krävs utom för list, och för dates utan --year",
            {"metavar": "ÅÅÅÅ-MM"},
        ),
        Argument(
            ("--year",),
            "list: bara årets rundor; dates: föreslagna datum för de månader som saknar runda",
            {"metavar": "ÅR"},
        ),
        Argument(("--opens",), "dates: dagen då rundan öppnar", {"metavar": "ÅÅÅÅ-MM-DD"}),
        Argument(("--due",), "dates: sista dagen att lämna", {"metavar": "ÅÅÅÅ-MM-DD"}),
        Argument(("--sent",), "dates: dagen då kallelsen skickas", {"metavar": "ÅÅÅÅ-MM-DD"}),
        Argument(("--meeting",), "dates: dagen för sammanträdet", {"metavar": "ÅÅÅÅ-MM-DD"}),
        Argument(
            ("--form",),
            "dates: rapporten som rundan leder till: monthly, interim, budget eller annual",
            {"choices": FORMS},
        ),
        Argument(
            ("--tell",),
            "dates och open: skriv till de chefer vars datum ändras",
            {"action": "store_true"},
        ),
        Argument(("--activity",), "return och excuse: verksamhetens nyckel", {"metavar": "NYCKEL"}),
        Argument(
            ("--accept",),
            "review: motsägelsen som är rätt ändå, med nyckeln som review visar; kräver --reason",
            {"metavar": "NYCKEL"},
        ),
        Argument(
            ("--reason",),
            "frågan (return) eller skälet (excuse, review, reopen); skälet trycks i rapporten",
            {"metavar": "TEXT", "default": ""},
        ),
        Argument(
            ("--again",),
            "remind: påminn även den som har fått en påminnelse i dag",
            {"action": "store_true"},
        ),
        Argument(
            ("--format",),
            "list och show: text (används annars) eller json",
            {"choices": ("text", "json"), "default": "text"},
        ),
    ),
)
