"""Accruals on the pages: the list of what waits, and the mark on each row with its other half."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from test_web_pages import text_of

from sources.city import NOW, WORK, Voucher, aid, load, set_up, sie
from uppsikt.platform.data_folder import DataFolder

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]
PLAN = '#KONTO 2990 "Upplupna kostnader"\n#DIM 20'
ROWS = "/namnder/arbete/2022-12/verifikationer/"


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK)
    return tmp_path


def accrued(day: str, amount: int) -> Voucher:
    return day, [("4510", "1401", "5750", f"{amount}.00"), ("2990", "", "", f"{-amount}.00")]


def book(folder: Path) -> None:
    """An accrual that is turned, and one that is not."""
    text = sie(aid("20221001", 9), accrued("20221031", 100), accrued("20221130", -100),
               accrued("20221201", 7), extent="20221231")  # fmt: skip
    load(folder, text.replace("#DIM 20", PLAN), now=NOW.replace(year=2023))


def test_the_page_lists_what_waits_and_the_pairs(city: Path) -> None:
    book(city)
    answer = Client().get("/namnder/arbete/2022-12/periodiseringar/")
    text = text_of(answer)
    assert "Av 3 periodiseringar och återföringar: 1 är ej återförd." in text
    assert "Periodiseringar som inte är återförda" in text
    assert "Periodiseringar med sin återföring" in text
    assert "Återföringar utan periodisering" not in text
    other = "/namnder/arbete/2022-11/verifikationer/?verifikation=A-3"
    assert f'href="{other}"' in answer.content.decode()
    assert "<tr" in Client().get(other).content.decode()


def test_a_month_that_is_before_the_reversal_does_not_know_it(city: Path) -> None:
    book(city)
    text = text_of(Client().get("/namnder/arbete/2022-10/periodiseringar/"))
    assert "1 är ej återförd" in text


def test_each_row_says_what_it_is_with_its_other_half_linked(city: Path) -> None:
    book(city)
    answer = Client().get(ROWS)
    text = text_of(answer)
    assert "Periodisering, hör till A 3" in text
    assert "Återföring, hör till A 2" in text
    assert "Periodisering, ej återförd" in text
    assert "verifikation=A-3" in answer.content.decode()
    one = f"{ROWS}?verifikation=A-4"
    assert "1 rader, tillsammans −7,00 kr" in text_of(Client().get(one)).replace("\xa0", " ")


def test_without_accruals_the_page_says_how_they_are_known(city: Path) -> None:
    load(city, sie(aid("20221001", 9), extent="20221031"))
    text = text_of(Client().get("/namnder/arbete/2022-10/periodiseringar/"))
    assert "Inga periodiseringar är bokförda hos Arbetsnämnden." in text
    assert "[[periodisering]]" in text
    assert "Periodi" not in text_of(Client().get("/namnder/arbete/2022-10/verifikationer/"))


def test_an_unknown_committee_is_not_found(city: Path) -> None:
    assert Client().get("/namnder/ingen/2022-10/periodiseringar/").status_code == 404
