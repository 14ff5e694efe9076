"""Closed months: changed only with a reason, and told then; December is closed by the accounts."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from sources.city import NOW, WORK, aid, fee, load, set_up, sie
from uppsikt.figures import Period
from uppsikt.organisation.services import setup_committee
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, PUBLIC, Actor, NotAllowed
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sources import models, selectors
from uppsikt.sources.period_rules import BookedAt, Moved, State, moved
from uppsikt.sources.period_selectors import (
    closed_months,
    late_changes,
    month_states,
    preliminary_months,
    state_of,
)
from uppsikt.sources.periods import ClosedPeriod, PeriodFault, PeriodOutcome, set_period
from uppsikt.sources.services import import_ledger

pytestmark = [pytest.mark.django_db, pytest.mark.database]

JANUARY, DECEMBER = Period.month(2022, 1), Period.month(2022, 12)
LATER = NOW + timedelta(days=1)
FILE = sie(aid("20220115", 100), fee("20220115", 30), aid("20220215", 10))
CORRECTED = sie(aid("20220115", 90), fee("20220115", 30), aid("20220215", 10))


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))


def state(
    to: State = State.CLOSED,
    period: Period = JANUARY,
    *,
    reason: str = "",
    decision: str = "",
    now: datetime = NOW,
) -> PeriodOutcome:
    return set_period(
        actor=COMMAND_LINE,
        now=now,
        store=current_store(),
        committee="arbete",
        period=period,
        state=to,
        reason=reason,
        decision=decision,
    )


def late(**wanted: object) -> list[tuple[str, tuple[Moved, ...]]]:
    changes = late_changes(reader=OPERATOR, committee="arbete", **wanted)  # type: ignore[arg-type]
    return [(change.reason, change.rows) for change in changes]


def read(folder: Path, text: str, reason: str = "", now: datetime = LATER) -> None:
    path = folder / "rattad.se"
    path.write_text(text, encoding="cp437")
    import_ledger(actor=COMMAND_LINE, now=now, store=current_store(), path=path, reason=reason)


def january() -> object:
    booked = selectors.balances(
        reader=OPERATOR,
        store=current_store(),
        committee="arbete",
        first_year=2022,
        last_year=2022,
    )
    return booked.value(JANUARY)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A city whose January is closed."""
    set_up(tmp_path)
    load(tmp_path, FILE)
    assert str(state()) == "arbete: januari 2022 är nu stängd."
    return tmp_path


def test_a_closed_month_changes_only_with_a_reason(closed: Path) -> None:
    with pytest.raises(ClosedPeriod) as refused:
        read(closed, CORRECTED)
    text = str(refused.value)
    assert (
        "Arbetsnämnden, Ekonomiskt bistånd, januari 2022: −100,00 kr blir −90,00 kr (10,00 kr)"
        in plain(text)
    )
    assert "rattad.se" in text
    assert "--reason" in text
    assert (january(), late(), models.Import.objects.count()) == (-7000, [], 1)

    read(closed, CORRECTED, reason="Felbokad hyra")
    assert january() == -6000
    assert late() == [("Felbokad hyra", (Moved("bistand", "4510", 202201, 202201, -10000, -9000),))]
    assert late(periods=[Period.to_date(2022, 2)]) == late()
    assert late(periods=[Period.month(2022, 2)]) == []


def test_what_leaves_the_closed_month_as_it_is_needs_no_reason(closed: Path) -> None:
    read(closed, sie(aid("20220115", 100), fee("20220115", 30), aid("20220215", 99)))
    assert not late()
    read(closed, FILE, now=LATER + timedelta(days=1))
    assert not late()


def test_rows_that_change_places_within_a_closed_month_are_seen(closed: Path) -> None:
    """The month's sum is the same, but not what it consists of."""
    text = sie(aid("20220115", 90), fee("20220115", 20), aid("20220215", 10))
    with pytest.raises(ClosedPeriod) as refused:
        read(closed, text)
    assert "Arbete, januari 2022: 30,00 kr blir 20,00 kr (−10,00 kr)" in plain(str(refused.value))


def test_a_sum_of_months_and_its_months_are_the_same(tmp_path: Path) -> None:
    """A sum over an open and a closed month is compared with both, not with the closed one."""
    set_up(tmp_path)
    head = "Från;Till;Ansvar;Verksamhet;Konto;Motpart;Belopp (kr)\n"
    row = "2022-01;2022-02;1401;5750;4510;;-110\n"
    load(tmp_path, head + row, "saldon.csv", committee="arbete")
    state(period=Period.month(2022, 2))
    read(tmp_path, sie(aid("20220115", 100), aid("20220215", 10)))
    assert not late()
    with pytest.raises(ClosedPeriod):
        read(tmp_path, sie(aid("20220115", 100), aid("20220215", 11)), now=LATER)


def test_a_set_up_that_moves_rows_of_a_closed_month_needs_a_reason(closed: Path) -> None:
    path = closed / "namnd.toml"
    path.write_text(
        WORK.replace('["575"]', '["575", "61"]').replace(
            'verksamhet = ["61"]', 'verksamhet = ["62"]'
        )
    )
    with pytest.raises(ClosedPeriod, match="installationsfilen"):
        setup_committee(actor=COMMAND_LINE, now=LATER, path=path)
    setup_committee(actor=COMMAND_LINE, now=LATER, path=path, reason="Ny uppdelning")
    ((reason, rows),) = late()
    assert reason == "Ny uppdelning"
    assert {(row.line, row.account): row.amount for row in rows} == {
        ("arbete", "3010"): -3000,
        ("bistand", "3010"): 3000,
    }
    assert sum(row.amount for row in rows) == 0


def test_a_closed_month_is_opened_with_a_reason_and_closed_anew(closed: Path) -> None:
    with pytest.raises(PeriodFault, match="öppnas bara med ett skäl"):
        state(State.OPEN)
    read(closed, CORRECTED, reason="Felbokad hyra")
    assert late()
    state(State.OPEN, reason="Ny rättning väntas", now=LATER)
    read(closed, sie(aid("20220115", 1), aid("20220215", 10)), now=LATER)
    assert not late(), "an open month has nothing that came late"
    state(now=LATER + timedelta(days=1))
    assert not late(), "the new closing holds what came before it"
    assert models.PeriodState.objects.count() == 3, "each state is kept"
    assert models.ClosedChange.objects.count() == 1
    assert str(state(now=LATER)) == "arbete: perioderna är redan stängda."


def test_what_is_booked_is_kept_with_the_closing(closed: Path) -> None:
    kept = models.PeriodState.objects.get().amounts
    assert sorted(kept) == [
        ["arbete", "3010", 202201, 202201, 3000],
        ["bistand", "4510", 202201, 202201, -10000],
    ]


def test_december_is_preliminary_until_the_accounts_are_decided(tmp_path: Path) -> None:
    set_up(tmp_path)
    load(tmp_path, sie(aid("20221215", 100)), now=NOW + timedelta(days=90))
    known = month_states(reader=OPERATOR, committee="arbete")
    assert state_of(202212, known).state is State.PRELIMINARY
    assert state_of(202201, known).state is State.OPEN
    whole = [Period.whole_year(2022)]
    assert preliminary_months(reader=OPERATOR, committee="arbete", periods=whole) == (202212,)
    with pytest.raises(PeriodFault, match="när bokslutet är beslutat"):
        state(period=DECEMBER)
    state(period=DECEMBER, decision="KF 2023-04-20 § 51")
    assert closed_months(reader=OPERATOR, committee="arbete") == {202212}
    assert preliminary_months(reader=OPERATOR, committee="arbete", periods=whole) == ()


def test_a_month_without_entries_is_not_closed(closed: Path) -> None:
    with pytest.raises(PeriodFault, match="ingenting är bokfört"):
        state(period=Period.to_date(2022, 3))
    assert set(month_states(reader=OPERATOR, committee="arbete")) == {202201}, "all or nothing"


def test_who_may_close_and_who_may_read(closed: Path) -> None:
    with pytest.raises(NotAllowed):
        set_period(
            actor=Actor("någon"),
            now=NOW,
            store=current_store(),
            committee="arbete",
            period=JANUARY,
            state=State.PRELIMINARY,
        )
    read(closed, CORRECTED, reason="Felbokad hyra")
    assert month_states(reader=PUBLIC, committee="arbete")[202201].state is State.CLOSED
    (change,) = late_changes(reader=PUBLIC, committee="arbete")
    assert change.cause == "", "the public reads no names of received files"
    (change,) = late_changes(reader=OPERATOR, committee="arbete")
    assert change.cause == "rattad.se"
    assert Entry.objects.filter(verb="satte perioder som stängda").count() == 1


_at = st.builds(
    lambda line, account, first, more: BookedAt(line, account, first, min(first + more, 202212)),
    st.sampled_from("ab"),
    st.sampled_from("45"),
    st.integers(202201, 202212),
    st.integers(0, 3),
)
_booked = st.dictionaries(_at, st.integers(-9, 9), max_size=8)


@given(_booked, _booked, st.sets(st.integers(202201, 202212), max_size=4))
def test_no_amount_in_a_closed_month_changes_unseen(
    before: dict[BookedAt, int], after: dict[BookedAt, int], closed: set[int]
) -> None:
    """What is told adds up to the change of each span that it is told for, counted once."""
    rows = moved(before, after, closed)
    spans = {(row.first, row.last) for row in rows}
    for first, last in spans:
        assert any(first <= month <= last for month in closed)
        told = sum(row.amount for row in rows if (row.first, row.last) == (first, last))
        inside = [
            sum(amount for at, amount in one.items() if first <= at.first and at.last <= last)
            for one in (before, after)
        ]
        assert told == inside[1] - inside[0]
    for at in {*before, *after}:
        single = at.first == at.last and at.first in closed
        alone = not any(
            other.first <= at.first <= other.last
            for other in {*before, *after}
            if other[2:] != at[2:]
        )
        if single and alone and before.get(at, 0) != after.get(at, 0):
            assert any((row.line, row.account, row.first) == at[:3] for row in rows)
    assert moved(before, before, closed) == ()
