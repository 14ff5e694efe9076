"""A letter as it is handed to a mail server: headers that nothing can slip into. No Django."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from uppsikt.figures import UppsiktError

_STEERING = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
_LONGEST_SUBJECT = 200
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"(?=.{1,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.?)+")


class BadLetter(UppsiktError):
    """A letter that cannot be sent as it is written."""


@dataclass(frozen=True)
class Enclosed:
    """Something that goes with a letter: what it is called, what it is, and its content."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A letter to one address. `sender` and `to` are addresses alone, or `Namn <adress>`."""

    sender: str
    to: str
    subject: str
    text: str
    message_id: str
    date: datetime
    enclosed: Sequence[Enclosed] = ()

    def as_bytes(self) -> bytes:
        """The letter by RFC 5322; a machine that is away does not answer it (RFC 3834)."""
        letter = EmailMessage(policy=SMTP)
        letter["From"] = self.sender
        letter["To"] = self.to
        letter["Subject"] = self.subject
        letter["Date"] = self.date
        letter["Message-ID"] = self.message_id
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(self.text, cte="quoted-printable")
        for one in self.enclosed:
            main, _, rest = one.content_type.partition("/")
            sub, *parameters = rest.split(";")
            letter.add_attachment(one.content, main, sub, filename=one.name)
            part = list(letter.iter_attachments())[-1]
            for parameter in parameters:
                key, _, value = parameter.strip().partition("=")
                part.set_param(key, value)
        return letter.as_bytes()


def checked_address(text: str) -> str:
    """An address, `någon@exempel.se`, without anything around it.

    Raises BadLetter, which does not repeat it: it is a person's.
    """
    local, at, domain = text.strip().rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise BadLetter(
            "E-postadressen går inte att skicka till.",
            why="Den ska vara skriven som namn@exempel.se, med bokstäver utan prickar.",
            todo="Rätta adressen.",
        )
    return f"{local}@{domain}"


def checked_subject(text: str) -> str:
    """A subject of one line. Raises BadLetter: what follows a line break would be a header."""
    if _STEERING.search(text) or not text.strip() or len(text) > _LONGEST_SUBJECT:
        raise BadLetter(
            "Ämnesraden går inte att använda.",
            why=f"Den ska vara en rad på högst {_LONGEST_SUBJECT} tecken, utan radbrytning.",
            todo="Skriv om ämnesraden.",
        )
    return text.strip()


def checked_sender(text: str) -> str:
    """The sender of all letters: an address, or a name and an address in angle brackets.

    Raises BadLetter.
    """
    name, opens, rest = text.strip().partition("<")
    if not opens:
        return checked_address(text)
    if _STEERING.search(name) or not rest.endswith(">"):
        raise BadLetter(
            "Avsändaren går inte att läsa.",
            todo="Skriv den som Namn <namn@exempel.se> eller bara namn@exempel.se.",
        )
    address = checked_address(rest[:-1])
    return str(Address(name.strip(' "'), addr_spec=address))


def domain_of(sender: str) -> str:
    """The part of the sender's address after the sign."""
    return sender.rstrip(">").rpartition("@")[2]
