"""What can be found of the organisation: committees, their activities and account groups."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.organisation import selectors
from uppsikt.platform.access.rules import OPERATOR, Thing
from uppsikt.platform.search.registry import Findable, Kind, register_kind
from uppsikt.platform.search.services import refresh

KIND = "organisation"


def register() -> None:
    """Called when the app is ready."""
    register_kind(Kind(KIND, "Nämnder och verksamheter", committee_scopes, _things))


def committee_scopes() -> Iterator[str]:
    """The short names of all committees."""
    yield from (one.slug for one in selectors.committees(reader=OPERATOR))


def refresh_committee(slug: str) -> None:
    """Writes anew what can be found of a committee. Call it when its set-up is in place."""
    refresh(KIND, slug)


def _things(slug: str) -> Iterator[Findable]:
    about = selectors.committee(reader=OPERATOR, slug=slug)
    right, page = Thing.ORGANISATION.of(slug), ("committee_latest", slug)
    yield Findable(about.name, f"Nämnd i {about.municipality}. {about.designation}", page, right)
    for line in selectors.all_lines(reader=OPERATOR, committee=slug):
        told = f"Verksamhet hos {about.name}. {', '.join(line.aliases)}"
        yield Findable(line.name, told.strip(), ("activity", slug, line.key), right)
    for group in selectors.groups(reader=OPERATOR, committee=slug):
        yield Findable(group.name, f"Kontogrupp hos {about.name}.", page, right)
