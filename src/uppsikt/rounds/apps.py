"""The app of the monthly round."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Månadsrundan."""

    name = "uppsikt.rounds"
    verbose_name = "Månadsrundan"
