"""Every rule has its page, and the examples on it do what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import uppsikt.review.rules
from uppsikt.reading import Document
from uppsikt.reading.plain.read import read_text
from uppsikt.reading.read import read
from uppsikt.review import review
from uppsikt.review.model import Review
from uppsikt.review.registry import RULES, Rule

assert uppsikt.review.rules
FOLDER = Path(__file__).parents[2] / "docs/regler"
PAGES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
SECTIONS = ["Varför", "Ger fynd", "Går fritt", "Ser inte"]
EVERY = pytest.mark.parametrize("one", RULES.values(), ids=lambda one: one.code)


def page(one: Rule) -> str:
    return (FOLDER / f"{one.code}.md").read_text(encoding="utf-8")


def examples(one: Rule, heading: str) -> list[tuple[str, str]]:
    """The examples under a heading: what kind each is, and its text."""
    text = page(one)
    start = text.index(f"\n## {heading}\n")
    following = SECTIONS[SECTIONS.index(heading) + 1]
    part = text[start : text.index(f"\n## {following}\n")]
    return re.findall(r"^```exempel ?([\wåäö ]*)\n(.*?)^```$", part, re.M | re.S)


def reviewed(found: list[tuple[str, str]], folder: Path) -> Review:
    """What the review says of the examples, read as the files they stand for."""
    documents: list[Document] = []
    earlier: list[Document] = []
    for number, (kind, text) in enumerate(found, start=1):
        name = f"exempel-{number}"
        if "md" in kind.split():
            path = folder / f"{name}.md"
            path.write_text(text, encoding="utf-8")
            document = read(path)
        else:
            document = read_text(text, f"{name}.txt")
        (earlier if "tidigare" in kind.split() else documents).append(document)
    return review(documents, earlier)


def test_every_rule_has_a_page_and_no_other() -> None:
    assert [path.stem for path in PAGES] == sorted(RULES)


@EVERY
def test_a_page_has_its_name_and_its_parts(one: Rule) -> None:
    text = page(one)
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)

    assert text.startswith(f"# {one.name} (`{one.code}`)\n")
    assert re.findall(r"^## (.+)$", outside, re.M) == SECTIONS
    assert len(section_of_what(outside).split()) >= 5


def section_of_what(text: str) -> str:
    """What the rule says: the words between the heading and the first part."""
    return text.partition("\n")[2].partition("\n## ")[0]


@EVERY
def test_the_example_that_is_found_is_found(one: Rule, tmp_path: Path) -> None:
    found = examples(one, "Ger fynd")
    assert found
    assert one.code in {finding.code for finding in reviewed(found, tmp_path).findings}


@EVERY
def test_the_example_that_goes_free_goes_free(one: Rule, tmp_path: Path) -> None:
    found = examples(one, "Går fritt")
    assert found
    review_of = reviewed(found, tmp_path)
    assert one.code not in {finding.code for finding in review_of.findings}
    assert [finding.message for finding in review_of.contradictions] == []


def test_the_table_of_rules_has_every_rule() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[([^\]]+)\]\(([a-z-]+)\.md\) \| `([a-z-]+)` \|", text, re.M)

    assert sorted((name, code) for name, link, code in rows if link == code) == sorted(
        (one.name, one.code) for one in RULES.values()
    )
