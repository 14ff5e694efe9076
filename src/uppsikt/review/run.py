"""The review itself: statements out of documents, every rule, and what the findings come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from uppsikt.reading import Document
from uppsikt.review import (
    places,
    rules,  # noqa: F401 — every rule enters itself in the registry when its module is read
)
from uppsikt.review.diagnosis import diagnose
from uppsikt.review.gather import gather
from uppsikt.review.material import Material
from uppsikt.review.model import Counts, Finding, Place, Review
from uppsikt.review.registry import RULES

_GENERAL = ("same-figure", "told-difference", "told-result", "cross-total", "total")
"""Rules that other rules are special cases of, the most general first."""


def review(documents: Sequence[Document], earlier: Sequence[Document] = ()) -> Review:
    """Review documents together, and hold them against earlier ones.

    Every rule is asked. What two rules tell of the same figures is told once, and the findings
    are grouped by their root. ``Review.documents`` holds the documents under review and then the
    earlier ones, as the findings' places count them.
    """
    material = gather(documents, earlier)
    every = tuple(one.document for one in (*material.reviewed, *material.earlier))
    findings = [
        places.sharpened(finding, every)
        for rule in RULES.values()
        for finding in rule.check(material)
    ]
    grouped, diagnoses = diagnose(without_doubles(findings), every)
    return Review(every, grouped, _counts(material), diagnoses, earlier=len(earlier))


def without_doubles(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, each set of figures once.

    A contradiction goes before a note, a special rule before a general one, and a finding with
    all the figures of another of its own rule before that other. That one figure has two values
    is not told again where another rule says why.
    """
    kept: list[tuple[frozenset[Place], Finding]] = []
    for finding in sorted(findings, key=_precedence):
        figures = frozenset(mark.place for mark in finding.marks)
        if figures and any(_covers(known, one, figures, finding) for known, one in kept):
            continue
        kept.append((figures, finding))
    return [finding for _, finding in kept]


def _precedence(finding: Finding) -> tuple[bool, int, int]:
    general = _GENERAL.index(finding.code) if finding.code in _GENERAL else len(_GENERAL)
    return (finding.severity == "note", -general, -len(finding.marks))


def _covers(
    known: frozenset[Place], one: Finding, figures: frozenset[Place], finding: Finding
) -> bool:
    """Whether a finding that is kept already tells what another would."""
    if known == figures or (one.code == finding.code and figures <= known):
        return True
    return finding.code == _GENERAL[0] and all(
        any(places.overlap(place, its) for its in known) for place in figures
    )


def _counts(material: Material) -> Counts:
    """What was read in the documents under review; the earlier ones do not count."""
    documents = [one.document for one in material.reviewed]
    rows = [row for document in documents for table in document.tables for row in table.unread]
    return Counts(
        tables=sum(len(document.tables) for document in documents),
        numbers=sum(1 for document in documents for _ in _numbers(document)),
        tables_unread=sum(len(document.unread) for document in documents),
        rows_unread=len(rows),
    )


def _numbers(document: Document) -> Iterator[object]:
    for sentence in document.sentences():
        yield from sentence.numbers
    for table in document.tables:
        yield from (cell.number for row in table.rows for cell in row.cells if cell.number)
