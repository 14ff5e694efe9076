"""The planning app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Grant, budget and forecasts."""

    name = "uppsikt.planning"
    verbose_name = "Budget och prognos"

    def ready(self) -> None:
        """Takes its tables of the set-up file, its kinds of files, and a word after ledgers."""
        from uppsikt.planning import earmarked, findable, kinds, next_year_setup, setup_tables
        from uppsikt.planning.known_item_words import changed_lines
        from uppsikt.sources.importing import register_afterword

        setup_tables.register()
        next_year_setup.register()
        earmarked.register()
        kinds.register()
        findable.register()
        register_afterword(changed_lines)
