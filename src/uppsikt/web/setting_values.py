"""Reads values out of environment variables; what cannot be read is told in Swedish."""

import os
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import GIVEN_ROLES, Role


def megabytes(name: str, *, default: int) -> int:
    """A size in bytes, from 1 to 10 000 whole MB. Raises UppsiktError for anything else."""
    text = os.environ.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 10_000):
        raise UppsiktError(
            "Gränsen för hur stor en fil får vara går inte att läsa.",
            where=f"inställningen {name}",
            values=[f"”{text}”"],
            todo=f"Skriv den i hela MB, till exempel {default}.",
        )
    return int(text) * 1_000_000


def a_minute(name: str, *, default: int) -> int:
    """How many requests a minute, from 1 to 100 000. Raises UppsiktError for anything else."""
    text = os.environ.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 100_000):
        raise UppsiktError(
            "Gränsen för hur många förfrågningar som besvaras går inte att läsa.",
            where=f"inställningen {name}",
            values=[f"”{text}”"],
            todo=f"Skriv ett antal i minuten, till exempel {default}.",
        )
    return int(text)


def site_address(name: str) -> str:
    """The site's address as people write it: scheme, host and perhaps a port; empty if not set.

    Raises UppsiktError for anything that is no such address, or more than one.
    """
    text = (os.environ.get(name) or "").strip().rstrip("/")
    if text and not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?", text):
        raise UppsiktError(
            "Webbplatsens adress går inte att läsa.",
            where=f"inställningen {name}",
            values=[f"”{text}”"],
            todo="Skriv den utan sökväg, till exempel https://uppsikt.kommunen.se.",
        )
    return text.lower()


def proxies(name: str, *, is_safe: bool) -> int:
    """How many servers of our own stand in front, from 0 to 9.

    Uppsikt itself does not encrypt, so an address with https has one in front unless said.
    Raises UppsiktError.
    """
    text = os.environ.get(name) or ("1" if is_safe else "0")
    if not re.fullmatch(r"[0-9]", text) or (is_safe and text == "0"):
        raise UppsiktError(
            "Antalet mellanservrar går inte att använda.",
            where=f"inställningen {name}",
            values=[f"”{text}”"],
            why="Med https i adressen står minst en framför, som krypterar." if is_safe else "",
            todo="Skriv ett antal från 0 till 9, eller ta bort inställningen.",
        )
    return int(text)


def host_names(name: str, address: str, defaults: Sequence[str]) -> list[str]:
    """The names that the server answers to: those that are said, and always the address's own."""
    said = [one.strip() for one in os.environ.get(name, "").split(",") if one.strip()]
    own = urlsplit(address).hostname
    return list(dict.fromkeys([*(said or defaults), *([own] if own else [])]))


def yes_or_no(name: str) -> bool | None:
    """What a setting of ja or nej says; None where it is not set. Raises UppsiktError."""
    text = os.environ.get(name, "").strip().casefold()
    if text not in ("", "ja", "nej"):
        raise UppsiktError(
            "Inställningen går inte att läsa.",
            where=f"inställningen {name}",
            values=[f"”{text}”"],
            todo="Skriv ja eller nej.",
        )
    return {"ja": True, "nej": False}.get(text)


def mail_address(name: str) -> str:
    """A mail address; empty if not set. Raises UppsiktError for anything that is none."""
    text = (os.environ.get(name) or "").strip()
    if text and not re.fullmatch(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", text):
        raise UppsiktError(
            "E-postadressen går inte att läsa.",
            where=f"inställningen {name}",
            values=[f"”{text}”"],
            todo="Skriv bara adressen, till exempel kontaktcenter@kommunen.se.",
        )
    return text


_DEMANDS = "administrator,controller,secretary,head"
"""Those who change what others rest on, unless the setting says otherwise."""


def code_roles(name: str) -> frozenset[Role]:
    """The roles that demand a one-time code besides the password, by their names; `none` for none.

    Raises UppsiktError for what is no role.
    """
    said = [one.strip().upper() for one in (os.environ.get(name) or _DEMANDS).split(",")]
    if said == ["NONE"]:
        return frozenset()
    unknown = [one.lower() for one in said if one not in {role.name for role in GIVEN_ROLES}]
    if unknown:
        raise UppsiktError(
            "Rollerna som kräver engångskod går inte att läsa.",
            where=f"inställningen {name}",
            values=[f"”{one}”" for one in unknown],
            todo="Välj bland " + ", ".join(role.name.lower() for role in GIVEN_ROLES) + ", "
            "eller skriv none.",
        )
    return frozenset(Role[one] for one in said)
