"""What is killed. A room that writes adds a scenario here.

A scenario is imported before Django knows its settings; its functions run in a process of their
own, on a copy of the demo, and import there what they need.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

NOW = datetime(2022, 12, 8, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
COMMITTEE = "arbetslivsnamnden"
DATA = Path(__file__).parents[2] / "src/uppsikt/demo/data"


def nothing() -> None:
    """The demo as it is."""


@dataclass(frozen=True)
class Scenario:
    """Something that writes: what must be there before, and what is killed and then done again."""

    name: str
    step: Callable[[], None]
    prepare: Callable[[], None] = nothing


def corrected_ledger() -> bytes:
    """The demo's ledger of 2022 without its last voucher, so that it takes the other's place."""
    text = (DATA / "huvudbok-2022.se").read_bytes()
    return text[: text.rindex(b"#VER ")]


def changed_forecast() -> bytes:
    """Forecasts after a month that the demo has none for."""
    heads = "Månad;Verksamhet;Slag;Enhet;Belopp;Lämnad;Lämnad av\n"
    row = "2022-11;Ekonomiskt bistånd;netto;tkr;-181000;2022-12-07;enhetschef\n"
    return (heads + row).encode()


def _read(name: str, content: bytes, committee: str | None = None) -> None:
    from django.conf import settings

    from uppsikt.platform.access.rules import COMMAND_LINE
    from uppsikt.platform.stores import current_store
    from uppsikt.sources.importing import Asked, read_file

    path = Path(settings.DATA_FOLDER.root) / name
    path.write_bytes(content)
    asked = Asked(path, committee=committee, accept=True)
    read_file(asked, actor=COMMAND_LINE, now=NOW, store=current_store())


def import_ledger() -> None:
    """A ledger takes the place of another."""
    _read("huvudbok-rattad.se", corrected_ledger())


def save_plan() -> None:
    """A file of forecasts."""
    _read("prognos-ny.csv", changed_forecast(), COMMITTEE)


def give_out() -> None:
    """A report, that was changed by a ledger before."""
    from uppsikt.figures import Period
    from uppsikt.followup.given.giving import give_out
    from uppsikt.platform.access.rules import COMMAND_LINE
    from uppsikt.platform.stores import current_store

    give_out(
        actor=COMMAND_LINE,
        now=NOW,
        store=current_store(),
        committee=COMMITTEE,
        period=Period.month(2022, 10),
    )


def ask_to_import() -> None:
    """A ledger waits to be read."""
    from uppsikt.platform.access.rules import COMMAND_LINE
    from uppsikt.sources.jobs import Upload, ask_import

    upload = Upload(io.BytesIO(corrected_ledger()), "huvudbok-rattad.se")
    ask_import(actor=COMMAND_LINE, now=NOW, upload=upload, accept=True)


def ask_to_give_out() -> None:
    """A report waits to be given out."""
    from uppsikt.figures import Period
    from uppsikt.followup.given.jobs import ask_give_out
    from uppsikt.platform.access.rules import COMMAND_LINE

    import_ledger()
    ask_give_out(
        actor=COMMAND_LINE,
        now=NOW,
        committee=COMMITTEE,
        period=Period.month(2022, 10),
        form="monthly",
    )


def work() -> None:
    """The worker does what waits."""
    from django.conf import settings

    from uppsikt.cli.worker import work

    work(settings.DATA_FOLDER, until_empty=True)


SCENARIOS = (
    Scenario("inläsning", import_ledger),
    Scenario("planfil", save_plan),
    Scenario("utlämning", give_out, prepare=import_ledger),
    Scenario("arbete: inläsning", work, prepare=ask_to_import),
    Scenario("arbete: utlämning", work, prepare=ask_to_give_out),
)
