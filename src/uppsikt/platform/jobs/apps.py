"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work that is asked for now and done by the worker."""

    name = "uppsikt.platform.jobs"
    label = "jobs"
    verbose_name = "Arbeten"

    def ready(self) -> None:
        """Asks to be told of every audit entry: the effect of a job is known by its own."""
        from uppsikt.platform.audit.services import register_follower
        from uppsikt.platform.jobs.effects import recorded

        register_follower(recorded)
