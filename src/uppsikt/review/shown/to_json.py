"""A review as JSON: a stable shape, described in ``docs/granskning.md``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from uppsikt.reading import Document
from uppsikt.review import places
from uppsikt.review.model import Finding, Mark, Review
from uppsikt.review.registry import RULES
from uppsikt.review.verdict import contradictions, groups, notes, status, verdict

VERSION = 1
"""Changes when something that is here is taken away or comes to mean another thing."""


def render_json(review: Review) -> str:
    """The review as JSON text; findings in the order of their groups."""
    diagnoses = {group.key: group.diagnosis for group in groups(review)}
    whole = {
        "version": VERSION,
        "verdict": _verdict(review),
        "findings": [
            _finding(finding, diagnoses.get(finding.group, ""), review)
            for finding in review.findings
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _verdict(review: Review) -> dict[str, Any]:
    names = [document.name for document in review.documents]
    under = len(names) - review.earlier
    return {
        "text": verdict(review),
        "contradictions": contradictions(review),
        "notes": notes(review),
        "tables": review.counts.tables,
        "numbers": review.counts.numbers,
        "tables_unread": review.counts.tables_unread,
        "rows_unread": review.counts.rows_unread,
        "files": names[:under],
        "earlier": names[under:],
        "status": status(review),
    }


def _finding(finding: Finding, diagnosis: str, review: Review) -> dict[str, Any]:
    rule = RULES.get(finding.code)
    return {
        "code": finding.code,
        "name": rule.name if rule else finding.code,
        "group": finding.group,
        "severity": finding.severity,
        "message": finding.message,
        "places": [place for mark in finding.marks for place in _places(mark, review.documents)],
        "values": [{"label": value.label, "value": value.value} for value in finding.values],
        "expected": finding.expected,
        "tolerance": finding.tolerance,
        "diagnosis": diagnosis,
    }


def _places(mark: Mark, documents: tuple[Document, ...]) -> Iterator[dict[str, Any]]:
    """A place for each line that the figure is printed on."""
    document = documents[mark.place.file]
    for index in places.lines_of(mark.place):
        line = document.lines[index]
        yield {
            "file": document.name,
            "page": places.page_of(document, line),
            "line": line.number,
            "text": mark.text,
        }
