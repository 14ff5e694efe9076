"""The verdict: one line that says what was found and how much was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from uppsikt.figures import join_words, thousands
from uppsikt.review.model import Counts, Finding, Review, Severity


@dataclass(frozen=True)
class Group:
    """Findings with one root. ``number`` counts contradictions and notes apart, from 1."""

    key: int
    number: int
    severity: Severity
    findings: tuple[Finding, ...]
    diagnosis: str

    @property
    def name(self) -> str:
        """What the group is called: ``Motsägelse 3``."""
        return f"{'Motsägelse' if self.severity == 'contradiction' else 'Anmärkning'} {self.number}"


def groups(review: Review) -> tuple[Group, ...]:
    """The findings by group: the contradictions first, as the diagnosis has numbered them."""
    found: list[Group] = []
    counted = {"contradiction": 0, "note": 0}
    for key, members in groupby(review.findings, lambda finding: finding.group):
        findings = tuple(members)
        severity = findings[0].severity
        counted[severity] += 1
        diagnosis = review.diagnoses[key - 1] if 0 < key <= len(review.diagnoses) else ""
        found.append(Group(key, counted[severity], severity, findings, diagnosis))
    return tuple(found)


def contradictions(review: Review) -> int:
    """How many contradictions there are: findings with one root are one."""
    return sum(group.severity == "contradiction" for group in groups(review))


def notes(review: Review) -> int:
    """How many notes there are."""
    return sum(group.severity == "note" for group in groups(review))


def status(review: Review) -> int:
    """The status that a review ends with: 0 without contradictions, 1 with."""
    return 1 if review.contradictions else 0


def verdict(review: Review) -> str:
    """The verdict: ``3 motsägelser, 2 anmärkningar; 14 tabeller och 412 tal lästa``.

    Tables and rows with figures that could not be read are told; nothing was found or missed there.
    """
    return f"{found(review)}; {read(review)}"


def found(review: Review) -> str:
    """The first half of the verdict: what was found."""
    told = _many(contradictions(review), "motsägelse", "motsägelser", none="Inga")
    if notes(review):
        told += f", {_many(notes(review), 'anmärkning', 'anmärkningar')}"
    return told


def read(review: Review) -> str:
    """The second half: how much was read (of how many files where they are several), and not."""
    counts = review.counts
    tables = _many(counts.tables, "tabell", "tabeller")
    numbers = _many(counts.numbers, "tal", "tal")
    files = len(review.documents) - review.earlier
    within = f" i {thousands(files)} filer" if files > 1 else ""
    return f"{tables} och {numbers} lästa{within}{_unread(counts)}"


def meaning(review: Review) -> str:
    """What it means that no contradiction was found, and the next step; empty if one was."""
    if review.contradictions:
        return ""
    told = [
        "De tal som går att hålla mot varandra stämmer; det bevisar inte att rapporten är rätt."
    ]
    if not review.counts.numbers:
        told = ["Inga tal lästes, så inget är prövat."]
    if review.counts.tables_unread or review.counts.rows_unread:
        told.append("Det som inte kunde läsas är inte prövat.")
    if not review.earlier:
        told.append("Pröva även mot en tidigare rapport med --against.")
    return " ".join(told)


def _unread(counts: Counts) -> str:
    parts: Sequence[str] = [
        _many(number, one, many)
        for number, one, many in (
            (counts.tables_unread, "tabell", "tabeller"),
            (counts.rows_unread, "rad", "rader"),
        )
        if number
    ]
    return f", {join_words(parts)} kunde inte läsas" if parts else ""


def _many(number: int, one: str, many: str, none: str = "0") -> str:
    if number == 0:
        return f"{none} {many}"
    return f"{thousands(number)} {one if number == 1 else many}"
