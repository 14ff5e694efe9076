"""Who reads: the owner of the key that a request brings, with the roles of today, or the public.

A session's cookie is never looked at: a program has a key, and what a browser sends along by
itself must not open anything here.
"""

from __future__ import annotations

import hashlib
from urllib.parse import unquote_plus

from django.conf import settings
from django.http import HttpRequest

from uppsikt.api import clock
from uppsikt.api.limits import COUNTER, WRONG_KEYS
from uppsikt.figures import UppsiktError
from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import PUBLIC, Actor, Door, Reader
from uppsikt.platform.access.selectors import reader_of_user
from uppsikt.platform.callers import address_of
from uppsikt.platform.tokens.secret import names_secret
from uppsikt.platform.tokens.selectors import owner_of

_KEPT = "_uppsikt_api_reader"
_SCHEME = "bearer"


class WrongKey(UppsiktError):
    """What stands in Authorization is no key that opens anything."""


class KeyInAddress(WrongKey):
    """A key stands in the address, where it is kept by whatever the request passes."""


def admitted(request: HttpRequest) -> Reader:
    """Who reads, asked once for each request, and counted against the limit.

    Raises WrongKey, KeyInAddress and TooManyRequests.
    """
    if names_secret(unquote_plus(request.META.get("QUERY_STRING", ""))):
        raise KeyInAddress(
            "En nyckel får inte stå i adressen.",
            why="Adresser sparas i loggar och webbläsare. Nyckeln kan ha blivit känd för andra.",
            todo="Avsluta nyckeln, gör en ny och skicka den i «Authorization: Bearer NYCKEL».",
        )
    header = request.headers.get("Authorization")
    reader = _public(request) if header is None else _owner(request)
    setattr(request, _KEPT, reader)
    return reader


def reader_of(request: HttpRequest) -> Reader:
    """Who reads; the public until a key has been looked at."""
    return getattr(request, _KEPT, PUBLIC)


def actor_of(request: HttpRequest) -> Actor:
    """Who reads something that is recorded."""
    who = reader_of(request)
    return Actor(who.name, who.grants, who.user, Door.API)


def _public(request: HttpRequest) -> Reader:
    COUNTER.take(f"address {address_of(request)}", settings.API_LIMIT_OPEN, clock.now())
    return PUBLIC


def _owner(request: HttpRequest) -> Reader:
    now, wrong = clock.now(), f"wrong {address_of(request)}"
    secret = secret_of(request)
    # The key itself is kept nowhere, so that no dump of the memory holds one for long.
    key = f"key {hashlib.sha256(secret.encode()).hexdigest()}"
    if not COUNTER.knows(key):  # what has opened is not shut by a wrong key from the same address
        COUNTER.demand_left(wrong, WRONG_KEYS, now)
    user = _user(secret) if secret else None
    if user is None or not user.is_active:
        COUNTER.take(wrong, WRONG_KEYS, now)
        raise WrongKey(
            "Nyckeln gäller inte.",
            where="Authorization",
            why="Den är okänd, avslutad eller för gammal, eller så är kontot stängt.",
            todo="Skriv «Authorization: Bearer NYCKEL» med en nyckel som gäller. Utan den rubriken "
            "visas det som alla får läsa.",
        )
    COUNTER.take(key, settings.API_LIMIT, now)
    return reader_of_user(user, on=now.date())


def secret_of(request: HttpRequest) -> str:
    """The key that a request brings; empty for none, and for what is not brought as a key."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == _SCHEME else ""


def _user(secret: str) -> User | None:
    """The owner of a key."""
    return owner_of(secret, now=clock.now())
