"""The sources app."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """What was read from the ledger."""

    name = "uppsikt.sources"
    verbose_name = "Inläsningar"

    def ready(self) -> None:
        """Follows set-ups that change whose rows are; keeps files, reads ledgers, also as jobs."""
        from uppsikt.organisation.extensions import register_follower
        from uppsikt.platform.stores import register_keeper
        from uppsikt.sources import accrual_setup, findable, jobs, uploads
        from uppsikt.sources.former import files_kept
        from uppsikt.sources.kinds import register_kind
        from uppsikt.sources.ledger_kind import LEDGER
        from uppsikt.sources.services import place_all_anew

        accrual_setup.register()
        findable.register()
        register_follower(place_all_anew)
        register_keeper(files_kept)
        register_kind(LEDGER)
        uploads.register()
        jobs.register()
