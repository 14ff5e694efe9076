"""Plain text as lines, headings, paragraphs, lists and sentences."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.reading import Document, Heading, ListBlock, Paragraph
from uppsikt.reading.plain.read import read_text


def read(text: str) -> Document:
    return read_text(text, "rapport.txt")


def prose(text: str) -> list[str]:
    return [sentence.text.text for sentence in read(text).sentences()]


def test_lines_are_counted_through_the_file_and_form_feeds_turn_pages() -> None:
    lines = read("ett\r\ntvå\rtre\n\ffyra\n").lines
    assert [(line.page, line.number, line.text.strip()) for line in lines] == [
        (1, 1, "ett"), (1, 2, "två"), (1, 3, "tre"), (2, 4, "fyra"), (2, 5, ""),
    ]  # fmt: skip


def test_a_sentence_goes_on_over_lines_blank_or_not() -> None:
    text = (
        "Nämnden har fått ersättning från Migrationsverket på 8 400 tkr och har haft\n\n"
        "kostnader på 8 530 tkr. Hyran på Ekbacken på 6 000 tkr är inte betald till\n\n"
        "lokalförsörjningen.\n"
    )
    assert prose(text) == [
        (
            "Nämnden har fått ersättning från Migrationsverket på 8 400 tkr och har haft "
            "kostnader på 8 530 tkr."
        ),
        "Hyran på Ekbacken på 6 000 tkr är inte betald till lokalförsörjningen.",
    ]


def test_a_number_over_two_lines_is_one_number_in_two_places() -> None:
    document = read(
        "Prognosen för hela året visar på ett underskott för nämnden på 5\n\n000 tkr.\n"
    )
    (number,) = [number for one in document.sentences() for number in one.numbers]
    assert str(number.amount.number) == "5000"
    assert [span.line for span in number.spans] == [0, 2]


def test_words_divided_at_a_lines_end_are_whole_and_others_keep_their_hyphen() -> None:
    assert prose(
        "Nämnden ansvarar för kommunens arbetsmark-\nnadsinsatser samt för individ-\n"
        "och familjeomsorg under hela året.\n"
    ) == [
        (
            "Nämnden ansvarar för kommunens arbetsmarknadsinsatser samt för individ- "
            "och familjeomsorg under hela året."
        )
    ]


def test_headings_are_found_with_their_numbers() -> None:
    blocks = read(
        "2.1 Budgetavvikelse\n\nNämnden följer budgeten.\n\nBibliotek\n\nLån minskar.\n"
    ).blocks
    headings = [block for block in blocks if isinstance(block, Heading)]
    assert [(one.level, one.number, one.sentence.text.text) for one in headings] == [
        (2, "2.1", "Budgetavvikelse"),
        (3, "", "Bibliotek"),
    ]


def test_a_list_has_items_and_the_sentence_that_leads_into_it() -> None:
    blocks = read(
        "Verksamheten har tre leverantörer, varav:\n\n"
        "\uf0b7 två har haft en klient och\n\uf0b7 en har haft två\nklienter.\n\nDet räcker.\n"
    ).blocks
    (items,) = [block for block in blocks if isinstance(block, ListBlock)]
    assert items.intro is not None
    assert items.intro.text.text == "Verksamheten har tre leverantörer, varav:"
    assert [item.sentences[0].text.text for item in items.items] == [
        "två har haft en klient och",
        "en har haft två klienter.",
    ]
    assert isinstance(blocks[-1], Paragraph)


def test_short_forms_end_no_sentence() -> None:
    assert prose(
        "Stödet enligt 4 kap. 1 § ges bl.a. till ca. 30 personer, t.ex. unga. Det ökar. "
        "Utöver detta köptes 14 milj. Resten är eget.\n"
    ) == [
        "Stödet enligt 4 kap. 1 § ges bl.a. till ca. 30 personer, t.ex. unga.",
        "Det ökar.",
        "Utöver detta köptes 14 milj.",
        "Resten är eget.",
    ]


_FIGURES = ("12 345", "-1 200", "0", "99 %", "2024", "8 530", "tkr.", "(tkr)", "-", "–")
_WORDS = ("Utfall", "Budget", "januari", "Summa", "varav:", "Medel jan-mars", "•", "1.")
_SPACES = ("\n", "\n\n", "  ", "\t", "\f", "\u2028", "é", "Nämnden har ett underskott på")
_PIECES = st.sampled_from((*_FIGURES, *_WORDS, *_SPACES))


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=80))
def test_any_text_is_read_fast_and_every_place_is_in_its_line(pieces: list[str]) -> None:
    start = time.process_time()
    document = read(" ".join(pieces))
    assert time.process_time() - start < 5
    numbers = [number for one in document.sentences() for number in one.numbers]
    numbers += [
        cell.number for table in document.tables for row in table.rows for cell in row.cells
        if cell.number
    ]  # fmt: skip
    for number in numbers:
        for span in number.spans:
            assert 0 <= span.start <= span.end <= len(document.lines[span.line].text)
