"""What is kept of mail."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import Thing
from uppsikt.platform.outbox.rules import State


class Message(models.Model):
    """A letter to one address, and what has become of it.

    `message_id` is settled when it is written, so that it is the same letter however often it is
    sent. `user` wrote it (null: the site itself). A `secret` one holds a key to somebody's account:
    its text is shown to nobody, and erased once it is sent. `claim` is the turn of the sender that
    has it.
    """

    message_id = models.CharField("brevets nummer", max_length=200, unique=True)
    to_address = models.CharField("till", max_length=254)
    subject = models.CharField("ämne", max_length=200)
    body = models.TextField("text", blank=True)
    attachments = models.JSONField("bilagor", default=list)
    secret = models.BooleanField("hemligt", default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="messages"
    )
    actor = models.CharField("av", max_length=200)
    written_at = models.DateTimeField("skrivet")
    state = models.CharField(
        "läge",
        max_length=12,
        choices=[(one.value, one.text) for one in State],
        default=State.WAITING,
    )
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    not_before = models.DateTimeField("tidigast", null=True)
    claim = models.CharField("tur", max_length=40, blank=True)
    taken_at = models.DateTimeField("taget", null=True)
    sent_at = models.DateTimeField("skickat", null=True)
    fault = models.CharField("fel", max_length=300, blank=True)

    objects = Guarded(Thing.MAIL, owner="user")
    everything = models.Manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("state", "id"), name="messages_by_state"),)
        verbose_name = "utskick"
        verbose_name_plural = "utskick"

    def __str__(self) -> str:
        return f"{self.pk} {State(self.state).text}"
