"""The follow-up app."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Uppföljningen."""

    name = "uppsikt.followup"
    verbose_name = "Uppföljningen"

    def ready(self) -> None:
        """Takes its tables, kind of file and job, keeps files given out, and checks looks."""
        from uppsikt.extracts.published import register_publisher
        from uppsikt.followup import findable
        from uppsikt.followup.cells import comment_file
        from uppsikt.followup.forms.parts import check_sections
        from uppsikt.followup.given import jobs
        from uppsikt.followup.given.checking import seals_hold
        from uppsikt.followup.given.reports import files_kept
        from uppsikt.followup.measured.assistance import public as assistance
        from uppsikt.followup.measured.employment import public as employment
        from uppsikt.followup.measured.holiday import public as holiday
        from uppsikt.followup.measured.placements import public as placements
        from uppsikt.followup.measured.refugees import public as refugees
        from uppsikt.followup.setup_tables import register
        from uppsikt.look.checks import register_check
        from uppsikt.platform.health.selectors import register_probe
        from uppsikt.platform.stores import register_keeper

        register()
        comment_file.register()
        findable.register()
        jobs.register()
        register_keeper(files_kept)
        register_check(check_sections)
        register_publisher("assistance", assistance.published)
        register_publisher("employment", employment.published)
        register_publisher("placements", placements.published)
        register_publisher("refugees", refugees.published)
        register_publisher("holiday", holiday.published)
        register_probe("lämnade rapporter", seals_hold)
