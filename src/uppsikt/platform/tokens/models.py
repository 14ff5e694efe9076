"""What is kept of keys: never the secret."""

from __future__ import annotations

from django.db import models

from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import Thing
from uppsikt.platform.tokens.rules import LONGEST_NAME
from uppsikt.platform.tokens.secret import TAIL


class Token(models.Model):
    """A key of a user's, from when it was made through its last day, or until it was ended.

    `digest` is the SHA-256 of its secret and `tail` the secret's last characters. `by_code` says
    that whoever made it had shown more than a password.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField("namn", max_length=LONGEST_NAME)
    digest = models.CharField("fingeravtryck", max_length=64, unique=True)
    tail = models.CharField("slutar på", max_length=TAIL)
    by_code = models.BooleanField("gjord med mer än lösenord")
    made_at = models.DateTimeField("gjord")
    last_day = models.DateField("sista dag")
    used_on = models.DateField("senast använd", null=True)
    ended_at = models.DateTimeField("avslutad", null=True)

    objects = Guarded(Thing.TOKENS, owner="user")
    everything = models.Manager()

    class Meta:
        ordering = ("-id",)
        verbose_name = "nyckel"
        verbose_name_plural = "nycklar"

    def __str__(self) -> str:
        return f"{self.user} {self.name} …{self.tail}"
