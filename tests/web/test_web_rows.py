"""From a cell of a report's page down to voucher rows, and the rows as files."""

import re
from html import unescape

import pytest
from django.test import Client

from uppsikt.web import views_vouchers

OCTOBER = "/namnder/arbetslivsnamnden/2022-10"
ROWS = f"{OCTOBER}/verifikationer/"
ACTUAL = f"{OCTOBER}/manadsuppfoljning/siffra/netto/ekonomiskt-bistand/utfall-2022-10/"

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]


def page(demo: Client, address: str, status: int = 200) -> str:
    answer = demo.get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode()).replace("\xa0", " ")


def links(text: str) -> list[str]:
    return re.findall(r'href="(/[^"]*)"', text)


def test_every_cell_of_the_reports_page_leads_to_its_own(demo: Client) -> None:
    text = page(demo, f"{OCTOBER}/manadsuppfoljning/")
    cells = [address for address in links(text) if "/siffra/" in address]

    assert len(cells) == len(set(cells)) > 100
    for address in cells[::9]:
        assert "<h1>" in page(demo, address)
    assert any(address in links(page(demo, f"{OCTOBER}/")) for address in cells)


def test_from_a_cell_to_an_account_to_its_rows(demo: Client) -> None:
    cell = page(demo, ACTUAL)
    assert "−49 478 975,90 kr" in cell
    (account,) = [one for one in links(cell) if one.startswith(ROWS) and "konto=4510" in one]

    rows = page(demo, account)
    amount = re.search(r"([\d ]+) rader, tillsammans <b class=\"figure\">(.*?) kr", rows)
    assert amount is not None
    # The same amount stands beside the account in the breakdown of the cell.
    assert re.search(rf"4510.*?</th><td class=\"num\">{amount[1]}</td><td class=\"num\">{re.escape(amount[2])}<", cell)  # fmt: skip  # noqa: E501


def test_a_difference_is_told_by_its_parts(demo: Client) -> None:
    text = page(demo, ACTUAL.replace("utfall-2022-10", "avvikelse"))

    assert "Så är beloppet räknat" in text
    assert any("prognos-2022" in address for address in links(text))
    assert any("budget-2022" in address for address in links(text))


def test_what_is_not_booked_says_where_it_comes_from(demo: Client) -> None:
    text = page(demo, ACTUAL.replace("utfall-2022-10", "budget-2022"))

    assert "budgeten" in text
    assert "Beloppet är inte bokfört" in text


def test_a_cell_that_does_not_exist_is_not_found(demo: Client) -> None:
    assert "Kolumnen" in page(demo, ACTUAL.replace("utfall-2022-10", "utfall-1999"), 404)
    page(demo, ACTUAL.replace("manadsuppfoljning", "veckorapport"), 404)


def test_only_balances_are_told_apart(demo: Client) -> None:
    last_year = ACTUAL.replace("utfall-2022-10", "utfall-2021-10")
    text = page(demo, last_year)

    assert "Bara som summa, utan verifikationer" in text
    assert "Visa verifikationsraderna" not in text


def test_what_is_wrong_in_the_form_is_said_beside_the_form(demo: Client) -> None:
    text = page(demo, f"{ROWS}?minst=mycket&konto=4510", 400)

    assert "”mycket” kan inte vara minsta belopp" in text
    assert 'name="konto" value="4510"' in text


def test_half_a_voucher_is_told_in_the_form(demo: Client) -> None:
    text = page(demo, f"{ROWS}?verifikation=A-", 400)

    assert "”A-” kan inte vara en verifikation" in text


def test_the_public_is_refused_a_search_in_texts_by_every_door(demo: Client) -> None:
    assert 'name="text"' not in page(demo, ROWS)
    page(demo, f"{ROWS}?text=hyra", 403)
    for kind in ("csv", "xlsx"):
        assert demo.get(f"{OCTOBER}/verifikationer.{kind}?text=hyra").status_code == 403


def test_files_hold_all_rows_of_the_choice_and_no_text(demo: Client) -> None:
    answer = demo.get(f"{OCTOBER}/verifikationer.csv?verksamhet=ekonomiskt-bistand")
    assert "attachment" in answer.headers["Content-Disposition"]
    content = b"".join(getattr(answer, "streaming_content")).decode()  # noqa: B009

    told = re.search(r"([\d ]+) rader, tills", page(demo, f"{ROWS}?verksamhet=ekonomiskt-bistand"))
    assert told is not None
    assert content.count("\n") == 2 + int(told[1].replace(" ", ""))
    assert content.rstrip().splitlines()[-1].startswith("Summa;")
    assert "-49478975,90" in content
    assert "Utbetalning" not in content
    sheet = demo.get(f"{OCTOBER}/verifikationer.xlsx?verksamhet=ekonomiskt-bistand")
    assert b"".join(getattr(sheet, "streaming_content"))[:2] == b"PK"  # noqa: B009


def test_a_city_too_large_for_excel_is_sent_to_csv(
    demo: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views_vouchers, "MOST_IN_EXCEL", 5)

    assert "för tunga som Excel" in page(demo, ROWS)
    assert demo.get(f"{OCTOBER}/verifikationer.xlsx").status_code == 404
    assert demo.get(f"{OCTOBER}/verifikationer.pdf").status_code == 404


def test_a_cell_of_last_year_restated_leads_to_restated_rows(demo: Client) -> None:
    text = page(demo, "/namnder/ifon/2023-07/manadsuppfoljning/?fjolar=omraknat")
    cells = [one for one in links(text) if "/siffra/netto/" in one]

    assert cells
    assert all(one.endswith("?fjolar=omraknat") for one in cells)
    told = [page(demo, one) for one in cells if "utfall-2022" in one]
    assert any("Bara som summa" in one or "verifikationsrader" in one for one in told)
