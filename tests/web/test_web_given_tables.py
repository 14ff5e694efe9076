"""Every table and figure of a report that was given out keeps its address and what it says."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from test_web_given import OCTOBER, VERSION, WHEN, corrected, give, read
from test_web_pages import text_of

from uppsikt.documents import Cell, Column, Row, Table, json_text, table_data
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Unit
from uppsikt.followup.given import kept_tables
from uppsikt.followup.given.places import given_tables
from uppsikt.followup.given.reports import given_report
from uppsikt.followup.given.table_files import table_csv
from uppsikt.followup.services import build_report
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]

SLUG = "arbetslivsnamnden"
ASSISTANCE = "siffra/netto/ekonomiskt-bistand/utfall-2022-10"
API = f"/api/v1/committees/{SLUG}/2022-10/reports/monthly/versions/1"

NOWHERE = {
    "tabell/nett/": "Tabellen ”nett” finns inte i rapporten. Närmast: netto.",
    "tabell/nett.csv": "Tabellen ”nett” finns inte i rapporten. Närmast: netto.",
    "tabell/netto.pdf": "Det finns ingen sida på den här adressen.",
    "siffra/nett/alla/utfall-2022-10/": "Närmast: netto.",
    "siffra/netto/integratio/utfall-2022-10/": "Närmast: integration.",
    "siffra/netto/integration/utfall-2022/": "Närmast: utfall-2022-10, utfall-2021-10",
}


@pytest.fixture
def given(demo: Client) -> Iterator[Client]:
    """A visitor after October's report has been given out; all is undone after the test."""
    point = transaction.savepoint()
    give()
    yield demo
    transaction.savepoint_rollback(point)


def told(client: Client, address: str) -> Any:  # noqa: ANN401 - whatever is answered
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content, parse_float=Decimal)


def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_every_table_of_the_report_has_a_page_and_files_that_say_what_it_printed(
    given: Client,
) -> None:
    report = build_report(
        reader=OPERATOR, store=current_store(), committee=SLUG, period=OCTOBER, form="monthly"
    )
    page = given.get(f"{VERSION}/").content.decode()
    whole = told(given, f"{VERSION}.json")["tables"]
    assert len(whole) == len(report.tables)
    for table, printed in zip(report.tables, whole, strict=True):
        address = f"{VERSION}/tabell/{table.key}"
        assert f'href="{address}/"' in page
        assert f"<h1>{table.caption}</h1>" in given.get(f"{address}/").content.decode()
        content = told(given, f"{address}.json")
        assert {key: content[key] for key in printed if key != "rows"} == {
            key: value for key, value in printed.items() if key != "rows"
        }
        for ours, theirs in zip(content["rows"], printed["rows"], strict=True):
            assert {**ours, "states": None} == {**theirs, "states": None}
        written = rows_of(given.get(f"{address}.csv").content)
        assert [row[0] for row in written[1:]] == [row["label"] for row in printed["rows"]]
    _is_not_sent_again(given, f"{VERSION}/tabell/netto.csv")
    _is_the_same_from_open_data(whole)


def _is_not_sent_again(client: Client, address: str) -> None:
    answer = client.get(address)
    name = "arbetslivsnamnden-2022-10-manadsuppfoljning-version-1-netto.csv"
    assert f'filename="{name}"' in answer.headers["Content-Disposition"]
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def _is_the_same_from_open_data(whole: list[dict[str, Any]]) -> None:
    """A report from before tables were kept has them from its JSON file."""
    one = given_report(reader=OPERATOR, committee=SLUG, month=OCTOBER, form="monthly", version=1)
    store = current_store()
    kept = json.loads(b"".join(store.open_bytes(one.figures)))
    del kept["tables"]
    old = replace(one, figures=store.write_bytes(json.dumps(kept).encode()))

    found = given_tables(reader=OPERATOR, store=store, given=old)

    again = [
        json.loads(json_text(table_data(table)), parse_float=Decimal) for table in found.tables
    ]
    for ours, theirs in zip(again, whole, strict=True):
        bare = [{**row, "comments": None} for row in theirs["rows"]]
        assert [{**row, "comments": None} for row in ours["rows"]] == bare
    assert found.tables[0].rows[0].key == "central-administration"


def test_each_cell_leads_to_a_figure_that_says_what_stood_there(given: Client) -> None:
    page = given.get(f"{VERSION}/tabell/samm/").content.decode()
    found = set(re.findall(rf'href="({VERSION}/siffra/samm/[^"]+)"', page))
    assert len(found) == 16 * 6
    for address in sorted(found)[:12]:
        assert given.get(address).status_code == 200
    words = text_of(given.get(f"{VERSION}/siffra/samm/result/utfall-2021-10/"))
    assert "I rapporten stod inget tal: går inte att beräkna." in words
    words = text_of(given.get(f"{VERSION}/{ASSISTANCE}/"))
    assert re.search(r"I rapporten står −49\s479\stkr", words)
    assert "Beloppet är detsamma i dag." in words
    for place, nearest in NOWHERE.items():
        answer = given.get(f"{VERSION}/{place}")
        assert (answer.status_code, nearest in text_of(answer)) == (404, True), place
    assert f"{VERSION}/tabell/netto/</loc>" in given.get("/sitemap.xml").content.decode()


def test_a_corrected_ledger_leaves_tables_and_figures_and_is_told_beside(
    given: Client, tmp_path: Path
) -> None:
    places = ("tabell/netto.csv", "tabell/netto.json", "tabell/kanda.csv")
    before = {place: given.get(f"{VERSION}/{place}").content for place in places}
    was = told(given, f"{API}/cells/netto/ekonomiskt-bistand/utfall-2022-10")

    read(corrected(tmp_path))

    assert {place: given.get(f"{VERSION}/{place}").content for place in places} == before
    words = text_of(given.get(f"{VERSION}/{ASSISTANCE}/"))
    assert "Beloppet är ett annat, eller finns inte, i en senare version eller nu." in words
    same = text_of(given.get(f"{VERSION}/siffra/netto/integration/utfall-2022-10/"))
    assert "Beloppet är detsamma i dag." in same
    now = told(given, f"{API}/cells/netto/ekonomiskt-bistand/utfall-2022-10")
    assert (now["printed"], now["value"]) == (was["printed"], was["value"])
    assert [(one["version"], one["same"]) for one in was["since"]] == [(None, True)]
    assert [(one["version"], one["same"]) for one in now["since"]] == [(None, False)]
    assert now["since"][0]["value"]["exact"] != now["value"]["exact"]
    assert told(given, now["cell"])["value"] == now["since"][0]["value"]

    assert "senare version" not in text_of(given.get(f"{VERSION}/tabell/netto/"))
    give(WHEN.replace(day=14))

    words = text_of(given.get(f"{VERSION}/tabell/netto/"))
    assert "samma tabell i version 2, lämnad den 14 november 2022" in words
    assert {place: given.get(f"{VERSION}/{place}").content for place in places} == before
    newest = told(given, f"{API}/tables/netto")["newest"]
    assert told(given, newest)["version"] == 2
    words = text_of(given.get(f"{VERSION}/{ASSISTANCE}/"))
    assert "Version 2, 14 november 2022" in words
    since = told(given, f"{API}/cells/netto/ekonomiskt-bistand/utfall-2022-10")["since"]
    assert [(one["version"], one["same"]) for one in since] == [(2, False), (None, False)]


def test_rows_that_are_called_alike_have_addresses_of_their_own() -> None:
    row = {"label": "Intäkt", "values": [1], "exact": [None]}
    table = {"key": "t", "name": "T", "unit": "tkr", "columns": ["A"], "rows": [row, row]}

    found = kept_tables.read_open_data([table]).tables[0]

    assert [one.key for one in found.rows] == ["intakt", "intakt.2"]


def test_csv_says_why_a_number_is_lacking_and_holds_no_formula() -> None:
    columns = (Column("=A", "A"), Column("B", "B", decimals=1))
    rows = (
        Row("Rubrik", "Rubrik", "head", (), "rubrik"),
        Row("=1+1", "x", "row", (Cell(absent=MISSING), Cell(25, Decimal("2.451"))), "a"),
        Row("B", "x", "row", (Cell(), Cell(absent=NOT_COMPUTABLE, comment="@b")), "b"),
    )
    table = Table("t", "T", "T", Unit.TKR, columns, rows)

    assert rows_of(table_csv(table)) == [
        ["Verksamhet", "'=A, tkr", "B, tkr", "'=A, exakt tkr", "B, exakt tkr", "Kommentar",
         "Radens nyckel"],
        ["'=1+1", "saknas", "2,5", "", "2,451", "", "a"],
        ["B", "", "går inte att beräkna", "", "", "B: @b", "b"],
    ]  # fmt: skip
