"""The web app: it has no tables, only pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The page shell, the pages and the static files."""

    name = "uppsikt.web"
    label = "web"
    verbose_name = "Webbsidor"

    def ready(self) -> None:
        """Asks to be told of what goes wrong in answering, and when somebody signs in or out."""
        from django.contrib.auth.signals import user_logged_in, user_logged_out
        from django.core.signals import got_request_exception

        from uppsikt.web.account import codes, sessions
        from uppsikt.web.request_log import log_unforeseen

        got_request_exception.connect(log_unforeseen, dispatch_uid="uppsikt.web.log_unforeseen")
        user_logged_in.connect(sessions.begin, dispatch_uid="uppsikt.web.begin")
        user_logged_out.connect(sessions.end, dispatch_uid="uppsikt.web.end")
        codes.keep_records()
