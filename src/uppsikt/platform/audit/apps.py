"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit log."""

    name = "uppsikt.platform.audit"
    label = "audit"
    verbose_name = "Logg"
