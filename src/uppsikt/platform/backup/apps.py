"""The backup app. It has no tables: what it has done stands in the log."""

from django.apps import AppConfig


class BackupConfig(AppConfig):
    """Backups."""

    name = "uppsikt.platform.backup"
    label = "backup"
    verbose_name = "Säkerhetskopior"

    def ready(self) -> None:
        """Says how old the last backup is."""
        from uppsikt.platform.backup.selectors import age_of_last
        from uppsikt.platform.health.selectors import register_probe

        register_probe("säkerhetskopian", age_of_last)
