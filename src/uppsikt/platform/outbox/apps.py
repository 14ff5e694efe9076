"""The outbox app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Mail that is to be sent, and what became of it."""

    name = "uppsikt.platform.outbox"
    label = "outbox"
    verbose_name = "Utskick"

    def ready(self) -> None:
        """Says whether mail is waiting longer than it should."""
        from uppsikt.platform.health.selectors import register_probe
        from uppsikt.platform.outbox.selectors import waiting

        register_probe("utskicken", waiting)
