"""The organisation app."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Organisationen."""

    name = "uppsikt.organisation"
    verbose_name = "Organisationen"
