"""Users to sign in with, made through the service as an administrator makes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.test import Client

from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.accounts.hasher import Hasher
from uppsikt.platform.accounts.services import add_user
from uppsikt.web.clock import now

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

    Answer = _MonkeyPatchedWSGIResponse
else:
    Answer = object

# What is kept is made as in earnest, only with less work: tests sign in hundreds of times.
Hasher.memory_cost = 64

PASSWORD = "gröna tåg på torget"
CONTROLLER = "controller@kommunen.example"


def make_user(email: str = CONTROLLER, name: str = "Controllern") -> User:
    """A user with the password."""
    user = add_user(actor=COMMAND_LINE, now=now(), email=email, name=name)
    user.password = make_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, email: str = CONTROLLER, password: str = PASSWORD) -> Answer:
    """What the form of sign-in answers."""
    return client.post("/konto/logga-in/", {"login": email, "password": password})


def name_in_head(client: Client) -> str:
    """Who the head of a page says is signed in; empty for the public."""
    page = client.get("/sa-raknas-det/").content.decode()
    found = re.search(r"Ditt konto: </span>(.*?)</a>", page)
    return found[1] if found else ""
