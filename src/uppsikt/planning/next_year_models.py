"""What is kept of how a coming year's budget is reached from this year's. Amounts in whole öre."""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.models import Committee
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class Indexation(models.Model):
    """A decision to raise an account group's budget for a coming year.

    `rate` is in thousandths of a per cent: 3300 is 3,3 %.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="indexations")
    year = models.PositiveIntegerField("år")
    decided = models.DateField("beslutsdag")
    group = models.CharField("kontogrupp", max_length=80)
    rate = models.IntegerField("tusendels procent")
    decision = models.CharField("beslut", max_length=300)

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("year", "decided", "id")
        verbose_name = "uppräkning"
        verbose_name_plural = "uppräkningar"


class Efficiency(models.Model):
    """A demand that the net cost of a coming year be lower. `rate` in thousandths of a per cent."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="efficiencies")
    year = models.PositiveIntegerField("år")
    decided = models.DateField("beslutsdag")
    rate = models.IntegerField("tusendels procent")
    after_indexation = models.BooleanField("räknas på uppräknad budget")
    decision = models.CharField("beslut", max_length=300)

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("year", "decided", "id")
        verbose_name = "effektiviseringskrav"
        verbose_name_plural = "effektiviseringskrav"


class BudgetRequest(models.Model):
    """What a committee asks for beyond its frame; `amount` is positive, more means.

    `after` is the month (yyyymm) whose follow-up it was made after. `included` says that it is a
    part of the proposal, and not asked for beside it.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="budget_requests")
    year = models.PositiveIntegerField("år")
    after = models.PositiveIntegerField("efter månad")
    key = models.CharField("nyckel", max_length=80)
    name = models.CharField("namn", max_length=200)
    activity = models.CharField("verksamhet", max_length=80)
    amount = models.BigIntegerField("belopp i öre")
    reason = models.TextField("orsak")
    consequence = models.TextField("konsekvens")
    included = models.BooleanField("ingår i förslaget")

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("year", "id")
        verbose_name = "äskande"
        verbose_name_plural = "äskanden"
