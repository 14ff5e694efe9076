"""What is kept of plans. All amounts are whole öre; income positive, cost negative."""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.models import Committee
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class BudgetRevision(models.Model):
    """All budget decisions of one day for one year: the original budget, or changes to it.

    A corrected file makes a new row; the one it took the place of stays, with `replaced_at`.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="budgets")
    year = models.PositiveIntegerField("år")
    decided = models.DateField("beslutsdag")
    decisions = models.JSONField("beslut", default=list)
    file_name = models.CharField("fil", max_length=300)
    fingerprint = models.CharField("fingeravtryck", max_length=64)
    given_at = models.DateTimeField("inläst")
    actor = models.CharField("av", max_length=200)
    accepted = models.JSONField("godtagna brister", default=list)
    replaced_at = models.DateTimeField("ersatt", null=True)

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("year", "decided", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "year", "decided"),
                condition=models.Q(replaced_at=None),
                name="one_budget_in_force_a_day",
            ),
        )
        verbose_name = "budgetbeslut"
        verbose_name_plural = "budgetbeslut"


class BudgetRow(models.Model):
    """One row of a budget: an amount for the year and how it falls over the months."""

    revision = models.ForeignKey(BudgetRevision, models.CASCADE, related_name="rows")
    activity = models.CharField("verksamhet", max_length=80)
    side = models.CharField("slag", max_length=10)
    group = models.CharField("kontogrupp", max_length=80)
    amount = models.BigIntegerField("belopp i öre")
    profile = models.CharField("fördelning", max_length=20)
    months = models.JSONField("egna månader i öre", default=list)

    objects = Guarded(Thing.PLANS, committee="revision__committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "budgetrad"
        verbose_name_plural = "budgetrader"


class Transfer(models.Model):
    """A decision that moves budget between activities, groups or committees, and sums to zero.

    A corrected file makes a new row; the one it took the place of stays, with `replaced_at`.
    """

    year = models.PositiveIntegerField("år")
    decided = models.DateField("beslutsdag")
    decision = models.CharField("beslut", max_length=300)
    file_name = models.CharField("fil", max_length=300)
    fingerprint = models.CharField("fingeravtryck", max_length=64)
    given_at = models.DateTimeField("inläst")
    actor = models.CharField("av", max_length=200)
    accepted = models.JSONField("godtagna brister", default=list)
    replaced_at = models.DateTimeField("ersatt", null=True)

    objects = Guarded(Thing.PLANS, committee="rows__committee__slug", several=True)
    everything = models.Manager()

    class Meta:
        ordering = ("year", "decided", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("year", "decided", "decision"),
                condition=models.Q(replaced_at=None),
                name="one_transfer_in_force_a_decision",
            ),
        )
        verbose_name = "omföring"
        verbose_name_plural = "omföringar"


class TransferRow(models.Model):
    """One row of a transfer: what it adds to the budget of a committee's activity."""

    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="rows")
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="transfer_rows")
    activity = models.CharField("verksamhet", max_length=80)
    side = models.CharField("slag", max_length=10)
    group = models.CharField("kontogrupp", max_length=80)
    amount = models.BigIntegerField("belopp i öre")
    profile = models.CharField("fördelning", max_length=20)
    months = models.JSONField("egna månader i öre", default=list)

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "omföringsrad"
        verbose_name_plural = "omföringsrader"


class ReadFile(models.Model):
    """A budget or forecast file by its content, the first time it was read for the committee.

    It tells a file beside the set-up file that has been read from one that has changed since.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="plan_files")
    kind = models.CharField("slag", max_length=10)
    fingerprint = models.CharField("fingeravtryck", max_length=64)
    file_name = models.CharField("fil", max_length=300)
    read_at = models.DateTimeField("inläst")
    actor = models.CharField("av", max_length=200)

    objects = Guarded(Thing.IMPORTS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "kind", "fingerprint"), name="one_plan_file_a_content"
            ),
        )
        verbose_name = "inläst planfil"
        verbose_name_plural = "inlästa planfiler"


class Grant(models.Model):
    """A decision on the committee's grant: the first amount of a year, or a change to it.

    With `to_month` (1–12) the amount is instead the grant up to and including that month.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="grants")
    year = models.PositiveIntegerField("år")
    decided = models.DateField("beslutsdag")
    amount = models.BigIntegerField("belopp i öre")
    decision = models.CharField("beslut", max_length=300)
    to_month = models.PositiveSmallIntegerField("till och med månad", null=True)

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("year", "decided", "id")
        verbose_name = "kommunbidrag"
        verbose_name_plural = "kommunbidrag"


class Forecast(models.Model):
    """What an activity was expected to end the year on, after a month. Never changed.

    Until `released_at` it is working material of the month's round, and no public figure.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="forecasts")
    year = models.PositiveIntegerField("år")
    month = models.PositiveSmallIntegerField("månad")
    activity = models.CharField("verksamhet", max_length=80)
    net = models.BigIntegerField("netto i öre")
    income = models.BigIntegerField("intäkt i öre", null=True)
    cost = models.BigIntegerField("kostnad i öre", null=True)
    groups = models.JSONField("kontogrupper i öre", default=dict)
    author = models.CharField("lämnad av", max_length=200)
    comment = models.TextField("kommentar")
    given_on = models.DateField("lämnad")
    recorded_at = models.DateTimeField("inläst")
    actor = models.CharField("av", max_length=200)
    file_name = models.CharField("fil", max_length=300)
    released_at = models.DateTimeField("offentlig", null=True)

    objects = Guarded(Thing.PLANS, committee="committee__slug", released="released_at")
    everything = models.Manager()

    class Meta:
        ordering = ("year", "month", "given_on", "id")
        verbose_name = "prognos"
        verbose_name_plural = "prognoser"


class UnbookedItem(models.Model):
    """A known item that is not booked yet: from `month` until `reversed_in` (yyyymm)."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="unbooked_items")
    key = models.CharField("nyckel", max_length=80)
    name = models.CharField("namn", max_length=200)
    month = models.PositiveIntegerField("från månad")
    amount = models.BigIntegerField("belopp i öre")
    reason = models.TextField("orsak")
    reversed_in = models.PositiveIntegerField("återförs", null=True)
    activity = models.CharField("verksamhet", max_length=80)
    group = models.CharField("kontogrupp", max_length=80)

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("month", "id")
        verbose_name = "känd ej bokförd post"
        verbose_name_plural = "kända ej bokförda poster"


class ResultItem(models.Model):
    """An amount beside the year's result: approved use, earmarked project, accumulated result."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="result_items")
    year = models.PositiveIntegerField("år")
    decided = models.DateField("beslutsdag")
    kind = models.CharField("slag", max_length=20)
    amount = models.BigIntegerField("belopp i öre")
    name = models.CharField("namn", max_length=200)
    decision = models.CharField("beslut", max_length=300)

    objects = Guarded(Thing.PLANS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("year", "decided", "id")
        verbose_name = "resultatpost"
        verbose_name_plural = "resultatposter"


# Django finds the tables of an app here.
from uppsikt.planning.carry_over_models import CarryOver  # noqa: E402, F401
from uppsikt.planning.earmarked_models import EarmarkedProject  # noqa: E402, F401
from uppsikt.planning.known_item_models import KnownItem, KnownLink  # noqa: E402, F401
from uppsikt.planning.next_year_models import (  # noqa: E402, F401
    BudgetRequest,
    Efficiency,
    Indexation,
)
from uppsikt.planning.proposal_models import Proposal, ProposalRow  # noqa: E402, F401
