"""Rates and where they are booked, in a set-up file (docs/installationsfil.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from uppsikt.extracts.rate_models import Reconciliation, SavedAssistance, TransferRate
from uppsikt.extracts.rates import REIMBURSEMENT
from uppsikt.organisation.extensions import SetupContext, register_table
from uppsikt.organisation.setup_file import Entry
from uppsikt.organisation.setup_rows import (
    Values,
    refuse_overlaps,
    refuse_twice,
    replace_rows,
    valid_months,
)

_AGES = re.compile(r"(\d{1,3})-(\d{1,3})")
_CODES = {
    "ansvar": "units",
    "verksamhet": "activities",
    "konto": "accounts",
    "motpart": "counterparts",
}


def register() -> None:
    """Registers the tables: transfers first, since a reconciliation names them."""
    register_table("overforing", load_transfers)
    register_table("sparat_bistand", load_saved)
    register_table("avstamning", load_reconciliations)


def load_transfers(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[overforing]]`: the rates of the file and no others.

    Raises SetupFault for two of a group at the same time, and for groups whose ages overlap: a
    person's month would be paid for twice.
    """
    rows = [_transfer(entry) for entry in entries]
    refuse_overlaps(entries, rows, "key", "nyckel", "”{}” har två belopp samtidigt.")
    _refuse_shared_ages(entries, rows)
    return replace_rows(TransferRate, context, rows)


def load_saved(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[sparat_bistand]]`: what assistance costs less, as the file says and in no other way."""
    rows = [_saved(entry) for entry in entries]
    dated = [{**row, "table": ""} for row in rows]
    refuse_overlaps(entries, dated, "table", "belopp", "Två belopp gäller samtidigt.")
    return replace_rows(SavedAssistance, context, rows)


def load_reconciliations(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[avstamning]]`: where what registers give is booked.

    Raises SetupFault for what is not there, and for what two of them are about.
    """
    known = set(
        TransferRate.everything.filter(committee__slug=context.committee).values_list(
            "key", flat=True
        )
    )
    rows = [_reconciliation(entry, known) for entry in entries]
    refuse_twice(entries, rows, ("key",), "nyckel")
    seen: set[str] = set()
    for entry, row in zip(entries, rows, strict=True):
        if twice := seen & set(row["measures"]):
            entry.fault(
                "galler",
                f"”{min(twice)}” stäms av på två ställen.",
                todo="Lägg alla koder i samma [[avstamning]].",
            )
        seen |= set(row["measures"])
    return replace_rows(Reconciliation, context, rows)


def _transfer(entry: Entry) -> Values:
    entry.only("nyckel", "namn", "namnd", "alder", "belopp", "kalla", "fran", "till")
    first, last = _ages(entry)
    return {
        "key": entry.key("nyckel"),
        "name": entry.text("namn"),
        "receiver": entry.text("namnd"),
        "first_age": first,
        "last_age": last,
        "amount": _amount(entry),
        "source": entry.text("kalla"),
        **valid_months(entry),
    }


def _saved(entry: Entry) -> Values:
    entry.only("belopp", "kalla", "fran", "till")
    return {"amount": _amount(entry), "source": entry.text("kalla"), **valid_months(entry)}


def _reconciliation(entry: Entry, transfers: set[str]) -> Values:
    entry.only("nyckel", "namn", "galler", *_CODES)
    measures = list(dict.fromkeys(entry.texts("galler")))
    for one in measures:
        if one not in {*transfers, REIMBURSEMENT}:
            entry.fault(
                "galler",
                f"”{one}” finns inte.",
                todo=f"Skriv nyckeln för en [[overforing]], eller ”{REIMBURSEMENT}”.",
            )
    if not measures or (REIMBURSEMENT in measures and len(measures) > 1):
        entry.fault(
            "galler",
            "Det framgår inte vad som stäms av.",
            todo=f'Skriv galler = ["{REIMBURSEMENT}"], eller nycklarna för överföringar.',
        )
    codes = {field: list(entry.codes(key)) for key, field in _CODES.items()}
    if not codes["accounts"] and not codes["activities"]:
        entry.fault(
            "konto",
            "Det framgår inte var det är bokfört.",
            todo='Skriv början på konton, verksamheter eller båda: konto = ["3512"].',
        )
    return {
        "key": entry.key("nyckel"), "name": entry.text("namn"), "measures": measures, **codes
    }  # fmt: skip


def _amount(entry: Entry) -> int:
    amount = entry.money("belopp")
    if amount < 1:
        entry.fault(
            "belopp",
            "”belopp” ska vara ett belopp utan minustecken.",
            todo='Skriv till exempel belopp = "3 740 kr".',
        )
    return amount


def _ages(entry: Entry) -> tuple[int, int]:
    text = entry.text("alder")
    found = _AGES.fullmatch(text)
    if found is None or int(found[1]) > int(found[2]):
        entry.fault(
            "alder", f"”{text}” är ingen åldersgrupp.", todo='Skriv till exempel alder = "6-15".'
        )
    return int(found[1]), int(found[2])


def _refuse_shared_ages(entries: Sequence[Entry], rows: Sequence[Values]) -> None:
    """Raises SetupFault for two groups that have an age in common at the same time."""
    pairs = [
        (entry, {**row, "age": age})
        for entry, row in zip(entries, rows, strict=True)
        for age in range(row["first_age"], row["last_age"] + 1)
    ]
    of, ages = [entry for entry, _ in pairs], [row for _, row in pairs]
    refuse_overlaps(of, ages, "age", "alder", "Två grupper har båda dem som är {} år.")
