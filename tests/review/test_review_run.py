"""The review as a whole: every rule is asked, doubles are left out, what was read is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from made_reviews import date, forecast, mark, report

from uppsikt.reading.plain.read import read_text
from uppsikt.review import places, review
from uppsikt.review.material import Material
from uppsikt.review.model import Finding, Mark, Place
from uppsikt.review.registry import RULES, Rule
from uppsikt.review.run import without_doubles

PROSE = (
    "Budgetuppföljning efter oktober 2031\n\n"
    "Nettokostnaden för biblioteken var 26 100 tkr. Det är 31 besökare fler än i fjol.\n"
)


def test_two_rules_that_tell_of_the_same_figures_are_told_once() -> None:
    special = date(report())
    general = replace(special, code="same-figure", message="Samma.")

    assert without_doubles((general, special)) == without_doubles((special, general)) == [special]


def test_a_contradiction_goes_before_a_note_of_the_same_figures() -> None:
    hard = replace(date(report()), code="total")
    soft = replace(date(report()), severity="note")

    assert without_doubles((soft, hard)) == [hard]


def test_a_finding_within_another_of_its_rule_is_left_out() -> None:
    whole = forecast(report())
    part = replace(whole, marks=whole.marks[:2], message="En del.")

    assert without_doubles((part, whole)) == [whole]
    assert without_doubles((replace(part, code="told-difference"), whole)) == [
        replace(part, code="told-difference"), whole
    ]  # fmt: skip


def test_two_values_are_not_told_again_where_another_rule_says_why() -> None:
    document = report()
    why = replace(date(document), marks=(mark(document, 2, "60 500 tkr"), mark(document, 4, "−60")))
    plain = Finding("same-figure", "Två.", (mark(document, 2, "60 500"), mark(document, 4, "60")))
    more = replace(plain, marks=(*plain.marks, mark(document, 11, "60 000")))

    assert without_doubles((plain, why)) == [why]
    assert without_doubles((more, why)) == [why, more]
    assert without_doubles((replace(plain, code="total"), why)) == [
        why, replace(plain, code="total")
    ]  # fmt: skip


def test_findings_without_places_are_never_doubles() -> None:
    one, other = (Finding("total", text, ()) for text in ("En.", "En annan."))

    assert without_doubles((one, other)) == [one, other]


def test_a_sentence_as_place_is_drawn_in_to_its_figure() -> None:
    document = report()
    sentence = document.lines[2].text
    start = sentence.index("60 500")
    whole = Mark(mark(document, 2, sentence).place, sentence, (start, start + 6))

    sharp = places.sharpened(replace(date(document), marks=(whole,)), (document,))

    assert sharp.marks[0].place == mark(document, 2, "60 500").place


def test_a_figure_broken_over_lines_keeps_its_whole_place() -> None:
    document = report()
    spans = (mark(document, 10, "8").place.spans[0], mark(document, 11, "530").place.spans[0])
    broken = Mark(Place(0, spans), "Prognosen är 8 530 tkr", (13, 18))

    assert places.sharpened(
        replace(date(document), marks=(broken,)), (document,)
    ).marks == (broken,)  # fmt: skip


@pytest.fixture
def one_rule(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """Only one rule, which finds what the test puts here."""
    found: list[Finding] = []

    def check(material: Material) -> Iterable[Finding]:
        """What the test wants found."""
        assert material.reviewed
        return found

    monkeypatch.setattr("uppsikt.review.run.RULES", {"dummy": Rule("dummy", "Påhittad", check)})
    return found


def test_every_rule_is_asked_and_findings_are_grouped(one_rule: list[Finding]) -> None:
    document = read_text(PROSE, "a.txt")
    marked = mark(document, 2, "26 100")
    one_rule += [
        Finding("dummy", "En.", (marked,)),
        Finding("dummy", "Två.", (mark(document, 2, "31"),), severity="note"),
    ]

    done = review([document])

    assert [(one.message, one.group) for one in done.findings] == [("En.", 1), ("Två.", 2)]
    assert [one.message for one in done.contradictions] == ["En."]
    assert [one.message for one in done.notes] == ["Två."]


def test_what_was_read_is_counted_but_not_in_earlier_reports(one_rule: list[Finding]) -> None:
    document, before = read_text(PROSE, "a.txt"), read_text(PROSE, "b.txt")

    alone, against = review([document]), review([document], [before])

    assert alone.counts == against.counts
    assert alone.counts.numbers == 2
    assert [one.name for one in against.documents] == ["a.txt", "b.txt"]
    assert (alone.earlier, against.earlier) == (0, 1)
    assert one_rule == []


def test_the_same_documents_give_the_same_review() -> None:
    document = read_text(PROSE, "a.txt")

    assert review([document]) == review([document])
    assert RULES
