"""What is kept of known items. Amounts in whole öre; income positive, cost negative."""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.models import Committee
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class KnownItem(models.Model):
    """A version of a known item: what a file said of it, or that it was withdrawn.

    Only added to; the version without `replaced_at` counts. `known_at` is the number of the last
    import when it was given: what counted at a later import is told by it.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="known_items")
    key = models.CharField("post", max_length=80)
    version = models.PositiveIntegerField("version")
    kind = models.CharField("slag", max_length=10)
    name = models.CharField("benämning", max_length=200)
    activity = models.CharField("verksamhet", max_length=80)
    group = models.CharField("kontogrupp", max_length=80)
    month = models.PositiveIntegerField("månad")
    amount = models.BigIntegerField("belopp i öre")
    counterpart = models.CharField("motpart", max_length=200)
    reference = models.CharField("referens", max_length=100)
    reason = models.TextField("orsak")
    expected = models.DateField("väntas", null=True)
    withdrawn = models.BooleanField("återtagen", default=False)
    file_name = models.CharField("fil", max_length=300)
    given_at = models.DateTimeField("inläst")
    actor = models.CharField("av", max_length=200)
    known_at = models.BigIntegerField("sista inläsning")
    replaced_at = models.DateTimeField("ersatt", null=True)

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("month", "key", "version")
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "key", "version"), name="one_known_item_a_version"
            ),
            models.UniqueConstraint(
                fields=("committee", "key"),
                condition=models.Q(replaced_at=None),
                name="one_known_item_in_force",
            ),
        )
        verbose_name = "känd post"
        verbose_name_plural = "kända poster"


class KnownLink(models.Model):
    """That somebody said of a voucher that it reverses an item, or does not. Only added to.

    The last one of an item and a voucher counts; `belongs` is None where nothing is said any more.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="known_links")
    key = models.CharField("post", max_length=80)
    year = models.PositiveIntegerField("år")
    series = models.CharField("serie", max_length=80)
    number = models.CharField("nummer", max_length=80)
    belongs = models.BooleanField("hör till posten", null=True)
    reason = models.TextField("skäl", blank=True)
    said_at = models.DateTimeField("sagt")
    actor = models.CharField("av", max_length=200)
    known_at = models.BigIntegerField("sista inläsning")

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "koppling till verifikation"
        verbose_name_plural = "kopplingar till verifikationer"
