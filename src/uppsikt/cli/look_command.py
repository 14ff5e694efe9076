"""The command on a municipality's own looks."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command, form_argument

VERBS = ("list", "example", "try", "add", "choose")

LOOK = Command(
    name="look",
    summary="kommunens eget utseende: prova, lägg in och välj",
    text=(
        "Ett utseende är en mapp med logotyp, färger, typsnitt, Word-mall och avsnitt "
        "(docs/utseende.md). example skriver en mapp att utgå från. try kontrollerar en mapp "
        "och provar den på en rapport utan att något sparas. add lägger in den som en ny "
        "version, choose väljer den version som allt skrivs i, och list visar dem som finns."
    ),
    example="look try utseende --committee arbetslivsnamnden --period 2022-10 -o prov.pdf",
    run="uppsikt.cli.look:run",
    arguments=(
        Argument(("verb",), "list, example, try, add eller choose", {"choices": VERBS}),
        Argument(
            ("what",),
            "mappen (example, try, add) eller numret på ett inlagt utseende (choose, try); "
            "0 är Uppsikts eget",
            {"metavar": "MAPP|NUMMER", "nargs": "?"},
        ),
        Argument(("--committee",), "prova: nämndens kortnamn", {"metavar": "KORTNAMN"}),
        Argument(
            ("--period",),
            "prova: rapportens månad, till exempel 2022-10",
            {"metavar": "ÅÅÅÅ-MM"},
        ),
        form_argument("prova: rapporten"),
        Argument(
            ("-o", "--output"),
            "prova: filen att skriva till, .pdf, .docx, .html eller .xlsx",
            {"metavar": "FIL"},
        ),
    ),
)
