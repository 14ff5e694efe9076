"""What is kept of jobs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing
from uppsikt.platform.jobs.rules import ACTIVE, State, Ticket


class Job(models.Model):
    """Something that was asked for, and what became of it.

    `user` is whose rights it is done with; null for the command line. `key` names the request: two
    that are not ended cannot have the same. `worker` and `attempts` tell whose turn it is.
    `part`, `rows` and `share` are how far it has come. `logged` is what the audit log says of its
    effect.
    """

    kind = models.CharField("slag", max_length=60)
    title = models.CharField("vad", max_length=300)
    arguments = models.JSONField("uppgifter", default=dict)
    committee = models.CharField("nämnd", max_length=80, blank=True)
    key = models.CharField("begäran", max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs"
    )
    asked_by = models.CharField("beställt av", max_length=200)
    asked_at = models.DateTimeField("beställt")
    state = models.CharField(
        "läge",
        max_length=12,
        choices=[(one.value, one.text) for one in State],
        default=State.WAITING.value,
    )
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    not_before = models.DateTimeField("tidigast", null=True)
    worker = models.CharField("arbetsprocess", max_length=120, blank=True)
    beat_at = models.DateTimeField("senast hörd", null=True)
    started_at = models.DateTimeField("påbörjat", null=True)
    ended_at = models.DateTimeField("avslutat", null=True)
    part = models.CharField("del", max_length=300, blank=True)
    rows = models.PositiveBigIntegerField("rader", null=True)
    share = models.FloatField("andel", null=True)
    cancel_asked = models.BooleanField("ska avbrytas", default=False)
    result = models.JSONField("resultat", default=dict)
    error = models.JSONField("fel", default=dict)
    logged = models.CharField("enligt loggen", max_length=420, blank=True)

    objects = Guarded(Thing.JOBS, committee="committee", owner="user")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("state", "id"), name="jobs_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "key"),
                condition=Q(state__in=[one.value for one in ACTIVE]) & ~Q(key=""),
                name="one_active_job_a_request",
            ),
        )
        verbose_name = "arbete"
        verbose_name_plural = "arbeten"

    def __str__(self) -> str:
        return f"{self.pk} {self.title}: {State(self.state).text}"

    @property
    def ticket(self) -> Ticket:
        """The turn that the job is in now."""
        return Ticket(self.pk, self.worker, self.attempts)
