"""A review on the pages: handed in, waited for, read, kept or erased; and what is refused."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from handed_in_files import PDF, TRICKS, bomb
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.files.models import HandedIn
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.running import Worker
from uppsikt.review.safely import Shown
from uppsikt.review_desk import rules, services
from uppsikt.review_desk.models import AskedReview
from uppsikt.review_desk.result import LARGEST, MOST_FINDINGS, found_in
from uppsikt.web import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=STOCKHOLM)
REPORT = """# Budgetuppföljning efter oktober 2031, kulturnämnden

| Tkr | Ursprunglig budget 2031 | Tilläggsanslag | Omföringar | Gällande budget 2031 |
| --- | ---: | ---: | ---: | ---: |
| Bibliotek | -31 200 | -300 | 0 | -31 500 |
| Museer | -12 450 | 0 | 250 | -12 020 |
| Kulturskola | -8 100 | 0 | -250 | -8 350 |
| Scen och musik | -5 600 | 0 | 0 | -5 600 |
""".encode()


class Clock:
    """The clock of the pages and of the worker, set by hand."""

    now = NOW


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Clock:
    """A folder and a clock of its own; what waits for a commit is done at once, for none comes."""
    own = Clock()
    monkeypatch.setattr("django.db.transaction.on_commit", lambda do, **_: do())
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    settings.DATA_FOLDER.make()
    monkeypatch.setattr(settings, "REVIEW_OPEN", True)
    monkeypatch.setattr(clock, "now", lambda: own.now)
    monkeypatch.setattr("uppsikt.web.site.reviews.now", lambda: own.now)
    return own


@pytest.fixture
def secretary() -> User:
    user = get_user_model().objects.create_user("sekreteraren")
    RoleGrant.objects.create(user=user, role="SECRETARY", valid_from=date(2022, 1, 1))
    return user


def hand_in(client: Client, content: bytes = REPORT, name: str = "rapport.md", **more: str) -> str:
    """The address of the review of a report that was handed in."""
    answer = client.post("/granska/", {"fil": SimpleUploadedFile(name, content)}, **more)  # type: ignore[arg-type]
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def work(time: Clock) -> None:
    """The worker does all that waits."""
    worker = Worker("prov", settings.DATA_FOLDER, lambda: time.now, lambda pulse: nullcontext())
    while worker.run_next():
        pass


def body(answer: object) -> bytes:
    """What a view sent, whole or a piece at a time."""
    if getattr(answer, "streaming", False):
        return b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    content: bytes = answer.content  # type: ignore[attr-defined]
    return content


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return body(answer).decode()


def contents() -> list[Path]:
    """The files on disk: what people left, and names of theirs."""
    root = settings.DATA_FOLDER.root
    return [
        path
        for folder in ("files", "reviews")
        for path in (root / folder).glob("*/*")
        if path.is_file()
    ]


# --- the way through --------------------------------------------------------------------------


def test_a_report_is_handed_in_waited_for_and_read(client: Client, time: Clock) -> None:
    address = hand_in(client)

    waiting = client.get(address)
    assert "Rapporten står på tur." in waiting.content.decode()
    assert waiting.headers["Refresh"] == "3"
    assert client.get(f"{address}dokument/").status_code == 404
    work(time)

    shown = client.get(address)
    text = shown.content.decode()
    assert "Refresh" not in shown.headers
    assert "<h1>rapport.md</h1>" in text
    assert "motsägelse" in text
    assert "12 020" in text.replace("\xa0", " ")
    assert "Raderas kl. 10.30" in text
    document = client.get(f"{address}dokument/")
    marked = body(document).decode()
    assert "<mark" in marked
    assert "rapport.md" in marked
    policy = document.headers["Content-Security-Policy"]
    assert policy.endswith("sandbox")
    assert "script-src" not in policy
    result = client.get(f"{address}resultat.json")
    assert json.loads(body(result))["verdict"]["contradictions"] > 0
    assert result.headers["Content-Disposition"] == 'attachment; filename="granskning.json"'
    assert str(settings.DATA_FOLDER.root) not in text + marked


def test_only_the_browser_that_asked_may_read_it(client: Client, time: Clock) -> None:
    address = hand_in(client)
    work(time)

    stranger = Client()
    for rest in ("", "dokument/", "resultat.json"):
        answer = stranger.get(address + rest)
        assert answer.status_code == 404
        assert "Granskningen finns inte" in answer.content.decode()
    assert stranger.post(address, {"gor": "radera"}).status_code == 404
    assert address not in page(stranger, "/granska/")
    assert address in page(client, "/granska/")


def test_nothing_is_left_after_an_hour(client: Client, time: Clock) -> None:
    address = hand_in(client)
    work(time)
    assert len(contents()) == 2, "the result alone: the report is gone"

    time.now = NOW + timedelta(hours=1)
    assert client.get(address).status_code == 404, "at once, before anybody has erased it"
    assert services.erase_old(now=time.now) == 1

    assert contents() == []
    assert not AskedReview.objects.exists()
    assert not HandedIn.objects.exists()
    told = "".join(f"{one.thing}{one.detail}" for one in Entry.objects.all())
    assert "rapport.md" not in told
    assert not Job.objects.filter(title__contains="rapport.md").exists()


def test_a_button_erases_at_once(client: Client, time: Clock) -> None:
    address = hand_in(client)
    work(time)

    answer = client.post(address, {"gor": "radera"})

    assert answer.headers["Location"] == "/granska/"
    assert client.get(address).status_code == 404
    assert contents() == []


def test_what_is_erased_before_its_turn_is_not_reviewed(client: Client, time: Clock) -> None:
    address = hand_in(client)
    client.post(address, {"gor": "radera"})

    work(time)

    assert contents() == []
    assert Job.objects.get().state == "done"


def test_somebody_signed_in_keeps_what_they_choose(
    client: Client, time: Clock, secretary: User
) -> None:
    client.force_login(secretary)
    address, other = hand_in(client), hand_in(client, name="annan.md")
    work(time)

    assert client.post(address, {"gor": "behall"}).headers["Location"] == address
    time.now = NOW + timedelta(days=30)
    services.erase_old(now=time.now)

    assert "Resultatet behålls" in page(client, address)
    assert client.get(other).status_code == 404
    assert "annan.md" not in page(client, "/granska/")
    key = AskedReview.objects.get().result
    assert client.get(f"/filer/{key}/").status_code == 200
    assert Client().get(f"/filer/{key}/").status_code == 403
    assert Client().get(address).status_code == 404
    client.post(address, {"gor": "radera"})
    assert contents() == []


def test_a_result_that_is_gone_says_what_to_do(
    client: Client, time: Clock, secretary: User
) -> None:
    client.force_login(secretary)
    address = hand_in(client)
    work(time)
    AskedReview.objects.update(result="finns-inte-langre")

    assert "Resultatet går inte att läsa. Granska rapporten igen." in page(client, address)


def test_what_was_asked_for_before_signing_in_is_kept_as_the_users(
    client: Client, time: Clock, secretary: User
) -> None:
    address = hand_in(client)
    work(time)
    client.force_login(secretary)

    client.post(address, {"gor": "behall"})

    client.logout()
    assert client.get(address).status_code == 404
    client.force_login(secretary)
    assert "Resultatet behålls" in page(client, address)


def test_a_worker_that_is_not_there_is_told(client: Client, time: Clock) -> None:
    address = hand_in(client)
    assert "inte vara igång" not in page(client, address)

    time.now = NOW + timedelta(minutes=4)
    assert "Granskningen verkar inte vara igång." in page(client, address)


def test_the_public_cannot_keep(client: Client, time: Clock) -> None:
    address = hand_in(client)
    work(time)

    assert "Behåll" not in page(client, address)
    assert client.post(address, {"gor": "behall"}).status_code == 403
    assert AskedReview.objects.get().expires_at is not None


def test_a_closed_site_is_for_those_with_a_role(
    client: Client, monkeypatch: pytest.MonkeyPatch, secretary: User
) -> None:
    monkeypatch.setattr(settings, "REVIEW_OPEN", False)
    refused = client.get("/granska/").status_code
    assert refused in (302, 403)
    form = {"fil": SimpleUploadedFile("a.md", REPORT)}
    assert client.post("/granska/", form).status_code == refused
    client.force_login(get_user_model().objects.create_user("utan roll"))
    assert client.get("/granska/").status_code == 403
    client.force_login(secretary)
    assert hand_in(client)


def test_the_demo_is_open_when_nobody_has_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "REVIEW_OPEN", None)
    assert client.get("/granska/").status_code in (302, 403)
    settings.DATA_FOLDER.make()
    settings.DATA_FOLDER.demo_marker.write_text("")
    assert client.get("/granska/").status_code == 200
    assert "/granska/" in page(client, "/sa-raknas-det/")


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(set(TRICKS) - {"a web page as PDF"}))
def test_a_trick_is_refused_by_the_field(client: Client, name: str) -> None:
    called, content, words = TRICKS[name]

    answer = client.post("/granska/", {"fil": SimpleUploadedFile(called, content)})

    text = answer.content.decode()
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in text
    assert words in text
    assert contents() == []
    assert not AskedReview.objects.exists()


def test_a_web_page_by_another_name_is_reviewed_as_what_it_is(client: Client, time: Clock) -> None:
    address = hand_in(client, TRICKS["a web page as PDF"][1], "../../rapport.pdf")
    work(time)

    assert "<h1>rapport.pdf.html</h1>" in page(client, address)


def test_a_script_in_a_report_is_words(client: Client, time: Clock) -> None:
    told = b"<script>alert(1)</script>"
    address = hand_in(client, REPORT.replace(b"Museer", b"Museer " + told), "r.txt")
    work(time)

    for rest in ("", "dokument/"):
        assert "<script" not in page(client, address + rest)


def test_a_bomb_is_refused(client: Client) -> None:
    answer = client.post("/granska/", {"fil": SimpleUploadedFile("rapport.docx", bomb())})

    assert answer.status_code == 400
    assert "för stor när den packas upp" in answer.content.decode()


def test_a_file_over_the_limit_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FILE_LIMIT", 1_000_000)

    answer = client.post("/granska/", {"fil": SimpleUploadedFile("r.txt", b"x" * 1_000_001)})

    assert answer.status_code == 400
    assert "högst 1 MB" in answer.content.decode()


def test_no_file_is_told(client: Client) -> None:
    answer = client.post("/granska/", {})

    assert answer.status_code == 400
    assert "Ingen fil är vald." in answer.content.decode()


def test_a_report_that_cannot_be_read_says_why(client: Client, time: Clock) -> None:
    """The shape of a PDF, and nothing in it."""
    address = hand_in(client, PDF, "rapport.pdf")
    work(time)

    text = page(client, address)
    assert "Rapporten gick inte att granska." in text
    assert str(settings.DATA_FOLDER.root) not in text
    assert client.get(f"{address}dokument/").status_code == 404
    services.erase_old(now=NOW + timedelta(hours=2))
    assert contents() == []


def test_a_file_that_makes_nonsense_of_the_review_says_so(
    client: Client, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    nonsense = Shown(b'{"findings": 3}', b"<p>")
    monkeypatch.setattr("uppsikt.review_desk.jobs.both", lambda path: nonsense)
    address = hand_in(client)
    work(time)

    assert "Granskningen gav inget resultat som går att visa." in page(client, address)
    assert client.get(f"{address}dokument/").status_code == 404


def test_a_full_disk_is_told_and_takes_nothing_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    client.raise_request_exception = False
    monkeypatch.setattr("os.fsync", full)

    answer = client.post("/granska/", {"fil": SimpleUploadedFile("r.md", REPORT)})

    assert answer.status_code == 500
    assert "Disken är full" in answer.content.decode()
    assert not AskedReview.objects.exists()


def test_a_form_from_elsewhere_hands_nothing_in() -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/granska/", {"fil": SimpleUploadedFile("r.md", REPORT)})

    assert answer.status_code == 403
    assert not AskedReview.objects.exists()


def test_the_public_may_ask_so_often_and_no_more(
    client: Client, time: Clock, secretary: User
) -> None:
    most = rules.BY_THE_PUBLIC.most
    for _ in range(most):
        hand_in(client)

    answer = client.post("/granska/", {"fil": SimpleUploadedFile("r.md", REPORT)})
    assert answer.status_code == 400
    assert "för många försök" in answer.content.decode()
    assert hand_in(Client(), REMOTE_ADDR="192.0.2.7"), "from another address"
    client.force_login(secretary)
    assert hand_in(client), "somebody signed in"
    client.logout()
    time.now = NOW + timedelta(hours=1, seconds=1)
    services.erase_old(now=time.now)
    assert hand_in(client)


def test_the_public_waits_where_many_do(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_WAITING", 1)
    hand_in(client)

    answer = client.post("/granska/", {"fil": SimpleUploadedFile("r.md", REPORT)})

    assert answer.status_code == 400
    assert "väntar många rapporter" in answer.content.decode()


# --- a result that a file has steered ---------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"{}", b'{"findings": 3}', b"\xff", b"[" * 100_000,
     pytest.param(b'{"findings": []}' + b" " * LARGEST, id="too large")],
)  # fmt: skip
def test_what_is_no_result_is_no_result(content: bytes) -> None:
    with pytest.raises((ValueError, TypeError, RecursionError)):
        found_in(content)


def test_a_strange_result_is_shown_as_far_as_it_is_one() -> None:
    strange = {
        "verdict": {"text": ["a"], "contradictions": -1},
        "findings": [
            3,
            {"message": {"a": 1}, "places": "b", "group": "c", "severity": None},
            {"message": "<b>", "group": 10**30, "places": [1, {"page": "x", "line": 4, "text": 5}]},
        ],
    }

    found = found_in(json.dumps(strange).encode())

    assert (found.verdict, found.contradictions, len(found.groups)) == ("", 0, 1)
    assert [one.message for one in found.groups[0].findings] == ["", "<b>"]
    assert found.groups[0].findings[1].places[0].where == "rad 4"


def test_a_result_of_very_many_findings_is_cut_and_says_so() -> None:
    many = {"findings": [{"message": str(n), "group": n} for n in range(MOST_FINDINGS + 1)]}

    found = found_in(json.dumps(many).encode())

    assert found.is_cut
    assert len(found.groups) == MOST_FINDINGS
