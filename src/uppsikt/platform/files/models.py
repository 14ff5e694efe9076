"""What is kept of files that were handed in."""

from __future__ import annotations

from django.db import models

from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class HandedIn(models.Model):
    """A file that somebody handed in. Never changed, only erased.

    `key` is its address, not to be guessed; `fingerprint` names the content, which many may share.
    `owner_kind` and `owner_key` say what it belongs to, which decides who may read it. `name` is
    what it was called, cleaned, and is only shown.
    """

    key = models.CharField("adress", max_length=40, unique=True)
    fingerprint = models.CharField("fingeravtryck", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("storlek, byte")
    kind = models.CharField("slag", max_length=20)
    name = models.CharField("namn", max_length=150)
    owner_kind = models.CharField("hör till, slag", max_length=40)
    owner_key = models.CharField("hör till", max_length=100)
    added_at = models.DateTimeField("inlämnad")
    actor = models.CharField("av", max_length=200)

    objects = Guarded(Thing.FILES)
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("owner_kind", "owner_key"), name="files_of_owner"),)
        verbose_name = "inlämnad fil"
        verbose_name_plural = "inlämnade filer"

    def __str__(self) -> str:
        return self.name
