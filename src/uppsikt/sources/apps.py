"""The sources app."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Inläsningar."""

    name = "uppsikt.sources"
    verbose_name = "Inläsningar"
