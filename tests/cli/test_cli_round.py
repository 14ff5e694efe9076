"""`uppsikt round` as a user runs it: a month from its dates to a new version, and all refusals."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from uppsikt_program import DEMO_DATA, Program

pytestmark = pytest.mark.slow

SLUG = "arbetslivsnamnden"
HELP, OTHERS = "ekonomiskt-bistand", ("integration",)
DAYS = ("--opens", "2022-11-01", "--due", "2022-11-08", "--sent", "2022-11-15")
ADDRESS = "chef@kommunen.example"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A committee with its year's ledger, and a manager of one activity."""
    folder = tmp_path_factory.mktemp("rundor")
    shutil.copytree(DEMO_DATA, folder, dirs_exist_ok=True)
    program = Program.installed(folder)
    assert program("setup", f"{SLUG}.toml").returncode == 0
    files = ("huvudbok-2022.se", f"saldon-{SLUG}-2021.csv", f"prognos-{SLUG}-2022.csv")
    done = program("import", *files, "--committee", SLUG)
    assert done.returncode == 0, done.stderr
    assert program("user", "add", ADDRESS, "--name", "Chef").returncode == 0
    role = ("--role", "manager", "--committee", SLUG, "--activities", HELP)
    assert program("user", "role", ADDRESS, *role).returncode == 0
    return folder


@pytest.fixture
def own(loaded: Path, tmp_path: Path) -> Program:
    shutil.copytree(loaded / "data", tmp_path / "data")
    return Program(tmp_path)


def said(program: Program, verb: str, *arguments: str, period: str = "2022-10") -> str:
    of = ("--period", period) if period else ()
    done = program("round", verb, "--committee", SLUG, *of, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.rstrip("\n")


def refused(program: Program, verb: str, *arguments: str, who: str = "") -> str:
    acting = ("--as", who) if who else ()
    done = program(*acting, "round", verb, "--committee", SLUG, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def test_a_month_from_its_dates_to_a_new_version(own: Program) -> None:
    assert said(own, "list", period="") == (
        "Inga månadsrundor. Sätt årets datum med «uppsikt round dates --year ÅR»."
    )
    set_ = "Rundan för oktober 2022: öppnar 2022-11-01, sista dag 2022-11-08."
    assert said(own, "dates", *DAYS) == set_
    assert said(own, "dates", *DAYS) == "Datumen gällde redan, ingenting är ändrat."
    [listed] = said(own, "list", "--year", "2022", period="").splitlines()
    assert listed.startswith("2022-10 monthly: öppen. öppnar 2022-11-01, sista dag 2022-11-08")
    plain = json.loads(said(own, "show", "--format", "json"))
    keys = [one["activity"] for one in plain["activities"]]
    assert plain["counts"]["waiting"] == len(keys) > 1
    assert HELP in keys

    assert said(own, "remind") == "Ett brev är skrivet till dem som inte har lämnat."
    assert "har redan fått en påminnelse i dag" in refused(own, "remind", "--period", "2022-10")
    assert said(own, "remind", "--again").startswith("Ett brev")
    asked = ("--activity", HELP, "--reason", "Är hyran med?")
    assert said(own, "return", *asked).startswith(f"Prognosen för {HELP} är tillbakaskickad")
    shown = said(own, "show")
    assert f"{HELP}: Ekonomiskt bistånd, tillbakaskickad\n    Fråga: Är hyran med?" in shown
    assert "Rapporten är inte sammanställd. Sammanställ rapporten." in shown
    for key in keys:
        assert "går vidare" in said(own, "excuse", "--activity", key, "--reason", "Oförändrat.")

    assert said(own, "review").startswith("Rapporten är inte granskad.")
    assert "kan inte fastställas än" in refused(own, "fix", "--period", "2022-10")
    assert "Granskningen är arbete 1, beställt." in said(own, "compile")
    assert own("worker", "--until-empty").returncode == 0
    assert said(own, "review").startswith("Inga motsägelser")
    assert said(own, "show").endswith("Ingenting står i vägen. Rapporten kan fastställas.")
    assert said(own, "fix").startswith("Fastställandet är arbete 2, beställt.")
    assert own("worker", "--until-empty").returncode == 0
    assert said(own, "show").endswith("Rapporten är fastställd i version 1.")
    assert said(own, "publish") == "Rapporten för oktober 2022 är offentlig."
    assert "är offentlig och ändras inte" in refused(
        own, "excuse", "--period", "2022-10", "--activity", HELP, "--reason", "Sent."
    )
    assert said(own, "reopen", "--reason", "Nämnden beslutade annat, § 12.").startswith("Rundan")
    assert json.loads(said(own, "list", "--format", "json", period=""))[0]["state"] == "open"


def test_a_year_is_set_as_suggested_and_a_round_opens_early(own: Program) -> None:
    assert len(said(own, "dates", "--year", "2031", period="").splitlines()) == 12
    assert "ingenting är ändrat" in said(own, "dates", "--year", "2031", period="")
    assert "januari 2031" in said(own, "dates", "--due", "2031-02-11", period="2031-01")
    [first, *_] = said(own, "list", "--year", "2031", period="").splitlines()
    assert first.startswith("2031-01 monthly: inte öppnad.")
    assert "2031-02-11" in first
    assert "kan inte öppna" in refused(own, "open", "--period", "2031-01")
    said(own, "dates", *DAYS)
    assert "är redan öppen" in said(own, "open")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show",), "Det framgår inte vilken månads runda det gäller."),
        (("show", "--period", "2022"), "En rapport gäller till och med en månad."),
        (("show", "--period", "2022-10"), "Det finns ingen månadsrunda för oktober 2022."),
        (("dates", "--period", "2022-10", "--due", "i morgon"), "Det är ingen dag."),
        (("dates", "--period", "2022-10", "--due", "2022-10-01"), "kommer inte i ordning"),
        (("return", "--period", "2022-10"), "Det framgår inte vilken verksamhet det gäller."),
        (("fix", "--period", "2022-10", "--accept", "abc"), "En motsägelse godtas med review."),
    ],
)
def test_what_is_refused(own: Program, arguments: tuple[str, ...], words: str) -> None:
    assert words in refused(own, *arguments)


def test_somebody_does_what_their_role_lets_them(own: Program) -> None:
    said(own, "dates", *DAYS)
    listed = own("--as", ADDRESS, "round", "list", "--committee", SLUG)
    assert listed.stdout.startswith("2022-10 monthly: öppen.")
    for verb in ("remind", "compile", "fix", "publish"):
        told = refused(own, verb, "--period", "2022-10", who=ADDRESS)
        assert "rätt" in told.lower(), told
