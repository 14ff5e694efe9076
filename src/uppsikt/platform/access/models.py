"""The user, ours from the first migration so that it can grow without moving anybody."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who signs in. Nothing is added to Django's own yet; sign-in comes later."""

    class Meta(AbstractUser.Meta):
        verbose_name = "användare"
        verbose_name_plural = "användare"
