"""The commands that keep a site: its backup, and back again."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command
from uppsikt.cli.given_command import GIVEN

BACKUP = Command(
    name="backup",
    summary="skriv en säkerhetskopia av allt, medan Uppsikt används",
    text=(
        "Skriver databasen och alla filer som den hänvisar till i en enda fil, som de är i ett "
        "ögonblick. Sidor och inläsningar fortsätter. Filen finns hel eller inte alls. Den "
        "hemliga nyckeln (secret.key) ingår inte."
    ),
    example="backup uppsikt.zip",
    run="uppsikt.cli.backup:run",
    arguments=(
        Argument(("file",), "filen att skriva, eller att kontrollera", {"metavar": "FIL"}),
        Argument(
            ("--check",),
            "kontrollera en säkerhetskopia i stället: att den är hel, och vad den innehåller",
            {"action": "store_true"},
        ),
        Argument(
            ("--accept",),
            "skriv kopian även om datamappen saknar filer; det noteras vad som saknas",
            {"action": "store_true"},
        ),
    ),
)

RESTORE = Command(
    name="restore",
    summary="lägg tillbaka en säkerhetskopia",
    text=(
        "Kontrollerar hela säkerhetskopian, lägger tillbaka den i en tom datamapp och jämför "
        "varje tabell och fil med den. En kopia av en äldre version uppgraderas. Går något fel är "
        "inget ändrat."
    ),
    example="restore uppsikt.zip --replace fore.zip",
    run="uppsikt.cli.backup:restore",
    arguments=(
        Argument(("file",), "säkerhetskopian", {"metavar": "FIL"}),
        Argument(
            ("--replace",),
            "ersätt det som finns i datamappen; det sparas först som säkerhetskopia i SPARAD",
            {"metavar": "SPARAD"},
        ),
    ),
)

HEALTH = Command(
    name="health",
    summary="visa hur Uppsikt mår: databasen, disken, säkerhetskopian",
    text=(
        "Visar hur det står till med det som Uppsikt behöver, för den som sköter driften och för "
        "program som bevakar den. Status 0: allt är i ordning. 1: något att se till. 2: något är "
        "fel."
    ),
    example="health",
    run="uppsikt.cli.health:run",
    arguments=(
        Argument(
            ("--format",),
            "text (används annars) eller json",
            {"choices": ("text", "json"), "default": "text"},
        ),
    ),
    fault=2,
)

RIGHTS = Command(
    name="rights",
    summary="visa vad varje roll möter på varje adress",
    text=(
        "Visar varje adress på webbplatsen, vad den kräver och vad varje roll möter där, i den "
        "egna nämnden och i en annan."
    ),
    example="rights",
    run="uppsikt.cli.rights:run",
    arguments=(
        Argument(
            ("--markdown",),
            "skriv tabellen som den står i dokumentationen (docs/rattigheter.md)",
            {"action": "store_true"},
        ),
    ),
)

SITE_COMMANDS = (GIVEN, BACKUP, RESTORE, HEALTH, RIGHTS)
