"""What somebody answers who is asked for a forecast: which amount it is, and what is doubted. Pure.

An amount that can hardly be meant is asked about, never changed: a cost that is written without
its minus, or kronor where thousands are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from uppsikt.figures import (
    Absent,
    Unit,
    Value,
    round_half_away,
    value_text,
)
from uppsikt.figures.amounts import AmountError
from uppsikt.followup.words.wording import better_worse
from uppsikt.rounds.rules import RoundFault
from uppsikt.rounds.typed import typed_net

OWN = "own"
"""The way of an amount that is neither of the suggested."""

TKR = 100_000
"""Öre in a thousand kronor."""

_THOUSANDFOLD = (Fraction(300), Fraction(3_000))
"""How many times larger an amount is, about, that is in kronor and not in thousands."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An amount (öre) that may have been meant, and the button's words."""

    net: int
    words: str


class AnswerFault(RoundFault):
    """An answer that cannot be handed in as it is. `part`: what of it; `offers`: what is meant."""

    def __init__(
        self, what: str, *, part: str, why: str = "", todo: str = "", offers: tuple[Offer, ...] = ()
    ) -> None:
        super().__init__(what, why=why, todo=todo)
        self.part = part
        self.offers = offers


AMOUNT, WHY = "amount", "why"
"""The parts of an answer that a fault can be in."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A form as it was sent. `way` is a suggestion's key, OWN, or empty where none was chosen.

    `seen` are the amounts (öre) that the suggestions had on the page, by key. `meant` is the text
    and the amount that its writer has said it means.
    """

    way: str = ""
    typed: str = ""
    comment: str = ""
    seen: Mapping[str, int] = field(default_factory=dict)
    meant: tuple[str, int] | None = None

    @property
    def is_own(self) -> bool:
        """Whether the amount is one's own, which need not be chosen when it is written."""
        return self.way == OWN or (not self.way and bool(self.typed.strip()))


@dataclass(frozen=True, slots=True)
class Beside:
    """What an amount stands beside, in öre: the actual, the year's budget, the last forecast."""

    actual: int | None = None
    budget: int | None = None
    last: int | None = None


def handed_in(answer: Answer, suggested: Mapping[str, Value], beside: Beside) -> int:
    """The amount (öre, costs negative) that the answer hands in. Raises AnswerFault."""
    if answer.is_own:
        return _own(answer, beside)
    if answer.typed.strip():
        raise AnswerFault(
            "Du har valt ett förslag och skrivit ett eget belopp.",
            part=AMOUNT,
            todo="Välj Eget belopp, eller töm rutan för det.",
        )
    if answer.way not in suggested:
        raise AnswerFault(
            "Prognosen saknas.", part=AMOUNT, todo="Välj ett förslag eller skriv ett eget belopp."
        )
    value = suggested[answer.way]
    if isinstance(value, Absent):
        raise AnswerFault(
            "Förslaget går inte att beräkna.",
            part=AMOUNT,
            todo="Välj ett annat förslag eller skriv ett eget belopp.",
        )
    net = round_half_away(Fraction(value))
    if answer.seen.get(answer.way, net) != net:
        raise AnswerFault(
            f"Förslaget har ändrats sedan du öppnade sidan, till {in_tkr(net)}.",
            part=AMOUNT,
            why="Något har bokförts eller rättats.",
            todo="Se efter att det fortfarande är det du menar, och lämna igen.",
        )
    return net


def demand_why(net: int, comment: str, beside: Beside) -> None:
    """Raises AnswerFault for an amount without a reason that is another than what was expected.

    What is the same in whole tkr as the budget and as the last forecast needs none.
    """
    if comment.strip():
        return
    moved = [
        words
        for known, words in (
            (beside.budget, "budgeten"),
            (beside.last, "din förra prognos"),
        )
        if known is not None and whole_tkr(known) != whole_tkr(net)
    ]
    if moved:
        raise AnswerFault(
            f"Skriv varför prognosen skiljer sig från {' och '.join(moved)}.",
            part=WHY,
            todo="En mening räcker.",
        )


def reading(answer: Answer, year: int, budget: int | None) -> str:
    """How the answer will read, as far as it can be told; the budget of the year is in öre.

    Nothing is looked up and nothing refused: it is shown while somebody is writing.
    """
    return " ".join(part for part in (_amount_read(answer, year, budget), _comment(answer)) if part)


def sentence(net: int, year: int, budget: int | None) -> str:
    """A forecast in words: Prognosen för hela 2022 är −60 000 tkr, 2 500 tkr sämre än budget."""
    told = f"Prognosen för hela {year} är {in_tkr(net)}"
    if budget is None:
        return f"{told}."
    return f"{told}, {better_worse(whole_tkr(net) - whole_tkr(budget))}."


def whole_tkr(ore: int) -> int:
    """Öre in whole thousands."""
    return round_half_away(Fraction(ore, TKR))


def in_tkr(ore: int) -> str:
    """Öre in thousands with their unit: −60 000 tkr; with what decimals it takes."""
    return value_text(ore, Unit.TKR)


def _own(answer: Answer, beside: Beside) -> int:
    net = _read(answer.typed)
    if answer.meant is not None and answer.meant[0] == answer.typed.strip():
        return answer.meant[1]
    other = _rather(net, beside)
    if other == net:
        return net
    raise AnswerFault(
        f"Du skrev {in_tkr(net)}.",
        part=AMOUNT,
        why=" ".join(_doubts(net, other)),
        todo=f"Menar du {in_tkr(other)}?",
        offers=(
            Offer(other, f"Ja, {in_tkr(other)}"),
            Offer(net, f"Nej, jag menar {in_tkr(net)}"),
        ),
    )


def _read(typed: str) -> int:
    """The amount of a text, in tkr where it has no unit. Raises AnswerFault."""
    try:
        return typed_net(typed)
    except (AmountError, RoundFault) as fault:
        raise AnswerFault(fault.what, part=AMOUNT, why=fault.why, todo=fault.todo) from fault


def _rather(net: int, beside: Beside) -> int:
    """What was more likely meant: the same amount, or with a minus, or in another unit."""
    known = [one for one in (beside.last, beside.budget, beside.actual) if one]
    if not known or not net:
        return net
    sized = _sized(net, abs(known[0]))
    return -sized if sized > 0 and all(one < 0 for one in known) else sized


def _sized(net: int, usual: int) -> int:
    times = Fraction(abs(net), usual)
    low, high = _THOUSANDFOLD
    if low <= times <= high:
        return round_half_away(Fraction(net, 1_000))
    if 1 / high <= times <= 1 / low:
        return net * 1_000
    return net


def _doubts(net: int, other: int) -> Iterator[str]:
    if net > 0 > other:
        yield "Verksamheten kostar mer än den får in, och en kostnad skrivs med minus."
    if abs(net) > abs(other):
        yield "Det är omkring tusen gånger mer än väntat. Beloppet ska stå i tusental kronor."
    elif abs(net) < abs(other):
        yield "Det är omkring en tusendel av det väntade. Beloppet ska stå i tusental kronor."


def _amount_read(answer: Answer, year: int, budget: int | None) -> str:
    try:
        net = _read(answer.typed) if answer.is_own else answer.seen.get(answer.way)
    except AnswerFault:
        return ""
    return "" if net is None else sentence(net, year, budget)


def _comment(answer: Answer) -> str:
    return " ".join(answer.comment.split())
