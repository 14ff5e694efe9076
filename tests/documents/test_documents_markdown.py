"""Prose is read with an allow-list."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.documents import (
    Bullets,
    Document,
    Heading,
    Link,
    Paragraph,
    Text,
    parse,
    render_html,
)


def test_headings_paragraphs_and_marks() -> None:
    assert parse("# Läget\n\nKostnaden *ökar* och är **hög**\ni år.\n\n#### Djupt") == (
        Heading(1, "Läget"),
        Paragraph((
            Text("Kostnaden "),
            Text("ökar", emphasis=True),
            Text(" och är "),
            Text("hög", strong=True),
            Text(" "),
            Text("i år."),
        )),
        Heading(3, "Djupt"),
    )  # fmt: skip


def test_bullets_keep_the_items_of_an_inner_list() -> None:
    assert parse("- ett\n- två\n  - inre\n\nSedan.") == (
        Bullets(((Text("ett"),), (Text("två"),), (Text("inre"),))),
        Paragraph((Text("Sedan."),)),
    )


@pytest.mark.parametrize("address", ["https://boras.se/a?b=1", "mailto:aln@boras.se"])
def test_links_that_are_allowed(address: str) -> None:
    assert parse(f"[hit]({address})") == (Paragraph((Link("hit", address),)),)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "/in", "http:[x"])
def test_other_links_stay_text(address: str) -> None:
    (paragraph,) = parse(f"[hit]({address})")
    assert isinstance(paragraph, Paragraph)
    assert not any(isinstance(run, Link) for run in paragraph.runs)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <b>b</b>",
        "![bild](https://x.se/y.png)",
        "`kod`",
        "| a | b |",
    ],
)
def test_everything_else_is_text(text: str) -> None:
    (paragraph,) = parse(text)
    assert isinstance(paragraph, Paragraph)
    assert all(isinstance(run, Text | Link) for run in paragraph.runs)
    assert "<script>" not in render_html(_document(text), standalone=False)
    assert "<b>" not in render_html(_document(text), standalone=False)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab åÖ*_-#[]()<>!`\n\\&;:/ 1.\x00\ud800"), max_size=60))
def test_no_text_breaks_out(text: str) -> None:
    page = render_html(_document(text), standalone=False)
    allowed = ("article", "header", "h1", "h2", "h3", "h4", "p", "em", "strong", "ul", "li", "a")
    for part in page.split("<")[1:]:
        assert part.lstrip("/").startswith(allowed), part


def _document(text: str) -> Document:
    return Document("Titel", "", "", "", "", parse(text), "prov")
