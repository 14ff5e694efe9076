"""What is kept of measures: their definitions, and every count that was ever given."""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.models import Committee
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class Measure(models.Model):
    """Something that a committee counts every month. `activity` is a line's key, or empty."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="measures")
    key = models.CharField("nyckel", max_length=80)
    name = models.CharField("namn", max_length=200)
    unit = models.CharField("enhet", max_length=80)
    activity = models.CharField("verksamhet", max_length=80)
    sort = models.CharField("årets värde", max_length=10)

    objects = Guarded(Thing.MEASURES, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("committee", "key"), name="one_measure_a_key"),
        )
        verbose_name = "mått"
        verbose_name_plural = "mått"

    def __str__(self) -> str:
        return self.name


class Count(models.Model):
    """A count of a measure (by key) in a month (yyyymm). The last one given holds.

    Never changed: a correction is a new row, with its reason.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="counts")
    measure = models.CharField("mått", max_length=80)
    month = models.PositiveIntegerField("månad")
    value = models.PositiveBigIntegerField("antal")
    reason = models.CharField("skäl", max_length=300)
    file_name = models.CharField("fil", max_length=300)
    given_at = models.DateTimeField("lämnat")
    actor = models.CharField("av", max_length=200)

    objects = Guarded(Thing.MEASURES, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("committee", "month"), name="counts_of_month"),)
        verbose_name = "antal"
        verbose_name_plural = "antal"
