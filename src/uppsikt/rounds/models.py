"""What is kept of monthly rounds: their dates, each step that was taken, and unfinished forms."""

from __future__ import annotations

from django.db import models

from uppsikt.organisation.models import Committee
from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing


class Round(models.Model):
    """A committee's round after a month (yyyy-mm): the report that it leads to, and its dates.

    Managers report from `opens_on` to `due_on`; the notice goes out on `sent_on`, for the meeting
    on `meeting_on`. `revision` is one higher each time that the dates change.
    """

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="rounds")
    month = models.CharField("månad", max_length=7)
    form = models.CharField("rapportform", max_length=40)
    opens_on = models.DateField("öppnar")
    due_on = models.DateField("sista dag")
    sent_on = models.DateField("kallelsen skickas", null=True)
    meeting_on = models.DateField("sammanträde", null=True)
    revision = models.PositiveIntegerField("ändring", default=1)
    set_at = models.DateTimeField("satt")
    actor = models.CharField("av", max_length=200)

    objects = Guarded(Thing.ROUNDS, committee="committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("committee", "month")
        constraints = (
            models.UniqueConstraint(fields=("committee", "month"), name="one_round_a_month"),
        )
        verbose_name = "månadsrunda"
        verbose_name_plural = "månadsrundor"

    def __str__(self) -> str:
        return f"{self.month} {self.form}"


class Step(models.Model):
    """Something that was done in a round. Never changed: what the round is follows from its steps.

    `kind` is a `rules.StepKind`; `activity` is empty where the step is about the whole round.
    `text` is what was asked, or why, and `role` what the one who did it is there.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="steps")
    kind = models.CharField("slag", max_length=20)
    activity = models.CharField("verksamhet", max_length=80, blank=True, default="")
    text = models.TextField("text", blank=True, default="")
    at = models.DateTimeField("när")
    actor = models.CharField("av", max_length=200)
    role = models.CharField("roll", max_length=40, blank=True, default="")
    detail = models.JSONField("uppgifter", default=dict)

    objects = Guarded(Thing.DRAFTS, committee="round__committee__slug")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        verbose_name = "steg i en månadsrunda"
        verbose_name_plural = "steg i månadsrundor"

    def __str__(self) -> str:
        return f"{self.kind} {self.activity}".strip()


class Draft(models.Model):
    """A manager's form for an activity as it was last saved, before it is handed in.

    `typed` is the amount as it was typed, `way` the choice that was made. `revision` counts the
    saves: by it, two with the same form open are told of each other.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="drafts")
    activity = models.CharField("verksamhet", max_length=80)
    way = models.CharField("val", max_length=20, blank=True, default="")
    typed = models.CharField("belopp", max_length=40, blank=True, default="")
    comment = models.TextField("kommentar", blank=True, default="")
    revision = models.PositiveIntegerField("ändring", default=1)
    saved_at = models.DateTimeField("sparad")
    actor = models.CharField("av", max_length=200)

    objects = Guarded(Thing.FORECASTS, committee="round__committee__slug", activity="activity")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("round", "activity"), name="one_draft_an_activity"),
        )
        verbose_name = "påbörjad prognos"
        verbose_name_plural = "påbörjade prognoser"

    def __str__(self) -> str:
        return self.activity
