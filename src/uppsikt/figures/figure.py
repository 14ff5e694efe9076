"""What a figure is: a value with its name (what, of whom, when), unit and source."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from uppsikt.figures.absent import Exact, Value
from uppsikt.figures.period import Period
from uppsikt.figures.unit import Unit


class What(StrEnum):
    """What a figure says of its subject. The period tells year from period: a ``BUDGET`` of a
    whole year is the budget, one to date is the period budget."""

    ACTUAL = "actual"
    BUDGET = "budget"
    ORIGINAL_BUDGET = "original_budget"
    BUDGET_CHANGE = "budget_change"
    FORECAST = "forecast"
    PROPOSAL = "proposal"
    VARIANCE = "variance"
    FORECAST_VARIANCE = "forecast_variance"
    CHANGE = "change"
    MOVED = "moved"
    GRANT = "grant"
    RESULT = "result"
    BUDGET_RESULT = "budget_result"
    FORECAST_RESULT = "forecast_result"
    PROPOSAL_RESULT = "proposal_result"
    UNBOOKED = "unbooked"
    RESULT_WITH_UNBOOKED = "result_with_unbooked"
    KNOWN = "known"
    REVERSED = "reversed"
    COMMITTED = "committed"
    APPROVED_USE = "approved_use"
    EARMARKED = "earmarked"
    AVAILABLE_RESULT = "available_result"
    BUDGET_AVAILABLE_RESULT = "budget_available_result"
    FORECAST_AVAILABLE_RESULT = "forecast_available_result"
    PROPOSAL_AVAILABLE_RESULT = "proposal_available_result"
    ACCUMULATED = "accumulated"
    CARRIED = "carried"
    RESULT_ADJUSTMENT = "result_adjustment"
    EARLIER_FORECAST = "earlier_forecast"
    FORECAST_MISS = "forecast_miss"
    APPROVED_PROJECT = "approved_project"
    USED_BEFORE = "used_before"
    USED_THIS_YEAR = "used_this_year"
    REMAINING = "remaining"
    INDEXATION = "indexation"
    EFFICIENCY = "efficiency"
    REQUEST = "request"
    EXTRA_REQUEST = "extra_request"
    OTHER_CHANGE = "other_change"
    INTERNAL = "internal"
    EXTERNAL = "external"
    MEASURE = "measure"
    MEAN = "mean"
    SHARE = "share"

    @property
    def text(self) -> str:
        """The Swedish word, in lower case."""
        return _WHAT_TEXTS[self]


class Side(StrEnum):
    """Which side of the books: income is positive, cost negative, net = income + cost."""

    INCOME = "income"
    COST = "cost"
    NET = "net"

    @property
    def text(self) -> str:
        """The Swedish word, in lower case."""
        return _SIDE_TEXTS[self]


_WHAT_TEXTS = {
    What.ACTUAL: "utfall",
    What.BUDGET: "budget",
    What.ORIGINAL_BUDGET: "ursprunglig budget",
    What.BUDGET_CHANGE: "ändring av budgeten",
    What.FORECAST: "prognos",
    What.PROPOSAL: "budgetförslag",
    What.VARIANCE: "avvikelse",
    What.FORECAST_VARIANCE: "prognosavvikelse",
    What.CHANGE: "förändring mot året innan",
    What.MOVED: "flyttat",
    What.GRANT: "kommunbidrag",
    What.RESULT: "resultat jämfört med kommunbidrag",
    What.BUDGET_RESULT: "budgeterat resultat",
    What.FORECAST_RESULT: "prognostiserat resultat",
    What.PROPOSAL_RESULT: "föreslaget resultat",
    What.UNBOOKED: "ej bokförd känd kostnad",
    What.RESULT_WITH_UNBOOKED: "resultat med ej bokförd kostnad",
    What.KNOWN: "känd post",
    What.REVERSED: "återfört av känd post",
    What.COMMITTED: "kvar av åtagande",
    What.APPROVED_USE: "godkänt ianspråktaget ackumulerat resultat",
    What.EARMARKED: "öronmärkta projekt",
    What.AVAILABLE_RESULT: "resultat jämfört med tillgängliga medel",
    What.BUDGET_AVAILABLE_RESULT: "budgeterat resultat jämfört med tillgängliga medel",
    What.FORECAST_AVAILABLE_RESULT: "prognostiserat resultat jämfört med tillgängliga medel",
    What.PROPOSAL_AVAILABLE_RESULT: "föreslaget resultat jämfört med tillgängliga medel",
    What.ACCUMULATED: "ackumulerat resultat",
    What.CARRIED: "överfört av årets resultat",
    What.RESULT_ADJUSTMENT: "beslutad resultatreglering",
    What.EARLIER_FORECAST: "tidigare prognos",
    What.FORECAST_MISS: "bokslut minus prognos",
    What.APPROVED_PROJECT: "godkänt för öronmärkta projekt",
    What.USED_BEFORE: "använt till och med förra året",
    What.USED_THIS_YEAR: "använt i år",
    What.REMAINING: "kvar av öronmärkta medel",
    What.INDEXATION: "uppräkning",
    What.EFFICIENCY: "effektivisering",
    What.REQUEST: "äskande i förslaget",
    What.EXTRA_REQUEST: "äskande utöver förslaget",
    What.OTHER_CHANGE: "övriga förändringar",
    What.INTERNAL: "interna poster",
    What.EXTERNAL: "utfall utan interna poster",
    What.MEASURE: "mått",
    What.MEAN: "medelvärde",
    What.SHARE: "andel",
}
_SIDE_TEXTS = {Side.INCOME: "intäkt", Side.COST: "kostnad", Side.NET: "nettokostnad"}


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """Whom a figure is about, by keys.

    ``activity`` is a report line's key, empty for the whole committee; ``group`` the key of an
    account group, empty for all accounts of the side. ``organisation`` is 0 for a figure by the
    organisation of its own time; for one that is restated it is the later year by whose
    organisation it is told, so that the two are never taken for the same figure.
    """

    committee: str
    activity: str = ""
    side: Side = Side.NET
    group: str = ""
    organisation: int = 0

    @property
    def text(self) -> str:
        """The subject in Swedish by its keys: ``ekonomiskt-bistand, kostnad, personal``."""
        side = "" if self.side is Side.NET else self.side.text
        told = f"omräknat till {self.organisation}" if self.organisation else ""
        parts = (self.activity or self.committee, side, self.group, told)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """The name of a figure: what, of whom, when. Two figures of one name are the same figure.

    Its hash is made once: a report looks each name up some twenty times.
    """

    what: What
    of: Subject
    when: Period
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.what, self.of, self.when)))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type[Name], tuple[What, Subject, Period]]:
        """Made anew in another process, where texts have other hashes."""
        return Name, (self.what, self.of, self.when)

    @property
    def text(self) -> str:
        """The name in Swedish: ``utfall januari–oktober 2022 för integration``."""
        return f"{self.what.text} {self.when.text} för {self.of.text}"


@dataclass(frozen=True)
class Figure:
    """A value with its name, the unit it is printed in and where it comes from (Swedish text).

    ``value`` is in base units (öre, count, ratio) or absent. ``half`` is half a printed unit in
    base units for a figure that somebody stated (252 950 tkr: 50 000 öre) and 0 for an exact one.
    """

    name: Name
    value: Value
    unit: Unit
    source: str
    half: Exact = 0
