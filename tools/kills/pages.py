"""Steps that somebody takes in a browser: signed in before, and a form sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .process import Step

if TYPE_CHECKING:
    from django.test import Client

_SESSION = Path(".session")
_PASSED = (302, 303)


def sign_in(role: str, committee: str = "") -> Step:
    """Somebody with the role signs in, and stays so in the steps that follow."""

    def step() -> None:
        from django.test import Client

        from uppsikt.cli.main import main
        from uppsikt.platform.access.models import User

        name, where = f"{role}@kommunen.example", ["--committee", committee] if committee else []
        assert main(["user", "add", name, "--name", role, "--link"]) == 0
        assert main(["user", "role", name, "--role", role, *where]) == 0
        client = Client()
        client.force_login(User.objects.get(username=name))
        _SESSION.write_text(client.cookies["session"].value)

    return step


def post(address: str, **fields: str | Path) -> Step:
    """A form that is sent; a file by its path. Refused or not, the server has an answer."""

    def step() -> None:
        files = {
            name: value.open("rb") for name, value in fields.items() if isinstance(value, Path)
        }
        answer = _browser().post(address, {**fields, **files}, headers={"host": "localhost"})
        assert answer.status_code < 500, answer.content.decode()
        assert not answer.headers.get("Location", "").startswith("/konto/logga-in/"), "signed out"

    return step


def user_number(name: str) -> int:
    """The number of an account."""
    from uppsikt.platform.access.models import User

    return User.objects.get(username=name).pk


def _browser() -> Client:
    from django.test import Client

    client = Client()
    client.cookies["session"] = _SESSION.read_text()
    return client
