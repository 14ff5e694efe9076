"""Reviews between real processes: a worker that is killed, and a sender that tells untruths."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from uppsikt_program import Program
from web_server import Server, get, running

pytestmark = pytest.mark.slow

PREPARED = """
import django
django.setup()

from datetime import datetime
from io import BytesIO
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.review_desk.services import ask_review

ask_review(
    actor=COMMAND_LINE,
    now=datetime.now(STOCKHOLM),
    content=BytesIO(b"Budgeten var 12 tkr."),
    name="rapport.txt",
)
"""

WORKER = """
import os, signal, sys
import django
django.setup()

from uppsikt.cli import installation
from uppsikt.cli.worker import work
from uppsikt.review_desk import jobs


def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


if sys.argv[1] == "before it is read":
    jobs.named_copy = die
elif sys.argv[1] == "when it is read":
    jobs._keep = die
elif sys.argv[1] == "before the commit":
    jobs.record = die
work(installation.open_to_read(), until_empty=True)
"""

LOOK = """
import django
django.setup()

from uppsikt.platform.files.models import HandedIn
from uppsikt.review_desk.models import AskedReview
row = AskedReview.everything.get()
print(bool(row.upload), bool(row.result), HandedIn.everything.count(), row.verdict)
"""


def test_a_worker_killed_at_any_point_leaves_the_whole_or_nothing(tmp_path: Path) -> None:
    program = Program.installed(tmp_path)
    assert program.code(PREPARED).returncode == 0
    for point in ("before it is read", "before the commit"):
        assert program.code(WORKER, point).returncode == -9
        assert program.code(LOOK).stdout == "True False 1 \n"

    assert program.code(WORKER, "nowhere").returncode == 0

    told = program.code(LOOK).stdout
    assert told.startswith("False True 2 Inga motsägelser; ")


@pytest.fixture(scope="module")
def site(own_demo: Program) -> Iterator[Server]:
    with running(own_demo.data) as server:
        yield server


BOUNDARY = "----uppsikt"
TOO_LONG = "Content-Length: 99999999\r\n"


def posted(site: Server, length: str, *, content: bytes = b"Budgeten var 12 tkr.") -> bytes:
    """What the server answers to a form with a file that says of its length what it likes."""
    _, headers, page = get(f"{site.address}/granska/")
    cookie = headers["set-cookie"].partition(";")[0]
    found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    parts = [
        b'Content-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n' + found[1],
        b'Content-Disposition: form-data; name="fil"; filename="rapport.txt"\r\n'
        b"Content-Type: text/plain\r\n\r\n" + content,
    ]
    mark = BOUNDARY.encode()
    body = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts)
    body += b"--" + mark + b"--\r\n"
    where = urlsplit(site.address)
    head = (
        f"POST /granska/ HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookie}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
        f"{length.format(right=len(body))}Connection: close\r\n\r\n"
    )
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=20) as line:
        line.sendall(head.encode() + (body[:-40] if length == TOO_LONG else body))
        if length == TOO_LONG:
            line.shutdown(socket.SHUT_WR)  # broken off; else the server would wait for the rest
        answer = b""
        while chunk := line.recv(65_536):
            answer += chunk
    return answer


def test_a_length_that_is_true_hands_the_report_in(site: Server) -> None:
    answer = posted(site, "Content-Length: {right}\r\n")

    assert answer.startswith(b"HTTP/1.1 302")
    assert re.search(rb"location: /granska/[\w-]{24}/", answer, re.IGNORECASE)


@pytest.mark.parametrize(
    "length",
    [TOO_LONG, "Content-Length: 40\r\n", "Content-Length: 0\r\n",
     "Content-Length: många\r\n", "Content-Length: -1\r\n", ""],
    ids=["too long", "too short", "none", "no number", "negative", "not said"],
)  # fmt: skip
def test_a_length_that_is_not_true_hands_nothing_in(
    site: Server, own_demo: Program, length: str
) -> None:
    before = kept(own_demo)

    answer = posted(site, length)

    assert not answer.startswith((b"HTTP/1.1 302", b"HTTP/1.1 5")), answer[:300]
    assert kept(own_demo) == before
    assert get(f"{site.address}/halsa/")[0] == 200


def kept(program: Program) -> set[str]:
    return {path.name for path in program.data.glob("files/*/*")}
