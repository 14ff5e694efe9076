"""The files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files that were handed in."""

    name = "uppsikt.platform.files"
    label = "files"
    verbose_name = "Filer"
