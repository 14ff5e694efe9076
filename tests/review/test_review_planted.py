"""Invented reports in every format: a clean one is silent, a planted one tells what is planted."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tools.review_documents.__main__ import sidecar
from tools.review_documents.formats import FORMATS
from tools.review_documents.source import FOLDER, names, plants, source
from tools.score_review.planted import KIND_NAMES, Outcome, known_misses, outcome_of


@cache
def judged(name: str, form: str, *, planted: bool) -> Outcome | None:
    """The outcome of one file, reviewed once."""
    with TemporaryDirectory() as folder:
        return outcome_of(name, form, Path(folder), planted=planted)


def outcome(name: str, form: str, *, planted: bool) -> Outcome:
    found = judged(name, form, planted=planted)
    if found is None:
        pytest.skip("our own PDF cannot hold its tables")
    return found


def told(found: Outcome) -> list[str]:
    return [f"{one.code}: {one.message}" for one in found.beside]


@pytest.mark.parametrize("name", names())
def test_what_is_planted_is_told_beside_the_source(name: str) -> None:
    assert (FOLDER / f"{name}.json").read_text("utf-8") == sidecar(name)


def test_every_planted_kind_has_a_swedish_name() -> None:
    planted = {plant.kind for name in names() for plant in plants(source(name))}
    assert planted == set(KIND_NAMES)


def test_the_files_kept_are_small() -> None:
    assert all(path.stat().st_size < 60_000 for path in FOLDER.iterdir())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", names())
def test_a_clean_report_has_no_contradictions(name: str, form: str) -> None:
    assert told(outcome(name, form, planted=False)) == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", names())
def test_a_planted_report_tells_all_but_what_is_known_to_be_missed(name: str, form: str) -> None:
    missed = {plant.key for plant in outcome(name, form, planted=True).missed}
    assert missed <= set(known_misses().get(f"{name} {form}", []))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", names())
def test_a_planted_report_tells_nothing_else(name: str, form: str) -> None:
    assert told(outcome(name, form, planted=True)) == []
