"""Files that are handed in: what is received, where it lies, who may have it, and how it goes."""

from __future__ import annotations

import io
import os
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks
from uppsikt_program import Program

from handed_in_files import ORDINARY, TEXT, TRICKS, bomb, docx
from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, PUBLIC, NotAllowed, Reader, Verb
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.files import owners, selectors, services
from uppsikt.platform.files.content import kind_of
from uppsikt.platform.files.errors import (
    FileRefused,
    Infected,
    ScannerDown,
    TooLarge,
    UnknownFile,
    WrongContent,
)  # fmt: skip
from uppsikt.platform.files.kinds import HTML, KEPT, KINDS, REVIEWED
from uppsikt.platform.files.kinds import PDF as PDF_KIND
from uppsikt.platform.files.names import LONGEST, cleaned, fitting
from uppsikt.platform.files.owners import Owner
from uppsikt.platform.files.scanner import Scanner
from uppsikt.store import StoreError

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=STOCKHOLM)
HOUR = timedelta(hours=1)
OWNER = Owner("prov", "öppet")
SHUT = Owner("prov", "stängt")

data = [pytest.mark.django_db, pytest.mark.database]


def may(who: Reader, verb: Verb, key: str) -> bool:
    """What belongs to the open one may be read by all; the operator may everything."""
    return who.is_operator or (verb is Verb.READ and key == OWNER.key)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    monkeypatch.setitem(owners._rights, OWNER.kind, may)


def hand_in(
    content: bytes | BinaryIO = TEXT,
    name: str = "text.txt",
    owner: Owner = OWNER,
    now: datetime = NOW,
) -> selectors.StoredFile:
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    return services.receive(actor=COMMAND_LINE, now=now, content=file, name=name, owner=owner)


def on_disk() -> list[Path]:
    return [path for path in selectors.folder().root.glob("*/*") if path.is_file()]


# --- what a file is ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ORDINARY)
def test_a_kind_is_told_by_the_content(tmp_path: Path, name: str) -> None:
    content, kind = ORDINARY[name]
    path = tmp_path / "fil"
    path.write_bytes(content)

    assert kind_of(path, "utan-ändelse", KEPT | REVIEWED) is KINDS[kind]
    assert kind_of(path, "annat.exe", KEPT | REVIEWED) is KINDS[kind]


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_is_refused_with_what_was_found(tmp_path: Path, name: str) -> None:
    called, content, words = TRICKS[name]
    path = tmp_path / "fil"
    path.write_bytes(content)

    with pytest.raises(FileRefused) as fault:
        kind_of(path, called, KEPT)

    assert words in str(fault.value)
    assert called in fault.value.where
    assert fault.value.todo


def test_a_bomb_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(bomb())

    with pytest.raises(WrongContent, match="för stor när den packas upp"):
        kind_of(path, "rapport.docx", KEPT)


def test_a_web_page_is_for_review_alone(tmp_path: Path) -> None:
    path = tmp_path / "fil"
    path.write_bytes(b"<html><body>60 500 tkr")

    assert kind_of(path, "rapport.html", REVIEWED) is HTML
    with pytest.raises(WrongContent, match=r"en webbsida.*Välj en PDF-fil, .* eller en textfil"):
        kind_of(path, "rapport.html", KEPT)


@given(st.binary(max_size=300), st.sampled_from(sorted(ORDINARY)), st.integers(0, 400))
def test_whatever_comes_is_a_kind_or_a_refusal(noise: bytes, like: str, cut: int) -> None:
    """Ordinary files cut off and with noise after them."""
    draft = io.BytesIO(ORDINARY[like][0][:cut] + noise)

    class Fake:
        def open(self, _: str) -> BinaryIO:
            return draft

    try:
        told = kind_of(Fake(), like, KEPT).noun  # type: ignore[arg-type]
    except FileRefused as fault:
        told = fault.what
    assert told


# --- what it is called ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\någon\\rapport.pdf", "rapport.pdf"),
        ("rapport.pdf.exe", "rapport.pdf.exe.pdf"),
        ("rapport\u202efdp.exe", "rapportfdp.exe.pdf"),
        ("rad\r\nSet-Cookie: a=b.pdf", "rad Set-Cookie a=b.pdf"),
        ("noll\0byte.pdf", "nollbyte.pdf"),
        ("", "fil.pdf"),
        ("..", "fil.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("Årsbokslut 2025.PDF", "Årsbokslut 2025.PDF"),
        ("a\u030arsbok.pdf", "årsbok.pdf"),
    ],
)
def test_a_name_is_shown_and_nothing_else(given_name: str, shown: str) -> None:
    assert fitting(given_name, PDF_KIND) == shown


@given(st.text(max_size=400))
def test_a_cleaned_name_is_short_and_harmless(text: str) -> None:
    name = cleaned(text)

    assert 0 < len(name) <= LONGEST
    assert name == cleaned(name)
    assert not set(name) & set('/\\\0\r\n"<>:|?*%')
    assert not name.startswith(".")
    assert name.isprintable()


# --- taking in, reading, erasing --------------------------------------------------------------


class TestKept:
    pytestmark = data

    def test_the_same_content_lies_once(self) -> None:
        first, second = hand_in(name="ett.txt"), hand_in(name="två.txt", owner=SHUT)

        assert first.fingerprint == second.fingerprint
        assert first.key != second.key
        assert [path.name for path in on_disk()] == [first.fingerprint]
        with selectors.content_of(reader=PUBLIC, file=first) as content:
            assert content.read() == TEXT

    def test_the_owner_is_asked_each_time(self) -> None:
        shut, found = hand_in(owner=SHUT), hand_in()

        assert selectors.stored_file(reader=PUBLIC, key=found.key) == found
        assert selectors.stored_file(reader=OPERATOR, key=shut.key) == shut
        with pytest.raises(NotAllowed, match="Allmänheten får inte läsa filen"):
            selectors.stored_file(reader=PUBLIC, key=shut.key)
        with pytest.raises(NotAllowed):
            selectors.content_of(reader=PUBLIC, file=shut)
        with pytest.raises(NotAllowed):
            selectors.every(reader=PUBLIC)

    def test_a_file_of_a_kind_that_nobody_answers_for_is_nobodys(self) -> None:
        with pytest.raises(NotAllowed):
            hand_in(owner=Owner("okänt", "1"))
        assert on_disk() == []

    def test_the_log_tells_of_a_file_but_not_its_name(self) -> None:
        hand_in(name="Anna Andersson.txt")

        entry = Entry.objects.get()
        assert entry.verb == "tog emot fil"
        assert entry.detail["kind"] == "text"
        assert "Andersson" not in f"{entry.thing}{entry.detail}"

    def test_too_large_is_refused_at_the_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(settings, "FILE_LIMIT", 3_000_000)

        class Endless(io.RawIOBase):
            read_so_far = 0

            def read(self, size: int = -1) -> bytes:
                self.read_so_far += size
                return b"x" * size

        endless = Endless()
        with pytest.raises(TooLarge, match="högst 3 MB"):
            hand_in(endless)  # type: ignore[arg-type]

        assert endless.read_so_far <= settings.FILE_LIMIT + 1_048_576
        assert on_disk() == []

    def test_a_refused_file_leaves_nothing(self) -> None:
        with pytest.raises(WrongContent):
            hand_in(b"MZ\0")
        assert on_disk() == []
        assert not Entry.objects.exists()

    def test_a_full_disk_is_told_and_leaves_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(StoreError, match="Disken är full"):
            hand_in()
        assert on_disk() == []

    def test_erasing_takes_the_content_with_the_last_file(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        first, second = hand_in(), hand_in(owner=SHUT)

        for file, left in ((first, 1), (second, 0)):
            with django_capture_on_commit_callbacks(execute=True):
                services.erase(actor=COMMAND_LINE, now=NOW, key=file.key)
            assert len(on_disk()) == left
        with pytest.raises(UnknownFile):
            selectors.stored_file(reader=OPERATOR, key=first.key)
        with pytest.raises(UnknownFile):
            services.erase(actor=COMMAND_LINE, now=NOW, key=first.key)

    def test_erasing_spares_what_somebody_is_about_to_name(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        """Another has written the same content, and has not come to its row yet."""
        file = hand_in()
        with selectors.folder().draft(io.BytesIO(TEXT), 1000) as draft:
            selectors.folder().keep(draft, NOW + timedelta(seconds=1))

        with django_capture_on_commit_callbacks(execute=True):
            services.erase(actor=COMMAND_LINE, now=NOW + HOUR, key=file.key)

        assert len(on_disk()) == 1
        assert services.sweep(actor=COMMAND_LINE, now=NOW + HOUR) == []
        assert services.sweep(actor=COMMAND_LINE, now=NOW + 2 * HOUR) == [file.fingerprint]

    def test_what_was_broken_off_is_swept_after_its_grace(self) -> None:
        kept = hand_in()
        with transaction.atomic():
            hand_in(docx(), "rapport.docx")
            transaction.set_rollback(True)

        assert len(on_disk()) == 2
        assert services.sweep(actor=COMMAND_LINE, now=NOW + HOUR / 2) == []
        assert len(services.sweep(actor=COMMAND_LINE, now=NOW + 2 * HOUR)) == 1
        assert [path.name for path in on_disk()] == [kept.fingerprint]

    def test_damage_is_found(self) -> None:
        file = hand_in()
        assert selectors.damage(reader=OPERATOR) == ()

        path = selectors.folder().path(file.fingerprint)
        path.write_bytes(TEXT.replace(b"60 500", b"60 501"))
        assert [one.what for one in selectors.damage(reader=OPERATOR)] == ["En datafil är skadad"]

    def test_a_half_content_of_the_same_name_is_mended(self) -> None:
        path = selectors.folder().path(hand_in().fingerprint)
        path.write_bytes(TEXT[:5])

        hand_in()

        assert path.read_bytes() == TEXT


# --- the virus scanner ------------------------------------------------------------------------

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(socketserver.ThreadingTCPServer):
    """A server that speaks `INSTREAM` as clamd does, and knows one virus."""

    answer: Callable[[bytes], bytes] | None = None
    most = 200_000
    received = 0


class _Line(socketserver.StreamRequestHandler):
    server: Clamd

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > self.server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.received = len(content)
        if self.server.answer is not None:
            self.wfile.write(self.server.answer(content))
        elif EICAR in content:
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0")
        else:
            self.wfile.write(b"stream: OK\0")


def at(server: socketserver.TCPServer) -> Scanner | None:
    return Scanner.parse(f"127.0.0.1:{server.server_address[1]}")


@pytest.fixture
def clamd(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clamd]:
    with Clamd(("127.0.0.1", 0), _Line) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        monkeypatch.setattr(
            settings, "FILE_SCANNER", Scanner.parse(f"127.0.0.1:{server.server_address[1]}")
        )
        yield server
        server.shutdown()
        thread.join()


class TestScanned:
    pytestmark = data

    def test_a_clean_file_is_kept(self, clamd: Clamd) -> None:
        file = hand_in(TEXT * 3000)

        assert clamd.received == file.size

    def test_a_find_is_told_and_nothing_is_kept(self, clamd: Clamd) -> None:
        with pytest.raises(Infected, match="Eicar-Test-Signature"):
            hand_in(b"hej\n" + EICAR)
        assert on_disk() == []

    @pytest.mark.parametrize(
        "answer", [b"", b"stream: OK", b"ERROR\0", b"stream: OK FOUND ERROR\0", b"OK\0"]
    )
    def test_no_clear_verdict_refuses(self, clamd: Clamd, answer: bytes) -> None:
        clamd.answer = lambda _: answer
        with pytest.raises(ScannerDown, match="virusskyddet svarar inte"):
            hand_in()
        assert on_disk() == []

    def test_more_than_the_scanner_takes_is_refused(self, clamd: Clamd) -> None:
        with pytest.raises(ScannerDown):
            hand_in(TEXT * 50_000)

    def test_a_scanner_that_is_down_refuses(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with socketserver.TCPServer(("127.0.0.1", 0), _Line) as server:
            monkeypatch.setattr(
                settings, "FILE_SCANNER", Scanner.parse(f"127.0.0.1:{server.server_address[1]}")
            )
        with pytest.raises(ScannerDown):
            hand_in()
        monkeypatch.setattr(settings, "FILE_SCANNER", Scanner.parse("/finns/inte/clamd.ctl"))
        with pytest.raises(ScannerDown):
            hand_in()
        assert on_disk() == []


@pytest.mark.parametrize("text", ["dator", "dator:", ":3310", "dator:0", "dator:65536", "dator:²"])
def test_an_address_that_is_none_is_told(text: str) -> None:
    with pytest.raises(UppsiktError, match="UPPSIKT_CLAMD"):
        Scanner.parse(text)


def test_an_address_of_a_scanner() -> None:
    assert Scanner.parse("[::1]:3310") == Scanner("::1", 3310)
    assert Scanner.parse("/run/clamd") == Scanner(place="/run/clamd")


# --- killed, and by command -------------------------------------------------------------------

KILLED = """
import io, os, signal, sys
from datetime import datetime

import django
django.setup()

from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.files import owners, services
from uppsikt.platform.files.disk import Folder

owners.register_owner("prov", lambda who, verb, key: True)


def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


class Content(io.BytesIO):
    def read(self, size=-1):
        return die() if sys.argv[1] == "while it comes" and self.tell() else super().read(10)


if sys.argv[1] == "before it is named":
    Folder.keep = die
elif sys.argv[1] == "before the commit":
    services.record = die
services.receive(
    actor=COMMAND_LINE,
    now=datetime(2026, 11, 29, 9, 30, tzinfo=STOCKHOLM),
    content=Content(b"Nettokostnaden var 60 500 tkr.\\n"),
    name="text.txt",
    owner=owners.Owner("prov", "1"),
)
"""


@pytest.mark.slow
def test_killed_at_any_point_nothing_is_handed_in(tmp_path: Path) -> None:
    program = Program.installed(tmp_path)
    assert program.code(KILLED, "while it comes").returncode == -9
    for point in ("before it is named", "before the commit"):
        assert program.code(KILLED, point).returncode == -9
    assert program("files", "list").stdout == "Inga filer är inlämnade.\n"
    assert len([path for path in program.data.glob("files/*/*") if path.is_file()]) == 3
    old = (datetime.now(STOCKHOLM) - 2 * HOUR).timestamp()
    for path in program.data.glob("files/*/*"):
        os.utime(path, (old, old))
    assert "Borttaget" in program("files", "sweep").stdout
    assert [path for path in program.data.glob("files/*/*") if path.is_file()] == []

    assert program.code(KILLED, "nowhere").returncode == 0
    assert "text.txt" in program("files", "list").stdout
    assert program("files", "check").stdout == "Alla filer är hela (1).\n"
    [path] = [path for path in program.data.glob("files/*/*") if path.is_file()]
    path.unlink()
    done = program("files", "check")
    assert done.returncode == 2
    assert "1 av 1 filer är skadade eller saknas" in done.stderr
