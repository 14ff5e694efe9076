"""The web app: it has no tables, only pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The page shell, the pages and the static files."""

    name = "uppsikt.web"
    label = "web"
    verbose_name = "Webbsidor"
