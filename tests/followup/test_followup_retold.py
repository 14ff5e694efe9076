"""What a report would tell otherwise than the one given out, besides its amounts."""

from dataclasses import replace
from decimal import Decimal

from uppsikt.documents import (
    Bullets,
    Cell,
    Column,
    Document,
    FigureText,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
)
from uppsikt.documents.model import Block
from uppsikt.figures import Unit
from uppsikt.followup.given.retold import (
    Kind,
    Retold,
    paragraphs,
    read,
    retold_tables,
    retold_texts,
    written,
)

HEAD, COMMON = Heading(1, "Prognos"), Paragraph((Text("Nämnden följer budget."),))


def figure(amount: str) -> Paragraph:
    return Paragraph((Text("Utfallet är "), FigureText(amount, "Utfall 2022"), Text(".")))


def document(*blocks: Block) -> Document:
    return Document("T", "", "A", "", "", blocks, "t")


def texts(then: Document, now: Document) -> list[Retold]:
    return list(retold_texts(read(written(then)), tuple(paragraphs(now))))


def test_a_text_is_the_same_when_only_its_figure_has_another_amount() -> None:
    assert texts(document(HEAD, figure("10 tkr")), document(HEAD, figure("12 tkr"))) == []


def test_a_changed_a_new_and_a_removed_paragraph_are_told_below_their_heading() -> None:
    then = document(HEAD, COMMON, figure("10 tkr"))
    more = Bullets(((Text("Fler elever."),),))
    other = Paragraph((Text("Nämnden följer inte budget."),))

    assert texts(then, document(HEAD, other, figure("10 tkr"))) == [
        Retold(Kind.TEXT, "Prognos", "Nämnden följer budget.", "Nämnden följer inte budget.")
    ]
    assert texts(then, document(HEAD, COMMON, figure("12 tkr"), more)) == [
        Retold(Kind.TEXT, "Prognos", "", "Fler elever.")
    ]
    assert texts(then, document(HEAD, COMMON)) == [
        Retold(Kind.TEXT, "Prognos", "Utfallet är 10 tkr.", "")
    ]


CELL = Cell(25, Decimal("25.4"), comment="Fler elever")
TABLE = Table(
    "netto", "Netto", "Netto", Unit.TKR, (Column("Utfall 2022", "Utfall\n2022"),),
    (Row("Skola", "Skola", "row", (CELL,), "skola"),), ("Avrundad.",),
)  # fmt: skip


def tables(**cell: object) -> list[Retold]:
    other = replace(TABLE.rows[0], cells=(replace(CELL, **cell),))  # type: ignore[arg-type]
    return list(retold_tables([TABLE], [replace(TABLE, rows=(other,))]))


def test_comments_and_rounding_are_told_by_their_cell() -> None:
    place = "Netto: Skola, Utfall 2022"
    assert tables() == []
    assert tables(comment="") == [Retold(Kind.COMMENT, place, "Fler elever", "")]
    assert tables(printed=26) == [Retold(Kind.ROUNDING, place, "25", "26")]
    assert tables(printed=26, exact=Decimal("25.6")) == [], "the amount itself is another one"


def test_names_and_notes_are_told_by_their_table() -> None:
    row = replace(TABLE.rows[0], text="Grundskola")
    now = replace(TABLE, caption="Nettokostnader", rows=(row,), notes=())

    assert list(retold_tables([TABLE], [now])) == [
        Retold(Kind.NAME, "Netto", "Netto", "Nettokostnader"),
        Retold(Kind.NAME, "Nettokostnader", "Skola", "Grundskola"),
        Retold(Kind.NOTE, "Nettokostnader", "Avrundad.", ""),
    ]
    assert list(retold_tables([TABLE], [])) == []
