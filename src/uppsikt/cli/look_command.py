"""The command on a municipality's own look."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command

LOOK = Command(
    name="look",
    summary="kontrollera kommunens eget utseende och prova det på en rapport",
    text=(
        "Läser en mapp med logotyp, färger, typsnitt och Word-mall (docs/utseende.md) och säger "
        "vad som inte kan användas. Med nämnd, månad och fil skrivs också nämndens rapport i "
        "utseendet, som ett prov: ingenting sparas."
    ),
    example=("look utseende --committee arbetslivsnamnden --period 2022-10 -o prov.pdf"),
    run="uppsikt.cli.look:run",
    arguments=(
        Argument(("folder",), "mappen med filen utseende.toml", {"metavar": "MAPP"}),
        Argument(("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN"}),
        Argument(("--period",), "rapportens månad, till exempel 2022-10", {"metavar": "ÅÅÅÅ-MM"}),
        Argument(
            ("-o", "--output"),
            "filen att skriva provet till: .pdf, .docx, .html eller .xlsx",
            {"metavar": "FIL"},
        ),
    ),
)
