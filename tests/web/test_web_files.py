"""The one address of files: who may have them, and how they are sent."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from handed_in_files import CSV, HTML, PDF, png
from uppsikt.platform.access.rules import COMMAND_LINE, Reader, Verb
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.files import owners, services
from uppsikt.platform.files.kinds import KEPT, REVIEWED
from uppsikt.platform.files.owners import Owner
from uppsikt.web.clock import now

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def may(who: Reader, verb: Verb, key: str) -> bool:
    """What has a user's number belongs to the user, and what is open to all."""
    return who.is_operator or key in ("öppet", str(who.user))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    settings.DATA_FOLDER.make()
    monkeypatch.setitem(owners._rights, "prov", may)


def handed_in(content: bytes, name: str, owner: str = "öppet") -> str:
    """The address of a file that was handed in."""
    file = services.receive(
        actor=COMMAND_LINE,
        now=now(),
        content=io.BytesIO(content),
        name=name,
        owner=Owner("prov", owner),
        accepted=KEPT | REVIEWED,
    )
    return f"/filer/{file.key}/"


def body(answer: object) -> bytes:
    return b"".join(getattr(answer, "streaming_content"))  # noqa: B009


def test_a_file_is_saved_as_what_it_is(client: Client) -> None:
    answer = client.get(handed_in(PDF, "Årsbokslut 2025.exe"))

    assert body(answer) == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Length"] == str(len(PDF))
    place = answer.headers["Content-Disposition"]
    assert place.startswith("attachment; filename*=utf-8''%C3%85rsbokslut%202025.exe.pdf")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_web_page_is_never_one_here(client: Client) -> None:
    answer = client.get(handed_in(HTML + b"<script>alert(1)</script>", "rapport.html"))

    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_only_a_picture_is_shown_in_the_browser(client: Client) -> None:
    assert client.get(handed_in(png(), "b.png")).headers["Content-Disposition"].startswith("inline")
    assert client.get(handed_in(CSV, "a.csv")).headers["Content-Disposition"].startswith("att")


def test_what_the_browser_has_is_not_sent_again(client: Client) -> None:
    address = handed_in(CSV, "a.csv")
    mark = client.get(address).headers["ETag"]

    again = client.get(address, headers={"if-none-match": mark})

    assert again.status_code == 304
    assert again.content == b""
    assert client.head(address).status_code == 200
    assert client.post(address).status_code in (403, 405)


def test_the_right_is_asked_each_time_even_with_the_address(client: Client) -> None:
    user = get_user_model().objects.create_user("handläggaren")
    address = handed_in(PDF, "rapport.pdf", str(user.pk))

    assert client.get(address).status_code == 403
    client.force_login(get_user_model().objects.create_user("någon annan"))
    assert client.get(address).status_code == 403
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    mark = answer.headers["ETag"]
    user.is_active = False
    user.save()
    assert client.get(address, headers={"if-none-match": mark}).status_code == 403


def test_a_file_that_was_erased_is_not_there(client: Client) -> None:
    address = handed_in(PDF, "rapport.pdf")
    services.erase(actor=COMMAND_LINE, now=now(), key=address.split("/")[2])

    answer = client.get(address)

    assert answer.status_code == 404
    assert "Filen finns inte" in answer.content.decode()
