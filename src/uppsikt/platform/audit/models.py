"""The audit log's tables: the chain, the values that lie apart from it, and where it ends."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import models

from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class Link(models.Model):
    """A link of the chain: written once, never changed, never removed.

    It tells nothing but when something was recorded; what, is told by its entry while that is
    kept. The digests are those of `rules`.
    """

    number = models.BigIntegerField("nummer", primary_key=True)
    at = models.DateTimeField("tidpunkt", db_index=True)
    actor_digest = models.CharField(max_length=64)
    verb_digest = models.CharField(max_length=64)
    thing_digest = models.CharField(max_length=64)
    committee_digest = models.CharField(max_length=64)
    detail_digest = models.CharField(max_length=64)
    door_digest = models.CharField(max_length=64)
    digest = models.CharField("kontrollsumma", max_length=64)

    objects = Guarded(Thing.AUDIT)
    everything = models.Manager()

    class Meta:
        ordering = ("number",)
        verbose_name = "länk i loggen"
        verbose_name_plural = "länkar i loggen"


class Entry(models.Model):
    """Who did what with what, and by which door: the values of a link, until they are erased.

    `committee` holds the short names of those that it is about, with a space between; it is empty
    for what is about none. The database does not tie an entry to its link: a link that somebody
    has removed is to be found and told, whatever the database would have refused.
    """

    link = models.OneToOneField(
        Link, models.DO_NOTHING, primary_key=True, db_column="number", db_constraint=False
    )
    salt = models.CharField(max_length=64)
    actor = models.CharField("vem", max_length=200)
    verb = models.CharField("vad", max_length=100)
    thing = models.CharField("med vad", max_length=300)
    committee = models.TextField("nämnd", default="")
    door = models.CharField("väg", max_length=20, default="")
    detail_text = models.TextField("uppgifter", default="{}", db_column="detail")

    objects = Guarded(Thing.AUDIT, committee="committee", listed=True)
    everything = models.Manager()

    class Meta:
        ordering = ("link_id",)
        verbose_name = "loggpost"
        verbose_name_plural = "loggposter"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.verb} {self.thing}"

    @property
    def at(self) -> datetime:
        """When it was done."""
        return self.link.at

    @property
    def detail(self) -> dict[str, Any]:
        """What else is told of it."""
        return dict(json.loads(self.detail_text))


class Head(models.Model):
    """Where the chain ends: one row, which whoever adds a link holds until the end of it."""

    ONLY = 1

    number = models.BigIntegerField("antal länkar")
    digest = models.CharField("den sistas kontrollsumma", max_length=64)
    state = models.CharField("den sista ändringens kontrollsumma", max_length=64, default="")

    objects = Guarded(Thing.AUDIT)
    everything = models.Manager()

    class Meta:
        verbose_name = "loggens slut"
        verbose_name_plural = "loggens slut"
