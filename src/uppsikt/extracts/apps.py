"""The app of register extracts."""

from django.apps import AppConfig


class ExtractsConfig(AppConfig):
    """Extracts of registers."""

    name = "uppsikt.extracts"
    verbose_name = "Registerutdrag"

    def ready(self) -> None:
        """Keeps the rows that hold."""
        from uppsikt.extracts.selectors import files_kept
        from uppsikt.platform.stores import register_keeper

        register_keeper(files_kept)
