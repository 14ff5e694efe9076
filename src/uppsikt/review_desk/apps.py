"""The app for reviews on the pages."""

from django.apps import AppConfig


class ReviewDeskConfig(AppConfig):
    """Reviews that are asked for on the pages."""

    name = "uppsikt.review_desk"
    verbose_name = "Granskningar"

    def ready(self) -> None:
        """Adds its kind of job, and decides the right to its files."""
        from uppsikt.review_desk import files, jobs

        files.register()
        jobs.register()
