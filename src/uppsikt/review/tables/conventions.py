"""Which convention a table follows: signs, pairs of columns, with or without a contingency.

The same identity can be printed in several ways. Each case (one cell with those it follows from)
is judged by every way; what most cases agree on is the table's convention, and a case that agrees
with none of the ways is broken.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from uppsikt.review.tables.forms import Outcome

Case = Mapping[Hashable, Outcome]
"""One case judged by each convention it could follow, the most usual first."""

_STRICT = 4
"""From this many agreeing cases on, one that only fits another convention is broken too."""


def fitting(case: Case) -> bool:
    """Whether a case agrees by some convention."""
    return any(outcome.fits for outcome in case.values())


def strong(case: Case) -> bool:
    """Whether a case agrees by some convention in a way that zeros alone could not give."""
    return any(outcome.fits and outcome.strong for outcome in case.values())


def usual(cases: Iterable[Case]) -> Hashable | None:
    """The convention that most cases agree by; the first named wins a tie."""
    counts: Counter[Hashable] = Counter()
    for case in cases:
        for convention, outcome in case.items():
            counts[convention] += 3 if outcome.fits and outcome.strong else int(outcome.fits)
    return counts.most_common(1)[0][0] if counts else None


def broken(cases: Sequence[Case], convention: Hashable) -> list[Outcome]:
    """The cases that agree by no convention, as they come out by the usual one."""
    return [case[convention] for case in cases if convention in case and not fitting(case)]


def odd(cases: Sequence[Case], convention: Hashable) -> list[Outcome]:
    """The one case that agrees only by another convention than all the others of its kind."""
    agreeing = [case for case in cases if strong(case) and convention in case]
    others = [case[convention] for case in agreeing if not case[convention].fits]
    return others if len(others) == 1 and len(agreeing) > _STRICT else []
