"""What is kept of reviews that were asked for."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class AskedReview(models.Model):
    """A report that somebody wants reviewed, and the result.

    `key` is its address, not to be guessed. `user` is who asked; null for the public, who find it
    by their session. It is erased at `expires_at`, unless somebody has chosen to keep it (null).
    `upload`, `result` and `document` are files by their addresses; the first is gone when the
    others are there.
    """

    key = models.CharField("adress", max_length=40, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="reviews"
    )
    name = models.CharField("filens namn", max_length=150)
    asked_at = models.DateTimeField("beställd")
    expires_at = models.DateTimeField("raderas", null=True)
    job = models.PositiveBigIntegerField("arbete", null=True)
    upload = models.CharField("fil", max_length=40, blank=True)
    result = models.CharField("resultat", max_length=40, blank=True)
    document = models.CharField("märkt dokument", max_length=40, blank=True)
    verdict = models.CharField("utslag", max_length=300, blank=True)

    objects = Guarded(Thing.REVIEWS, owner="user")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "granskning"
        verbose_name_plural = "granskningar"

    def __str__(self) -> str:
        return self.key
