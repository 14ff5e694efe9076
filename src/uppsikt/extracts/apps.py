"""The app of register extracts."""

from django.apps import AppConfig


class ExtractsConfig(AppConfig):
    """Extracts of registers."""

    name = "uppsikt.extracts"
    verbose_name = "Registerutdrag"

    def ready(self) -> None:
        """Keeps the rows that hold, tells of those whose time is out, and takes its tables."""
        from uppsikt.extracts import setup_tables
        from uppsikt.extracts.selectors import files_kept, time_is_out
        from uppsikt.platform.health.selectors import register_probe
        from uppsikt.platform.stores import register_keeper

        register_keeper(files_kept)
        register_probe("registerutdragen", time_is_out)
        setup_tables.register()
