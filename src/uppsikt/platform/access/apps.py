"""The access app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users and rights."""

    name = "uppsikt.platform.access"
    label = "access"
    verbose_name = "Användare och rättigheter"
