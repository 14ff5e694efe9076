"""The address of the page where a password is chosen."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

LOCAL = "http://localhost:8000"
"""Where the pages are shown when nobody has said the site's address."""


def password_page(whose: str, key: str) -> str:
    """The page at the site's own address (UPPSIKT_ADDRESS), for mails and for the command line."""
    page = reverse("account_reset_password_from_key", kwargs={"uidb36": whose, "key": key})
    return f"{settings.ADDRESS or LOCAL}{page}"
