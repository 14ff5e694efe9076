"""The commands that show what is booked and counted, row by row."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command

SIDES = ("income", "cost")
TABLES = ("csv", "xlsx")

VOUCHERS = Command(
    name="vouchers",
    summary="skriv verifikationsraderna bakom en summa",
    text=(
        "Skriver de rader som är bokförda på en nämnd från januari till och med månaden, eller "
        "de som urvalet lämnar kvar, som CSV till standard ut eller till en fil. Antal rader "
        "och summa skrivs till standard fel, liksom vad som bara är inläst som summa."
    ),
    example=("vouchers --committee arbetslivsnamnden --period 2022-10 --account 4510 -o rader.csv"),
    run="uppsikt.cli.vouchers:run",
    arguments=(
        Argument(("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN", "required": True}),
        Argument(
            ("--period",),
            "månaden till och med vilken raderna är bokförda, till exempel 2022-10",
            {"metavar": "ÅÅÅÅ-MM", "required": True},
        ),
        Argument(("--activity",), "verksamhetens nyckel", {"metavar": "NYCKEL"}),
        Argument(("--side",), "income (intäkter) eller cost (kostnader)", {"choices": SIDES}),
        Argument(("--group",), "kontogruppens nyckel", {"metavar": "NYCKEL"}),
        Argument(("--account",), "kontot", {"metavar": "KONTO"}),
        Argument(("--unit-code",), "ansvarskoden; - är rader utan kod", {"metavar": "KOD"}),
        Argument(("--counterpart",), "motparten; - är rader utan motpart", {"metavar": "KOD"}),
        Argument(("--project",), "projektet; - är rader utan projekt", {"metavar": "KOD"}),
        Argument(("--least",), "minsta belopp i kronor, utan tecken", {"metavar": "BELOPP"}),
        Argument(("--most",), "högsta belopp i kronor, utan tecken", {"metavar": "BELOPP"}),
        Argument(("--voucher",), "verifikationens serie och nummer", {"metavar": "A-117"}),
        Argument(("--text",), "en del av verifikationstexten", {"metavar": "TEXT"}),
        Argument(
            ("--from",),
            "första månad (annars januari)",
            {"metavar": "ÅÅÅÅ-MM", "dest": "first"},
        ),
        Argument(
            ("--to",),
            "sista månad (annars den i --period)",
            {"metavar": "ÅÅÅÅ-MM", "dest": "last"},
        ),
        Argument(
            ("--restated-to",),
            "räkna om till det årets organisation",
            {"metavar": "ÅÅÅÅ"},
        ),
        Argument(
            ("--largest-first",), "störst belopp först, annars datum", {"action": "store_true"}
        ),
        Argument(
            ("--format",),
            "csv (används annars) eller xlsx",
            {"choices": TABLES, "default": "csv"},
        ),
        Argument(("-o", "--output"), "filen att skriva till", {"metavar": "FIL"}),
    ),
)

MEASURES = Command(
    name="measures",
    summary="visa en nämnds mått månad för månad",
    text=(
        "Visar nämndens mått från januari till och med månaden, och vad månaderna blir "
        "tillsammans. En månad utan lämnat antal saknas; den är aldrig noll."
    ),
    example="measures --committee arbetslivsnamnden --period 2022-10",
    run="uppsikt.cli.measures:run",
    arguments=(
        Argument(("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN", "required": True}),
        Argument(
            ("--period",),
            "månaden till och med vilken måtten visas, till exempel 2022-10",
            {"metavar": "ÅÅÅÅ-MM", "required": True},
        ),
        Argument(
            ("--history",),
            "visa i stället alla antal som måttet har haft, med skäl",
            {"metavar": "NYCKEL"},
        ),
    ),
)

SUGGEST = Command(
    name="suggest",
    summary="visa förslag till helårsprognoser, och hur fel varje sätt har haft",
    text=(
        "Visar för varje verksamhet vad året kan sluta på: den senaste prognosen, som fjolårets "
        "kurva, resten som i fjol, årsmönster och trend (med vad året troligen slutar mellan) och "
        "tolftedelar. Bredvid står hur fel sättet har haft i snitt efter samma månad de senaste "
        "fem åren. Förslagen ändrar ingenting."
    ),
    example="suggest --committee arbetslivsnamnden --period 2022-10",
    run="uppsikt.cli.suggest:run",
    arguments=(
        Argument(("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN", "required": True}),
        Argument(
            ("--period",),
            "månaden som prognosen lämnas efter, till exempel 2022-10",
            {"metavar": "ÅÅÅÅ-MM", "required": True},
        ),
        Argument(
            ("--format",),
            "text, eller json med belopp i ören",
            {"choices": ("text", "json"), "default": "text"},
        ),
    ),
)

FORECASTS = Command(
    name="forecasts",
    summary="visa ett års prognoser mot utfallet, och hur fel prognoserna har haft",
    text=(
        "Visar vad varje månads prognos sa och vad året blev, för nämnden och varje verksamhet, "
        "och vem som lämnade den. Sist står hur fel prognoserna har haft i snitt, alla år "
        "tillsammans. Ett år som inte är slut har inget utfall."
    ),
    example="forecasts --committee arbetslivsnamnden --year 2022",
    run="uppsikt.cli.forecasts:run",
    arguments=(
        Argument(("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN", "required": True}),
        Argument(
            ("--year",),
            "året som prognoserna gäller",
            {"metavar": "ÅÅÅÅ", "required": True},
        ),
        Argument(
            ("--format",),
            "text (används annars), csv i kronor, eller json med belopp i ören",
            {"choices": ("text", "csv", "json"), "default": "text"},
        ),
        Argument(("-o", "--output"), "filen att skriva till", {"metavar": "FIL"}),
    ),
)

ACCRUALS = Command(
    name="accruals",
    summary="visa periodiseringar som inte är återförda, och återföringar utan periodisering",
    text=(
        "Visar en nämnds periodiseringar till och med månaden, och förra årets: de som saknar "
        "sin återföring, återföringar utan periodisering, och de där flera verifikationer "
        "passar. Inget gissas."
    ),
    example="accruals --committee arbetslivsnamnden --period 2022-10",
    run="uppsikt.cli.accruals:run",
    arguments=(
        Argument(("--committee",), "nämndens kortnamn", {"metavar": "KORTNAMN", "required": True}),
        Argument(
            ("--period",),
            "månaden till och med vilken verifikationerna är bokförda, till exempel 2022-10",
            {"metavar": "ÅÅÅÅ-MM", "required": True},
        ),
        Argument(
            ("--all",),
            "visa också dem som är återförda, med sin återföring",
            {"action": "store_true"},
        ),
    ),
)
