"""What django-allauth asks us: its words in Swedish, its mails, and what it must not do."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from uppsikt.platform.access.models import User
from uppsikt.platform.accounts.mails import password_link_mail
from uppsikt.web.account.backend import Backend

WRONG = "Adressen eller lösenordet stämmer inte."
"""Said of an unknown address, a wrong password and an account that is closed alike."""


class AccountAdapter(DefaultAccountAdapter):
    """Our answers to allauth's questions."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "enter_current_password": "Det är inte ditt nuvarande lösenord.",
        "incorrect_password": "Lösenordet stämmer inte.",
        "incorrect_code": "Koden stämmer inte, eller är redan använd.",
        "invalid_password_reset": "Länken gäller inte längre.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themself."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Attempts are limited where the form is received (account/limits.py)."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The user whose password this is. One who may not be signed in now is nobody.

        allauth hands over such a user too, to tell so; we tell nobody whose account is closed.
        """
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and Backend().user_can_authenticate(user) else None

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """An account that was closed after its owner had begun to sign in."""
        return render(request, "account/closed.html", status=403)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say what has happened; nothing is told on the page after that."""

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in that mail: at the site's own address, if the settings know it."""
        link: str = super().get_reset_password_from_key_url(key)
        parts = urlsplit(link)
        return f"{settings.ADDRESS}{parts.path}" if settings.ADDRESS else link

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """The mail with the link to a new password, to the address of the account."""
        password_link_mail(user, context["password_reset_url"]).send()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> NoReturn:
        """No other mail is written by allauth: ours are in mails.py."""
        raise NotImplementedError(template_prefix)
