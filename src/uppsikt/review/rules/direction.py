"""Words of direction (higher, increased, fell) against the figures."""

from collections.abc import Iterable, Iterator

from uppsikt.figures import Absent, Exact, Figure, find_contradictions, value_text
from uppsikt.review.held import Held
from uppsikt.review.lexicon.hedges import is_approximate
from uppsikt.review.material import Material
from uppsikt.review.model import Direction, Finding, Mark, Named
from uppsikt.review.registry import rule
from uppsikt.review.rules.told import pairs, sources
from uppsikt.review.sentences.claim import Claim

_PER_HUNDRED = 1
"""Figures that differ by less than this many per cent are as good as the same to a writer."""
_PER_HUNDRED_UNSAID = 5
"""The same where the sentence does not say what it compares with."""


@rule("told-direction", "Riktning i texten mot talen")
def check_directions(material: Material) -> Iterable[Finding]:
    """What is said to be higher than something, or to have increased, is not lower than it.

    A contradiction only where the sentence says what it compares with, or holds both numbers
    itself, and the two are apart beyond rounding and by at least one per cent. Where the sentence
    leaves open with what it compares, the same months of the year before are meant as a rule, and
    the finding is a note; also where the period budget says the same, for another span, gross
    costs or a price may have gone as the sentence says.
    """
    for reviewed in material.reviewed:
        held = Held(reviewed)
        for claim in reviewed.claims:
            if claim.number is None:
                yield from _direction(held, claim)


def _direction(held: Held, claim: Claim) -> Iterator[Finding]:
    """The finding on one word of direction, if the figures go clearly the other way."""
    for now, before in pairs(held, claim):
        if now.unit.is_money == before.unit.is_money and _other_way(claim, now, before):
            yield _finding(held, claim, now, before)
        return


def _other_way(claim: Claim, now: Figure, before: Figure) -> bool:
    """Whether the figures are clearly apart, and in the other order than the sentence says."""
    if isinstance(now.value, Absent) or isinstance(before.value, Absent):
        return False
    if now.value <= 0 or before.value <= 0:
        return False
    if not _in_one_step(claim) and not _apart(now, before):
        return False
    low, high = sorted((now.value, before.value))
    least = _PER_HUNDRED if claim.explicit else _PER_HUNDRED_UNSAID
    if high * 100 < low * (100 + least):
        return False
    return (claim.direction is Direction.UP) is not (now.value > before.value)


def _in_one_step(claim: Claim) -> bool:
    """Whether a sentence sets two numbers against each other that are rounded alike, if at all.

    ``Från 400 till 350``: rounding with one step keeps the order, so the printed numbers decide.
    """
    if claim.operands is None:
        return False
    now, before = claim.operands
    loose = any(is_approximate(one.text[: one.number.start]) for one in claim.operands)
    alike = now.number.amount.step == before.number.amount.step
    return alike and not loose and now.text == before.text


def _apart(now: Figure, before: Figure) -> bool:
    """Whether rounding cannot make the two the same."""
    same = Figure(now.name, before.value, before.unit, before.source, before.half)
    return bool(find_contradictions([now, same], []))


def _finding(held: Held, claim: Claim, now: Figure, before: Figure) -> Finding:
    word = claim.text[slice(*claim.mark)]
    said = "över" if claim.direction is Direction.UP else "under"
    unsaid = "" if claim.explicit else " (jämfört med samma period året innan)"
    return Finding(
        code="told-direction",
        message=f"Texten säger ”{word}”, men {_text(now.value, now)} ligger inte {said} "
        f"{_text(before.value, before)}{unsaid}.",
        marks=(Mark(claim.place, claim.text, claim.mark), *sources(held, claim)),
        severity="contradiction" if claim.explicit else "note",
        values=(
            Named("nu", _text(now.value, now), 1),
            Named("jämfört med", _text(before.value, before), 2),
        ),
    )


def _text(value: Exact | Absent, figure: Figure) -> str:
    return value_text(value, figure.unit)
