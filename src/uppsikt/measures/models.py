"""What is kept of measures: definitions, what they should be, and every count ever given."""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.models import Committee
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class Measure(models.Model):
    """Something that a committee counts. `activity` is a line's key, or empty.

    The words in `direction`, `frequency` and `kind` are those of `definitions`; `formula` has the
    measures by key and sign, `register` what is counted of a register, and empty both is given.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="measures")
    key = models.CharField("nyckel", max_length=80)
    name = models.CharField("namn", max_length=200)
    unit = models.CharField("enhet", max_length=80)
    activity = models.CharField("verksamhet", max_length=80)
    sort = models.CharField("årets värde", max_length=10)
    direction = models.CharField("önskad riktning", max_length=10, default="ingen")
    frequency = models.CharField("lämnas", max_length=10, default="månad")
    kind = models.CharField("slag", max_length=20, default="verksamhetsmått")
    formula = models.JSONField("formel", default=list)
    register = models.CharField("register", max_length=80, default="")
    owner = models.CharField("ansvarig", max_length=254, default="")
    about = models.TextField("beskrivning", default="")
    decimals = models.PositiveSmallIntegerField("decimaler", default=0)
    people = models.BooleanField("avser personer", default=True)

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


class MeasureLevel(models.Model):
    """A target or a budget of a measure (by key) for a year, or for a month (yyyymm) of it.

    `value` counts the last of its `decimals`: 81 with one is 8,1.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="measure_levels")
    measure = models.CharField("mått", max_length=80)
    kind = models.CharField("slag", max_length=10)
    year = models.PositiveIntegerField("år")
    month = models.PositiveIntegerField("månad")
    value = models.BigIntegerField("värde")
    decimals = models.PositiveSmallIntegerField("decimaler")

    objects = Guarded(Thing.MEASURES, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "measure", "kind", "year", "month"),
                name="one_level_a_time",
            ),
        )
        verbose_name = "nivå för mått"
        verbose_name_plural = "nivåer för mått"

    def __str__(self) -> str:
        return f"{self.measure} {self.kind} {self.month or self.year}"


class Count(models.Model):
    """A count of a measure (by key) in a month (yyyymm). The last one given holds.

    Never changed: a correction is a new row, with its reason. `value` counts the last of its
    `decimals`: 81 with one is 8,1.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="counts")
    measure = models.CharField("mått", max_length=80)
    month = models.PositiveIntegerField("månad")
    value = models.PositiveBigIntegerField("antal")
    decimals = models.PositiveSmallIntegerField("decimaler", default=0)
    status = models.CharField("status", max_length=20, default="slutlig")
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


class PublishedMeasures(models.Model):
    """What the public could see of a year's given counts before they changed, as it is kept.

    Hidden counts are in it too, and so it is as small numbers are.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="published_measures")
    year = models.PositiveIntegerField("år")
    told = models.TextField("visat")
    told_at = models.DateTimeField("senast")

    objects = Guarded(Thing.SMALL_NUMBERS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("committee", "year"), name="one_memory_a_year"),
        )
        verbose_name = "visade antal av mått"
        verbose_name_plural = "visade antal av mått"

    def __str__(self) -> str:
        return str(self.year)
