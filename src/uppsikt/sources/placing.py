"""Which import counts for what: pure decisions when a new one comes beside those in force.

No krona may count twice and none may fall between two files, so what cannot be settled without
a guess is refused, also with `--accept`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from uppsikt.figures import UppsiktError
from uppsikt.sources.balances import Span


class CountedTwice(UppsiktError):
    """A file holds what another file already answers for, in a way that cannot be settled."""


@dataclass(frozen=True)
class Claim:
    """That a file answers for a span of a committee's months.

    `complete`: for everything. Otherwise for the report line `line` (empty: what feeds no line).
    """

    first: int
    last: int
    complete: bool
    line: str = ""

    @property
    def span(self) -> Span:
        """First and last month (yyyymm)."""
        return self.first, self.last

    def overlaps(self, other: Claim) -> bool:
        """Whether the two have a month in common."""
        return self.first <= other.last and other.first <= self.last

    def months_text(self) -> str:
        """The months in figures, for error texts."""
        first, last = (f"{month // 100}-{month % 100:02}" for month in self.span)
        return first if first == last else f"{first}–{last}"


@dataclass(frozen=True)
class Booked:
    """The spans in which a file has rows, by report line."""

    spans: frozenset[tuple[str, int, int]]

    def on(self, line: str, claim: Claim) -> bool:
        """Whether there are rows on the line in any month of the claim."""
        return any(
            key == line and first <= claim.last and claim.first <= last
            for key, first, last in self.spans
        )


@dataclass(frozen=True)
class InForce:
    """A claim of an earlier import that counts now. `booked` is where that import has rows."""

    claim: Claim
    booked: Booked
    file: str


def replaced_by(
    new: Sequence[Claim], booked: Booked, old: Sequence[InForce], *, file: str
) -> list[InForce]:
    """The earlier claims that a new file takes the place of. Raises CountedTwice.

    A complete file takes the place of all it covers; a single balance that it has no rows for
    stays, since that balance is all that is known of its line. Period balances take the place of
    earlier period balances of the same lines, and are refused where vouchers already have rows.
    """
    replaced = []
    for one in old:
        rivals = [claim for claim in new if claim.overlaps(one.claim) and _competes(claim, one)]
        if one.claim.complete:
            _refuse_over_complete(rivals, one, file)
        elif any(claim.complete for claim in rivals) and not booked.on(one.claim.line, one.claim):
            continue
        if not rivals:
            continue
        if not _covers(rivals, one.claim.span):
            raise _twice(rivals[0], one, file, "Den nya filen täcker bara en del av den gamla.")
        replaced.append(one)
    return replaced


def _competes(new: Claim, old: InForce) -> bool:
    """Whether both cannot stand: they answer for the same line, or the old file has rows there."""
    if new.complete:
        return True
    if old.claim.complete:
        return old.booked.on(new.line, new)
    return new.line == old.claim.line


def _refuse_over_complete(rivals: Iterable[Claim], old: InForce, file: str) -> None:
    for claim in rivals:
        if not claim.complete:
            raise _twice(claim, old, file, "Den andra filen har redan rader på samma verksamhet.")


def _covers(claims: Collection[Claim], span: Span) -> bool:
    """Whether the claims together hold every month of the span and nothing of them is cut."""
    months = {month for claim in claims for month in months_of(*claim.span)}
    return set(months_of(*span)) <= months


def months_of(first: int, last: int) -> list[int]:
    """All months from first to last (yyyymm), over the turn of the year too."""
    return [
        year * 100 + month
        for year in range(first // 100, last // 100 + 1)
        for month in range(1, 13)
        if first <= year * 100 + month <= last
    ]


def _twice(new: Claim, old: InForce, file: str, why: str) -> CountedTwice:
    values = [
        f"{file}: {new.months_text()}",
        f"{old.file}: {old.claim.months_text()}",
    ]
    if new.line or old.claim.line:
        values.append(f"verksamhet {new.line or old.claim.line}")
    return CountedTwice(
        f"{file} överlappar {old.file}.",
        values=values,
        why=f"{why} Belopp skulle räknas två gånger eller falla bort.",
        todo="Läs in en fil som täcker samma månader som den gamla, eller ta bort dubbletten.",
    )
