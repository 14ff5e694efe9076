"""What the page of a job shows of its own kind: a preview to read in, links to what became."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse

from uppsikt.figures import Period
from uppsikt.followup.given.jobs import GIVE_OUT
from uppsikt.followup.given.reports import given_reports
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import Reader, Thing, Verb, may
from uppsikt.platform.jobs.rules import State
from uppsikt.platform.jobs.selectors import JobView, done_since, last_with
from uppsikt.sources.jobs import IMPORT
from uppsikt.sources.previewed import Previewed
from uppsikt.web.links import given_links


@dataclass(frozen=True)
class Link:
    """Where what a job did can be seen."""

    text: str
    address: str


def links_of(reader: Reader, job: JobView) -> tuple[Link, ...]:
    """Where to go from a job that is done."""
    if job.state is not State.DONE or job.kind not in _LINKS:
        return ()
    return _LINKS[job.kind](reader, job)


def _to_committees(reader: Reader, job: JobView) -> tuple[Link, ...]:
    if not job.committee:
        return (Link("Alla nämnder", reverse("start")),)
    found = organisation.committee(reader=reader, slug=job.committee)
    return (Link(found.name, reverse("committee_latest", args=(found.slug,))),)


def _to_report(reader: Reader, job: JobView) -> tuple[Link, ...]:
    """To the version that was given out, or the last one, for a job whose result was lost."""
    period, form = Period.parse(job.arguments["period"]), job.arguments["form"]
    every = given_reports(reader=reader, committee=job.committee, month=period, form=form)
    wanted = job.result.get("version")
    found = next((one for one in every if one.version == wanted), every[-1] if every else None)
    return () if found is None else (Link("Den lämnade rapporten", given_links(found).page),)


_LINKS: Mapping[str, Callable[[Reader, JobView], tuple[Link, ...]]] = {
    IMPORT: _to_committees,
    GIVE_OUT: _to_report,
}


def preview_part(reader: Reader, job: JobView) -> Mapping[str, object]:
    """What a preview found, and whether the file can be read in from here."""
    if job.state is not State.DONE:
        return {}
    began, first = _began(reader, job), came_first(reader, job)
    return {
        "preview": _named(reader, Previewed.from_json(job.result["preview"])),
        "file": job.arguments["name"],
        "began": began,
        "came_first": first,
        "told": " ".join(str(one.number) for one in first),
        "may_read": may(reader, Verb.CHANGE, Thing.IMPORTS.of(job.committee)),
    }


def came_first(reader: Reader, job: JobView) -> tuple[JobView, ...]:
    """What was read in after the preview was made, of other files: it may show what was."""
    began = _began(reader, job)
    later = done_since(reader=reader, kind=IMPORT, when=job.ended_at or job.asked_at)
    return tuple(one for one in later if began is None or one.number != began.number)


def _began(reader: Reader, job: JobView) -> JobView | None:
    """The import of the preview's own file, if somebody has asked for it."""
    return last_with(reader=reader, kind=IMPORT, argument="file", value=job.arguments["file"])


def _named(reader: Reader, preview: Previewed) -> Previewed:
    """The preview with committees by their names."""
    names = {one.slug: one.name for one in organisation.committees(reader=reader)}
    changes = tuple(
        replace(
            change,
            groups=tuple(
                replace(group, committee=names.get(group.committee, group.committee))
                for group in change.groups
            ),
        )
        for change in preview.changes
    )
    return replace(preview, changes=changes)
