"""The planning app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Budget och prognos."""

    name = "uppsikt.planning"
    verbose_name = "Budget och prognos"
