"""The planning app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Grant, budget and forecasts."""

    name = "uppsikt.planning"
    verbose_name = "Budget och prognos"

    def ready(self) -> None:
        """Takes its tables of the set-up file."""
        from uppsikt.planning.setup_tables import register

        register()
