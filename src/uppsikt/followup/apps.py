"""The follow-up app."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Uppföljningen."""

    name = "uppsikt.followup"
    verbose_name = "Uppföljningen"
