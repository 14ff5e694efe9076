"""What can be found of measures: their names, for those who may read them; never a count."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.measures.models import Measure
from uppsikt.organisation.extensions import SetupContext, register_follower
from uppsikt.organisation.findable import committee_scopes
from uppsikt.platform.access.rules import Thing
from uppsikt.platform.search.registry import Findable, Kind, register_kind
from uppsikt.platform.search.services import refresh

KIND = "measures"


def register() -> None:
    """Called when the app is ready."""
    register_kind(Kind(KIND, "Mått", committee_scopes, _things))
    register_follower(_set_up)


def _set_up(context: SetupContext) -> None:
    refresh(KIND, context.committee)


def _things(slug: str) -> Iterator[Findable]:
    for one in Measure.everything.filter(committee__slug=slug):
        right = Thing.MEASURES.of(slug)
        yield Findable(one.name, f"Mått, {one.unit}", ("committee_latest", slug), right)
