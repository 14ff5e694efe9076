"""Budget, forecast, proposal, transfer, known items and decided results as kinds of files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from uppsikt.figures import UppsiktError
from uppsikt.planning import (
    budget_file,
    carry_over_file,
    forecast_file,
    known_item_file,
    proposal_file,
    transfer_file,
)
from uppsikt.planning.carry_overs import import_carry_overs
from uppsikt.planning.intake import PlanOutcome
from uppsikt.planning.known_item_rules import KIND_TEXTS
from uppsikt.planning.known_item_services import import_known
from uppsikt.planning.proposal_services import import_proposals
from uppsikt.planning.rules import PROFILE_TEXTS
from uppsikt.planning.services import import_budget, import_forecasts
from uppsikt.planning.transfers import import_transfers
from uppsikt.platform.access.rules import Actor
from uppsikt.sheets import Columns, Field
from uppsikt.sources.kinds import FileKind, Wanted, register_kind
from uppsikt.sources.ledger_kind import DATES, MARKS, SIGN
from uppsikt.sources.rehearsal import Rehearsal

_SIDES = ("intäkt", "kostnad", "netto")
_UNITS = ("kr", "tkr", "mnkr")
_GROUP = Field("Kontogrupp", "Kontogrupp", "kontogruppens namn", ("grupp", "kontoslag"))
_ACTIVITY = Field(
    "Verksamhet", "Verksamhet", "rapportradens namn",
    ("verksamhetsnamn", "rapportrad", "rad", "benämning"), fixed=True,
)  # fmt: skip
_SIDE = Field("Slag", "Slag", "intäkt, kostnad eller netto", ("typ",), _SIDES, fixed=True)
_UNIT = Field("Enhet", "Enhet", "kr, tkr eller mnkr", ("enh",), _UNITS, fixed=True)

_BUDGET_FIELDS = (
    Field("År", "År", "budgetår", ("budgetår",), fixed=True),
    Field("Datum", "Datum", "beslutsdag", ("beslutsdatum", "beslutsdag"), fixed=True),
    Field("Beslut", "Beslut", "vad som beslutades", ("beslutspunkt",), fixed=True),
    _ACTIVITY,
    _SIDE,
    _GROUP,
    _UNIT,
    Field("Belopp", "Belopp", "helårets belopp", ("budget", "årsbudget", "helår", "summa")),
    Field("Fördelning", "Fördelning", "hur beloppet faller över månaderna", ("profil",),
          tuple(PROFILE_TEXTS), fixed=True),
    *(Field(month, month, f"belopp för {month.lower()}") for month in budget_file.MONTHS),
)  # fmt: skip

_TRANSFER_FIELDS = (
    *_BUDGET_FIELDS,
    Field("Nämnd", "Nämnd", "nämndens kortnamn eller namn", ("nämnder",), fixed=True),
)

_FORECAST_FIELDS = (
    Field("Månad", "Månad", "månaden som prognosen lämnas efter", ("period",), fixed=True),
    _ACTIVITY,
    _SIDE,
    _GROUP,
    _UNIT,
    Field("Belopp", "Belopp", "helårets belopp", ("prognos", "helårsprognos", "årsprognos")),
    Field("Lämnad", "Lämnad", "dagen då prognosen lämnades", ("datum",), fixed=True),
    Field("Lämnad av", "Lämnad av", "roll, inte personnamn", ("ansvarig",), fixed=True),
    Field("Kommentar", "Kommentar", "kommentar", ("orsak", "analys")),
)


_PROPOSAL_FIELDS = (
    Field("År", "År", "året som förslaget gäller", ("budgetår",), fixed=True),
    Field("Version", "Version", "förslagets namn", ("förslag",), fixed=True),
    Field("Efter", "Efter", "månaden vars uppföljning förslaget är gjort efter", fixed=True),
    _ACTIVITY,
    _SIDE,
    _GROUP,
    _UNIT,
    Field("Belopp", "Belopp", "helårets belopp", ("budget", "helår", "summa")),
)

_KNOWN_FIELDS = (
    Field("Post", "Post", "postens eget nummer, samma varje gång", ("postnummer", "id", "nr")),
    Field("Slag", "Slag", "känd kostnad, känd intäkt eller åtagande", ("typ",),
          tuple(KIND_TEXTS), fixed=True),
    Field("Benämning", "Benämning", "vad posten är, så som det står efter ”ej bokförd”",
          ("text", "namn")),
    Field("Månad", "Månad", "månaden som posten hör till", ("period",), fixed=True),
    Field("Verksamhet", "Verksamhet", "rapportradens namn", ("verksamhetsnamn", "rapportrad"),
          fixed=True),
    _GROUP,
    _UNIT,
    Field("Belopp", "Belopp", "kostnader och åtaganden negativa", ("summa",)),
    Field("Motpart", "Motpart", "leverantör eller annan motpart, inte personnamn",
          ("leverantör",)),
    Field("Referens", "Referens", "fakturans, orderns eller avtalets nummer, som det kommer att "
          "stå i verifikationens text", ("fakturanummer", "ordernummer")),
    Field("Orsak", "Orsak", "varför posten inte är bokförd, utan personuppgifter", ("kommentar",)),
    Field("Väntas", "Väntas", "dagen då verifikationen väntas", ("förfallodag",)),
    Field("Återtagen", "Återtagen", "ja, om posten inte längre gäller", (), ("ja", "nej")),
)  # fmt: skip


_CARRY_OVER_FIELDS = (
    Field("År", "År", "året vars resultat beslutet gäller", ("bokslutsår",), fixed=True),
    Field("Datum", "Datum", "beslutsdag", ("beslutsdatum", "beslutsdag"), fixed=True),
    Field("Beslut", "Beslut", "vad det vilar på", ("beslutspunkt",), fixed=True),
    Field("Nämnd", "Nämnd", "nämndens kortnamn eller namn", ("nämnder",), fixed=True),
    _UNIT,
    Field("Resultat", "Resultat", "årets resultat, plus är överskott", ("årets resultat",)),
    Field("Överförs", "Överförs", "det som förs över till nästa år", ("överförs till nästa år",)),
    Field("Avskrivs", "Avskrivs", "det som skrivs av", ("avskrivning", "återställs ej")),
)


class CommitteeNotGiven(UppsiktError):
    """A plan was given without saying whose it is."""


class _Given(TypedDict):
    """What every import of plans takes from what was asked for."""

    actor: Actor
    now: datetime
    path: Path
    columns: Columns | None
    rehearsal: Rehearsal | None


def _given(wanted: Wanted) -> _Given:
    return {
        "actor": wanted.actor,
        "now": wanted.now,
        "path": wanted.path,
        "columns": wanted.columns,
        "rehearsal": wanted.rehearsal,
    }


def read_budget(wanted: Wanted) -> PlanOutcome:
    """Reads a budget; see ``import_budget``. Raises CommitteeNotGiven."""
    committee = _committee(wanted, BUDGET)
    return import_budget(**_given(wanted), committee=committee, accept=wanted.accept)


def read_forecasts(wanted: Wanted) -> PlanOutcome:
    """Reads forecasts; see ``import_forecasts``. Raises CommitteeNotGiven."""
    return import_forecasts(**_given(wanted), committee=_committee(wanted, FORECAST))


def read_proposals(wanted: Wanted) -> PlanOutcome:
    """Reads proposals; see ``import_proposals``. Raises CommitteeNotGiven."""
    return import_proposals(**_given(wanted), committee=_committee(wanted, PROPOSAL))


def read_transfers(wanted: Wanted) -> PlanOutcome:
    """Reads transfers, of all committees that the file names; see ``import_transfers``."""
    return import_transfers(**_given(wanted), accept=wanted.accept)


def read_known(wanted: Wanted) -> PlanOutcome:
    """Reads known items; see ``import_known``. Raises CommitteeNotGiven."""
    return import_known(**_given(wanted), committee=_committee(wanted, KNOWN))


def read_carry_overs(wanted: Wanted) -> PlanOutcome:
    """Reads decisions on results, of all committees that the file names."""
    return import_carry_overs(**_given(wanted))


def _committee(wanted: Wanted, kind: FileKind) -> str:
    if wanted.committee is None:
        raise CommitteeNotGiven(
            f"Filen är {kind.noun}, men det framgår inte för vilken nämnd.",
            where=wanted.path.name,
            todo="Ange nämndens kortnamn med --committee.",
        )
    return wanted.committee


def _template(needed: Sequence[str], others: Sequence[str]) -> dict[str, str]:
    """The heads of a plan's template; they are called as the fields are."""
    return {name: name for name in (*needed, *others)}


_EXAMPLE = {
    "Verksamhet": "Ekonomiskt bistånd", "Slag": "kostnad", "Enhet": "tkr", "Belopp": "-181000",
}  # fmt: skip

BUDGET = FileKind(
    key="budget",
    noun="en budget",
    needs_committee=True,
    fields=_BUDGET_FIELDS,
    options=(SIGN, DATES, MARKS),
    needs=tuple(((name,),) for name in budget_file.COLUMNS),
    read=read_budget,
    heads=budget_file.COLUMNS,
    label="Budget",
    slug="budget",
    template=_template(budget_file.COLUMNS, budget_file.OPTIONAL),
    example={
        **_EXAMPLE,
        "År": "2023",
        "Datum": "2022-11-24",
        "Beslut": "Budget 2023",
        "Fördelning": "tolftedelar",
    },
)
FORECAST = FileKind(
    key="forecast",
    noun="en prognos",
    needs_committee=True,
    fields=_FORECAST_FIELDS,
    options=(SIGN, DATES, MARKS),
    needs=tuple(((name,),) for name in forecast_file.COLUMNS),
    read=read_forecasts,
    heads=forecast_file.COLUMNS,
    label="Prognos",
    slug="prognos",
    template=_template(forecast_file.COLUMNS, forecast_file.OPTIONAL),
    example={**_EXAMPLE, "Månad": "2022-10", "Lämnad": "2022-11-07", "Lämnad av": "enhetschef"},
)
PROPOSAL = FileKind(
    key="proposal",
    noun="ett budgetförslag",
    needs_committee=True,
    fields=_PROPOSAL_FIELDS,
    options=(SIGN, DATES, MARKS),
    needs=tuple(((name,),) for name in proposal_file.COLUMNS),
    read=read_proposals,
    heads=proposal_file.COLUMNS,
    label="Budgetförslag",
    slug="forslag",
    template=_template(proposal_file.COLUMNS, proposal_file.OPTIONAL),
    example={**_EXAMPLE, "År": "2024", "Version": "2024:1", "Efter": "2023-07"},
)
TRANSFER = FileKind(
    key="transfer",
    noun="en omföring",
    needs_committee=False,
    fields=_TRANSFER_FIELDS,
    options=(SIGN, DATES, MARKS),
    needs=tuple(((name,),) for name in transfer_file.COLUMNS),
    read=read_transfers,
    heads=transfer_file.COLUMNS,
    label="Omföring",
    slug="omforing",
    template=_template(transfer_file.COLUMNS, transfer_file.OPTIONAL),
    example={
        **_EXAMPLE,
        "År": "2023",
        "Datum": "2023-03-23",
        "Beslut": "Omföring mars",
        "Nämnd": "arbetslivsnamnden",
        "Fördelning": "tolftedelar",
    },
)
CARRY_OVER = FileKind(
    key="carryover",
    noun="en resultatreglering",
    needs_committee=False,
    fields=_CARRY_OVER_FIELDS,
    options=(DATES, MARKS),
    needs=tuple(((name,),) for name in carry_over_file.COLUMNS),
    read=read_carry_overs,
    heads=carry_over_file.COLUMNS,
    label="Resultatreglering",
    slug="resultatreglering",
    template=_template(carry_over_file.COLUMNS, ()),
    example={
        "År": "2022",
        "Datum": "2023-04-20",
        "Beslut": "KF 2023-04-20 § 51",
        "Nämnd": "arbetslivsnamnden",
        "Enhet": "tkr",
        "Resultat": "1200",
        "Överförs": "1000",
        "Avskrivs": "200",
    },
)

KNOWN = FileKind(
    key="known",
    noun="en fil med kända poster",
    needs_committee=True,
    fields=_KNOWN_FIELDS,
    options=(SIGN, DATES, MARKS),
    needs=tuple(((name,),) for name in known_item_file.COLUMNS),
    read=read_known,
    heads=known_item_file.COLUMNS,
    label="Kända poster",
    slug="kanda-poster",
    template=_template(known_item_file.COLUMNS, known_item_file.OPTIONAL),
    example={
        "Post": "K-2022-14",
        "Slag": "känd kostnad",
        "Benämning": "hyra oktober",
        "Månad": "2022-10",
        "Verksamhet": "Integration",
        "Enhet": "tkr",
        "Belopp": "-340",
        "Referens": "F-88213",
        "Väntas": "2022-11-30",
    },
)


def register() -> None:
    """Adds all of them to the kinds of files that can be read."""
    register_kind(BUDGET)
    register_kind(FORECAST)
    register_kind(PROPOSAL)
    register_kind(TRANSFER)
    register_kind(KNOWN)
    register_kind(CARRY_OVER)
