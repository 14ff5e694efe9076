"""Attempts at the pages of sign-in are counted here, before a password or a code is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from django.http import HttpRequest, HttpResponseBase

from uppsikt.platform.accounts.attempt_rules import (
    GUESS_ACCOUNT,
    GUESS_ADDRESS,
    GUESS_CODE,
    GUESS_HERE,
    MAIL_ACCOUNT,
    MAIL_ADDRESS,
    Limit,
)
from uppsikt.platform.accounts.attempts import TooManyAttempts, take
from uppsikt.platform.callers import address_of
from uppsikt.web import errors
from uppsikt.web.clock import now

View = Callable[..., HttpResponseBase]
Whose = Callable[[HttpRequest], str]

_DONE = 302


def limit_guesses(whose: Whose) -> Callable[[View], View]:
    """A form that takes a password or a code: of the account that `whose` names.

    A form that was right leads on (a redirect), and then its attempt is given back.
    """

    def of_account(request: HttpRequest) -> Mapping[Limit, str]:
        return _guesses(whose(request), address_of(request))

    return _limited(of_account, gives_back=True)


def limit_codes(whose: Whose) -> Callable[[View], View]:
    """A form that takes a one-time code: as other guesses, and so many a day."""

    def of_account(request: HttpRequest) -> Mapping[Limit, str]:
        return {**_guesses(whose(request), address_of(request)), GUESS_CODE: whose(request)}

    return _limited(of_account, gives_back=True)


def _guesses(account: str, address: str) -> Mapping[Limit, str]:
    here = f"{account} {address}"
    return {GUESS_HERE: here, GUESS_ACCOUNT: account, GUESS_ADDRESS: address}


def limit_mails(whose: Whose) -> Callable[[View], View]:
    """A form that sends a mail: to the account that `whose` names."""

    def of_account(request: HttpRequest) -> Mapping[Limit, str]:
        return {MAIL_ACCOUNT: whose(request), MAIL_ADDRESS: address_of(request)}

    return _limited(of_account, gives_back=False)


def _limited(
    limits: Callable[[HttpRequest], Mapping[Limit, str]], *, gives_back: bool
) -> Callable[[View], View]:
    def around(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            try:
                taken = take(limits(request), now())
            except TooManyAttempts as fault:
                return errors.too_many(request, fault)
            response = view(request, *args, **kwargs)
            if gives_back and response.status_code == _DONE:
                taken.give_back()
            return response

        return answer

    return around
