"""What the executive board sees: the worst first, and contradictions for those who may know."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from people import controller, one
from uppsikt.figures import Absent, Period
from uppsikt.platform.access.rules import PUBLIC, NotAllowed, Reader, Role
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store
from uppsikt.review_desk.result import Finding, Found, Group
from uppsikt.rounds import models, services
from uppsikt.rounds.gate_rules import detail_of, key_of
from uppsikt.rounds.oversight import Oversight, lead, open_contradictions, oversight
from uppsikt.rounds.rules import Dates, Step, StepKind
from uppsikt.store import Store

SLUG = "arbetslivsnamnden"
OCTOBER = Period.month(2022, 10)
NOW = datetime(2022, 11, 14, 9, 30, tzinfo=STOCKHOLM)
DATES = Dates(OCTOBER, "monthly", date(2022, 11, 1), date(2022, 11, 8))
GROUPS = tuple(
    Group(name, name == "anmärkning", (Finding(name, "summa", ()),), "")
    for name in ("a", "b", "anmärkning")
)
FOUND = detail_of(Found("Två motsägelser", 2, GROUPS, is_cut=False), "innehållet")
FIRST = key_of(GROUPS[0])


def step(kind: StepKind, text: str = "", detail: dict[str, object] | None = None) -> Step:
    return Step(1, kind, "", text, NOW, "någon", "controller", detail or {})


def test_a_contradiction_is_open_until_somebody_says_why_it_is_right() -> None:
    review = step(StepKind.REVIEWED, detail=dict(FOUND))
    right = step(StepKind.ACCEPTED, "Avrundat", {"key": FIRST})
    back = step(StepKind.ACCEPTED, "", {"key": FIRST})
    assert open_contradictions([]) is None
    assert open_contradictions([review]) == 2
    assert open_contradictions([review, right]) == 1
    assert open_contradictions([review, right, back]) == 2
    many = step(StepKind.REVIEWED, detail={**FOUND, "contradictions": 5})
    assert open_contradictions([many, right]) == 4, "what had no room is open too"


def seen(reader: Reader) -> Oversight:
    return oversight(reader=reader, now=NOW, store=current_store(), month=OCTOBER)


@pytest.mark.django_db
@pytest.mark.database
def test_contradictions_are_told_to_those_at_work_until_the_report_is_public(
    demo_store: Store,
) -> None:
    services.set_dates(actor=controller(SLUG), now=NOW, committee=SLUG, rounds=[DATES])
    round_ = models.Round.everything.get()

    def take(kind: str, detail: dict[str, object]) -> None:
        models.Step.everything.create(round=round_, kind=kind, at=NOW, actor="x", detail=detail)

    take("reviewed", dict(FOUND))
    reader = one(Role.READER, "ifon")
    first, *rest = seen(controller(SLUG)).rows
    assert (first.slug, first.open, first.is_hidden) == (SLUG, 2, False)
    assert all(isinstance(row.variance, Absent) for row in rest)
    assert "Två motsägelser är öppna." in lead(seen(controller(SLUG)))
    assert "tkr sämre än budget." in lead(seen(controller(SLUG)))
    hidden = seen(reader).rows[0]
    assert (hidden.open, hidden.is_hidden) == (None, True)
    assert "motsägelse" not in lead(seen(reader))
    take("public", {})
    assert seen(reader).rows[0].open == 2
    with pytest.raises(NotAllowed):
        seen(PUBLIC)
