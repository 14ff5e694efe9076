"""What is kept of rates and of where they are booked: as the committee's set-up file has them."""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.models import Committee
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class TransferRate(models.Model):
    """What another committee is given a month for each refugee of a group, in öre.

    The group is those from the first to the last age, both included. Either day is None where the
    rate has no such end.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="transfer_rates")
    key = models.CharField("nyckel", max_length=80)
    name = models.CharField("namn", max_length=200)
    receiver = models.CharField("mottagare", max_length=200)
    first_age = models.PositiveSmallIntegerField("från ålder")
    last_age = models.PositiveSmallIntegerField("till ålder")
    amount = models.BigIntegerField("belopp")
    source = models.CharField("källa", max_length=300)
    valid_from = models.DateField("från", null=True)
    valid_to = models.DateField("till", null=True)

    objects = Guarded(Thing.ORGANISATION, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "överföring"
        verbose_name_plural = "överföringar"

    def __str__(self) -> str:
        return self.name


class SavedAssistance(models.Model):
    """What assistance costs less a month for each who switches it for a wage, in öre."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="saved_assistance")
    amount = models.BigIntegerField("belopp")
    source = models.CharField("källa", max_length=300)
    valid_from = models.DateField("från", null=True)
    valid_to = models.DateField("till", null=True)

    objects = Guarded(Thing.ORGANISATION, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "sparat bistånd"
        verbose_name_plural = "sparat bistånd"

    def __str__(self) -> str:
        return self.source


class Reconciliation(models.Model):
    """Where in the ledger something that a register gives is booked.

    `measures` are keys of transfers, or `REIMBURSEMENT` alone. The others are beginnings of codes;
    a row is meant that begins with one of each kind that is stated.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="reconciliations")
    key = models.CharField("nyckel", max_length=80)
    name = models.CharField("namn", max_length=200)
    measures = models.JSONField("gäller", default=list)
    units = models.JSONField("ansvar", default=list)
    activities = models.JSONField("verksamhet", default=list)
    accounts = models.JSONField("konto", default=list)
    counterparts = models.JSONField("motpart", default=list)

    objects = Guarded(Thing.ORGANISATION, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "avstämning"
        verbose_name_plural = "avstämningar"

    def __str__(self) -> str:
        return self.name
