"""Roles from day to day: which overlap, and how they stand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from uppsikt.platform.access.rules import Role
from uppsikt.platform.accounts.role_rules import Span, State, told

days = st.dates(date(2026, 1, 1), date(2026, 1, 12))
spans = st.builds(
    Span, st.sampled_from([Role.HEAD, Role.READER]), st.sampled_from(["", "ifon"]), days,
    st.none() | days,
)  # fmt: skip
CALENDAR = [date(2026, 1, day) for day in range(1, 13)]


@given(spans, spans)
def test_two_overlap_when_some_day_is_in_both(one: Span, other: Span) -> None:
    def holds(span: Span, day: date) -> bool:
        return span.first <= day and (span.last is None or day <= span.last)

    same = (one.role, one.committee) == (other.role, other.committee)
    shared = any(holds(one, day) and holds(other, day) for day in CALENDAR)
    assert one.overlaps(other) is other.overlaps(one) is (same and shared)


@given(spans, days)
def test_a_role_is_held_on_its_days_alone(span: Span, day: date) -> None:
    held = span.first <= day and (span.last is None or day <= span.last)
    assert (span.state(day) is State.HELD) is held
    if span.state(day) is State.COMING:
        assert day < span.first


def test_a_role_in_words() -> None:
    first, last = date(2026, 1, 2), date(2026, 1, 1)
    assert told(Span(Role.HEAD, "ifon", first)) == "förvaltningschef, ifon, från 2026-01-02"
    assert told(Span(Role.AUDITOR, "", first, last)) == "revisor, 2026-01-02, avslutad samma dag"
    manager = Span(Role.MANAGER, "ifon", first, first, ("barn", "unga"))
    assert told(manager) == "chef, ifon (barn, unga), från 2026-01-02 till 2026-01-02"
