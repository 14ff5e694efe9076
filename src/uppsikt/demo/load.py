"""Loads the demo into a data folder through the same services that everybody's files go through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from uppsikt.demo.folder import not_the_demo, refuse_foreign
from uppsikt.demo.people import add_people
from uppsikt.figures import Period
from uppsikt.look.selectors import choices
from uppsikt.look.services import add_look, choose_look
from uppsikt.organisation.selectors import committees
from uppsikt.organisation.services import setup_committee
from uppsikt.planning.carry_overs import import_carry_overs
from uppsikt.platform.access.rules import OPERATOR, Actor
from uppsikt.platform.data_folder import DataFolder
from uppsikt.sources.period_rules import State
from uppsikt.sources.periods import set_period
from uppsikt.sources.services import import_ledger
from uppsikt.store import Store

DATA = Path(__file__).parent / "data"

SETUPS = ("arbetslivsnamnden.toml", "ifon.toml")
LEDGERS = ("huvudbok-2022.se", "huvudbok-2023.se", "huvudbok-2025.se")
BALANCES = {
    "arbetslivsnamnden": (
        "saldon-arbetslivsnamnden-2020.csv",
        "saldon-arbetslivsnamnden-2021.csv",
        "saldon-arbetslivsnamnden-2023.csv",
        "saldon-arbetslivsnamnden-2024.csv",
        "saldon-arbetslivsnamnden-2025.csv",
    ),
    "ifon": ("saldon-ifon-2022.csv", "saldon-ifon-2023.csv"),
}

DECISIONS = ("resultatreglering-2023.csv",)
"""The council's decisions on results."""

LOOK = "utseende"
"""The folder of the demo's look: the sections of the planning, numbered as it was published."""

ACCOUNTS = {"arbetslivsnamnden": (2020, 2021, 2024), "ifon": (2022,)}
"""The years whose accounts were decided: their December is no longer preliminary."""

_MARK = (
    "Den här mappen innehåller Uppsikts demo: påhittade verifikationer som ger de utfall som "
    "nämnderna i Borås har publicerat. Ta bort hela mappen för att bli av med demon.\n"
)


@dataclass(frozen=True)
class DemoReport:
    """A report that the demo writes. ``form`` is the key of a report form.

    ``last_year`` is ``published`` or ``restated``, the latter to the organisation of the year.
    """

    committee: str
    period: Period
    form: str
    last_year: str = "published"

    @property
    def name(self) -> str:
        """The name of its files; a form that a month has besides its follow-up is named too."""
        place = f"{self.committee}-{self.period}"
        if self.form not in _FOLLOW_UPS:
            place += f"-{self.form}"
        return f"{place}-omraknat" if self.last_year == _RESTATED else place


_FOLLOW_UPS = ("monthly", "interim")
_RESTATED = "restated"
REPORTS = (
    DemoReport("arbetslivsnamnden", Period.month(2022, 5), "monthly"),
    DemoReport("arbetslivsnamnden", Period.month(2022, 10), "monthly"),
    DemoReport("ifon", Period.month(2023, 7), "monthly"),
    DemoReport("ifon", Period.month(2023, 7), "monthly", _RESTATED),
    DemoReport("ifon", Period.month(2023, 7), "budget"),
    DemoReport("arbetslivsnamnden", Period.month(2023, 7), "monthly"),
    DemoReport("arbetslivsnamnden", Period.month(2023, 7), "monthly", _RESTATED),
    DemoReport("ifon", Period.month(2023, 12), "annual"),
    DemoReport("arbetslivsnamnden", Period.month(2025, 8), "interim"),
)


@dataclass(frozen=True)
class Loaded:
    """How many files were read, and how many of them changed anything."""

    files: int
    changed: int


def load(
    *,
    actor: Actor,
    now: datetime,
    folder: DataFolder,
    store: Store,
    progress: Callable[[str], None],
) -> Loaded:
    """Load both committees, their ledgers, period balances and look. Twice changes nothing.

    ``folder`` must hold the demo, or nothing but what a start leaves there; ``progress`` is told
    each file's name. Raises NotTheDemo, FolderBusy, and whatever the services raise about a file.
    """
    with folder.lock("inläsning av demon", now=now):
        _claim(folder)
        return _load_files(actor, now, store, progress)


def _claim(folder: DataFolder) -> None:
    """Mark the folder as the demo's; refuse one that already holds something else."""
    if folder.is_demo:
        return
    refuse_foreign(folder)
    has_files = folder.columns.is_dir() and any(folder.columns.iterdir())
    if has_files or committees(reader=OPERATOR):
        raise not_the_demo(folder)
    folder.demo_marker.write_text(_MARK, encoding="utf-8")


def _load_files(
    actor: Actor, now: datetime, store: Store, progress: Callable[[str], None]
) -> Loaded:
    statuses: list[str] = []
    for name in SETUPS:
        progress(name)
        statuses.append(setup_committee(actor=actor, now=now, path=DATA / name).status)
    ledgers: list[tuple[str | None, str]] = [(None, name) for name in LEDGERS]
    ledgers += [(slug, name) for slug, names in BALANCES.items() for name in names]
    for committee, name in ledgers:
        progress(name)
        outcome = import_ledger(
            actor=actor,
            now=now,
            store=store,
            path=DATA / name,
            committee=committee,
            accept=False,
        )
        statuses.append(outcome.status)
    for name in DECISIONS:
        progress(name)
        statuses.append(import_carry_overs(actor=actor, now=now, path=DATA / name).status)
    _close_accounts(actor, now, store)
    progress(LOOK)
    statuses.append("new" if _choose_look(actor, now, store) else "unchanged")
    add_people(actor=actor, now=now)
    return Loaded(len(statuses), sum(status != "unchanged" for status in statuses))


def _choose_look(actor: Actor, now: datetime, store: Store) -> bool:
    """Add the demo's look, and choose it unless somebody has chosen; whether anything changed."""
    added = add_look(actor=actor, now=now, store=store, folder=DATA / LOOK)
    if choices(reader=OPERATOR):
        return added.is_new
    return choose_look(actor=actor, now=now, number=added.look.number).is_new


def _close_accounts(actor: Actor, now: datetime, store: Store) -> None:
    """Close the years whose accounts are decided, as a committee does; the others stay open."""
    for committee, years in ACCOUNTS.items():
        for year in years:
            set_period(
                actor=actor,
                now=now,
                store=store,
                committee=committee,
                period=Period.month(year, 12),
                state=State.CLOSED,
                decision=f"Årsredovisning {year}",
            )
