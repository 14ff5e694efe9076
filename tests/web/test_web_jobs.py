"""Jobs and imports on the pages: previewed, read in, followed, cancelled, tried again."""

from __future__ import annotations

import ast
import re
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sources.city import NOW, SCHOOL, WORK, aid, load, set_up, sie
from uppsikt.planning.models import Forecast
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.pulse import Pulse
from uppsikt.platform.jobs.running import Worker
from uppsikt.platform.stores import current_store
from uppsikt.sources.models import Import
from uppsikt.web.site.import_words import on_a_page

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SOURCE = Path(__file__).parents[2] / "src/uppsikt"
HEAD = "Månad;Verksamhet;Slag;Enhet;Belopp;Lämnad;Lämnad av\n"
FORECAST = f"{HEAD}2022-10;Arbete;netto;tkr;-21500;2022-11-07;enhetschef\n"


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder with two committees, of whose first some ledger is read."""
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK)
    set_up(tmp_path, SCHOOL)
    return tmp_path


def controller(committee: str, name: str = "controller") -> Client:
    user = User.objects.create_user(f"{name}-{committee}")
    RoleGrant.objects.create(
        user=user, role="CONTROLLER", committee=committee, valid_from=NOW.date()
    )
    client = Client()
    client.force_login(user)
    return client


def hand_in(
    client: Client, text: str | bytes, name: str = "prognos.csv", committee: str = "arbete"
) -> Answer:
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, content)
    form = {"committee": committee, "kind": "", "file": file}
    return client.post("/las-in/", form)


def work(folder: Path) -> None:
    """Does all that waits, as the worker's process does."""
    worker = Worker("prov", DataFolder(folder / "data"), lambda: NOW, _unbeaten)
    while worker.run_next():
        pass


def _unbeaten(pulse: Pulse) -> nullcontext[None]:
    return nullcontext()


def number_of(answer: Answer) -> int:
    assert answer.status_code == 302, answer.content.decode()
    found = re.fullmatch(r"/arbeten/(\d+)/\?folj=ja", answer.headers["Location"])
    assert found
    return int(found[1])


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_a_file_is_previewed_and_then_read_in(folder: Path) -> None:
    client = controller("arbete")
    form = page(client, "/las-in/")
    assert "Arbetsnämnden" in form
    assert "Skolnämnden" not in form
    preview = number_of(hand_in(client, FORECAST))

    waiting = client.get(f"/arbeten/{preview}/?folj=ja")
    assert waiting.headers["Refresh"] == "2"
    assert "Sluta följa" in waiting.content.decode()
    assert "Refresh" not in client.get(f"/arbeten/{preview}/").headers
    work(folder)
    assert "Refresh" not in client.get(f"/arbeten/{preview}/?folj=ja").headers
    shown = page(client, f"/arbeten/{preview}/")
    for part in ("Ingenting är ändrat ännu.", "Arbetsnämnden, oktober 2022 <span", "21 500 000"):
        assert part in shown.replace("\u00a0", " ")
    assert Forecast.everything.count() == 0

    number = number_of(client.post(f"/las-in/{preview}/"))
    assert number_of(client.post(f"/las-in/{preview}/")) == number, "twice is once"
    work(folder)
    assert Forecast.everything.count() == 1
    done = page(client, f"/arbeten/{number}/")
    assert "prognos.csv: 1 prognos inläst." in done
    assert '<a class="btn" href="/namnder/arbete/">Arbetsnämnden</a>' in done
    assert "Inläsning av prognos.csv</a>: klart." in page(client, f"/arbeten/{preview}/")
    listed = page(client, "/arbeten/")
    assert "Allt som är beställt är avslutat." in listed
    assert listed.count("prognos.csv</a>") == 2


def test_two_who_hand_in_the_same_get_one_and_the_second_is_told(folder: Path) -> None:
    first, second = controller("arbete", "en"), controller("arbete", "två")
    preview = number_of(hand_in(first, FORECAST))
    assert number_of(hand_in(second, FORECAST)) == preview
    work(folder)
    other = number_of(hand_in(second, FORECAST.replace("21500", "22000")))
    work(folder)
    number = number_of(first.post(f"/las-in/{preview}/"))
    Job.everything.filter(pk=other).update(ended_at=NOW.replace(hour=8))
    work(folder)
    # The second had the page open before: asked again, and told what the first has read in.
    refused = second.post(f"/las-in/{other}/", {"told": ""})
    assert refused.status_code == 409
    assert "Efter förhandsvisningen har en-arbete läst in en annan fil" in refused.content.decode()
    assert Forecast.everything.count() == 1
    told = page(second, f"/arbeten/{other}/")
    assert "Efter förhandsvisningen har en-arbete läst in en annan fil" in told
    assert f'name="told" value="{number}"' in told
    assert f"/arbeten/{number}/" in told
    work(folder)
    assert Forecast.everything.count() == 1
    number_of(second.post(f"/las-in/{other}/", {"told": str(number)}))
    work(folder)
    assert Forecast.everything.count() == 2, "both are kept, and the second is in force"


def test_what_would_stop_must_be_accepted_in_so_many_words(folder: Path) -> None:
    client = controller("arbete")
    uneven = sie(("20221014", [("4510", "1401", "5750", "100.00")]))
    preview = number_of(hand_in(client, uneven, "bok.se"))
    work(folder)
    assert "Filen har brister:" in page(client, f"/arbeten/{preview}/")
    refused = client.post(f"/las-in/{preview}/")
    assert refused.status_code == 400
    assert "kryssa i att den ska läsas in ändå" in refused.content.decode()
    assert Import.everything.count() == 0
    number_of(client.post(f"/las-in/{preview}/", {"accept": "on"}))
    work(folder)
    assert Import.everything.count() == 1


def test_a_closed_month_needs_a_reason(folder: Path) -> None:
    from uppsikt.figures import Period
    from uppsikt.sources.period_rules import State
    from uppsikt.sources.periods import set_period

    load(folder, sie(aid("20220114", 100)))
    set_period(
        actor=COMMAND_LINE, now=NOW, store=current_store(), committee="arbete",
        period=Period.month(2022, 1), state=State.CLOSED,
    )  # fmt: skip
    client = controller("arbete")
    preview = number_of(hand_in(client, sie(aid("20220114", 150)), "bok.se"))
    work(folder)
    assert "Filen ändrar stängda perioder:" in page(client, f"/arbeten/{preview}/")
    refused = client.post(f"/las-in/{preview}/", {"reason": " "})
    assert refused.status_code == 400
    assert "Skriv varför det som är stängt ska ändras." in refused.content.decode()
    number = number_of(client.post(f"/las-in/{preview}/", {"reason": "rättad faktura"}))
    work(folder)
    assert "Ändrat i stängd period" in page(client, f"/arbeten/{number}/")


def test_a_file_that_cannot_be_read_is_told_whole_and_as_on_a_page(folder: Path) -> None:
    client = controller("arbete")
    wrong = FORECAST.replace("Arbete", "<b>Arbbete</b>")
    number = number_of(hand_in(client, wrong))
    work(folder)
    shown = page(client, f"/arbeten/{number}/")
    assert "Misslyckat" in shown
    assert "&lt;b&gt;Arbbete&lt;/b&gt;" in shown
    assert "Läs in en annan fil" in shown
    assert client.post(f"/arbeten/{number}/gor-om/").status_code == 302
    assert "1 väntar." in page(client, "/arbeten/")
    assert client.post(f"/arbeten/{number}/avbryt/").status_code == 302
    late = client.post(f"/arbeten/{number}/avbryt/")
    assert late.status_code == 409
    assert "redan avbrutet och kan inte avbrytas" in late.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "tom.csv", "Filen är tom."),
        (b"MZ\x90\x00" * 20, "bok.xlsx", "ett program"),
        (b"%PDF-1.7\n%%EOF\n", "bok.se", "en PDF-fil"),
    ],
)
def test_a_file_is_known_by_its_content(folder: Path, content: bytes, name: str, told: str) -> None:
    answer = hand_in(controller("arbete"), content, name)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert Job.everything.count() == 0


def test_too_large_a_file_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FILE_LIMIT", 20)
    answer = hand_in(controller("arbete"), FORECAST)
    assert answer.status_code == 400
    assert "Filen är för stor." in answer.content.decode()


def test_what_is_missing_is_told_by_the_field(folder: Path) -> None:
    answer = controller("arbete").post("/las-in/", {"committee": "skola"})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "Välj en fil." in text
    assert "Välj ett giltigt alternativ" in text


def test_who_has_no_right_sees_no_job_and_changes_none(folder: Path) -> None:
    client, other = controller("arbete"), controller("skola")
    number = number_of(hand_in(client, FORECAST))
    assert page(other, f"/arbeten/{number}/", 404)
    assert "Ingenting är beställt." in page(other, "/arbeten/")
    for address in (f"/arbeten/{number}/avbryt/", f"/las-in/{number}/"):
        assert other.post(address).status_code == 404
    manager = Client()
    manager.force_login(User.objects.create_user("chef"))
    assert page(manager, "/las-in/", 403)
    assert Client(enforce_csrf_checks=True).post("/las-in/").status_code == 403
    assert "Läs in</a>" in page(client, "/")
    assert "Läs in</a>" not in page(manager, "/")
    assert "Arbeten</a>" not in page(Client(), "/")
    assert client.post(f"/las-in/{number}/").status_code == 409, "it is not previewed yet"


def test_one_whose_role_has_ended_gets_nothing_done(folder: Path) -> None:
    client = controller("arbete")
    number = number_of(hand_in(client, FORECAST))
    RoleGrant.objects.update(valid_from=NOW.date().replace(year=2030))
    work(folder)
    assert Forecast.everything.count() == 0
    assert "får inte" in str(Job.everything.get(pk=number).error["what"])


def test_what_a_page_tells_names_no_option_of_a_command() -> None:
    """Faults of imports say what to do by options; each is told in other words on a page."""
    rooms = ("sources", "planning", "measures")
    files = [path for room in rooms for path in (SOURCE / room).rglob("*.py")]
    told = {text for path in files for text in _texts(path) if re.search(r"--[a-z]", text)}
    assert told
    left = {on_a_page(text) for text in told}
    options = {found for text in left for found in re.findall(r"--[a-z]+", text)}
    # How columns are coupled, and what is decided of periods and vouchers, are commands' own.
    assert options.isdisjoint({"--accept", "--reason"})


def _texts(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(
        node, ast.Module | ast.ClassDef | ast.FunctionDef
    )}  # fmt: skip
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs
    ]
