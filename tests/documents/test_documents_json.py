"""Open data: printed whole numbers, null, exact decimals."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal

from documents.october import NET_COSTS, october
from uppsikt.documents import Cell, Column, Document, Row, Table, render_json
from uppsikt.figures import Unit


def test_the_published_table_cell_by_cell() -> None:
    data = json.loads(render_json(october()))
    assert list(data) == ["title", "tables"]
    table = data["tables"][0]
    assert list(table) == ["key", "name", "unit", "columns", "rows"]
    assert (table["key"], table["unit"]) == ("netto", "tkr")
    assert table["name"] == "Verksamheternas nettokostnader, tkr (okt 2022)"
    assert table["columns"][0] == "Utfall 2021-10"
    shown = {row["label"]: tuple(row["values"]) for row in table["rows"]}
    assert {name: shown[name] for name in NET_COSTS} == NET_COSTS
    assert shown["Buffert"] == (0, -2529, -2108, None, 0, 2529)
    assert shown["Summa"] == (-219284, -252950, -223972, -217014, -258950, -6000)


def test_heads_without_cells_are_left_out_and_not_computable_is_null() -> None:
    rows = json.loads(render_json(october()))["tables"][1]["rows"]
    assert [row["label"] for row in rows][:2] == ["Integration / Intäkt", "Integration / Kostnad"]
    assert rows[0]["values"][0] is None
    assert rows[0]["exact"] == [None, None, None]


def test_exact_values_keep_every_digit() -> None:
    digits = ("-49479.12345", "0.10000", "-0.00", "123456789012345678901.5", "1E+3")
    columns = tuple(Column(str(number), "") for number in range(len(digits)))
    cells = tuple(Cell(0, Decimal(text)) for text in digits)
    table = Table("t", "T", "T", Unit.TKR, columns, (Row("a", "a", "row", cells, "a"),))
    hidden = Table("dold", "D", "D", Unit.TKR, (), (), part_of_json=False)
    text = render_json(Document("T", "", "", "", "", (table, hidden), "t"))
    tables = json.loads(text, parse_float=Decimal, parse_int=Decimal)["tables"]
    assert [one["key"] for one in tables] == ["t"]
    assert tables[0]["rows"][0]["exact"] == [Decimal(text) for text in digits]
    assert '"exact": [-49479.12345, 0.1, 0, 123456789012345678901.5, 1000]' in text


def test_open_data_that_is_said_in_words() -> None:
    listed = dataclasses.replace(october().tables()[0], key="lista")
    doc = dataclasses.replace(october(), data=(listed,))
    assert [one["key"] for one in json.loads(render_json(doc))["tables"]] == [
        "netto", "verk", "lista",
    ]  # fmt: skip


def test_same_document_same_text() -> None:
    assert render_json(october()) == render_json(october())
