"""The organisation app."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Organisationen."""

    name = "uppsikt.organisation"
    verbose_name = "Organisationen"

    def ready(self) -> None:
        """Register the tables of the set-up file that are read when the lines are in place."""
        from uppsikt.organisation import findable
        from uppsikt.organisation.extensions import register_table
        from uppsikt.organisation.translations import load_translations

        register_table("oversattning", load_translations)
        findable.register()
