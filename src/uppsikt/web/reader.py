"""Who is at a page: the one who signed in, with the roles of today, or the public."""

from __future__ import annotations

from django.http import HttpRequest

from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import PUBLIC, Actor, Door, Reader
from uppsikt.platform.access.selectors import reader_of_user
from uppsikt.web import clock

_KEPT = "_uppsikt_reader"


def reader_of(request: HttpRequest) -> Reader:
    """Who reads the page. Asked once for each request, so that a page has one reader all through.

    A role that was ended or an account that was closed counts from the very next request.
    """
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, _found(request))
    return asked_reader(request)


def asked_reader(request: HttpRequest) -> Reader:
    """The reader that the answer was made for, if it asked who that is, else the public."""
    return getattr(request, _KEPT, PUBLIC)


def actor_of(request: HttpRequest) -> Actor:
    """Who changes something from a page."""
    who = reader_of(request)
    return Actor(who.name, who.grants, who.user, Door.PAGE)


def actor_of_user(user: User) -> Actor:
    """A user who does something to the own account, while signing in or out."""
    who = reader_of_user(user, on=clock.today())
    return Actor(who.name, who.grants, who.user, Door.PAGE)


def _found(request: HttpRequest) -> Reader:
    user = getattr(request, "user", None)
    if isinstance(user, User) and user.is_authenticated:
        return reader_of_user(user, on=clock.today())
    return PUBLIC
