"""The follow-up app."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Uppföljningen."""

    name = "uppsikt.followup"
    verbose_name = "Uppföljningen"

    def ready(self) -> None:
        """Takes its tables of the set-up file."""
        from uppsikt.followup.setup_tables import register

        register()
