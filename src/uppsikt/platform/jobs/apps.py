"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work that is asked for now and done by the worker."""

    name = "uppsikt.platform.jobs"
    label = "jobs"
    verbose_name = "Arbeten"

    def ready(self) -> None:
        """Asks to be told of every audit entry, since a job's effect is known by its own; says how
        the work is."""
        from uppsikt.platform.audit.services import register_follower
        from uppsikt.platform.health.selectors import register_probe
        from uppsikt.platform.jobs.effects import recorded
        from uppsikt.platform.jobs.queue import work

        register_follower(recorded)
        register_probe("arbetena", work)
