"""`[[periodisering]]` in a set-up file (docs/installationsfil.md): what is an accrual."""

from __future__ import annotations

from uppsikt.organisation.extensions import SetupContext, register_table
from uppsikt.organisation.setup_file import Entry
from uppsikt.sources.accrual_rules import DEFAULT_ACCOUNTS
from uppsikt.sources.models import AccrualSetup

_WHEN = {"nästa månad": True, "senare": False}


def register() -> None:
    """Registers the table."""
    register_table("periodisering", load_accruals)


def load_accruals(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """What makes a voucher of the committee an accrual, as the file says and in no other way."""
    for entry in entries[1:]:
        entry.fault(
            "",
            "[[periodisering]] står två gånger.",
            todo="Lägg serier, konton och texter i samma tabell.",
        )
    wanted = [_signs(entry) for entry in entries]
    stored = AccrualSetup.everything.filter(committee=context.committee)
    if list(stored.values("series", "accounts", "words", "next_month")) == wanted:
        return False
    stored.delete()
    for one in wanted:
        AccrualSetup.everything.create(committee=context.committee, **one)
    return True


def _signs(entry: Entry) -> dict[str, object]:
    entry.only("serier", "konton", "texter", "aterfors")
    accounts = entry.codes("konton") if "konton" in entry.values else DEFAULT_ACCOUNTS
    for code in accounts:
        if not code.startswith(("1", "2")):
            entry.fault(
                "konton",
                f"Kontot ”{code}” är inget balanskonto.",
                todo="Ange konton i klass 1 och 2, till exempel konton = ['17', '29'].",
            )
    return {
        "series": list(entry.texts("serier")),
        "accounts": list(accounts),
        "words": [text.strip() for text in entry.texts("texter") if text.strip()],
        "next_month": "aterfors" in entry.values and entry.choice("aterfors", _WHEN),
    }
