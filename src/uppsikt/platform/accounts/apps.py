"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users' accounts and their sign-ins."""

    name = "uppsikt.platform.accounts"
    label = "accounts"
    verbose_name = "Konton"
