"""What django-allauth asks us about one-time codes: how their secrets are kept."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class CodeAdapter(DefaultMFAAdapter):
    """Our answers: the secrets are sealed with the installation's key, and our words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Koden stämmer inte, eller är redan använd.",
        "cannot_generate_recovery_codes": "Koppla en engångskod först.",
    }

    def encrypt(self, text: str) -> str:
        """Sealed, so that who reads the database alone cannot make codes."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As it was; if the installation's key is another one, something that nobody knows.

        Then no code is right, and the operator takes the old ones away (`uppsikt user forget`).
        """
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _seal() -> Fernet:
    key = hashlib.sha256(f"one-time codes {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
