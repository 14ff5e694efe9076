"""What can be found of the follow-up: reports given out, and comments on their figures."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html  # type: ignore[import-untyped]

from uppsikt.figures import Period
from uppsikt.followup.comments import comments_in_force
from uppsikt.followup.given.reports import given_article, given_version
from uppsikt.followup.models import GivenReport
from uppsikt.organisation.findable import committee_scopes
from uppsikt.platform.access.rules import OPERATOR, Thing
from uppsikt.platform.search.registry import Findable, Kind, register_kind
from uppsikt.platform.search.services import refresh
from uppsikt.platform.stores import current_store

REPORTS, COMMENTS = "reports", "comments"
_PROSE = "//h1|//h2|//h3|//p|//li|//caption|//th[@scope='row']"


def register() -> None:
    """Called when the app is ready."""
    register_kind(Kind(REPORTS, "Lämnade rapporter", _reports, _report))
    register_kind(Kind(COMMENTS, "Kommentarer", committee_scopes, _comments))


def refresh_report(number: int) -> None:
    """Writes what can be found of a report that is given out, and by whom: it never changes."""
    refresh(REPORTS, str(number))


def refresh_comments(slug: str) -> None:
    """Writes anew what can be found of the comments that hold in a committee's reports."""
    refresh(COMMENTS, slug)


def _reports() -> Iterator[str]:
    yield from map(str, GivenReport.everything.values_list("pk", flat=True))


def _report(number: str) -> Iterator[Findable]:
    """The headings and the prose of the report, and the names of its rows; no figures of tables."""
    given = given_version(number=int(number))
    kind = Thing.DRAFTS if given.released_at is None else Thing.REPORTS
    article = given_article(reader=OPERATOR, store=current_store(), given=given)
    found = html.fromstring(f"<div>{article}</div>").xpath(_PROSE)
    texts = [" ".join(one.text_content().split()) for one in found]
    version = f", version {given.version}" if given.version > 1 else ""
    page = ("given_report", given.committee, str(given.month), given.form, str(given.version))
    right = kind.of(given.committee)
    yield Findable(f"{given.title}{version}", " · ".join(filter(None, texts)), page, right)


def _comments(slug: str) -> Iterator[Findable]:
    for one in comments_in_force(committee=slug):
        at = one.address
        month = Period.parse(str(at.month))
        author = f" från {one.author}" if one.author else ""
        place = (at.committee, str(at.month), at.form, at.table, at.row, at.column)
        yield Findable(
            f"Kommentar{author}, {month.text}",
            one.text or "",
            ("cell", *place),
            Thing.REPORTS.of(slug),
        )
