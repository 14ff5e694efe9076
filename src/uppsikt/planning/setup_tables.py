"""The tables of a set-up file that planning answers for (docs/installationsfil.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.extensions import SetupContext, register_follower, register_table
from uppsikt.organisation.rules import Named, find_named, nearest
from uppsikt.organisation.setup_file import Entry, SetupFault
from uppsikt.organisation.setup_rows import replace_rows
from uppsikt.planning import models
from uppsikt.planning.intake import PlanOutcome
from uppsikt.planning.known_item_models import KnownItem
from uppsikt.planning.known_item_services import import_known
from uppsikt.planning.next_year_models import BudgetRequest, Indexation
from uppsikt.planning.proposal_models import ProposalRow
from uppsikt.planning.proposal_services import import_proposals
from uppsikt.planning.rules import RESULT_KIND_TEXTS
from uppsikt.planning.services import import_budget, import_forecasts
from uppsikt.planning.transfers import import_transfers
from uppsikt.platform.access.rules import OPERATOR

Values = dict[str, Any]


def register() -> None:
    """Registers the tables, and the check that no plan is left without its line."""
    register_table("kommunbidrag", load_grants)
    register_table("budget", load_budgets)
    register_table("omforing", load_transfers)
    register_table("prognos", load_forecasts)
    register_table("forslag", load_proposals)
    register_table("resultatpost", load_result_items)
    register_table("ej_bokford", load_unbooked)
    register_table("kanda_poster", load_known)
    register_follower(refuse_orphans)


def load_grants(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[kommunbidrag]]`: the grant's decisions, those of the file and no others."""
    return replace_rows(models.Grant, context, [_grant(entry) for entry in entries])


def _grant(entry: Entry) -> Values:
    entry.only("ar", "datum", "belopp", "beslut", "till_och_med")
    year, to_month = entry.year("ar"), entry.optional_month("till_och_med")
    if to_month is not None and to_month.year != year:
        entry.fault("till_och_med", f"Månaden {to_month} ligger inte i år {year}.")
    return {
        "year": year,
        "decided": entry.day("datum"),
        "amount": entry.money("belopp"),
        "decision": entry.optional_text("beslut"),
        "to_month": to_month.last if to_month else None,
    }


def load_result_items(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[resultatpost]]`: amounts beside the result."""
    return replace_rows(models.ResultItem, context, [_result_item(entry) for entry in entries])


def _result_item(entry: Entry) -> Values:
    entry.only("ar", "datum", "slag", "belopp", "namn", "beslut")
    return {
        "year": entry.year("ar"),
        "decided": entry.day("datum"),
        "kind": entry.choice("slag", RESULT_KIND_TEXTS).value,
        "amount": entry.money("belopp"),
        "name": entry.optional_text("namn"),
        "decision": entry.optional_text("beslut"),
    }


def load_unbooked(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[ej_bokford]]`: known items that are not booked."""
    items = [_unbooked(context, entry) for entry in entries]
    stored = KnownItem.everything.filter(committee__slug=context.committee, replaced_at=None)
    others = set(stored.values_list("key", flat=True))
    for number, entry in enumerate(entries):
        if items[number]["key"] in others:
            entry.fault(
                "nyckel",
                f"Nyckeln ”{items[number]['key']}” har en post som lästs in från fil.",
                todo="Välj en annan nyckel, så att samma post inte räknas två gånger.",
            )
        if items[number]["key"] in {item["key"] for item in items[:number]}:
            entry.fault("nyckel", f"Nyckeln ”{items[number]['key']}” finns redan.")
    return replace_rows(models.UnbookedItem, context, items)


def _unbooked(context: SetupContext, entry: Entry) -> Values:
    entry.only(
        *("nyckel", "namn", "period", "belopp", "orsak", "aterfors", "verksamhet", "kontogrupp")
    )
    month, reversal = entry.month("period"), entry.optional_month("aterfors")
    if reversal is not None and reversal <= month:
        entry.fault("aterfors", f"{reversal.text.capitalize()} är inte efter {month.text}.")
    return {
        "key": entry.key("nyckel"),
        "name": entry.text("namn"),
        "month": month.first_month,
        "amount": entry.money("belopp"),
        "reason": entry.text("orsak"),
        "reversed_in": reversal.first_month if reversal else None,
        "activity": _key_of(
            entry,
            "verksamhet",
            organisation.all_lines(reader=OPERATOR, committee=context.committee),
        ),
        "group": _key_of(
            entry,
            "kontogrupp",
            organisation.groups(reader=OPERATOR, committee=context.committee),
        ),
    }


def _key_of(entry: Entry, key: str, things: Sequence[Named]) -> str:
    """The key of the line or group that the entry names; empty if it names none."""
    text = entry.optional_text(key)
    if not text:
        return ""
    thing = find_named(things, text)
    if thing is None:
        names = nearest(text, [thing.name for thing in things])
        entry.fault(key, f"”{text}” finns inte.", todo=f"Menade du någon av dessa: {names}?")
    return thing.key


def load_budgets(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[budget]]`: budget files beside the set-up file; those with content not read before."""
    return _read_new(import_budget, context, entries)


def load_transfers(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[omforing]]`: transfer files beside the set-up file; those not read before."""
    return _read_new(import_transfers, context, entries)


def load_forecasts(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[prognos]]`: forecast files beside the set-up file; those with content not read before."""
    return _read_new(import_forecasts, context, entries)


def load_proposals(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[forslag]]`: proposal files beside the set-up file; those with content not read before."""
    return _read_new(import_proposals, context, entries)


def load_known(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """`[[kanda_poster]]`: files of known items beside the set-up file; those not read before."""
    return _read_new(import_known, context, entries)


def _read_new(
    read: Callable[..., PlanOutcome], context: SetupContext, entries: tuple[Entry, ...]
) -> bool:
    """Reads the attached files that have not been read before; whether any changed something."""
    done = [
        read(
            actor=context.actor,
            now=context.now,
            path=_file(context, entry),
            committee=context.committee,
            again=False,
        )
        for entry in entries
    ]
    return any(outcome.status != "unchanged" for outcome in done)


def _file(context: SetupContext, entry: Entry) -> Path:
    entry.only("fil")
    path = context.folder / entry.text("fil")
    if not path.is_file():
        entry.fault("fil", f"Filen ”{entry.text('fil')}” finns inte.", values=[str(path)])
    return path


def refuse_orphans(context: SetupContext) -> None:
    """Raises SetupFault when a plan would be left without its line or group."""
    lines = organisation.all_lines(reader=OPERATOR, committee=context.committee)
    groups = organisation.groups(reader=OPERATOR, committee=context.committee)
    rows = models.BudgetRow.everything.filter(
        revision__committee__slug=context.committee, revision__replaced_at=None
    )
    moved = models.TransferRow.everything.filter(
        committee__slug=context.committee, transfer__replaced_at=None
    )
    forecasts = models.Forecast.everything.filter(committee__slug=context.committee)
    proposed = ProposalRow.everything.filter(
        proposal__committee__slug=context.committee, proposal__replaced_at=None
    )
    awaited = KnownItem.everything.filter(committee__slug=context.committee, replaced_at=None)
    asked = BudgetRequest.everything.filter(committee__slug=context.committee)
    raised = Indexation.everything.filter(committee__slug=context.committee)
    by_activity, by_group = (
        (rows, moved, proposed, forecasts, asked, awaited),
        (rows, moved, proposed, raised, awaited),
    )
    used = {key for its in by_activity for key in its.values_list("activity", flat=True)}
    lost = used - {line.key for line in lines}
    used_groups = {key for its in by_group for key in its.values_list("group", flat=True)}
    lost |= used_groups - {"", *(group.key for group in groups)}
    if lost:
        raise SetupFault(
            "Det finns budget, prognos, förslag eller kända poster för sådant som filen inte "
            "längre har.",
            values=sorted(lost),
            todo="Låt raden eller kontogruppen stå kvar, med en sista dag i till.",
        )
