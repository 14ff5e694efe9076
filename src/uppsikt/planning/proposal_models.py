"""What is kept of budget proposals. All amounts are whole öre; income positive, cost negative."""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.models import Committee
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class Proposal(models.Model):
    """A version of the budget that a committee proposes for a year: no decision, so no budget.

    `after` is the month (yyyymm) whose follow-up it was made after. A corrected file makes a new
    row; the one it took the place of stays, with `replaced_at`.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="proposals")
    year = models.PositiveIntegerField("år")
    version = models.CharField("version", max_length=40)
    after = models.PositiveIntegerField("efter månad")
    file_name = models.CharField("fil", max_length=300)
    fingerprint = models.CharField("fingeravtryck", max_length=64)
    given_at = models.DateTimeField("inläst")
    actor = models.CharField("av", max_length=200)
    replaced_at = models.DateTimeField("ersatt", null=True)

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("year", "after", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "year", "version"),
                condition=models.Q(replaced_at=None),
                name="one_proposal_in_force_a_version",
            ),
        )
        verbose_name = "budgetförslag"
        verbose_name_plural = "budgetförslag"


class ProposalRow(models.Model):
    """One row of a proposal: an amount for the year."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="rows")
    activity = models.CharField("verksamhet", max_length=80)
    side = models.CharField("slag", max_length=10)
    group = models.CharField("kontogrupp", max_length=80)
    amount = models.BigIntegerField("belopp i öre")

    objects = Guarded(Thing.PLANS, committee="proposal__committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "förslagsrad"
        verbose_name_plural = "förslagsrader"
