"""The table of commands. A room that has a command adds a row; nothing else here changes.

A row names its code by a dotted name, so that showing the help loads none of it.
"""

from __future__ import annotations

from uppsikt.cli.audit_command import AUDIT
from uppsikt.cli.carry_over_command import CARRY_OVER, FORMATS
from uppsikt.cli.command import LAST_YEARS, Argument, Command
from uppsikt.cli.comment_command import COMMENT
from uppsikt.cli.files_command import FILES
from uppsikt.cli.history_command import HISTORY
from uppsikt.cli.job_commands import JOBS, WORKER
from uppsikt.cli.known_command import KNOWN
from uppsikt.cli.look_command import LOOK
from uppsikt.cli.outbox_command import OUTBOX
from uppsikt.cli.register_command import REGISTER
from uppsikt.cli.report_command import REPORT, version_number
from uppsikt.cli.round_command import ROUND
from uppsikt.cli.row_commands import ACCRUALS, FORECASTS, MEASURES, SUGGEST, TABLES, VOUCHERS
from uppsikt.cli.search_command import SEARCH
from uppsikt.cli.site_commands import SITE_COMMANDS
from uppsikt.cli.table_commands import KINDS, TABLE_COMMANDS
from uppsikt.cli.token_command import TOKEN
from uppsikt.cli.user_command import USER

__all__ = [
    "COMMANDS", "FORMATS", "KINDS", "LAST_YEARS", "REVIEWS", "TABLES", "UNITS",
    "Argument", "Command",
]  # fmt: skip

PERIOD_STATES = ("open", "preliminary", "closed")
UNITS = ("tkr", "mnkr")
REVIEWS = ("text", "json", "html")
DEFAULT_PORT = 8000
DEFAULT_HOST = "127.0.0.1"
MAX_PORT = 65_535
MAX_PROCESSES = 64


def port_number(text: str) -> int:
    """A port from 1 to 65535. Raises ValueError, which argparse words with `__name__`."""
    number = int(text)
    if not 1 <= number <= MAX_PORT:
        raise ValueError(text)
    return number


def process_count(text: str) -> int:
    """A number from 1 to 64. Raises ValueError, which argparse words by `__name__`."""
    if not 1 <= int(text) <= MAX_PROCESSES:
        raise ValueError(text)
    return int(text)


process_count.__name__ = "antal (1–64)"
port_number.__name__ = "portnummer (1–65535)"


_PORT = Argument(
    ("--port",),
    f"porten som sidorna visas på (annars {DEFAULT_PORT})",
    {"type": port_number, "default": DEFAULT_PORT, "metavar": "N"},
)

_REASON = Argument(
    ("--reason",),
    "varför det som är bokfört i en stängd period ändras; skälet visas med skillnaden",
    {"metavar": "TEXT", "default": ""},
)

COMMANDS = (
    Command(
        name="demo",
        summary="läs in exemplet från Borås, skriv dess rapporter och visa sidorna",
        text=(
            "Läser in exemplet i en tom datamapp, skriver rapporterna till mappen ./out, visar "
            "en tabell och startar webbservern. Kan köras om hur många gånger som helst. En "
            "datamapp med egna uppgifter rörs aldrig."
        ),
        example="demo --no-serve",
        run="uppsikt.cli.demo:run",
        arguments=(
            Argument(("--no-serve",), "starta inte webbservern", {"action": "store_true"}),
            _PORT,
        ),
    ),
    Command(
        name="setup",
        summary="lägg upp en nämnd: verksamheter, konton, budget och kommunbidrag",
        text=(
            "Läser en nämnds installationsfil (docs/installationsfil.md) och lägger upp eller "
            "ändrar nämnden. Allt i filen läggs in, eller inget. Med --show visas i stället en "
            "fil som har lästs in, som den var."
        ),
        example="setup arbetslivsnamnden.toml",
        run="uppsikt.cli.setup:run",
        arguments=(
            Argument(("file",), "nämndens installationsfil", {"metavar": "FIL.toml", "nargs": "?"}),
            _REASON,
            Argument(
                ("--show",), "visa nämndens installationsfil som gäller", {"metavar": "KORTNAMN"}
            ),
            Argument(
                ("--number",),
                "med --show: den första filen som lästes in (1), den andra (2) …",
                {"type": version_number, "metavar": "N"},
            ),
        ),
    ),
    Command(
        name="import",
        summary="läs in huvudbok, budget, prognos, beslut, antal eller kommentarer",
        text=(
            "Läser in filer. Vad en fil är avgörs av innehållet, om inte --kind säger det. Varje "
            "fil läses in i sin helhet eller inte alls, och samma fil två gånger ändrar inget."
        ),
        example="import huvudbok-2022.se prognos-2022-10.csv --committee arbetslivsnamnden",
        run="uppsikt.cli.load:run",
        arguments=(
            Argument(("files",), "filer att läsa in", {"metavar": "FIL", "nargs": "+"}),
            Argument(
                ("--kind",),
                "vad filerna är: ledger (huvudbok), budget, forecast (prognos), proposal "
                "(budgetförslag för ett kommande år), transfer (omföringar), known (kända poster), "
                "carryover (resultatregleringar), "
                "counts (antal) eller comments (kommentarer till rapporternas siffror)",
                {"choices": KINDS},
            ),
            Argument(
                ("--committee",),
                "nämnden som filerna gäller; krävs för budget, prognos, budgetförslag, kända "
                "poster, antal och kommentarer",
                {"metavar": "KORTNAMN"},
            ),
            Argument(
                ("--source",),
                "läs tabellen med de kolumner som kopplades med «uppsikt columns»",
                {"metavar": "KÄLLA"},
            ),
            Argument(
                ("--preview",),
                "visa vad som skulle ändras, utan att ändra något",
                {"action": "store_true"},
            ),
            Argument(
                ("--later",),
                "lämna filen till arbetsprocessen, som läser in den när den hinner",
                {"action": "store_true"},
            ),
            Argument(
                ("--accept",),
                "läs in trots brister, till exempel obalanserade verifikationer; "
                "det noteras vad som godtogs",
                {"action": "store_true"},
            ),
            _REASON,
        ),
    ),
    Command(
        name="period",
        summary="visa, stäng eller öppna en nämnds perioder",
        text=(
            "Utan --set visas nämndens perioder och vad som har ändrats i stängda. En stängd "
            "period ändras bara med ett skäl. December är preliminär tills den stängs med beslutet "
            "om bokslutet."
        ),
        example="period --committee arbetslivsnamnden --period 2022-10 --set closed",
        run="uppsikt.cli.period:run",
        arguments=(
            Argument(
                ("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN", "required": True}
            ),
            Argument(
                ("--period",),
                "månaden, året eller månaderna, till exempel 2022-10, 2022 eller "
                "2022-01--2022-10; krävs med --set",
                {"metavar": "PERIOD"},
            ),
            Argument(
                ("--set",),
                "open (öppen), preliminary (preliminär) eller closed (stängd)",
                {"choices": PERIOD_STATES},
            ),
            Argument(
                ("--reason",),
                "skälet; krävs när en stängd period öppnas",
                {"metavar": "TEXT", "default": ""},
            ),
            Argument(
                ("--decision",),
                "beslutet; krävs när december stängs",
                {"metavar": "TEXT", "default": ""},
            ),
        ),
    ),
    CARRY_OVER,
    *TABLE_COMMANDS,
    REPORT,
    Command(
        name="compare-trees",
        summary="jämför årets verksamheter med nästa års, när de ändras",
        text=(
            "Skriver årets budget och utfall per verksamhet, vart varje belopp går i nästa års "
            "verksamheter enligt installationsfilens [[oversattning]], och det som ingen har "
            "beslutat om: ej fördelat. Summan är densamma på båda sätten."
        ),
        example="compare-trees --committee arbetslivsnamnden --period 2022-10 --format json",
        run="uppsikt.cli.compare_trees:run",
        arguments=(
            Argument(
                ("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN", "required": True}
            ),
            Argument(
                ("--period",),
                "månaden vars år jämförs med nästa år, till exempel 2022-10",
                {"metavar": "ÅÅÅÅ-MM", "required": True},
            ),
            Argument(
                ("--format",),
                "filformat: html, pdf, docx, xlsx eller json",
                {"choices": FORMATS, "required": True},
            ),
            Argument(("-o", "--output"), "filen att skriva till", {"metavar": "FIL"}),
        ),
    ),
    Command(
        name="overview",
        summary="skriv alla nämnders ekonomi tillsammans, utan interna poster",
        text=(
            "Skriver nämndernas kommunbidrag, utfall och prognos med summor, de interna posterna "
            "mellan dem och summorna utan dem. Saknas en nämnds siffror går summan inte att "
            "beräkna; då står också summan av dem som har siffror."
        ),
        example="overview --period 2022-10 --unit mnkr --format pdf -o namnderna.pdf",
        run="uppsikt.cli.overview:run",
        arguments=(
            Argument(
                ("--period",),
                "månaden som sammanställningen gäller, till exempel 2022-10",
                {"metavar": "ÅÅÅÅ-MM", "required": True},
            ),
            Argument(
                ("--unit",),
                "tkr (tusen kronor, används annars) eller mnkr (miljoner kronor, en decimal)",
                {"choices": UNITS, "default": UNITS[0]},
            ),
            Argument(
                ("--format",),
                "filformat: html, pdf, docx, xlsx eller json",
                {"choices": FORMATS, "required": True},
            ),
            Argument(("-o", "--output"), "filen att skriva till", {"metavar": "FIL"}),
        ),
    ),
    VOUCHERS,
    HISTORY,
    KNOWN,
    SUGGEST,
    FORECASTS,
    ACCRUALS,
    MEASURES,
    REGISTER,
    COMMENT,
    ROUND,
    Command(
        name="review",
        summary="granska en rapport: vilka siffror kan inte stämma samtidigt?",
        text=(
            "Läser en eller flera rapporter (txt, md, html, docx, pdf, xlsx), från vilken kommun "
            "som helst, och visar de siffror som säger emot varandra. Behöver ingen datamapp och "
            "inget nät. Status 0: inga motsägelser. 1: motsägelser. 2: en fil gick inte att läsa."
        ),
        example="review rapport.pdf",
        run="uppsikt.cli.review:run",
        arguments=(
            Argument(
                ("files",), "rapporter att granska tillsammans", {"metavar": "FIL", "nargs": "+"}
            ),
            Argument(
                ("--against",),
                "tidigare rapporter att jämföra med",
                {"metavar": "TIDIGARE", "nargs": "+", "default": ()},
            ),
            Argument(
                ("--format",),
                "text (används annars), json eller html",
                {"choices": REVIEWS, "default": REVIEWS[0]},
            ),
            Argument(("-o", "--output"), "filen att skriva till", {"metavar": "FIL"}),
        ),
        fault=2,
    ),
    LOOK,
    AUDIT,
    SEARCH,
    FILES,
    OUTBOX,
    *SITE_COMMANDS,
    Command(
        name="upgrade",
        summary="uppgradera datamappens databas till programmets version",
        text=(
            "Uppgraderar databasen. Kör kommandot efter varje ny version av programmet, innan "
            "sidorna visas igen. En uppgradering som avbryts fortsätter när kommandot körs igen."
        ),
        example="upgrade --backup fore-uppgradering.zip",
        run="uppsikt.cli.upgrade:run",
        arguments=(
            Argument(
                ("--backup",),
                "skriv först en säkerhetskopia till FIL, om det finns något att uppgradera",
                {"metavar": "FIL"},
            ),
        ),
    ),
    JOBS,
    WORKER,
    USER,
    TOKEN,
    Command(
        name="serve",
        summary="visa sidorna i webbläsaren",
        text=(
            "Startar webbservern och en process bredvid som utför arbeten. "
            "De stannar när du trycker Ctrl+C."
        ),
        example="serve --port 8080",
        run="uppsikt.cli.serve:run",
        arguments=(
            Argument(
                ("--host",),
                f"adressen att lyssna på (annars {DEFAULT_HOST}, bara den här datorn)",
                {"default": DEFAULT_HOST, "metavar": "ADRESS"},
            ),
            _PORT,
            Argument(
                ("--processes",),
                "hur många processer som svarar (annars 2); ungefär så många som datorn har "
                "processorkärnor",
                {"type": process_count, "default": 2, "metavar": "N"},
            ),
        ),
    ),
)
