"""The invented reports: which planted contradictions are found, in which format, and what else."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.review_documents.formats import FORMATS, written
from tools.review_documents.source import FOLDER, Plant, names, plants, source

from uppsikt.reading import read
from uppsikt.review import review
from uppsikt.review.model import Finding, Review

from .places import touches
from .tally import Tally, kinds_table, percent, table

MISSES = FOLDER / "missar.json"
_SENTENCE = re.compile(r"(?<=[.:!?]) (?=[A-ZÅÄÖ])")
KIND_NAMES = {
    "change": "förändringskolumn",
    "change-told": "skillnad i löpande text",
    "count-total": "summa av antal",
    "date-itself": "datum jämfört med sig självt",
    "direction": "ord om riktning",
    "law-number": "lagnummer",
    "list-count": "lista mot utlovat antal",
    "month-mean": "medelvärde av månader",
    "month-sum": "summa av månader",
    "net-cost": "nettokostnad",
    "period": "fel period",
    "result": "resultat",
    "same-figure": "samma uppgift två gånger",
    "share": "andel mot antal",
    "share-impossible": "andel som inga antal ger",
    "share-total": "andelar av ett helt",
    "span-months": "antal månader",
    "total": "summa",
    "unit-slip": "fel enhet",
    "variance": "avvikelse",
    "weekday": "veckodag",
    "year": "årtal",
}
"""The planted kinds in Swedish."""


@dataclass
class Outcome:
    """What a review of one file gave: plants found and missed, and contradictions beside them."""

    found: list[Plant] = field(default_factory=list)
    missed: list[Plant] = field(default_factory=list)
    beside: list[Finding] = field(default_factory=list)
    right: int = 0


def judge(name: str, form: str, reviewed: Review, *, planted: bool) -> Outcome:
    """Hold a review against what was planted; in a clean report every contradiction is false."""
    outcome = Outcome()
    expected = _expected(name, form) if planted else []
    for plant in expected:
        hit = any(meant(reviewed, finding, plant) for finding in reviewed.contradictions)
        (outcome.found if hit else outcome.missed).append(plant)
    known = plants(source(name)) if planted else []
    for finding in reviewed.contradictions:
        if any(meant(reviewed, finding, plant) for plant in known):
            outcome.right += 1
        else:
            outcome.beside.append(finding)
    return outcome


def meant(reviewed: Review, finding: Finding, plant: Plant) -> bool:
    """Whether a finding points at what is planted: its words, or others in its sentence.

    A date that is compared with itself may be told by its two figures. A table may say once for
    all cells that they are per cent.
    """
    words = [plant.planted, plant.planted.removesuffix(" %")]
    if not plant.in_table:
        words += [part for part in _SENTENCE.split(plant.block) if plant.planted in part]
    return any(touches(reviewed, finding, words=one, block=plant.block) for one in words)


def _expected(name: str, form: str) -> list[Plant]:
    found = plants(source(name))
    return [plant for plant in found if plant.in_table] if form == "xlsx" else found


def known_misses() -> dict[str, list[str]]:
    """Which planted errors are known not to be found, by report and format; they may only become
    fewer."""
    found: dict[str, list[str]] = json.loads(MISSES.read_text("utf-8"))
    return found


def measure(misses: Path | None = None) -> list[str]:
    """The section of the page about the invented reports; what is missed goes to ``misses``."""
    kinds: dict[str, Tally] = {}
    forms: dict[str, Tally] = {}
    missed: dict[str, list[str]] = {}
    right, wrong, clean_alarms, files = 0, 0, 0, 0
    with TemporaryDirectory() as folder:
        for name in names():
            for form in FORMATS:
                for planted in (True, False):
                    outcome = outcome_of(name, form, Path(folder), planted=planted)
                    if outcome is None:
                        continue
                    files += 1
                    right += outcome.right
                    wrong += len(outcome.beside)
                    clean_alarms += 0 if planted else len(outcome.beside)
                    _count(outcome, form, kinds, forms)
                    if outcome.missed:
                        missed[f"{name} {form}"] = [plant.key for plant in outcome.missed]
    if misses:
        misses.write_text(json.dumps(missed, indent=1) + "\n", "utf-8")
    told = right + wrong
    precise = percent(right, told)
    head = [
        f"{len(names())} uppdiktade rapporter, {len(FORMATS)} format, {files} filer.",
        "",
        f"- Rapporterade motsägelser som rör något planterat: {right} av {told} ({precise}).",
        f"- Motsägelser i de felfria versionerna: {clean_alarms}.",
        "",
    ]
    return [*head, *kinds_table(kinds), "", *kinds_table(forms, "Format")]


def outcome_of(name: str, form: str, folder: Path, *, planted: bool) -> Outcome | None:
    """The outcome of one file, or None where the format cannot hold the report."""
    path = written(name, form, folder, planted=planted)
    if path is None:
        return None
    return judge(name, form, review([read(path)]), planted=planted)


def _count(outcome: Outcome, form: str, kinds: dict[str, Tally], forms: dict[str, Tally]) -> None:
    for plants_, hit in ((outcome.found, True), (outcome.missed, False)):
        for plant in plants_:
            kind = KIND_NAMES[plant.kind]
            kinds.setdefault(kind, Tally()).add(plant.key, found=hit)
            forms.setdefault(form, Tally()).add(plant.key, found=hit)


def report_beside(outcomes: dict[str, Outcome]) -> list[str]:
    """A table of contradictions that touch nothing planted, for whoever mends the rules."""
    rows: list[list[object]] = [
        [where, finding.code, finding.message]
        for where, outcome in outcomes.items()
        for finding in outcome.beside
    ]
    return table(["Fil", "Regel", "Meddelande"], rows)
