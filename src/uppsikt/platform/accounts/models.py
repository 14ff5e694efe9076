"""What is kept about sign-in: who is signed in since when, and attempts that are limited."""

from __future__ import annotations

from django.db import models

from uppsikt.platform.access.models import User


class Attempt(models.Model):
    """One attempt that is limited: against which limit, for whom or what (a fingerprint), when."""

    limit = models.CharField("gräns", max_length=40)
    key = models.CharField("fingeravtryck", max_length=64)
    at = models.DateTimeField("tidpunkt")

    class Meta:
        indexes = (
            models.Index(fields=("limit", "key", "at"), name="attempt_key"),
            models.Index(fields=("at",), name="attempt_at"),
        )
        verbose_name = "försök"
        verbose_name_plural = "försök"

    def __str__(self) -> str:
        return f"{self.limit} {self.at:%Y-%m-%d %H:%M}"


class SignIn(models.Model):
    """One sign-in of a user, from its beginning to its end. A session without one is nobody's."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    key = models.CharField("nyckel", max_length=43, unique=True)
    how = models.CharField("hur", max_length=40)
    browser = models.CharField("webbläsare", max_length=60)
    began_at = models.DateTimeField("inloggad")
    seen_at = models.DateTimeField("senast sedd")
    ended_at = models.DateTimeField("utloggad", null=True, blank=True)

    class Meta:
        ordering = ("-seen_at", "-id")
        verbose_name = "inloggning"
        verbose_name_plural = "inloggningar"

    def __str__(self) -> str:
        return f"{self.user} {self.began_at:%Y-%m-%d %H:%M}"
