"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """What can be found."""

    name = "uppsikt.platform.search"
    label = "search"
    verbose_name = "Sökning"
