"""What is kept of extracts: what was read and when, and for each month the rows that hold.

No identity and no row stands here; rows lie as column files, with identities sealed.
"""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.models import Committee
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class Extract(models.Model):
    """An extract that was read. Its rows are to be deleted on `delete_on` or before.

    `register` is a register's key, `rows` how many it had, and the months (yyyymm) the first and
    last that it told of. `key_mark` is the mark of the key that its identities were sealed with.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="extracts")
    register = models.CharField("register", max_length=40)
    file_name = models.CharField("fil", max_length=300)
    rows = models.PositiveIntegerField("rader")
    first_month = models.PositiveIntegerField("första månad")
    last_month = models.PositiveIntegerField("sista månad")
    key_mark = models.CharField("nyckelns märke", max_length=20)
    read_at = models.DateTimeField("inläst")
    actor = models.CharField("av", max_length=200)
    delete_on = models.DateField("raderas senast")

    objects = Guarded(Thing.REGISTERS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "registerutdrag"
        verbose_name_plural = "registerutdrag"

    def __str__(self) -> str:
        return f"{self.register} {self.file_name}"


class ExtractMonth(models.Model):
    """The rows that hold for a month (yyyymm) of a register: one file of rows, from one extract."""

    extract = models.ForeignKey(Extract, models.CASCADE, related_name="months")
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="extract_months")
    register = models.CharField("register", max_length=40)
    month = models.PositiveIntegerField("månad")
    rows = models.PositiveIntegerField("rader")
    fingerprint = models.CharField("fingeravtryck", max_length=64)

    objects = Guarded(Thing.REGISTERS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("month",)
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "register", "month"), name="one_extract_a_month"
            ),
        )
        verbose_name = "månad av ett registerutdrag"
        verbose_name_plural = "månader av registerutdrag"


class PublishedCounts(models.Model):
    """What the public could see of a register before its rows changed, as `disclosure` keeps it.

    Hidden counts are in it too, and so it is as small numbers are.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="published_counts")
    register = models.CharField("register", max_length=40)
    told = models.TextField("visat")
    told_at = models.DateTimeField("senast")

    objects = Guarded(Thing.SMALL_NUMBERS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("committee", "register"), name="one_memory_a_register"),
        )
        verbose_name = "visade antal ur ett register"
        verbose_name_plural = "visade antal ur register"

    def __str__(self) -> str:
        return self.register


# Django finds the tables of an app here.
from uppsikt.extracts.rate_models import (  # noqa: E402, F401
    Reconciliation,
    SavedAssistance,
    TransferRate,
)
