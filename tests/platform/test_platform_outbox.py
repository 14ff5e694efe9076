"""Mail: written with its cause, sent once, and told where that cannot be known."""

from __future__ import annotations

import io
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage as DjangoMail
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.db import transaction
from uppsikt_program import Program

from handed_in_files import PDF
from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import (
    COMMAND_LINE,
    OPERATOR,
    PUBLIC,
    Actor,
    Grant,
    NotAllowed,
    Reader,
    Role,
)  # fmt: skip
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.calendars import Occasion, calendar_file
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.files import owners
from uppsikt.platform.files import services as file_services
from uppsikt.platform.files.owners import Owner
from uppsikt.platform.outbox import selectors, services
from uppsikt.platform.outbox.letters import (
    BadLetter,
)  # fmt: skip
from uppsikt.platform.outbox.models import Message
from uppsikt.platform.outbox.rules import LEASE, PAUSES, State
from uppsikt.platform.outbox.sending import Tally, send_waiting
from uppsikt.platform.outbox.servers import Console, Hand, Smtp
from uppsikt.platform.outbox.services import CalendarEnclosed, FileEnclosed, NotNow, write

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=STOCKHOLM)
TO = "ordforanden@exempel.se"
data = [pytest.mark.django_db, pytest.mark.database]


def hours(number: float) -> datetime:
    return NOW + timedelta(hours=number)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    monkeypatch.setitem(owners._rights, "prov", lambda who, verb, key: who.is_operator)


# --- a real server ----------------------------------------------------------------------------


class Received:
    """What the server was given, and how it is to answer."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.to: list[str] = []
        self.answers: dict[str, str] = {}
        self.port = 0

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        letter = message_from_bytes(content, EmailMessage, policy=default)
        self.letters.append(letter)
        self.to += envelope.rcpt_tos
        return self.answers.get("DATA", "250 OK")


@pytest.fixture
def received() -> Iterator[Received]:
    inbox = Received()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    inbox.port = controller.port
    yield inbox
    controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server_of(inbox: Received) -> Smtp:
    return Smtp("127.0.0.1", inbox.port, "Uppsikt Örebro <uppsikt@exempel.se>", tls="none")


def send(server: Smtp | Console, at: datetime = NOW) -> Tally:
    return send_waiting(server=server, clock=lambda: at)


def write_one(subject: str = "Påminnelse", text: str = "Lämna prognosen.\n", **more: object) -> int:
    return write(actor=COMMAND_LINE, now=NOW, to=TO, subject=subject, text=text, **more)  # type: ignore[arg-type]


def state_of(number: int) -> State:
    return selectors.message(reader=OPERATOR, number=number).state


# --- writing and sending ----------------------------------------------------------------------


class TestSent:
    pytestmark = data

    def test_a_letter_is_sent_once_and_whole(self, received: Received) -> None:
        number = write_one("Prognosen för å, ä och ö", "Hej!\n\nLämna prognosen.\n.\nSlut\n")

        assert send(server_of(received)) == Tally(sent=1)
        assert send(server_of(received)) == Tally()

        [letter] = received.letters
        assert received.to == [TO]
        assert letter["Subject"] == "Prognosen för å, ä och ö"
        assert letter["From"] == "Uppsikt Örebro <uppsikt@exempel.se>"
        assert letter["Message-ID"] == Message.objects.get().message_id
        assert letter["Auto-Submitted"] == "auto-generated"
        assert letter.get_content().replace("\r\n", "\n") == "Hej!\n\nLämna prognosen.\n.\nSlut\n"
        found = selectors.message(reader=OPERATOR, number=number)
        assert (found.state, found.sent_at, found.attempts) == (State.SENT, NOW, 1)

    def test_a_cause_that_is_undone_writes_nothing(self, received: Received) -> None:
        with transaction.atomic():
            write_one()
            transaction.set_rollback(True)

        assert send(server_of(received)) == Tally()
        assert received.letters == []

    def test_a_file_and_a_date_go_with_it(self, received: Received) -> None:
        file = file_services.receive(
            actor=COMMAND_LINE, now=NOW, content=io.BytesIO(PDF), name="Kallelse å.pdf",
            owner=Owner("prov", "1"),
        )  # fmt: skip
        text = calendar_file(Occasion("a@b", "Sammanträde", date(2026, 12, 1)), now=NOW)
        write_one(enclosed=[FileEnclosed(file.key), CalendarEnclosed("sammantrade.ics", text)])

        send(server_of(received))

        pdf, calendar = received.letters[0].iter_attachments()
        assert (pdf.get_filename(), pdf.get_content()) == ("Kallelse å.pdf", PDF)
        assert calendar.get_content_type() == "text/calendar"
        assert calendar.get_param("method") == "PUBLISH"
        assert "SUMMARY:Sammanträde" in calendar.get_content()

    def test_a_file_that_the_writer_may_not_read_is_not_sent(self) -> None:
        file = file_services.receive(
            actor=COMMAND_LINE, now=NOW, content=io.BytesIO(PDF), name="a.pdf",
            owner=Owner("prov", "1"),
        )  # fmt: skip
        with pytest.raises(NotAllowed):
            write(actor=Actor("någon"), now=NOW, to=TO, subject="a", text="b",
                  enclosed=[FileEnclosed(file.key)])  # fmt: skip

    def test_a_file_that_is_erased_since_fails_the_letter(self, received: Received) -> None:
        file = file_services.receive(
            actor=COMMAND_LINE, now=NOW, content=io.BytesIO(PDF), name="a.pdf",
            owner=Owner("prov", "1"),
        )  # fmt: skip
        number = write_one(enclosed=[FileEnclosed(file.key)])
        file_services.erase(actor=COMMAND_LINE, now=NOW, key=file.key)

        assert send(server_of(received)) == Tally(failed=1)
        assert selectors.message(reader=OPERATOR, number=number).fault == "Filen finns inte."
        assert received.letters == []

    def test_what_is_refused_for_now_is_tried_again_and_at_last_given_up(
        self, received: Received
    ) -> None:
        number = write_one()
        received.answers["RCPT"] = "451 Senare"
        at = NOW

        for pause in PAUSES:
            assert send(server_of(received), at) == Tally(put_off=1)
            assert send(server_of(received), at) == Tally(), "not before its pause"
            at += pause
        assert send(server_of(received), at) == Tally(failed=1)
        found = selectors.message(reader=OPERATOR, number=number)
        assert found.fault == "E-postservern svarade 451."
        assert TO not in found.fault

        received.answers.clear()
        services.resend(actor=COMMAND_LINE, now=at, number=number)
        assert send(server_of(received), at) == Tally(sent=1)

    @pytest.mark.parametrize("when", ["RCPT", "DATA"])
    def test_what_is_refused_for_good_has_failed(self, received: Received, when: str) -> None:
        number = write_one()
        received.answers[when] = "550 Finns inte"

        assert send(server_of(received)) == Tally(failed=1)
        assert state_of(number) is State.FAILED

    def test_a_server_that_is_down_is_tried_later(self) -> None:
        number = write_one()

        assert send(Smtp("127.0.0.1", free_port(), "a@exempel.se", tls="none")) == Tally(put_off=1)
        found = selectors.message(reader=OPERATOR, number=number)
        assert found.fault == "E-postservern går inte att nå."
        assert found.not_before == NOW + PAUSES[0]

    def test_a_server_without_encryption_gets_nothing(self, received: Received) -> None:
        write_one()
        plain = server_of(received)

        assert send(Smtp(plain.host, plain.port, plain.sender)) == Tally(put_off=1)
        assert received.letters == []

    def test_a_server_that_hangs_up_after_the_content_leaves_it_unknown(self) -> None:
        number = write_one()
        with talking({b"DATA": b"354 kom"}) as server:
            assert send(server) == Tally(unknown=1)

        assert send(server, hours(48)) == Tally(), "nobody but a person sends it again"
        assert state_of(number) is State.UNKNOWN

    def test_a_wrong_password_is_not_the_letters_fault(self) -> None:
        write_one()
        with talking({b"EHLO": b"250-hej\r\n250 AUTH PLAIN", b"AUTH": b"535 fel"}) as plain:
            server = Smtp(plain.host, plain.port, plain.sender, "none", "u", "hemligt")
            assert send(server) == Tally(put_off=1)

    def test_a_password_is_given_when_it_is_asked_for(self) -> None:
        """A server of its own, which lets nobody else in."""
        inbox, write_number = Received(), write_one()
        controller = Controller(
            inbox, hostname="127.0.0.1", port=free_port(), authenticator=_knows,
            auth_required=True, auth_require_tls=False,
        )  # fmt: skip
        controller.start()
        try:
            server = Smtp("127.0.0.1", controller.port, "a@exempel.se", "none", "u", "hemligt")
            assert send(server) == Tally(sent=1)
        finally:
            controller.stop()
        assert state_of(write_number) is State.SENT

    def test_another_sender_that_comes_meanwhile_finds_nothing(self, received: Received) -> None:
        plain, others = server_of(received), []

        class Watched(Smtp):
            @contextmanager
            def opened(self, to: str) -> Iterator[Hand]:
                others.append(send(plain))
                with plain.opened(to) as hand:

                    def watched(content: bytes) -> None:
                        others.append(send(plain))
                        hand(content)

                    yield watched

        write_one()
        assert send(Watched(plain.host, plain.port, plain.sender)) == Tally(sent=1)
        assert others == [Tally(), Tally()]
        assert len(received.letters) == 1

    def test_a_sender_that_lost_its_turn_hands_nothing_over(self, received: Received) -> None:
        """It agreed with the server so slowly that it was taken for gone."""
        plain, number = server_of(received), write_one()

        class Slow(Smtp):
            @contextmanager
            def opened(self, to: str) -> Iterator[Hand]:
                with plain.opened(to) as hand:
                    Message.objects.filter(pk=number).update(claim="en annans")
                    yield hand

        assert send(Slow(plain.host, plain.port, plain.sender)) == Tally()
        assert received.letters == []
        assert state_of(number) is State.TAKEN

    def test_a_letter_with_a_key_is_shown_to_nobody_and_erased(self, received: Received) -> None:
        number = write_one(text="https://exempel.se/nyckel/abc", secret=True)
        assert selectors.message(reader=OPERATOR, number=number).text == ""

        send(server_of(received))

        assert "nyckel/abc" in received.letters[0].get_content()
        assert Message.objects.get().body == ""


def _knows(
    server: object, session: object, envelope: object, way: str, given: LoginPassword
) -> AuthResult:
    return AuthResult(success=given.password == b"hemligt")


@contextmanager
def talking(answers: dict[bytes, bytes]) -> Iterator[Smtp]:
    """A server for one letter, which answers as it is told and hangs up after the content."""

    class Line(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 hej\r\n")
            while (line := self.rfile.readline()) and line.strip() != b".":
                said = line[:4].upper()
                if said in (b"EHLO", b"MAIL", b"RCPT", b"QUIT", *answers):
                    self.wfile.write(answers.get(said, b"250 OK") + b"\r\n")

    with socketserver.TCPServer(("127.0.0.1", 0), Line) as server:
        thread = threading.Thread(target=server.handle_request, daemon=True)
        thread.start()
        yield Smtp("127.0.0.1", server.server_address[1], "a@exempel.se", tls="none")
        thread.join()


# --- killed ------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from datetime import datetime, timedelta

import django
django.setup()

from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.outbox import sending, services
from uppsikt.platform.outbox.servers import Smtp

now = datetime(2026, 11, 29, 9, 30, tzinfo=STOCKHOLM)
point, port, later = sys.argv[1], int(sys.argv[2]), timedelta(hours=int(sys.argv[3]))
if point == "prepare":
    services.write(actor=COMMAND_LINE, now=now, to="a@exempel.se", subject="Prov", text="Hej")
    sys.exit()


def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


if point == "when it is taken":
    Smtp.opened = die
elif point == "before it is handed over":
    sending._handed = die
elif point == "after the server took it":
    sending._end = die
server = Smtp("127.0.0.1", port, "b@exempel.se", tls="none")
print(sending.send_waiting(server=server, clock=lambda: now + later))
"""


@pytest.mark.slow
def test_killed_at_any_point_a_letter_is_neither_lost_nor_sent_twice(
    received: Received, tmp_path: Path
) -> None:
    program, port = Program.installed(tmp_path), str(server_of(received).port)

    def take(point: str, later: int) -> str:
        done = program.code(KILLED, point, port, str(later))
        assert done.returncode in (0, -9), done.stderr
        return done.stdout

    take("prepare", 0)
    assert take("when it is taken", 0) == ""
    assert "sent=0" in take("nowhere", 0), "it may be another's still"
    assert take("before it is handed over", 1) == ""
    assert received.letters == []
    assert take("after the server took it", 2) == ""
    assert len(received.letters) == 1
    assert "unknown=1" in take("nowhere", 3)
    assert take("nowhere", 4) == f"{Tally()}\n"
    assert len(received.letters) == 1
    assert "ovisst om det kom fram" in program("outbox", "list").stdout
    program("outbox", "resend", "1")
    assert "sent=1" in take("nowhere", 5)
    first, again = received.letters
    assert first["Message-ID"] == again["Message-ID"]


# --- who sees what, and what a person decides --------------------------------------------------


def user_of(name: str) -> User:
    return get_user_model().objects.create_user(name)


class TestDecided:
    pytestmark = data

    def test_each_sees_their_own_and_the_administrator_all_but_the_text(self) -> None:
        user, other = user_of("sekreteraren"), user_of("någon annan")
        writer = Actor("sekreteraren", user=user.pk)
        own = write(actor=writer, now=NOW, to=TO, subject="Kallelse", text="Hej")
        write_one()
        admin = Reader("administratören", (Grant(Role.ADMINISTRATOR),), other.pk)

        assert [one.number for one in selectors.messages(reader=writer)] == [own]
        assert selectors.message(reader=writer, number=own).text == "Hej"
        assert len(selectors.messages(reader=admin)) == 2
        assert {one.text for one in selectors.messages(reader=admin)} == {""}
        assert selectors.messages(reader=Reader("någon annan", (), other.pk)) == ()
        with pytest.raises(selectors.UnknownMessage):
            selectors.message(reader=Reader("någon annan", (), other.pk), number=own)
        with pytest.raises(NotAllowed):
            selectors.messages(reader=PUBLIC)
        with pytest.raises(NotAllowed):
            services.resend(actor=Actor("någon annan", user=other.pk), now=NOW, number=own)

    def test_what_is_unknown_is_decided_by_a_person(self, received: Received) -> None:
        number = write_one()
        Message.objects.filter(pk=number).update(state=State.HANDED, taken_at=NOW)

        with pytest.raises(NotNow):
            services.count_as_sent(actor=COMMAND_LINE, now=NOW, number=number)
        assert send(server_of(received), NOW + LEASE) == Tally(), "it may be a slow sender"
        assert send(server_of(received), NOW + 2 * LEASE) == Tally(unknown=1)
        services.count_as_sent(actor=COMMAND_LINE, now=hours(1), number=number)

        assert state_of(number) is State.SENT
        with pytest.raises(NotNow, match="Utskicket skickat"):
            services.resend(actor=COMMAND_LINE, now=NOW, number=number)
        assert received.letters == []
        assert Entry.objects.last().verb == "räknade utskick som skickat"  # type: ignore[union-attr]

    def test_the_log_tells_neither_address_nor_subject(self) -> None:
        write_one("Till Anna Andersson")

        told = "".join(f"{one.thing}{one.detail}" for one in Entry.objects.all())
        assert "Andersson" not in told
        assert TO not in told

    def test_djangos_own_mail_goes_the_same_way(self, received: Received) -> None:
        way = get_connection("uppsikt.web.mail_backend.ToOutbox")
        send_mail("Lösenord", "https://exempel.se/x", None, [TO, "b@exempel.se"], connection=way)
        both = EmailMultiAlternatives("Ämne", "Text", None, [TO], connection=way)
        both.attach_alternative("<p>Text</p>", "text/html")
        both.send()

        assert send(server_of(received)) == Tally(sent=3)
        assert received.to == [TO, "b@exempel.se", TO]
        assert not Message.objects.exclude(body="").exists(), "they hold keys"
        with pytest.raises(BadLetter):
            send_mail("Rad\nBcc: c@exempel.se", "Text", None, [TO], connection=way)
        letter = DjangoMail("Ämne", "Text", None, [TO], connection=way)
        letter.attach("a.txt", "text")
        with pytest.raises(ValueError, match="written by"):
            letter.send()
        assert Message.objects.count() == 3
