"""What a round is by its steps: the whole way, back again, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.figures import Period
from uppsikt.rounds.rules import (
    ActivityState,
    Dates,
    RoundFault,
    RoundState,
    Step,
    StepKind,
    activity_states,
    demand_changeable,
    demand_in_order,
    demand_reason,
    demand_reportable,
    round_state,
    since_reopened,
)

OPENS = date(2022, 11, 1)
OCTOBER = Period.month(2022, 10)
DATES = Dates(OCTOBER, "monthly", OPENS, date(2022, 11, 8), date(2022, 11, 15), date(2022, 11, 22))


def steps(*kinds: StepKind | tuple[StepKind, str]) -> list[Step]:
    made = []
    for number, one in enumerate(kinds, 1):
        kind, activity = one if isinstance(one, tuple) else (one, "")
        made.append(Step(number, kind, activity, "", datetime.now(UTC), "någon", "chef"))
    return made


def state(*kinds: StepKind | tuple[StepKind, str], today: date = OPENS) -> RoundState:
    return round_state(steps(*kinds), OPENS, today)


BACK = (StepKind.RETURNED, "a")


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        ((), RoundState.OPEN),
        (((StepKind.REPORTED, "a"),), RoundState.OPEN),
        ((StepKind.COMPILED,), RoundState.COMPILED),
        ((StepKind.COMPILED, StepKind.REVIEWED), RoundState.REVIEWED),
        ((StepKind.COMPILED, BACK), RoundState.OPEN),
        ((StepKind.COMPILED, StepKind.REVIEWED, (StepKind.ADJUSTED, "a")), RoundState.OPEN),
        ((StepKind.COMPILED, StepKind.REVIEWED, StepKind.FIXED), RoundState.FIXED),
        ((StepKind.FIXED, StepKind.PUBLIC), RoundState.PUBLIC),
        ((StepKind.FIXED, StepKind.PUBLIC, StepKind.REOPENED), RoundState.OPEN),
        ((StepKind.COMPILED, StepKind.ACCEPTED), RoundState.COMPILED),
        ((StepKind.COMPILED, (StepKind.REMINDED, "a")), RoundState.COMPILED),
    ],
)
def test_how_far_a_round_has_come(
    taken: tuple[StepKind | tuple[StepKind, str], ...], found: RoundState
) -> None:
    assert state(*taken) is found


def test_a_round_opens_by_itself_on_its_first_day() -> None:
    assert state(today=OPENS - timedelta(days=1)) is RoundState.PLANNED
    assert state(today=OPENS) is RoundState.OPEN


@given(st.lists(st.sampled_from(StepKind), max_size=12))
def test_what_is_fixed_is_left_by_making_public_or_with_a_reason_alone(
    kinds: list[StepKind],
) -> None:
    leaving = {StepKind.PUBLIC, StepKind.REOPENED, StepKind.COMPILED, StepKind.REVIEWED}
    after = [kind for kind in kinds if kind not in leaving]
    assert state(StepKind.FIXED, *after) is RoundState.FIXED


def test_each_activity_is_where_its_last_step_left_it() -> None:
    taken = steps(
        (StepKind.REPORTED, "a"),
        (StepKind.REPORTED, "b"),
        (StepKind.RETURNED, "b"),
        (StepKind.REMINDED, "c"),
        (StepKind.EXCUSED, "d"),
        (StepKind.RETURNED, "e"),
        (StepKind.ADJUSTED, "e"),
        (StepKind.REPORTED, "gone"),
        StepKind.COMPILED,
    )
    assert activity_states(taken, "abcde") == {
        "a": ActivityState.REPORTED,
        "b": ActivityState.RETURNED,
        "c": ActivityState.WAITING,
        "d": ActivityState.EXCUSED,
        "e": ActivityState.REPORTED,
    }
    assert [one for one in ActivityState if one.is_done] == [
        ActivityState.EXCUSED,
        ActivityState.REPORTED,
    ]


def test_the_next_version_begins_after_the_round_was_opened_again() -> None:
    taken = steps(StepKind.FIXED, StepKind.REOPENED, StepKind.COMPILED)
    assert [one.kind for one in since_reopened(taken)] == [StepKind.COMPILED]
    assert since_reopened(taken[:1]) == taken[:1]


def test_forecasts_are_taken_in_an_open_round_alone() -> None:
    demand_reportable(RoundState.OPEN, OCTOBER)
    for closed in set(RoundState) - {RoundState.OPEN}:
        with pytest.raises(RoundFault, match=f"oktober 2022 .* är {closed.text}") as refusal:
            demand_reportable(closed, OCTOBER)
        assert refusal.value.todo


def test_what_is_fixed_is_not_changed() -> None:
    for free in (RoundState.OPEN, RoundState.COMPILED, RoundState.REVIEWED):
        demand_changeable(free, OCTOBER)
    for fixed in (RoundState.FIXED, RoundState.PUBLIC):
        with pytest.raises(RoundFault, match=fixed.text):
            demand_changeable(fixed, OCTOBER)


def test_a_reason_is_words() -> None:
    assert demand_reason("  Hyran är höjd. ", "En justering") == "Hyran är höjd."
    with pytest.raises(RoundFault, match="En justering kräver ett skäl"):
        demand_reason(" \n", "En justering")


@pytest.mark.parametrize(
    "wrong",
    [
        replace(DATES, due_on=date(2022, 10, 31)),
        replace(DATES, sent_on=date(2022, 11, 7)),
        replace(DATES, sent_on=None, meeting_on=date(2022, 11, 7)),
        replace(DATES, opens_on=date(2022, 10, 1)),
    ],
)
def test_dates_follow_one_another(wrong: Dates) -> None:
    demand_in_order(DATES)
    demand_in_order(replace(DATES, sent_on=None, meeting_on=None))
    with pytest.raises(RoundFault):
        demand_in_order(wrong)
