"""The tables of the set-up file on reports: `[[avsnitt]]`, `[[manadshistorik]]`, `[tabeller]`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import Model

from uppsikt.followup import report as _report  # noqa: F401  (registers the forms)
from uppsikt.followup.basis.facts import PLACES, Group, Line
from uppsikt.followup.forms.form import forms
from uppsikt.followup.models import MonthHistory, Section, TableChoices
from uppsikt.followup.words.binding import Naming, keep
from uppsikt.followup.words.references import Place
from uppsikt.organisation import models as organisation_models
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.extensions import SetupContext, register_table
from uppsikt.organisation.rules import find_named, nearest
from uppsikt.organisation.setup_file import Entry
from uppsikt.platform.access.rules import OPERATOR

M = TypeVar("M", bound=Model)
_SECTION_FIELDS = ("key", "form", "month", "place", "order", "heading", "body")
_HISTORY_FIELDS = ("key", "title", "activity", "form", "order")
_CHOICE_FIELDS = ("original_budget",)
_ORIGINAL_BUDGET = {
    "i tabellerna": TableChoices.IN_TABLES,
    "egen tabell": TableChoices.APART,
}
_STEP = 10


def register() -> None:
    """Register the loaders with the organisation."""
    register_table("avsnitt", load_sections)
    register_table("manadshistorik", load_histories)
    register_table("tabeller", load_choices)


def load_sections(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """Take the sections of a set-up file in place of the former ones; say if any changed.

    Raises SetupFault or TextFault, which name the line, for a text that cannot be bound.
    """
    committee = organisation_models.Committee.everything.get(slug=context.committee)
    naming = committee_naming(context.committee)
    rows = [
        _section(committee, entry, number * _STEP, naming)
        for number, entry in enumerate(entries, 1)
    ]
    _refuse_twice(entries, [(row.key, row.form, row.month) for row in rows])
    return _replace(Section, Section.everything.filter(committee=committee), rows, _SECTION_FIELDS)


def load_histories(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """Take the month histories of a set-up file in place of the former ones; say if any changed.

    Raises SetupFault, which names the line.
    """
    committee = organisation_models.Committee.everything.get(slug=context.committee)
    naming = committee_naming(context.committee)
    rows = [
        _history(committee, entry, number * _STEP, naming)
        for number, entry in enumerate(entries, 1)
    ]
    _refuse_twice(entries, [(row.key, row.form, "") for row in rows])
    stored = MonthHistory.everything.filter(committee=committee)
    return _replace(MonthHistory, stored, rows, _HISTORY_FIELDS)


def load_choices(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """Take the choices of `[tabeller]` in place of the former ones; say if any changed.

    Raises SetupFault, which names the line.
    """
    committee = organisation_models.Committee.everything.get(slug=context.committee)
    for entry in entries[1:]:
        entry.fault("ursprunglig_budget", "[tabeller] står två gånger.", todo="Ta bort den ena.")
    rows = [_choices(committee, entry) for entry in entries]
    stored = TableChoices.everything.filter(committee=committee)
    return _replace(TableChoices, stored, rows, _CHOICE_FIELDS)


def _choices(committee: organisation_models.Committee, entry: Entry) -> TableChoices:
    entry.only("ursprunglig_budget")
    chosen = entry.choice("ursprunglig_budget", _ORIGINAL_BUDGET)
    return TableChoices(committee=committee, original_budget=chosen)


def committee_naming(slug: str) -> Naming:
    """The lines and groups of all times: a text may speak of what once was."""
    lines = organisation.all_lines(reader=OPERATOR, committee=slug)
    groups = organisation.groups(reader=OPERATOR, committee=slug)
    return Naming(
        tuple(Line(one.key, one.name, one.is_contingency, aliases=one.aliases) for one in lines),
        tuple(Group(one.key, one.name, one.side) for one in groups),
    )


def _section(
    committee: organisation_models.Committee, entry: Entry, order: int, naming: Naming
) -> Section:
    entry.only("nyckel", "rubrik", "form", "period", "plats", "ordning", "text")
    key = entry.key("nyckel")
    month = entry.optional_month("period")
    places: dict[str, str] = {str(place): place for place in PLACES}
    given = entry.optional_whole("ordning", 0, 100_000)
    return Section(
        committee=committee,
        key=key,
        form=_form(entry),
        month=str(month) if month else "",
        place=entry.choice("plats", places) if "plats" in entry.values else "analys",
        order=order if given is None else given,
        heading=keep(entry.optional_text("rubrik"), naming, _place(entry, "rubrik", key)),
        body=keep(_body(entry), naming, _place(entry, "text", key)),
    )


def _body(entry: Entry) -> str:
    text = entry.values.get("text", "")
    if not isinstance(text, str):
        entry.fault("text", "”text” ska vara text inom citattecken.")
    return text


def _place(entry: Entry, field: str, key: str) -> Place:
    """Where a text stands in the file: text inside triple quotes begins on the line below."""
    line = entry.place.keys.get(field, entry.place.line)
    below = "\n" in str(entry.values.get(field, ""))
    return Place(f"{key}” i filen ”{entry.file}", line + below)


def _history(
    committee: organisation_models.Committee, entry: Entry, order: int, naming: Naming
) -> MonthHistory:
    entry.only("verksamhet", "nyckel", "namn", "form")
    wanted = entry.text("verksamhet")
    line = find_named(naming.lines, wanted)
    if line is None:
        known = nearest(wanted, [one.name for one in naming.lines])
        entry.fault("verksamhet", f"Verksamheten ”{wanted}” finns inte.", todo=f"Närmast: {known}.")
    return MonthHistory(
        committee=committee,
        key=entry.key("nyckel"),
        title=entry.text("namn"),
        activity=line.key,
        form=_form(entry),
        order=order,
    )


def _form(entry: Entry) -> str:
    keys = {form.key: form.key for form in forms()}
    return entry.choice("form", keys) if "form" in entry.values else ""


def _refuse_twice(entries: Sequence[Entry], keys: Sequence[tuple[str, str, str]]) -> None:
    for index, (entry, key) in enumerate(zip(entries, keys, strict=True)):
        if key in keys[:index]:
            entry.fault(
                "nyckel",
                f"”{key[0]}” står två gånger för samma form och period.",
                todo="Ge ett av dem en annan nyckel, form eller period.",
            )


def _replace(model: type[M], stored: Iterable[M], rows: Sequence[M], fields: Sequence[str]) -> bool:
    """Put the rows in place of the stored ones, unless they say the same."""
    before = [[getattr(row, field) for field in fields] for row in stored]
    after = [[getattr(row, field) for field in fields] for row in rows]
    if sorted(before) == sorted(after):
        return False
    for row in stored:
        row.delete()
    model._base_manager.bulk_create(rows)
    return True
