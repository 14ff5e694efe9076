"""Each address of the follow-up shows the same as its page, its file and its command."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from uppsikt.documents import render_json
from uppsikt.figures import Period
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.services import build_report
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]

OWN = "/api/v1/committees/arbetslivsnamnden"
OCTOBER = f"{OWN}/2022-10"
PAGES = "/namnder/arbetslivsnamnden/2022-10"


def read(api: Client, address: str) -> Any:  # noqa: ANN401 - whatever is answered
    """The answer, with every number as a whole one or a decimal."""
    answer = api.get(address)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content, parse_float=Decimal)


def bare(tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tables without what a file does not have."""
    for table in tables:
        for row in table["rows"]:
            if row["comments"] is None:
                del row["comments"]
            row.pop("states", None)
        for added in ("row_keys", "column_keys", "notes"):
            table.pop(added, None)
    return tables


@pytest.mark.parametrize(
    ("slug", "month", "form", "last_year"),
    [
        ("arbetslivsnamnden", "2022-10", "monthly", "published"),
        ("arbetslivsnamnden", "2025-08", "interim", "published"),
        ("ifon", "2023-07", "monthly", "restated"),
        ("ifon", "2023-07", "budget", "published"),
    ],
)
def test_a_report_is_the_file_that_the_command_writes(
    api: Client, slug: str, month: str, form: str, last_year: str
) -> None:
    told = read(api, f"/api/v1/committees/{slug}/{month}/reports/{form}?last_year={last_year}")
    report = build_report(
        reader=OPERATOR, store=current_store(), committee=slug, period=Period.parse(month),
        form=form, last_year=LastYear(last_year),
    )  # fmt: skip
    written = json.loads(render_json(report.document), parse_float=Decimal)
    assert (told["title"], bare(told["tables"])) == (written["title"], written["tables"])
    assert told["form"] == form
    page = api.get(told["page"]).content.decode()
    texts = [one["text"] for one in told["texts"] if one["kind"] == "heading"]
    assert texts
    for heading in texts:
        assert heading in page
    assert len(told["charts"]) == len(report.document.charts())


def test_a_committee_after_a_month_has_what_its_page_has(api: Client) -> None:
    told = read(api, OCTOBER)
    page = re.sub(r"\s+", " ", api.get(f"{PAGES}/").content.decode())
    whole = read(api, f"{OCTOBER}/reports/monthly")
    assert told["tables"][0] == next(one for one in whole["tables"] if one["key"] == "netto")
    for figure in told["key_figures"]:
        assert figure["name"] in page
        assert re.sub(r"\s+", " ", figure["text"]) in page
    assert "ekonomiskt-bistand" in told["activities"]
    assert told["has_new_activities"] is True
    assert [one["form"] for one in read(api, told["reports"])["items"]] == ["monthly"]


def test_what_is_lacking_and_what_cannot_be_computed_differ_from_zero(api: Client) -> None:
    told = read(api, f"{OCTOBER}/reports/monthly")
    states, zeros = set(), 0
    for table in told["tables"]:
        for row in table["rows"]:
            for value, exact, state in zip(row["values"], row["exact"], row["states"], strict=True):
                states.add(state)
                zeros += value == 0
                assert state is None or (value is None and exact is None)
    assert {None, "saknas", "går inte att beräkna"} <= states
    assert zeros


def test_an_activity_adds_up_to_the_reports_row(api: Client) -> None:
    told = read(api, f"{OCTOBER}/activities/ekonomiskt-bistand")
    months, groups, accounts = told["tables"]
    assert [one["key"] for one in told["tables"]] == ["manader", "kontogrupper", "konton"]
    for column in range(len(months["columns"])):
        parts = [row["values"][column] for row in months["rows"][:-1]]
        assert (
            sum(part for part in parts if part is not None) == months["rows"][-1]["values"][column]
        )
    netto = read(api, OCTOBER)["tables"][0]
    row = netto["rows"][netto["row_keys"].index("ekonomiskt-bistand")]
    actual = next(i for i, key in enumerate(netto["column_keys"]) if key == "utfall-2022-10")
    assert groups["rows"][-1]["values"][2] == row["values"][actual]
    assert sum(one["values"][0] for one in accounts["rows"]) == row["values"][actual]


def test_every_cell_leads_to_what_it_is_made_of(api: Client) -> None:
    table = read(api, OCTOBER)["tables"][0]
    for key, row in zip(table["row_keys"][:3], table["rows"], strict=False):
        for column, value in zip(table["column_keys"], row["values"], strict=True):
            address = f"{OCTOBER}/reports/monthly/cells/netto/{key}/{column}"
            answer = api.get(address)
            if answer.status_code == 404:
                continue  # nothing is computed in the cell
            told = read(api, address)
            assert told["printed"] == value
            for one in told["derivations"]:
                parts = [
                    Fraction(part["weight"]) * Fraction(part["value"]["exact"])
                    for part in one["parts"]
                    if part["value"]["exact"] is not None
                ]
                if len(parts) == len(one["parts"]) > 0:
                    assert sum(parts) == Fraction(told["value"]["exact"]), address


def test_a_booked_cell_is_its_rows(api: Client) -> None:
    told = read(api, f"{OCTOBER}/reports/monthly/cells/netto/integration/utfall-2022-10")
    behind = told["behind"]
    assert behind["booked"] == told["value"]
    without = sum(one["amount"] for one in behind["balances"])
    assert behind["amount"] + without == told["value"]["exact"]
    for one in behind["breakdowns"]:
        assert sum(part["amount"] for part in one["parts"]) == told["value"]["exact"]
    rows = read(api, behind["rows"])
    assert (rows["total"], rows["amount"]) == (behind["total"], behind["amount"])


def test_a_history_is_the_file_of_its_page(api: Client) -> None:
    cell = "netto/integration/utfall-2022-10"
    told = read(api, f"{OCTOBER}/reports/monthly/cells/{cell}/history")
    page = f"{PAGES}/manadsuppfoljning/siffra/{cell}/historik.json"
    assert told == json.loads(api.get(page).content)
    assert told["values"]
    assert told["printed"][0]["version"] == 1


ASKED = [
    ("activity=ekonomiskt-bistand&per_page=500", "verksamhet=ekonomiskt-bistand"),
    ("side=income&first=2022-02&last=2022-03", "slag=intakt&fran=2022-02&till=2022-03"),
    ("least=10000050&most=90000000", "minst=100000,50&hogst=900000"),
    ("account=4510&order=amount", "konto=4510&ordning=belopp"),
    ("counterpart=-", "motpart=-"),
]


@pytest.mark.parametrize(("ours", "pages"), ASKED)
def test_rows_are_those_of_the_pages_file(api: Client, ours: str, pages: str) -> None:
    file = api.get(f"{PAGES}/verifikationer.csv?{pages}").getvalue().decode("utf-8-sig")
    *written, last = csv.DictReader(io.StringIO(file), delimiter=";")
    rows: list[dict[str, Any]] = []
    address = f"{OCTOBER}/rows?{ours}"
    first = read(api, address)
    while address:
        page = read(api, address)
        rows, address = rows + page["items"], page["next"]
    assert len(rows) == len(written) == first["total"]
    assert [
        (row["date"] or "", row["series"], row["number"], row["account"], row["report_line_name"],
         row["amount"])
        for row in rows
    ] == [
        (row["Datum"], row["Serie"], row["Nummer"], row["Konto"], row["Rapportrad"],
         int(row["Belopp"].replace(",", "")))
        for row in written
    ]  # fmt: skip
    assert first["amount"] == int(last["Belopp"].replace(",", ""))
    again = read(api, first["behind"]["rows"])
    assert (again["total"], again["amount"]) == (first["total"], first["amount"])
    assert {row["text"] for row in rows} | {row["file"] for row in rows} <= {None}


@pytest.mark.parametrize(
    ("asked", "where"),
    [("activity=nej", "activity"), ("side=x", "side"), ("first=2022-13", "first"),
     ("first=2022-09&last=2022-03", "last"), ("voucher=-", "voucher"), ("least=x", "least"),
     ("restated_to=3", "restated_to"), ("text=" + "x" * 300, "text")],
)  # fmt: skip
def test_a_wrong_choice_of_rows_is_told_by_our_own_word(
    api: Client, asked: str, where: str
) -> None:
    answer = api.get(f"{OCTOBER}/rows?{asked}")
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "invalid_request"
    assert answer.json()["error"]["where"] == where


def test_a_contingency_has_no_rows_and_no_fault(api: Client) -> None:
    told = read(api, f"{OCTOBER}/rows?activity=buffert")
    assert (told["total"], told["amount"]) == (0, 0)


def test_a_search_in_texts_is_refused_the_public(api: Client) -> None:
    answer = api.get(f"{OCTOBER}/rows?text=hyra")
    assert answer.status_code == 403
    told = answer.json()["error"]
    assert (told["code"], told["todo"]) == (
        "not_allowed",
        "Använd en nyckel vars ägare har rätten.",
    )


def test_known_items_are_those_of_the_pages_file(api: Client) -> None:
    told = read(api, f"{OCTOBER}/known-items")
    file = api.get(f"{PAGES}/kanda-poster.csv").content.decode("utf-8-sig")
    written = list(csv.DictReader(io.StringIO(file), delimiter=";"))
    assert [
        (one["key"], one["month"], one["amount"], one["reversed"], one["remaining"], one["state"])
        for one in told["items"]
    ] == [
        (row["Post"], row["Månad"], _ore(row["Belopp"]), _ore(row["Återfört"]), _ore(row["Kvar"]),
         row["Läge"])
        for row in written
    ]  # fmt: skip
    assert told["total"] == len(written) > 0
    assert told["known"]["amount"] == told["known"]["reversed"] + told["known"]["remaining"]


def _ore(kronor: str) -> int:
    return int(Decimal(kronor.replace(",", ".")) * 100)


def test_accruals_tell_pairs_and_no_texts(api: Client) -> None:
    told = read(api, f"{OCTOBER}/accruals")
    assert told["lead"] == "Av 5 periodiseringar och återföringar: 1 är ej återförd."
    assert [one["fate"] for one in told["items"]].count("alone") == 1
    for one in told["items"]:
        assert "text" not in one
        if one["fate"] == "paired":
            assert one["others"][0]["amount"] == -one["amount"]
    year = [one for one in told["items"] if one["month"].startswith("2022")]
    assert told["table"]["rows"][-1]["exact"] is not None
    assert sum(one["amount"] for one in year) == -5730000


def test_a_version_given_out_is_what_its_files_are(api: Client) -> None:
    every = read(api, f"{OCTOBER}/reports/monthly/versions")
    assert [one["version"] for one in every["items"]] == [1]
    told = read(api, every["items"][0]["address"])
    for kind, file in told["files"].items():
        content = api.get(file["address"]).content
        assert hashlib.sha256(content).hexdigest() == file["fingerprint"], kind
    written = json.loads(api.get(told["files"]["json"]["address"]).content, parse_float=Decimal)
    assert bare(told["tables"]) == written["tables"]
    assert told["changes"] == {
        "retold": [],
        "version": 1, "count": 0, "only_texts": False, "lead": "", "tables": []
    }  # fmt: skip
    report = read(api, f"{OCTOBER}/reports/monthly")
    assert report["given"]["content"] == told["content"]
    assert api.get(f"{OCTOBER}/reports/monthly/versions/2").status_code == 404
    assert api.get(f"{OCTOBER}/reports/monthly/versions/9999999999999999999").status_code == 404


def test_an_accumulated_result_tells_its_decisions(api: Client) -> None:
    told = read(api, "/api/v1/committees/ifon/accumulated")
    row = next(one for one in told["tables"][0]["rows"] if one["label"] == "2023")
    assert row["values"] == [0, -7131057, 7131057, 0]
    [decision] = told["decisions"]
    assert decision["year"] == 2023
    assert decision["result"] == decision["carried"] + decision["written_off"]


def test_periods_tell_how_settled_each_month_is(api: Client) -> None:
    told = read(api, f"{OWN}/periods")
    months = [one["month"] for one in told["months"]]
    assert months == sorted(months)
    assert {one["state"] for one in told["months"]} <= {"open", "preliminary", "closed"}
    assert told["late"] == []


def test_the_coming_activities_are_those_of_the_page(api: Client) -> None:
    told = read(api, f"{OCTOBER}/new-activities")
    assert told["title"] == "Verksamheter 2022 översatta till 2023"
    assert [one["key"] for one in told["tables"]] == ["gamla", "nya"]
    sums = [one["rows"][-1]["values"] for one in told["tables"]]
    assert sums[0] == sums[1][:2]
    assert api.get("/api/v1/committees/ifon/2022-10/new-activities").status_code == 404


def test_templates_and_looks_are_those_of_the_pages(api: Client) -> None:
    kinds = read(api, "/api/v1/templates")["items"]
    page = api.get("/mallar/").content.decode()
    assert len(kinds) == page.count("/mallar/") // 2 or all(
        file in page for kind in kinds for file in kind["files"].values()
    )
    looks = read(api, "/api/v1/looks")["items"]
    assert sum(one["is_chosen"] for one in looks) == 1
    for one in looks:
        told = read(api, one["address"])
        assert told["name"] == one["name"]
        assert set(told["colours"]) >= {"ink", "accent"}
        assert told["contrasts"]


def test_a_month_without_figures_says_what_is_lacking(api: Client) -> None:
    for address in ("", "/reports/monthly", "/activities/integration"):
        answer = api.get(f"{OWN}/2021-10{address}")
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] in {"no_budget", "no_ledger", "unknown_activity"}


def links_in(told: Any) -> Iterator[str]:  # noqa: ANN401 - whatever is answered
    """Every address in an answer."""
    if isinstance(told, dict):
        for one in told.values():
            yield from links_in(one)
    elif isinstance(told, list):
        for one in told:
            yield from links_in(one)
    elif isinstance(told, str) and told.startswith("/"):
        yield told


@pytest.mark.parametrize(
    "address",
    [
        OCTOBER,
        f"{OCTOBER}/reports",
        f"{OCTOBER}/reports/monthly",
        f"{OCTOBER}/reports/monthly/versions",
        f"{OCTOBER}/activities/integration",
        f"{OCTOBER}/reports/monthly/cells/netto/integration/utfall-2022-10",
        f"{OCTOBER}/reports/monthly/cells/netto/integration/avvikelse",
        "/api/v1/looks/0",
        "/api/v1/templates",
    ],
)
def test_every_address_in_an_answer_leads_somewhere(api: Client, address: str) -> None:
    found = dict.fromkeys(links_in(read(api, address)))
    # A file of each format is enough: they take long to set.
    chosen = [one for one in found if not one.endswith((".pdf", ".docx"))][:40]
    for one in chosen:
        assert api.get(one).status_code == 200, one
