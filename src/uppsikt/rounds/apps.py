"""The app of the monthly round."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Månadsrundan."""

    name = "uppsikt.rounds"
    verbose_name = "Månadsrundan"

    def ready(self) -> None:
        """Adds its kinds of jobs, and what reports tell of their rounds."""
        from uppsikt.followup.report_history import register_history
        from uppsikt.rounds import gate_jobs
        from uppsikt.rounds.gate_selectors import told_history

        gate_jobs.register()
        register_history(told_history)
