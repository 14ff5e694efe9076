"""The users and the roles that they have, in which committees and from when to when."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from uppsikt.platform.access.managers import Guarded
from uppsikt.platform.access.rules import GIVEN_ROLES, Thing


class User(AbstractUser):
    """A person who signs in."""

    class Meta(AbstractUser.Meta):
        verbose_name = "användare"
        verbose_name_plural = "användare"


class RoleGrant(models.Model):
    """A role that a user has, from one day to another, both included; null is without end.

    `committee` is a committee's short name, empty for all: organisation is a floor above, and a
    role may be given before the committee is set up. `activities` are keys of report lines, for
    a manager. A role that was had is never taken away but ended, so that it is known who could
    read what when.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    role = models.CharField(
        "roll", max_length=20, choices=[(role.name, role.value) for role in GIVEN_ROLES]
    )
    committee = models.CharField("nämnd", max_length=80, blank=True, default="")
    activities = models.JSONField("verksamheter", default=list, blank=True)
    valid_from = models.DateField("från")
    valid_to = models.DateField("till", null=True, blank=True)

    objects = Guarded(Thing.USERS)
    everything = models.Manager()

    class Meta:
        ordering = ("valid_from", "id")
        verbose_name = "roll"
        verbose_name_plural = "roller"

    def __str__(self) -> str:
        return f"{self.role} {self.committee}".strip()
