"""The session of a browser is one sign-in, and ends with it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from uppsikt.platform.access.models import User
from uppsikt.platform.accounts import sign_ins
from uppsikt.web.clock import now
from uppsikt.web.reader import actor_of_user

KEY, HOW = "sign_in", "sign_in_how"
_WAYS = {"password": "lösenord", "mfa": "kod", "socialaccount": "kommunens katalog"}


def begin(sender: object, request: HttpRequest, user: User, **rest: object) -> None:
    """Somebody has signed in (Django's signal): the session is theirs from now."""
    SessionStore.clear_expired()
    request.session[KEY] = sign_ins.begin(
        actor=actor_of_user(user),
        now=now(),
        user=user,
        how=_how(request, user),
        agent=request.headers.get("User-Agent", ""),
    )


def end(sender: object, request: HttpRequest, user: User | None, **rest: object) -> None:
    """Somebody signs out (Django's signal)."""
    key = request.session.get(KEY, "")
    if user is not None and key:
        sign_ins.end(actor=actor_of_user(user), now=now(), user=user, key=key)


def _how(request: HttpRequest, user: User) -> str:
    """How somebody signed in, in words: by which steps, or by a door that said so itself."""
    said = request.session.pop(HOW, "")
    steps = [one.get("method") for one in get_authentication_records(request, user)]
    return str(said) or " och ".join(_WAYS[step] for step in steps if step in _WAYS) or "okänt sätt"


def key_of(request: HttpRequest) -> str:
    """The key of the session's sign-in."""
    return str(request.session.get(KEY, ""))


def within_time(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whoever has been away too long, or was signed out elsewhere, signs in again."""

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return get_response(request)
        user = request.user
        if not isinstance(user, User) or not user.is_authenticated:
            return get_response(request)
        if sign_ins.holds(user=user, key=key_of(request), now=now()):
            return get_response(request)
        logout(request)
        return redirect(f"{reverse('account_login')}?{_back(request)}")

    return answer


def _back(request: HttpRequest) -> str:
    """What the page of sign-in is told: that time is out, and which page was asked for."""
    asked = {"utloggad": "1"}
    if request.method == "GET":
        asked["next"] = request.get_full_path()
    return urlencode(asked)
