"""The web app: it has no tables, only pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The page shell, the pages and the static files."""

    name = "uppsikt.web"
    label = "web"
    verbose_name = "Webbsidor"

    def ready(self) -> None:
        """Asks to be told of what goes wrong in answering, whichever part it goes wrong in."""
        from django.core.signals import got_request_exception

        from uppsikt.web.request_log import log_unforeseen

        got_request_exception.connect(log_unforeseen, dispatch_uid="uppsikt.web.log_unforeseen")
