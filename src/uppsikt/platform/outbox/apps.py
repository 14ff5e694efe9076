"""The outbox app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Mail that is to be sent, and what became of it."""

    name = "uppsikt.platform.outbox"
    label = "outbox"
    verbose_name = "Utskick"
