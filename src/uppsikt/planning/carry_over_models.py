"""What is kept of decisions on a year's result. Amounts in whole öre; a surplus is positive."""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.models import Committee
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class CarryOver(models.Model):
    """The council's decision on a committee's result of a year: what it carries into the next.

    `result` = `carried` + `written_off`. A corrected or withdrawn decision stays, with
    `replaced_at`, and who did it and why.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="carry_overs")
    year = models.PositiveIntegerField("år")
    decided = models.DateField("beslutsdag")
    decision = models.CharField("beslut", max_length=300)
    result = models.BigIntegerField("årets resultat i öre")
    carried = models.BigIntegerField("överfört i öre")
    written_off = models.BigIntegerField("avskrivet i öre")
    file_name = models.CharField("fil", max_length=300)
    given_at = models.DateTimeField("inläst")
    actor = models.CharField("av", max_length=200)
    replaced_at = models.DateTimeField("ersatt", null=True)
    replaced_by = models.CharField("ersatt av", max_length=200, default="")
    reason = models.TextField("skäl till att det togs tillbaka", default="")

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("committee_id", "year", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "year"),
                condition=models.Q(replaced_at=None),
                name="one_carry_over_in_force_a_year",
            ),
        )
        verbose_name = "resultatreglering"
        verbose_name_plural = "resultatregleringar"
