"""The audit log's one table."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """Who did what with what, and when. Written once, never changed."""

    at = models.DateTimeField("tidpunkt")
    actor = models.CharField("vem", max_length=200)
    verb = models.CharField("vad", max_length=100)
    thing = models.CharField("med vad", max_length=300)
    detail = models.JSONField("uppgifter", default=dict)

    class Meta:
        ordering = ("at", "id")
        verbose_name = "loggpost"
        verbose_name_plural = "loggposter"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.verb} {self.thing}"
