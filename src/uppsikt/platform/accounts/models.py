"""What is kept about sign-in: attempts that are limited."""

from __future__ import annotations

from django.db import models


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
