"""The planning app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Grant, budget and forecasts."""

    name = "uppsikt.planning"
    verbose_name = "Budget och prognos"

    def ready(self) -> None:
        """Takes its tables of the set-up file, and its kinds of files."""
        from uppsikt.planning import earmarked, kinds, next_year_setup, setup_tables

        setup_tables.register()
        next_year_setup.register()
        earmarked.register()
        kinds.register()
