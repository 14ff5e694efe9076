"""What the executive board oversees: each committee's result, forecast, round and contradictions.

Kommunallagen (2017:725) 6 kap. 1 §: the executive board has *uppsikt* over the other committees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from uppsikt.figures import (
    NOT_COMPUTABLE,
    Absent,
    Period,
    Unit,
    Value,
    join_words,
    tidy,
    with_unit,
)
from uppsikt.followup.together.facts import Committee
from uppsikt.followup.together.overview import overview
from uppsikt.organisation.remembering import remembered
from uppsikt.planning import selectors as planning
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may
from uppsikt.rounds import models
from uppsikt.rounds.board import difference, sum_of
from uppsikt.rounds.board_words import count_text
from uppsikt.rounds.gate_rules import accepted, reviewed
from uppsikt.rounds.outliers import in_tkr
from uppsikt.rounds.rules import RoundState, Step, StepKind
from uppsikt.rounds.selectors import Round, rounds_after, step_of
from uppsikt.store import Store


@dataclass(frozen=True)
class Overseen:
    """A committee after a month. Amounts in öre; a negative result or variance is bad.

    `result` is the grant to date and what is booked by then. `open` is how many contradictions
    nobody has said are right, in the last review of the round: None where no review was made, or
    where the reader may not know (`is_hidden`).
    """

    slug: str
    name: str
    result: Value
    forecast: Value
    variance: Value
    round: Round | None
    open: int | None
    is_hidden: bool


@dataclass(frozen=True)
class Oversight:
    """All committees after a month, the one with the worst forecast first."""

    month: Period
    rows: tuple[Overseen, ...]

    @property
    def result(self) -> Value:
        """The result of all together."""
        return sum_of(row.result for row in self.rows)

    @property
    def variance(self) -> Value:
        """What the forecasts of all together miss the budget by."""
        return sum_of(row.variance for row in self.rows)


def oversight(*, reader: Reader, now: datetime, store: Store, month: Period) -> Oversight:
    """All committees after the month, for whoever is signed in."""
    demand(reader, Verb.READ, Thing.ROUNDS)
    page = overview(reader=reader, store=store, period=month)
    rounds = rounds_after(reader=reader, now=now, month=month)
    steps = _steps(rounds, month)

    def grant_of(slug: str) -> Value:
        whole = planning.grant(
            reader=reader, committee=slug, year=month.year, as_of=month.last_day, store=store
        )
        return whole.to_date(month.to_date_of())

    with remembered():
        rows = [
            _overseen(
                reader, one, rounds.get(one.slug), steps.get(one.slug, ()), grant_of(one.slug)
            )
            for one in page.together.facts.committees
        ]
    return Oversight(month, tuple(sorted(rows, key=_worst)))


def open_contradictions(steps: Sequence[Step]) -> int | None:
    """How many contradictions of the last review are not accepted with a reason; None: no review.

    Those that a review had no room to tell of are open too.
    """
    last = reviewed(steps)
    if last is None:
        return None
    known, told = accepted(steps), last.contradictions
    unshown = max(last.found.contradictions - len(told), 0)
    return unshown + sum(key not in known for key, _ in told)


def lead(page: Oversight) -> str:
    """What the page says in a line."""
    return " ".join((*_forecasts(page), *_rounds(page), *_contradictions(page)))


def _overseen(
    reader: Reader,
    one: Committee,
    round_: Round | None,
    steps: Sequence[Step],
    grant: Value,
) -> Overseen:
    is_public = round_ is not None and round_.state is RoundState.PUBLIC
    knows = is_public or may(reader, Verb.READ, Thing.DRAFTS.of(one.slug))
    return Overseen(
        slug=one.slug,
        name=one.name,
        result=_together(grant, one.actual),
        forecast=one.forecast,
        variance=difference(one.forecast, one.budget),
        round=round_,
        open=open_contradictions(steps) if knows else None,
        is_hidden=round_ is not None and not knows,
    )


def _steps(rounds: Iterable[str], month: Period) -> dict[str, list[Step]]:
    """What says how many contradictions are open, in each committee's round."""
    rows = models.Step.everything.filter(
        round__month=str(month),
        round__committee__slug__in=list(rounds),
        kind__in=(StepKind.REVIEWED, StepKind.ACCEPTED),
    ).select_related("round__committee")
    found: dict[str, list[Step]] = {}
    for row in rows:
        found.setdefault(row.round.committee.slug, []).append(step_of(row))
    return found


def _together(grant: Value, actual: Value) -> Value:
    if isinstance(grant, Absent) or isinstance(actual, Absent):
        return grant if grant is actual else NOT_COMPUTABLE
    return tidy(grant + actual)


def _worst(row: Overseen) -> tuple[bool, int, str]:
    if isinstance(row.variance, Absent):
        return True, 0, row.name
    return False, in_tkr(row.variance), row.name


def _forecasts(page: Oversight) -> Iterator[str]:
    known = [
        (row, in_tkr(row.variance)) for row in page.rows if not isinstance(row.variance, Absent)
    ]
    worse = [(row, off) for row, off in known if off < 0]
    if not known:
        yield f"Ingen nämnd har lämnat någon prognos för {page.month.year}."
    elif not worse:
        yield "Ingen nämnd väntar ett sämre resultat än budget."
    elif len(known) == 1:
        yield f"{known[0][0].name} väntar {_short(known[0][1])} sämre än budget."
    else:
        row, off = worse[0]
        count = f"{count_text(len(worse)).capitalize()} av {count_text(len(known))}"
        yield (
            f"{count} nämnder väntar sämre än budget. "
            f"Längst ifrån är {row.name}, {_short(off)} sämre."
        )


def _short(off: int) -> str:
    """How much an amount in tkr is short of another, without its sign."""
    return with_unit(abs(off), Unit.TKR)


def _rounds(page: Oversight) -> Iterator[str]:
    rounds = [row for row in page.rows if row.round is not None]
    if not rounds:
        yield f"Ingen nämnd har någon månadsrunda för {page.month.text}."
        return
    public = [row for row in rounds if row.round and row.round.state is RoundState.PUBLIC]
    if len(public) == len(rounds):
        yield "Alla månadens rapporter är offentliga."
        return
    left = [row.name for row in rounds if row not in public]
    yield f"Rapporten är inte offentlig för {join_words(left)}."


def _contradictions(page: Oversight) -> Iterator[str]:
    open_ = sum(row.open or 0 for row in page.rows)
    if open_:
        verb = "motsägelse är öppen" if open_ == 1 else "motsägelser är öppna"
        yield f"{count_text(open_).capitalize()} {verb}."
