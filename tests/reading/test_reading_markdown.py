"""Markdown: blocks with their lines in the source."""

from __future__ import annotations

from pathlib import Path

from table_text import assert_places, prose, table_text

from uppsikt.figures import Unit
from uppsikt.reading import Document, read

REPORT = """# Uppföljning oktober

Resultatet är **plus 6 954 tkr**,
prognosen *minus* 6 000 tkr.

## 2.1 Nettokostnader

Belopp i tkr

| Verksamhet | Utfall | Budget |
|:-----------|-------:|-------:|
| Bistånd    | -49 479 | -47 917 |
| **Summa**  | **-49 479** | – |

- Bistånd minus 2 500 tkr
- Övrigt plus 300 tkr
"""


def markdown(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "rapport.md"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_all_kinds_of_blocks(tmp_path: Path) -> None:
    document = markdown(tmp_path, REPORT)
    assert document.kind == "md"
    assert prose(document) == [
        "# Uppföljning oktober",
        "Resultatet är plus 6 954 tkr, prognosen minus 6 000 tkr.",
        "# Nettokostnader",
        "Belopp i tkr",
        "- Bistånd minus 2 500 tkr",
        "- Övrigt plus 300 tkr",
    ]
    table = document.tables[0]
    assert table_text(table) == [
        "Utfall | Budget", "Bistånd: -49479 | -47917", "Summa: -49479 | '–'",
    ]  # fmt: skip
    assert (table.title.text, table.unit) == ("Nettokostnader", Unit.TKR)


def test_numbers_stand_where_the_source_has_them(tmp_path: Path) -> None:
    document = markdown(tmp_path, REPORT)
    assert assert_places(document) == 7
    number = document.tables[0].rows[1].cells[0].number
    assert number is not None
    assert document.lines[number.spans[0].line].number == 13


def test_html_in_it_is_text(tmp_path: Path) -> None:
    document = markdown(tmp_path, "<script>alert(1)</script>\n\nText 5 tkr.\n")
    assert prose(document)[-1] == "Text 5 tkr."
