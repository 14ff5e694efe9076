"""The app of the monthly round."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Månadsrundan."""

    name = "uppsikt.rounds"
    verbose_name = "Månadsrundan"

    def ready(self) -> None:
        """Adds its kinds of jobs."""
        from uppsikt.rounds import gate_jobs

        gate_jobs.register()
