"""What is killed. A room that writes adds a scenario here.

Steps run in a process of their own, in the folder that holds the copy's `data`, and go through the
doors that people use: a command, a page, the worker. They import Django there.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from .judging import Judge, all_or_nothing
from .letters import letters_once, send_letters, sink, write_letters
from .pages import post, sign_in, user_number
from .process import Step
from .round_steps import GATE, fixed_round, reviewed_round

COMMITTEE = "arbetslivsnamnden"
_DEMO = Path(__file__).parents[2] / "src/uppsikt/demo/data"
_PERSON = "person@kommunen.example"
_QUEUE = frozenset({"jobs_job", "jobs_worker"})
_LOG = frozenset({"audit_entry", "audit_link", "audit_head"})


def nothing() -> None:
    """The demo as it is."""


@dataclass(frozen=True)
class Scenario:
    """Something that writes: what must be there before, and what is killed and then done again.

    `again` is how it is done again, where that is not the same; `settle` is what time does, after
    either. `tidied` are tables that are written before or after the effect, and tell nothing of it;
    `repeats` are those where doing it again adds, because it is something new. `around` is what
    must be there while all is killed.
    """

    name: str
    step: Step
    prepare: Step = nothing
    again: Step | None = None
    settle: Step = nothing
    tidied: frozenset[str] = frozenset()
    repeats: frozenset[str] = frozenset()
    judge: Judge = all_or_nothing
    around: Callable[[], AbstractContextManager[None]] | None = None


def load_demo() -> None:
    """The demo, in a data folder that is new."""
    from uppsikt.cli import installation
    from uppsikt.demo.load import load
    from uppsikt.platform.access.rules import COMMAND_LINE
    from uppsikt.store import Store

    folder = installation.open_to_write()
    load(
        actor=COMMAND_LINE,
        now=installation.now(),
        folder=folder,
        store=Store(folder.columns),
        progress=lambda _: None,
    )


def command(*words: str) -> Step:
    """A command, which must end well."""

    def step() -> None:
        from uppsikt.cli.main import main

        status = main([word.format(committee=COMMITTEE) for word in words])
        assert status == 0, f"uppsikt {' '.join(words)} ended with {status}"

    return step


def steps(*them: Step) -> Step:
    """One after the other."""

    def step() -> None:
        for one in them:
            one()

    return step


def _file(name: str, content: bytes) -> Step:
    def step() -> None:
        Path(name).write_bytes(content)

    return step


def corrected_ledger() -> bytes:
    """The demo's ledger of 2022 without its last voucher, so that it takes the other's place."""
    text = (_DEMO / "huvudbok-2022.se").read_bytes()
    return text[: text.rindex(b"#VER ")]


def _changed(name: str, former: str, new: str) -> bytes:
    """A file of the demo with a text put in another's place."""
    content = (_DEMO / name).read_bytes()
    assert former.encode() in content, f"{name} has no {former}"
    return content.replace(former.encode(), new.encode())


_FORECAST = (
    "Månad;Verksamhet;Slag;Enhet;Belopp;Lämnad;Lämnad av\n"
    "2022-11;Ekonomiskt bistånd;netto;tkr;-181000;2022-12-07;enhetschef\n"
).encode()
_REPORT = f"/namnder/{COMMITTEE}/2022-10/manadsuppfoljning"
_PUT_LEDGER = _file("bok.se", corrected_ledger())
_READ_LEDGER = command("import", "bok.se", "--accept")
_GIVE = f"{_REPORT}/lamna-ut/"


def work() -> None:
    """The worker does what waits."""
    from django.conf import settings

    from uppsikt.cli.worker import work

    work(settings.DATA_FOLDER, until_empty=True)


def settle_jobs() -> None:
    """A month and a day later the worker removes what ended, with all that it needed."""
    from datetime import timedelta

    from django.conf import settings

    from uppsikt.cli import installation
    from uppsikt.platform.jobs.running import Worker

    Worker("senare", settings.DATA_FOLDER, lambda: installation.now() + timedelta(days=31)).sweep()


def give_role() -> None:
    """An administrator gives the person a role."""
    post(f"{_person()}/roll/", role="CONTROLLER", committee=COMMITTEE)()


def end_role() -> None:
    """An administrator ends the person's role, now."""
    from uppsikt.platform.access.models import RoleGrant

    number = RoleGrant.everything.get(user_id=user_number(_PERSON)).pk
    post(f"{_person()}/roll/{number}/", last="")()


def close_account() -> None:
    """An administrator closes the person's account."""
    post(f"{_person()}/stang/")()


def _person() -> str:
    return f"/anvandare/{user_number(_PERSON)}"


_CONTROLLER = sign_in("controller", COMMITTEE)
_ADMINISTRATOR = steps(
    sign_in("administrator"),
    command("user", "add", _PERSON, "--name", "Person", "--link"),
)
_WITH_ROLE = steps(
    _ADMINISTRATOR,
    command("user", "role", _PERSON, "--role", "reader", "--committee", "{committee}"),
)

SCENARIOS = (
    # A file is read in.
    Scenario("huvudbok", _READ_LEDGER, _PUT_LEDGER),
    Scenario(
        "prognos",
        command("import", "prognos.csv", "--committee", "{committee}"),
        _file("prognos.csv", _FORECAST),
    ),
    Scenario(
        "kända poster",
        command("import", "poster.csv", "--committee", "{committee}"),
        _file(
            "poster.csv",
            _changed("kanda-poster-arbetslivsnamnden-2022.csv", "-185000", "-190000"),
        ),
    ),
    Scenario(
        "resultatreglering",
        command("import", "beslut.csv"),
        _file("beslut.csv", _changed("resultatreglering-2023.csv", "2024-04-25", "2024-04-26")),
    ),
    Scenario(
        "registerutdrag",
        command("register", "add", "bistand.csv", "--committee", "{committee}"),
        _file(
            "bistand.csv",
            b"Hush\xc3\xa5ll;M\xc3\xa5nad;Belopp;Vuxna;Barn\nH-1;2022-09;1;1;0\nH-1;2022-10;1;1;0\n",
        ),
    ),
    Scenario(
        "installationsfil",
        command("setup", "namnd.toml"),
        steps(
            *(_file(path.name, path.read_bytes()) for path in _DEMO.glob("*.csv")),
            _file("namnd.toml", _changed("ifon.toml", 'namn   = "Personal"', 'namn   = "Löner"')),
        ),
    ),
    # Something is saved.
    Scenario(
        "koppling av känd post",
        command(
            "known",
            "--committee",
            "{committee}",
            "--unmatch",
            "k-2022-01",
            "--voucher",
            "L-1220",
            "--period",
            "2022",
            "--reason",
            "prov",
        ),
    ),
    Scenario(
        "kommentar",
        command(
            "comment",
            "--committee",
            "{committee}",
            "--period",
            "2022-10",
            "--row",
            "Ekonomiskt bistånd",
            "--column",
            "Prognos 2022",
            "--text",
            "Fler hushåll",
        ),
    ),
    Scenario("nytt utseende", command("look", "add", "mitt"), command("look", "example", "mitt")),
    Scenario(
        "val av utseende",
        command("look", "choose", "0"),
    ),
    Scenario(
        "stängd period",
        command(
            "period",
            "--committee",
            "{committee}",
            "--period",
            "2022-01--2022-03",
            "--set",
            "closed",
        ),
    ),
    # Something is saved on a page.
    Scenario(
        "nytt konto",
        post("/anvandare/ny/", email="ny@kommunen.example", name="Ny Person"),
        _ADMINISTRATOR,
    ),
    Scenario("ny roll", give_role, _ADMINISTRATOR),
    Scenario(
        "rapporttext och mall",
        post(
            f"/namnder/{COMMITTEE}/2022-10/runda/texter/manadsuppfoljning/integration/",
            rubrik="Integration",
            text="Ord.",
            plats="analys",
            sedd="0",
            gor="mall",
        ),
        _CONTROLLER,
    ),
    Scenario(
        "kommentar på sidan",
        post(f"{_REPORT}/siffra/netto/integration/prognos-2022/", kommentar="Ord.", sagt=""),
        _CONTROLLER,
    ),
    Scenario("avslutad roll", end_role, _WITH_ROLE),
    Scenario("stängt konto", close_account, _WITH_ROLE),
    Scenario(
        "inlämnad fil",
        post("/las-in/", committee=COMMITTEE, file=Path("bok.se")),
        steps(_CONTROLLER, _PUT_LEDGER),
        repeats=_LOG,
    ),
    # Whoever hands a report in again has asked for two reviews.
    Scenario(
        "inlämnad granskning",
        post("/granska/", fil=Path("rapport.md")),
        steps(_CONTROLLER, _file("rapport.md", "# Rapport\n\nInget att räkna.\n".encode())),
        repeats=_LOG | _QUEUE | {"files_handedin", "review_desk_askedreview"},
    ),
    Scenario("beställd utlämning", post(_GIVE), steps(_CONTROLLER, _PUT_LEDGER, _READ_LEDGER)),
    # The worker does what was asked for.
    Scenario(
        "arbete: inläsning",
        work,
        steps(_PUT_LEDGER, command("import", "bok.se", "--accept", "--later")),
        settle=settle_jobs,
        tidied=_QUEUE | _LOG | {"files_handedin"},
    ),
    Scenario(
        "arbete: utlämning",
        work,
        steps(_CONTROLLER, _PUT_LEDGER, _READ_LEDGER, post(_GIVE)),
        settle=settle_jobs,
        tidied=_QUEUE,
    ),
    Scenario(
        "arbete: fastställande",
        work,
        steps(_CONTROLLER, reviewed_round, post(GATE, gor="faststall")),
        settle=settle_jobs,
        tidied=_QUEUE,
    ),
    Scenario("offentlig rapport", post(GATE, gor="offentlig"), steps(_CONTROLLER, fixed_round)),
    # Everything is kept elsewhere, and comes back.
    Scenario("säkerhetskopia", command("backup", "kopia.zip"), repeats=_LOG),
    Scenario(
        "ny säkerhetskopia",
        command("backup", "kopia.zip"),
        steps(command("backup", "kopia.zip"), _PUT_LEDGER, _READ_LEDGER),
        repeats=_LOG,
    ),
    # What is there is first kept in another backup, and the log tells of that.
    Scenario(
        "återställning",
        command("restore", "kopia.zip", "--replace", "former.zip"),
        steps(command("backup", "kopia.zip"), _PUT_LEDGER, _READ_LEDGER),
        tidied=_LOG,
    ),
    # Letters go out.
    Scenario(
        "utskick",
        send_letters(),
        write_letters,
        again=send_letters(hours=1),
        judge=letters_once,
        around=sink,
    ),
)
