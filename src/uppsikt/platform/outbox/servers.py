"""The mail server, and the console that stands for it in the demo. No Django.

Handing a letter over has two steps, because they can fail in two ways: until the content goes out
nothing can have been sent, and from then on it may have been.
"""

from __future__ import annotations

import smtplib
import ssl
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Protocol, TextIO

from uppsikt.figures import UppsiktError
from uppsikt.platform.outbox.letters import BadLetter, checked_sender

_SECONDS = 30.0
"""How long the server may be silent before the content goes out."""
_PATIENCE = 300.0
"""How long it may think about the content (RFC 5321, 4.5.3.2.6, would give it ten minutes)."""


class NotTaken(Exception):
    """The server has not taken the letter, for sure. `later`: it may if it is asked again."""

    def __init__(self, why: str, *, later: bool) -> None:
        super().__init__(why)
        self.why = why
        self.later = later


class Unsure(Exception):
    """The content went out, and no answer came: the letter may have been taken."""


Hand = Callable[[bytes], None]
"""Hands the content over. Raises NotTaken and Unsure."""


class Server(Protocol):
    """What takes letters."""

    @property
    def sender(self) -> str:
        """Whom letters are from."""

    def opened(self, to: str) -> AbstractContextManager[Hand]:
        """Agrees with the server on sender and receiver; then the content may be handed over.

        Raises NotTaken.
        """


@dataclass(frozen=True)
class Smtp:
    """A mail server by SMTP. `tls` is ``starttls``, ``tls`` (from the first byte) or ``none``."""

    host: str
    port: int
    sender: str
    tls: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)

    @contextmanager
    def opened(self, to: str) -> Iterator[Hand]:
        """As `Server.opened`."""
        line = None
        try:
            line = self._connected()
            _agree(line, self.sender, to)
        except smtplib.SMTPResponseException as fault:
            _close(line)
            raise _refused(fault) from fault
        except (OSError, smtplib.SMTPException) as fault:
            _close(line)
            raise NotTaken(_reason(fault), later=True) from fault
        try:
            yield lambda content: _hand_over(line, content)
        finally:
            _close(line)

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.tls == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=_SECONDS, context=context
            )
        else:
            line = smtplib.SMTP(self.host, self.port, timeout=_SECONDS)
        try:
            line.ehlo_or_helo_if_needed()
            if self.tls == "starttls":
                line.starttls(context=context)
                line.ehlo_or_helo_if_needed()
            if self.user:
                line.login(self.user, self.password)
        except BaseException:
            _close(line)
            raise
        return line


def _agree(line: smtplib.SMTP, sender: str, to: str) -> None:
    """Sender and receiver, each with an answer of its own."""
    code, told = line.mail(sender.rpartition("<")[2].rstrip(">"))
    if code == 250:
        code, told = line.rcpt(to)
    if code not in (250, 251):
        raise smtplib.SMTPResponseException(code, told)


def _hand_over(line: smtplib.SMTP, content: bytes) -> None:
    if line.sock is not None:
        line.sock.settimeout(_PATIENCE)
    try:
        code, _ = line.data(content)
    except smtplib.SMTPDataError as fault:
        # The server would not hear the content at all.
        raise _refused(fault) from fault
    except (OSError, smtplib.SMTPException) as fault:
        raise Unsure(_reason(fault)) from fault
    if code != 250:
        raise NotTaken(_told(code), later=code < 500)


def _close(line: smtplib.SMTP | None) -> None:
    """Whatever the server says to a goodbye changes nothing of what it has taken."""
    if line is not None:
        with suppress(OSError, smtplib.SMTPException):
            line.quit()
        line.close()


def _refused(fault: smtplib.SMTPResponseException) -> NotTaken:
    """A refused password is somebody's to put right, and is tried again; so is all of 4xx."""
    later = fault.smtp_code < 500 or isinstance(fault, smtplib.SMTPAuthenticationError)
    return NotTaken(_told(fault.smtp_code), later=later)


def _told(code: int) -> str:
    """The server's own words are left out: they mostly repeat the address."""
    return f"E-postservern svarade {code}."


def _reason(fault: Exception) -> str:
    if isinstance(fault, TimeoutError):
        return "E-postservern svarade inte i tid."
    if isinstance(fault, ssl.SSLError):
        return "Förbindelsen till e-postservern går inte att kryptera."
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return "E-postservern kan inte det som inställningarna kräver."
    return "E-postservern går inte att nå."


@dataclass(frozen=True)
class Console:
    """Writes letters instead of sending them, for the demo: nobody is mailed by trying it."""

    sender: str = "Uppsikt <uppsikt@exempel.se>"
    stream: TextIO | None = None

    @contextmanager
    def opened(self, to: str) -> Iterator[Hand]:
        """As `Server.opened`."""
        yield lambda content: self._write(to, content)

    def _write(self, to: str, content: bytes) -> None:
        letter = message_from_bytes(content, EmailMessage, policy=default)
        text = letter.get_body(("plain",))
        names = [part.get_filename() for part in letter.iter_attachments()]
        lines = [
            f"Brev till {to} (skrivs här i stället för att skickas)",
            f"Ämne: {letter['Subject']}",
            *(f"Bilaga: {name}" for name in names),
            "",
            str(text.get_content()).rstrip() if text else "",
            "",
        ]
        print("\n".join(lines), file=self.stream or sys.stdout, flush=True)


_TLS = {"starttls": "starttls", "tls": "tls", "nej": "none"}


def smtp_of(values: Mapping[str, str]) -> Smtp | None:
    """The mail server that the settings name; None where none is named.

    Raises UppsiktError for what cannot be read, without repeating any password.
    """
    address = values.get("UPPSIKT_SMTP", "")
    if not address:
        return None
    host, _, port = address.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal() and 0 < int(port) < 65_536):
        raise _unreadable("UPPSIKT_SMTP", "Skriv den som dator:587.")
    tls = _TLS.get(values.get("UPPSIKT_SMTP_TLS", "") or "starttls")
    if tls is None:
        raise _unreadable("UPPSIKT_SMTP_TLS", "Skriv starttls, tls eller nej.")
    try:
        sender = checked_sender(values.get("UPPSIKT_MAIL_FROM", ""))
    except BadLetter as fault:
        todo = "Skriv avsändaren som Namn <namn@exempel.se>."
        raise _unreadable("UPPSIKT_MAIL_FROM", todo) from fault
    user, password = values.get("UPPSIKT_SMTP_USER", ""), values.get("UPPSIKT_SMTP_PASSWORD", "")
    if user and tls == "none" and host not in ("localhost", "127.0.0.1", "[::1]"):
        raise _unreadable(
            "UPPSIKT_SMTP_TLS", "Ett lösenord skickas inte okrypterat. Skriv starttls eller tls."
        )
    return Smtp(host.strip("[]"), int(port), sender, tls, user, password)


def _unreadable(name: str, todo: str) -> UppsiktError:
    return UppsiktError(
        "E-postens inställning går inte att använda.", where=f"inställningen {name}", todo=todo
    )
