"""What can be said of an activity or the committee in prose, and which figure it is.

Documented for writers in docs/texter.md; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from uppsikt.figures import (
    AnyRelation,
    Name,
    Period,
    Side,
    Subject,
    What,
    change,
    grant_result,
    mean,
    share,
    variance,
)
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.basis.value_columns import Columns


class Kind(StrEnum):
    """What sort of value a measure is; it decides which wordings make sense."""

    AMOUNT = "belopp"
    VARIANCE = "avvikelse"
    CHANGE = "förändring"
    RESULT = "resultat"
    SHARE = "andel"
    WORDS = "ord"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reference asks for: the report's facts, of whom, and for which months."""

    facts: Facts
    subject: Subject
    when: Period

    @property
    def year(self) -> Period:
        """The whole year of the months asked for."""
        return Period.whole_year(self.when.year)

    def of(self, what: What, when: Period | None = None) -> Name:
        """The figure `what` of the subject, for the months asked for unless others are given."""
        return self.facts.told(Name(what, self.subject, when or self.when))


NameOf = Callable[[Asked], Name]
RelationOf = Callable[[Asked, Name], AnyRelation]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that prose can name.

    `figure` gives its figure, `follows` the identity that it follows by if the tables do not have
    it. `income` says that the amount is positive by nature; otherwise its side decides.
    """

    words: str
    kind: Kind
    figure: NameOf | None = None
    follows: RelationOf | None = None
    committee_only: bool = False
    income: bool = False
    this_year_only: bool = False
    wording: str = ""


def _variance(asked: Asked, name: Name) -> AnyRelation:
    return variance(name, asked.of(What.ACTUAL), asked.of(What.BUDGET))


def _change(asked: Asked, name: Name) -> AnyRelation:
    before = asked.when.previous_year()
    return change(name, asked.of(What.ACTUAL), asked.of(What.ACTUAL, before))


def _mean(asked: Asked, name: Name) -> AnyRelation:
    return mean(name, asked.of(What.ACTUAL), len(asked.when.months))


def _share(asked: Asked, name: Name) -> AnyRelation:
    whole = names.whole(asked.facts, asked.subject.side)
    return share(name, asked.of(What.ACTUAL), names.actual(asked.facts, whole, asked.when))


def _contingency(asked: Asked) -> Subject:
    key = next((line.key for line in asked.facts.lines if line.is_contingency), "buffert")
    return names.line(asked.facts, key)


def _contingency_budget(asked: Asked, when: Period) -> Name:
    return asked.facts.told(Name(What.BUDGET, _contingency(asked), when))


def _contingency_share(asked: Asked, name: Name) -> AnyRelation:
    return share(
        name,
        _contingency_budget(asked, asked.year),
        asked.of(What.GRANT, asked.year),
    )


def _result(asked: Asked, name: Name) -> AnyRelation:
    return grant_result(name, asked.of(What.GRANT), asked.of(What.ACTUAL))


def _available(asked: Asked) -> Name:
    column = Columns.of(asked.facts.month).actual
    return names.summary(asked.facts, SummaryRow.AVAILABLE, column)


_MEASURES = (
    Measure("utfall", Kind.AMOUNT, lambda a: a.of(What.ACTUAL)),
    Measure(
        "månadens utfall",
        Kind.AMOUNT,
        lambda a: a.of(What.ACTUAL, Period.month(a.when.year, a.when.last)),
    ),
    Measure("periodbudget", Kind.AMOUNT, lambda a: a.of(What.BUDGET)),
    Measure("budget", Kind.AMOUNT, lambda a: a.of(What.BUDGET, a.year)),
    Measure("prognos", Kind.AMOUNT, lambda a: a.of(What.FORECAST, a.year), this_year_only=True),
    Measure(
        "avvikelse mot periodbudget", Kind.VARIANCE, lambda a: a.of(What.VARIANCE), _variance,
        wording="högre/lägre",
    ),
    Measure(
        "prognosavvikelse", Kind.VARIANCE, lambda a: a.of(What.FORECAST_VARIANCE, a.year),
        this_year_only=True,
    ),
    Measure(
        "utfall i fjol", Kind.AMOUNT, lambda a: a.of(What.ACTUAL, a.when.previous_year())
    ),
    Measure(
        "förändring mot i fjol", Kind.CHANGE, lambda a: a.of(What.CHANGE), _change,
        wording="högre/lägre",
    ),
    Measure(
        "bokslut i fjol", Kind.AMOUNT, lambda a: a.of(What.ACTUAL, a.year.previous_year())
    ),
    Measure("medel per månad", Kind.AMOUNT, lambda a: a.of(What.MEAN), _mean),
    Measure("andel", Kind.SHARE, lambda a: a.of(What.SHARE), _share),
    Measure("namn", Kind.WORDS),
    Measure(
        "kommunbidrag", Kind.AMOUNT, lambda a: a.of(What.GRANT, a.year),
        committee_only=True, income=True,
    ),
    Measure(
        "kommunbidrag till och med perioden", Kind.AMOUNT, lambda a: a.of(What.GRANT),
        committee_only=True, income=True,
    ),
    Measure("resultat", Kind.RESULT, lambda a: a.of(What.RESULT), _result, committee_only=True),
    Measure(
        "prognosresultat", Kind.RESULT, lambda a: a.of(What.FORECAST_RESULT, a.year),
        committee_only=True, this_year_only=True,
    ),
    Measure(
        "ej bokfört", Kind.AMOUNT, lambda a: a.of(What.UNBOOKED),
        committee_only=True, this_year_only=True,
    ),
    Measure("ej bokförda poster", Kind.WORDS, committee_only=True),
    Measure(
        "resultat med ej bokfört", Kind.RESULT, lambda a: names.result_with_unbooked(a.facts),
        committee_only=True, this_year_only=True,
    ),
    Measure(
        "buffert", Kind.AMOUNT, lambda a: _contingency_budget(a, a.year),
        committee_only=True,
    ),
    Measure(
        "buffert till och med perioden", Kind.AMOUNT,
        lambda a: _contingency_budget(a, a.when), committee_only=True,
    ),
    Measure(
        "buffertens andel", Kind.SHARE,
        lambda a: a.facts.told(Name(What.SHARE, _contingency(a), a.year)),
        _contingency_share, committee_only=True,
    ),
    Measure(
        "ianspråktaget resultat", Kind.AMOUNT, lambda a: a.of(What.APPROVED_USE, a.year),
        committee_only=True, income=True,
    ),
    Measure(
        "öronmärkta projekt", Kind.AMOUNT, lambda a: a.of(What.EARMARKED, a.year),
        committee_only=True, income=True,
    ),
    Measure(
        "resultat mot tillgängliga medel", Kind.RESULT, _available,
        committee_only=True, this_year_only=True,
    ),
    Measure(
        "ackumulerat resultat", Kind.RESULT, lambda a: a.of(What.ACCUMULATED, a.year),
        committee_only=True,
    ),
)  # fmt: skip
MEASURES = {measure.words: measure for measure in _MEASURES}

WORDS = (
    "månaden",
    "månadens namn",
    "perioden",
    "året",
    "förra året",
    "nästa år",
    "nämndens namn",
)


def expected_sign(measure: Measure, side: Side) -> int:
    """The sign that an amount has by nature: a grant or income positive, a cost negative."""
    return 1 if measure.income or side is Side.INCOME else -1
