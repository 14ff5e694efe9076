"""Whom a session is: asked for each page."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from uppsikt.platform.access.models import User
from uppsikt.platform.accounts.demo import may_sign_in


class Backend(AuthenticationBackend):
    """allauth's, which lets no closed account in; and the demo's users in the demo alone."""

    def user_can_authenticate(self, user: User) -> bool:
        """Whether the user may be signed in, now."""
        allowed: bool = super().user_can_authenticate(user)
        return allowed and may_sign_in(user.username, settings.DATA_FOLDER)
