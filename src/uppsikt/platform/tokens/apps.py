"""The tokens app."""

from django.apps import AppConfig


class TokensConfig(AppConfig):
    """Keys for programs."""

    name = "uppsikt.platform.tokens"
    label = "tokens"
    verbose_name = "Nycklar"

    def ready(self) -> None:
        """Asks to be told when everything that a user has open is to end."""
        from uppsikt.platform.accounts.endings import register_ending
        from uppsikt.platform.tokens.services import end_all

        register_ending(end_all)
