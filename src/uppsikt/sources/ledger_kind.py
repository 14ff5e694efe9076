"""A ledger as a kind of file: SIE, our own table of balances, or any table with chosen columns."""

from __future__ import annotations

from uppsikt.ledger import OWN_HEADS
from uppsikt.sheets import Field, Option
from uppsikt.sources.kinds import FileKind, Wanted
from uppsikt.sources.services import ImportOutcome, import_ledger

UNITS = Option(
    "unit",
    "enhet",
    "Vilken enhet har beloppen?",
    {"kr": "kr", "tkr": "tkr", "mnkr": "mnkr"},
)
SIGN = Option(
    "sign",
    "tecken",
    "Hur står kostnader i filen?",
    {"kostnad-minus": "income_positive", "kostnad-plus": "cost_positive"},
)
DATES = Option(
    "dates",
    "datum",
    "Hur skrivs dagar som text?",
    {"åmd": "iso", "dmå": "dmy"},
)
MARKS = Option(
    "marks",
    "decimal",
    "Vilket decimaltecken har belopp som text?",
    {"komma": "comma", "punkt": "point"},
)
_SCOPE = Option(
    "scope",
    "omfattning",
    "Är filen hela bokföringen, eller saldon?",
    {"hel": "whole", "saldon": "balances"},
)

_FIELDS = (
    Field("date", "Datum", "verifikationens dag",
          ("bokföringsdatum", "ver.datum", "verdatum", "verifikationsdatum", "bokf.datum",
           "transdatum", "transaktionsdatum", "datum")),
    Field("month", "Månad", "månaden som raden bokförs i",
          ("period", "redovisningsperiod", "bokföringsperiod", "år-månad"), fixed=True),
    Field("series", "Serie", "verifikationens serie", ("verserie", "vertyp", "serie"), fixed=True),
    Field("number", "Verifikation", "verifikationens nummer",
          ("vernr", "ver.nr", "ver nr", "verifikationsnummer", "verifikat", "verifikationsnr",
           "nummer")),
    Field("account", "Konto", "kontots nummer", ("kontonr", "kontonummer", "konto nr", "kto")),
    Field("unit", "Ansvar", "ansvarets eller enhetens kod",
          ("ansvarskod", "enhet", "kst", "kostnadsställe", "org", "organisation"), fixed=True),
    Field("activity", "Verksamhet", "verksamhetens kod", ("verksamhetskod", "vht", "verks", "vsh"),
          fixed=True),
    Field("project", "Projekt", "projektets kod", ("proj", "projektkod", "aktivitet"), fixed=True),
    Field("counterpart", "Motpart", "motpartens kod", ("mp", "motpartskod"), fixed=True),
    Field("amount", "Belopp", "beloppet, om det står i en kolumn",
          ("belopp (kr)", "belopp kr", "summa", "summa kr", "utfall", "saldo", "netto", "sek")),
    Field("debit", "Debet", "debet, om beloppet står i två kolumner", ("debetbelopp", "debit")),
    Field("credit", "Kredit", "kredit, om beloppet står i två kolumner", ("kreditbelopp",)),
    Field("text", "Text", "verifikationens text",
          ("verifikationstext", "vertext", "ver.text", "beskrivning", "benämning", "radtext")),
)  # fmt: skip

_NEEDS = (
    (("date",), ("month",)),
    (("account",),),
    (("amount",), ("debit", "credit")),
)

_EXAMPLE = {
    "Datum": "2022-10-14", "Månad": "2022-10", "Serie": "A", "Verifikation": "1017",
    "Konto": "4510", "Ansvar": "6120", "Verksamhet": "5750", "Belopp (kr)": "-12500,50",
    "Text": "Faktura",
}  # fmt: skip


def read(wanted: Wanted) -> ImportOutcome:
    """Reads a ledger; see ``import_ledger``."""
    return import_ledger(
        actor=wanted.actor,
        now=wanted.now,
        store=wanted.store,
        path=wanted.path,
        committee=wanted.committee,
        accept=wanted.accept,
        chosen=lambda: wanted.columns,
        mapping=wanted.mapping,
        reason=wanted.reason,
        rehearsal=wanted.rehearsal,
        progress=wanted.progress,
    )


LEDGER = FileKind(
    key="ledger",
    noun="en huvudbok",
    needs_committee=False,
    fields=_FIELDS,
    options=(UNITS, SIGN, _SCOPE, DATES, MARKS),
    needs=_NEEDS,
    one_of=(("amount",), ("debit", "credit")),
    read=read,
    label="Huvudbok",
    slug="huvudbok",
    template=OWN_HEADS,
    example=_EXAMPLE,
)
