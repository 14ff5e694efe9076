"""The review as text: verdict first, every place with its words, nothing that steers a terminal."""

from __future__ import annotations

from dataclasses import replace

from made_reviews import date, forecast, mark, printed, report, reviewed

from uppsikt.reading import Document
from uppsikt.review import words
from uppsikt.review.model import Counts, Finding
from uppsikt.review.shown.to_text import render_text

WHOLE = """\
2 motsägelser, 1 anmärkning; 1 tabell och 7 tal lästa, 1 tabell och 1 rad kunde inte läsas
Granskat: kultur.pdf

Motsägelse 1: {same} (same-figure)
  Prognosen för bibliotek är 60 500 på ett ställe och 60 000 på två.
    sid 1, rad 3  Nettokostnaden för biblioteken beräknas till »60 500« tkr under 2031.
    sid 1, rad 5  Bibliotek −49 479 »−60 000«
    sid 2, rad 3  530 tkr för museerna, och <b>»60 000«</b> tkr för biblioteken.
    budget: 57 500 tkr
  De andra talen ger 60 000 tkr; avrundning förklarar högst 0,5 tkr.
  60\u00a0500 → 60\u00a0000 (sid 1, rad 3) gör att det stämmer.

Motsägelse 2: {date} (impossible-date)
  Den 31 april finns inte.
    sid 1, rad 9  Museet stänger »31 april«.

Anmärkningar: ovanligt, men det kan vara sant

Anmärkning 1: {above} (period-budget-above-year)
  Periodbudgeten är större än årsbudgeten.
    sid 2, rad 2–3  Prognosen är »8 530« tkr för museerna
    sid 2, rad 1    Kulturnämnden, Budgetuppföljning »2(2)«

Kunde inte läsas
  hela dokumentet: en bild utan text
  sid 1, rad 6: fyra tal i två kolumner
"""


def names() -> dict[str, str]:
    """The rules' names, which are theirs to change."""
    from uppsikt.review import rules
    from uppsikt.review.registry import RULES

    assert rules
    codes = {"same": "same-figure", "date": "impossible-date", "above": "period-budget-above-year"}
    return {key: RULES[code].name if code in RULES else code for key, code in codes.items()}


def test_the_whole_text() -> None:
    assert render_text(reviewed(report())) == WHOLE.format(**names())


def test_a_text_file_has_lines_alone() -> None:
    text = render_text(reviewed(report("txt", "kultur.txt")))

    assert "    rad 3   Nettokostnaden" in text
    assert "    rad 12  530 tkr" in text
    assert "sid" not in text


def test_a_workbook_has_sheets_and_a_word_file_paragraphs() -> None:
    assert "blad 1, rad 3 " in render_text(reviewed(report("xlsx")))
    assert "stycke 3 " in render_text(reviewed(report("docx")))


def test_several_files_are_named_at_every_place() -> None:
    first, second = report(), report(name="fritid.pdf")
    found = replace(
        forecast(first), marks=(*forecast(first).marks[:1], mark(second, 4, "−60 000", 1))
    )
    text = render_text(reviewed(first, second, findings=(found,), earlier=1))

    assert "Granskat: kultur.pdf\nJämfört med: fritid.pdf\n" in text
    assert "kultur.pdf, sid 1, rad 3" in text
    assert "fritid.pdf, sid 1, rad 5" in text


def test_findings_with_one_root_stand_together() -> None:
    document = report()
    one = forecast(document)
    text = render_text(reviewed(document, findings=(one, replace(one, code="told", message="B."))))

    assert "Motsägelse 1: 2 fynd med samma orsak\n- " in text
    assert text.count("gör att båda stämmer.") == 1


def test_no_line_is_too_long_and_no_figure_is_broken() -> None:
    words = "Under perioden har verksamheten ökat " * 9 + "till 60 500 tkr " + "och mer " * 40
    document = Document("lång.txt", "txt", printed(((words,),), "txt"), ())
    found = Finding("same-figure", "Ett fynd. " * 30, (mark(document, 0, "60 500"),))
    text = render_text(reviewed(document, findings=(found,)))

    assert max(map(len, text.splitlines())) <= 92
    assert "»60 500«" in text
    assert "… " in text
    assert " …" in text


def test_nothing_in_a_report_steers_the_terminal() -> None:
    hostile = "\x1b]0;tagen\x07 kostar \u202e60 500\u202c tkr \x9b31m"
    document = Document("\x1b[2J.txt", "txt", printed(((hostile,),), "txt"), ())
    found = Finding(
        "same-figure",
        "Värdet \x1b[31m60 500.",
        (mark(document, 0, "60 500"),),
        expected="\x1b[0m60",
        tolerance="\x07",
    )
    text = render_text(reviewed(document, findings=(found,)))

    assert [one for one in text if not one.isprintable() and one != "\n"] == []
    assert "»60 500«" in text


def test_a_review_without_findings_is_its_verdict() -> None:
    document = replace(report(), unread=(), blocks=())
    text = render_text(reviewed(document, findings=(), counts=Counts(0, 3, 0, 0)))

    assert text == (
        "Inga motsägelser; 0 tabeller och 3 tal lästa\nGranskat: kultur.pdf\n\n"
        "De tal som går att hålla mot varandra stämmer; det bevisar inte att rapporten är rätt. "
        "Pröva\näven mot en tidigare rapport med --against.\n"
    )


def test_a_place_without_words_at_stake_is_told_whole() -> None:
    document = report()
    found = replace(date(document), marks=(replace(date(document).marks[0], mark=None),))

    assert "rad 9  Museet stänger 31 april.\n" in render_text(reviewed(document, findings=(found,)))


def test_a_cell_without_a_label_has_no_colon() -> None:
    assert words.before("Summa, Utfall") == "Summa, Utfall: "
    assert words.before(" ") == ""
