"""What is kept of earmarked projects. Amounts in whole öre, positive."""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.models import Committee
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class EarmarkedProject(models.Model):
    """Means that are set aside for a project, by decision, and the project's code in the ledger.

    `used` is what was used up to and including the year `used_until`, where the ledger is not read.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="earmarked_projects")
    key = models.CharField("nyckel", max_length=80)
    name = models.CharField("namn", max_length=200)
    code = models.CharField("projekt", max_length=80)
    decided = models.DateField("beslutsdag")
    decision = models.CharField("beslut", max_length=300)
    approved = models.BigIntegerField("godkänt i öre")
    used = models.BigIntegerField("använt i öre", null=True)
    used_until = models.PositiveIntegerField("använt till och med år", null=True)

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "öronmärkt projekt"
        verbose_name_plural = "öronmärkta projekt"
