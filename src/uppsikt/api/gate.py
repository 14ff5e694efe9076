"""A month's report on its way to public: how far it is, what stands in the way, what was found."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from uppsikt.api import clock
from uppsikt.api.faults import Told, told
from uppsikt.api.links import page
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.reviews import FindingsShape, groups_of
from uppsikt.api.shapes import Link, Month, Slug
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.stores import current_store
from uppsikt.rounds.gate_selectors import Gate, gate_of

router = Router(tags=["Månadsrundan"])


class ObstacleShape(Schema):
    """Something that stands in the way."""

    kind: str = Field(
        description="not_compiled, not_reviewed, changed, unshown, contradiction eller missing"
    )
    text: str
    todo: str
    about: str = Field(description="Motsägelsens eller verksamhetens nyckel, tomt om ingen")


class FoundShape(FindingsShape):
    """What the review found, and why it is right after all."""

    key: str
    reason: str = Field(description="Varför det ändå stämmer, tomt om ingen har skrivit det")
    role: str


class GateShape(Schema):
    """Where the report stands."""

    state: str = Field(description="planned, open, compiled, reviewed, fixed eller public")
    state_text: str = Field(description="Läget på svenska")
    version: int = Field(description="Den version som fastställdes senast, 0 om ingen är det")
    reason: str = Field(description="Varför rundan öppnades igen")
    obstacles: list[ObstacleShape]
    verdict: str = Field(description="Granskningens utslag, tomt om den inte är gjord")
    is_current: bool = Field(description="Om granskningen gäller rapporten som den är nu")
    groups: list[FoundShape]
    fault: Told | None = Field(description="Varför rapporten inte går att göra")
    page: Link


@reads(
    router,
    "/committees/{slug}/{period}/round/gate",
    GateShape,
    name="gate",
    summary="Månadens rapport på väg till offentlig: läget, hindren och granskningens fynd",
)
def gate(request: HttpRequest, slug: Slug, period: Month) -> dict[str, Any]:
    """For those at work. Raises NotAllowed, NoRound and UnknownCommittee."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    found = gate_of(
        reader=reader, now=clock.now(), store=current_store(), committee=slug, month=period
    )
    return {
        "state": found.round.state.value,
        "state_text": found.round.state.text,
        "version": found.version,
        "reason": found.reason,
        "obstacles": [
            {"kind": one.kind.value, "text": one.text, "todo": one.todo, "about": one.about}
            for one in found.obstacles
        ],
        "verdict": "" if found.reviewed is None else found.reviewed.found.verdict,
        "is_current": found.is_current,
        "groups": _groups(found),
        "fault": None if found.fault is None else told(found.fault),
        "page": page("gate", slug, period),
    }


def _groups(gate: Gate) -> list[dict[str, Any]]:
    if gate.reviewed is None:
        return []
    pairs = zip(gate.reviewed.keys, groups_of(gate.reviewed.found), strict=True)
    return [{"key": key, **group, **_why(gate, key)} for key, group in pairs]


def _why(gate: Gate, key: str) -> dict[str, Any]:
    why = gate.accepted.get(key)
    return {"reason": "", "role": ""} if why is None else {"reason": why.reason, "role": why.role}
