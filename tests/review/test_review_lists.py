"""Lists against the number their intro announces."""

from dataclasses import replace

import pytest
from hand_prose import prose, told, words

from uppsikt.figures import IDENTITIES
from uppsikt.review.model import Finding
from uppsikt.review.rules.lists import check_lists

SUPPLIERS = (
    "Skyddade boenden – fem leverantörer varav:",
    "- tre har haft en klient och",
    "- en leverantör har haft två klienter.",
)
PARTS = ("Verksamheten består av tre delar:", "- Råd", "- Stöd", "- Vård", "- Tillsyn", "# Mer")


def lists(*lines: str, pages: tuple[int, ...] = ()) -> list[Finding]:
    return list(check_lists(told(prose(*lines, pages=pages))))


def test_a_pair_of_words_that_is_one_thing_is_one_item() -> None:
    intro = "Nämnden har följande fyra mål:"
    (_,) = lists(intro, "- Trygghet för barn och unga", "- Hälso- och sjukvård", "- Stöd", "Mer.")
    assert lists(intro, "- Barn och unga", "- Kultur och fritid", "- Stöd", "Mer.") == []


def test_parts_that_do_not_make_up_the_whole_are_found() -> None:
    (one,) = lists(*SUPPLIERS)
    assert one.message == "”fem leverantörer” anges, men delarna är 3 + 1 = 4."
    assert words(one.marks) == ["fem leverantörer", "tre", "en"]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Skyddade boenden – fem leverantörer varav:",
            "tre har haft en klient och en leverantör har haft två klienter.",
        ),
        ("Det är fem leverantörer, varav tre har haft en klient och en har haft två klienter.",),
    ],
)
def test_parts_told_in_a_sentence_are_added_too(lines: tuple[str, ...]) -> None:
    (one,) = lists(*lines)
    assert words(one.marks) == ["fem leverantörer", "tre", "en"]


@pytest.mark.parametrize(
    "line",
    [
        "Det är fyra leverantörer, varav tre har haft en klient och en har haft två klienter.",
        "Det är fem leverantörer, varav tre har haft en klient och övriga har haft två klienter.",
        "Det är fem leverantörer, varav tre har haft en klient och två familjer.",
        "Det är fem leverantörer, varav två är nya.",
        "Det är fem leverantörer, varav två är nya och en är kommunal.",
    ],
)
def test_a_sentence_that_need_not_divide_the_whole_is_silent(line: str) -> None:
    assert lists(line) == []


def test_items_that_are_more_than_announced_are_found() -> None:
    (one,) = lists(*PARTS)
    assert one.message == "”tre delar” anges, men listan har 4 punkter."
    assert len(one.marks) == 5


@pytest.mark.parametrize(
    "intro",
    [
        "Nämnden prioriterar följande fyra områden:",
        "Det finns två nya mål:",
        "Nämnden har 4 uppdrag:",
        "Avtal har tecknats med fyra entreprenörer:",
    ],
)
def test_other_ways_to_announce_are_read(intro: str) -> None:
    (_,) = lists(intro, "- Skola", "- Vård", "- Omsorg", "Nämnden följer upp.")


def test_a_varav_that_need_not_divide_is_read_by_its_likes() -> None:
    likes = (
        *("Barn – 12 enheter varav:", "- tio är nya", "- två är gamla", "Mer text."),
        *("Unga – 7 enheter varav:", "- fem är nya", "- två är gamla", "Mer text."),
    )
    odd = ("Äldre – 9 enheter varav:", "- fem är nya", "- två är gamla", "Mer text.")
    assert lists(*odd) == []
    assert len(lists(*likes, *odd)) == 1


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Boenden – 26 leverantörer varav:",
            "- 23 har haft ett barn och",
            "- tre har haft två barn.",
        ),
        ("Enheten har 12 leverantörer varav:", "- 8 är kommunala", "- 7 är lokala."),
        (
            "Boenden – 31 leverantörer varav:",
            "- 18 har haft en klient,",
            "- övriga har haft mellan tre och åtta klienter.",
        ),
        ("Boenden – fem leverantörer varav:", "- en är privat", "- flera har haft två klienter."),
        ("Tre delar:", "- Råd", "- Stöd", "- Vård", "Mer."),
        ("Nämnden har fem tjänster varav:", "- två är nya", "- tre är vakanta.", "Mer."),
        ("Satsningen har tre delar, till exempel:", "- Råd", "- Stöd", "Mer."),
        ("Det finns tre delar:", "- Råd", "- Stöd m.m.", "Mer."),
        ("Det finns tre delar:", "- Råd och stöd", "- Vård", "Mer."),
        ("Det finns två delar:", "- två råd", "- Vård", "- Omsorg", "- Tillsyn", "Mer."),
        ("Det finns minst tre delar:", "- Råd", "- Stöd", "Mer."),
        ("Två av tre mål:", "- Råd", "- Stöd", "Mer."),
        ("Under tre månader:", "- Råd", "- Stöd", "Mer."),
        ("Det finns tre delar:", "- Råd", "- Stöd", "och vård."),
        ("Det finns tre delar:", "- Råd", "- Stöd"),
        ("Det finns två delar:", "- Råd", "- Stöd", "- och allt annat som hör dit.", "Mer."),
        ("Det finns tre delar:", "- Råd", "- Stöd", "Borås Stad", "- Vård", "# Mer"),
        ("Det finns tre delar i budgeten:", "- Råd", "- Stöd", "Mer."),
        ("Fem barn har fått:", "- Råd", "- Stöd", "Mer."),
        ("Det finns fyra mål:", "- två mål för skolan", "- två mål för vården", "Mer."),
        ("Det finns tre delar:", "- Råd", *(f"- Del {n}" for n in range(9)), "Mer."),
    ],
)
def test_lists_that_hold_or_are_unclear_are_silent(lines: tuple[str, ...]) -> None:
    assert lists(*lines) == []


SCHOOLS = ("- Björkbackens skola", "- Sjöviks skola", "- Hedens skola", "Mer text.")
HOMES = ("- Ekens äldreboende", "- Björkens äldreboende", "- Åsens äldreboende", "Mer.")


@pytest.mark.parametrize(
    ("intro", "items", "told"),
    [
        ("Beslutet innebär att fyra skolor avvecklas till hösten 2025:", SCHOOLS, "fyra skolor"),
        ("Under året stängs två skolor:", SCHOOLS, "två skolor"),
        ("Fyra äldreboenden har renoverats under året:", HOMES, "Fyra äldreboenden"),
    ],
)
def test_names_are_counted_against_what_the_intro_tells(
    intro: str, items: tuple[str, ...], told: str
) -> None:
    (one,) = lists(intro, *items)
    assert one.message == f"”{told}” anges, men listan har 3 punkter."


@pytest.mark.parametrize(
    ("intro", "items"),
    [
        ("Beslutet innebär att tre skolor avvecklas till hösten 2025:", SCHOOLS),
        ("Fyra skolor har tilldelats medel för:", SCHOOLS),
        ("Fyra skolor har fått bidrag:", ("- Ny gård", "- Nytt tak", "- Fler böcker", "Mer.")),
        ("Fyra skolor avvecklas, bland annat:", SCHOOLS),
        ("Minst fyra skolor avvecklas:", SCHOOLS),
        ("Av kommunens fyra skolor avvecklas:", SCHOOLS),
        ("Två av fyra skolor avvecklas:", SCHOOLS),
        ("Fyra skolor avvecklas:", (*SCHOOLS[:2], "- Hedens och Åsens skola", "Mer text.")),
        ("Fyra skolor avvecklas:", (*SCHOOLS[:3], "och Åsens skola.")),
        ("Fyra skolor avvecklas:", (*SCHOOLS[:2], "- Två skolor i Heden", "Mer text.")),
        ("Åtta skolor avvecklas:", SCHOOLS),
        ("Fyra skolor har förlorat elever till:", SCHOOLS),
    ],
)
def test_names_that_need_not_be_all_are_silent(intro: str, items: tuple[str, ...]) -> None:
    assert lists(intro, *items) == []


@pytest.mark.parametrize(
    "line",
    [
        (
            "Nämnden fattade sju beslut om avgift, varav fyra gällde mat, två gällde vatten och "
            "två gällde gas."
        ),
        (
            "Domstolen avgjorde nio överklaganden varav fem gällde bygglov, tre gällde taxor och "
            "två gällde tillsyn."
        ),
    ],
)
def test_parts_of_cases_are_no_more_than_the_cases(line: str) -> None:
    (one,) = lists(line)
    assert "men delarna är" in one.message


@pytest.mark.parametrize(
    "line",
    [
        "Nämnden fattade sju beslut, varav fyra gällde mat, två gällde avlopp och ett gällde gas.",
        "Nämnden fattade sju beslut, varav två gällde mat, två gällde avlopp och ett gällde gas.",
        "Av sju elever, varav fyra läser tyska, tre läser franska och två läser spanska.",
        "Det kom sju klagomål, varav fyra gällde buller, två gällde lukt och två gällde damm.",
        "Nämnden fattade sju beslut, varav sex gällde mat och fyra fattades av ordföranden.",
        "Nämnden fattade sju beslut, varav sex gällde mat, fem gällde avlopp och fyra gällde gas.",
        (
            "Nämnden fattade cirka sju beslut, varav fyra gällde mat, två gällde vatten och "
            "två gällde gas."
        ),
        (
            "Nämnden fattade sju beslut, varav fyra gällde bland annat mat, två gällde avlopp och "
            "två gällde gas."
        ),
    ],
)
def test_parts_that_may_overlap_are_silent(line: str) -> None:
    assert lists(line) == []


def test_a_list_over_a_page_break_is_left_alone() -> None:
    assert lists(*PARTS, pages=(1, 1, 1, 2, 2, 2)) == []


def test_a_broken_identity_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    identity = IDENTITIES["total"]
    monkeypatch.setitem(IDENTITIES, "total", replace(identity, weights=lambda count: (2,) * count))
    right = ("Skyddade boenden – fem leverantörer varav:", "- tre har haft en klient och",
             "- två har haft två klienter.")  # fmt: skip
    assert lists(*right)
