"""The measures app."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Measures and counts."""

    name = "uppsikt.measures"
    verbose_name = "Mått"

    def ready(self) -> None:
        """Takes its tables of the set-up file, and its kind of file."""
        from uppsikt.measures import findable, kinds, setup_levels, setup_table

        setup_table.register()
        setup_levels.register()
        kinds.register()
        findable.register()
