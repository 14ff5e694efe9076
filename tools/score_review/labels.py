"""Labelled reports: what somebody found by hand in a published report, held against a review."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from uppsikt.reading import read
from uppsikt.review import review
from uppsikt.review.model import Finding, Review

from .places import lines_of
from .tally import Tally, kinds_table, percent

KIND_NAMES = {
    "same_quantity_two_values": "samma uppgift två gånger",
    "wrong_year_in_comparison": "datum jämfört med sig självt",
    "prose_vs_table_difference": "skillnad i text mot tabell",
    "period_label_vs_data": "period mot siffror",
    "period_vs_dates": "antal månader mot datum",
    "direction_contradicted": "ord om riktning",
    "table_vs_table": "tabell mot tabell",
    "month_mean": "medelvärde av månader",
    "share_vs_counts": "andelar mot antal",
    "list_vs_total": "lista mot utlovat antal",
    "reference_number": "nummer på lagar och föreskrifter",
    "impossible_value": "värde som inte kan vara",
}
"""The labels' kinds in Swedish; a kind that is not here is shown as it is."""

PLAUSIBLE = {
    "wrong_year_in_comparison": ("date", "year", "span", "period"),
    "period_label_vs_data": ("period", "month", "priced"),
    "period_vs_dates": ("span", "period", "date"),
    "direction_contradicted": ("told-direction", "measure-direction", "presupposed", "share"),
    "month_mean": ("month", "empty", "mean"),
    "share_vs_counts": ("share",),
}
"""How the code of a rule may begin that finds a label of this kind; other kinds may be any."""


@dataclass(frozen=True)
class Label:
    """One thing that was found by hand.

    ``lines`` are all lines that it concerns; ``quoted`` those whose words are wrong or stand
    against each other: a finding has to touch one of them.
    """

    key: str
    kind: str
    scoring: str
    lines: frozenset[int]
    quoted: frozenset[int]

    def matches(self, lines: set[int], code: str) -> bool:
        """Whether a finding of this rule at these lines can be this one."""
        starts = PLAUSIBLE.get(self.kind, ("",))
        return bool(lines & self.quoted) and code.startswith(starts)


@dataclass
class Score:
    """A review against labels, with the findings that no label explains."""

    document: str
    must: dict[str, Tally] = field(default_factory=dict)
    should: dict[str, Tally] = field(default_factory=dict)
    forbidden: list[tuple[str, Finding]] = field(default_factory=list)
    outside: list[Finding] = field(default_factory=list)
    right: int = 0
    neutral: int = 0


def labels(path: Path) -> tuple[str, list[Label]]:
    """The document's name and its labels, from a file of labels."""
    told = json.loads(path.read_text("utf-8"))
    entries = [*told["contradictions"], *told.get("rounding", ()), *told.get("unusual", ())]
    return told["document"], [_label(entry) for entry in entries]


def score(document: str, known: list[Label], reviewed: Review) -> Score:
    """Count what was found of what is labelled, and what else was said."""
    result = Score(document)
    found = [(finding, lines_of(reviewed, finding)) for finding in reviewed.contradictions]
    real = [label for label in known if label.scoring in ("must", "should")]
    for label in real:
        kinds = result.must if label.scoring == "must" else result.should
        hit = any(label.matches(lines, finding.code) for finding, lines in found)
        name = KIND_NAMES.get(label.kind, label.kind)
        kinds.setdefault(name, Tally()).add(label.key, found=hit)
    for finding, lines in found:
        _judge(result, finding, lines, known)
    return result


def measure(paths: Iterable[Path], folder: Path) -> list[str]:
    """The section of the page about labelled reports; ``folder`` holds the reports."""
    scores = []
    for path in paths:
        name, known = labels(path)
        scores.append(score(name, known, review([read(folder / name)])))
    return [*_summary(scores), "", *_kinds(scores)]


def _label(entry: dict[str, Any]) -> Label:
    lines = frozenset(_flat(entry["lines"]))
    quoted = {quote["line"] for quote in entry.get("quotes", ())}
    primary = {entry["primary_line"]} if "primary_line" in entry else set()
    kind, scoring = entry.get("kind", ""), entry.get("scoring", "neutral")
    return Label(entry["id"], kind, scoring, lines, frozenset(quoted | primary) or lines)


def _flat(lines: Iterable[int | list[int]]) -> Iterable[int]:
    for line in lines:
        if isinstance(line, int):
            yield line
        else:
            yield from range(line[0], line[-1] + 1)


def _judge(result: Score, finding: Finding, lines: set[int], known: list[Label]) -> None:
    hit = [label for label in known if label.matches(lines, finding.code)]
    if any(label.scoring in ("must", "should") for label in hit):
        result.right += 1
    elif forbidden := [label for label in hit if label.scoring == "must_not"]:
        result.forbidden.append((forbidden[0].key, finding))
    elif hit:
        result.neutral += 1
    else:
        result.outside.append(finding)


def _summary(scores: list[Score]) -> list[str]:
    right, outside = sum(one.right for one in scores), sum(len(one.outside) for one in scores)
    forbidden = sum(len(one.forbidden) for one in scores)
    told = right + outside + forbidden
    precise = percent(right, told)
    return [
        f"- Rapporterade motsägelser som rör ett märkt fel: {right} av {told} ({precise}).",
        f"- Utanför märkningen: {outside}.",
        f"- Sådant som är märkt som riktigt men rapporterades: {forbidden}.",
    ]


def _kinds(scores: list[Score]) -> list[str]:
    rows: dict[str, Tally] = {}
    for score_ in scores:
        for strength, kinds in (("måste", score_.must), ("bör", score_.should)):
            for kind, tally in kinds.items():
                row = rows.setdefault(f"{kind} ({strength})", Tally())
                row.there += tally.there
                row.found += tally.found
                row.missed += tally.missed
    return kinds_table(rows)
