"""What is kept of looks: every version that was added, and every choice that was made."""

from __future__ import annotations

from django.db import models

from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class LookVersion(models.Model):
    """A look as it was added. Never changed: a changed folder is a version of its own.

    `files` are the folder's files that the look names: name to fingerprint in the store.
    """

    number = models.PositiveIntegerField("version", unique=True)
    name = models.CharField("namn", max_length=200)
    files = models.JSONField("filer", default=dict)
    added_at = models.DateTimeField("inlagt")
    actor = models.CharField("av", max_length=200)

    objects = Guarded(Thing.LOOKS)
    everything = models.Manager()

    class Meta:
        ordering = ("number",)
        verbose_name = "utseende"
        verbose_name_plural = "utseenden"

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"


class LookChoice(models.Model):
    """That a look holds from a time on. The last choice counts; none is Uppsikt's own look."""

    version = models.ForeignKey(
        LookVersion, models.RESTRICT, null=True, blank=True, related_name="choices"
    )
    chosen_at = models.DateTimeField("valt")
    actor = models.CharField("av", max_length=200)

    objects = Guarded(Thing.LOOKS)
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "val av utseende"
        verbose_name_plural = "val av utseende"

    def __str__(self) -> str:
        return str(self.version or "Uppsikts eget utseende")
