"""The look app."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """The looks that are kept."""

    name = "uppsikt.look"
    verbose_name = "Utseenden"

    def ready(self) -> None:
        """Keeps the files of every look."""
        from uppsikt.look.selectors import files_kept
        from uppsikt.platform.stores import register_keeper

        register_keeper(files_kept)
