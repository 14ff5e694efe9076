"""Accruals in the books: found among all rows of a city, by what the set-up says they are."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.conf import settings

from sources.city import NOW, SCHOOL, WORK, Voucher, aid, load, school, set_up, sie
from uppsikt.figures import Period
from uppsikt.followup.cells.accrual_words import lead_text, lines
from uppsikt.followup.cells.voucher_export import csv_pieces, row_file
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.platform.access.rules import OPERATOR, PUBLIC
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sources.accrual_rules import Accrual, AccrualSigns, Fate, by_month
from uppsikt.sources.accruals import accrual_marks, accrual_signs, accruals
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.services import sweep
from uppsikt.sources.voucher_selectors import VoucherQuery, voucher_rows

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = NOW.replace(year=2023)
PLAN = '#KONTO 2990 "Upplupna kostnader"\n#KONTO 1710 "Förutbetalda kostnader"\n#DIM 20'


def accrued(day: str, amount: int, account: str = "2990") -> Voucher:
    """A cost of social assistance that is booked against an account for accruals."""
    return day, [("4510", "1401", "5750", f"{amount}.00"), (account, "", "", f"{-amount}.00")]


def for_both(day: str, amount: int) -> Voucher:
    """One voucher for two committees."""
    _, (own, _) = accrued(day, amount)
    return day, [own, ("5010", "2001", "4400", f"{amount}.00"),
                 ("2990", "", "", f"{-2 * amount}.00")]  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))


def booked(folder: Path, *vouchers: Voucher, year: int = 2022, extent: str = "20221231") -> None:
    text = sie(*vouchers, year=year, extent=extent).replace("#DIM 20", PLAN)
    load(folder, text, f"{year}.se", now=LATER)


DECEMBER = Period.month(2022, 12)


def found(until: Period = DECEMBER, committee: str = "arbete") -> list[Accrual]:
    return list(accruals(reader=PUBLIC, store=current_store(), committee=committee, period=until))


def told(every: list[Accrual]) -> list[tuple[str, bool, Fate, int]]:
    return [(one.voucher.key.text, one.is_reversal, one.fate, one.voucher.amount) for one in every]


def test_kommun_bas_accounts_are_known_without_set_up(tmp_path: Path) -> None:
    set_up(tmp_path)
    booked(tmp_path, aid("20221011", 5), accrued("20221031", 100), accrued("20221102", -100),
           accrued("20221130", 70, "1710"))  # fmt: skip
    assert told(found()) == [
        ("A 2", False, Fate.PAIRED, -10_000),
        ("A 3", True, Fate.PAIRED, 10_000),
        ("A 4", True, Fate.ALONE, -7_000),  # a cost against a prepaid one that was booked before
    ]
    assert told(found(Period.month(2022, 10))) == [("A 2", False, Fate.ALONE, -10_000)]


def test_decembers_accrual_is_turned_in_january(tmp_path: Path) -> None:
    set_up(tmp_path)
    booked(tmp_path, accrued("20221231", 100))
    booked(tmp_path, accrued("20230102", -100), year=2023, extent="20230131")
    assert [one.fate for one in found(Period.month(2023, 1))] == [Fate.PAIRED, Fate.PAIRED]
    assert [one.fate for one in found()] == [Fate.ALONE]  # in December nobody knew
    marks = accrual_marks(reader=PUBLIC, store=current_store(), committee="arbete", year=2022)
    assert [(one.fate, one.others[0].month) for one in marks.values()] == [(Fate.PAIRED, 202301)]


def test_each_committee_has_its_own_part_of_a_voucher(tmp_path: Path) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    booked(tmp_path, for_both("20221031", 100), for_both("20221130", -100),
           school("20221201", 9))  # fmt: skip
    for committee in ("arbete", "skola"):
        assert told(found(committee=committee)) == [
            ("A 1", False, Fate.PAIRED, -10_000),
            ("A 2", True, Fate.PAIRED, 10_000),
        ]


def test_what_is_set_aside_may_be_swept_away(tmp_path: Path) -> None:
    """The small file is nobody's; the second committee's are found where it is gone."""
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    booked(tmp_path, for_both("20221031", 100), aid("20221201", 5), school("20221201", 9))
    before = told(found())
    assert len(sweep(store=current_store(), force=True)) == 1
    assert told(found(committee="skola")) == before == [("A 1", False, Fate.ALONE, -10_000)]
    assert len(sweep(store=current_store(), force=True)) == 1


def test_what_of_a_month_is_accruals(tmp_path: Path) -> None:
    set_up(tmp_path)
    booked(tmp_path, aid("20221011", 5), accrued("20221031", 100), accrued("20221102", -100),
           accrued("20221130", 70))  # fmt: skip
    assert [(one.month, one.accrued, one.reversed, one.amount) for one in by_month(found(), 2022)
            ] == [(202210, -10_000, 0, -10_000), (202211, -7_000, 10_000, 3_000)]  # fmt: skip


SET_UP = '\n[[periodisering]]\nserier = ["A"]\nkonton = []\naterfors = "nästa månad"\n'


def test_the_set_up_says_what_is_an_accrual(tmp_path: Path) -> None:
    set_up(tmp_path, WORK + SET_UP)
    assert accrual_signs(reader=PUBLIC, committee="arbete") == AccrualSigns(
        ("A",), (), (), next_month=True
    )
    booked(tmp_path, aid("20221011", 5), accrued("20221111", -5, "1930"), aid("20221211", 8))
    assert [one.fate for one in found()] == [Fate.PAIRED, Fate.PAIRED, Fate.ALONE]
    set_up(tmp_path, WORK + SET_UP.replace('["A"]', '["P"]'))
    assert found() == []
    set_up(tmp_path, WORK + SET_UP.replace('serier = ["A"]', 'texter = ["RAD"]'))
    assert len(found()) == 3
    set_up(tmp_path)
    assert accrual_signs(reader=PUBLIC, committee="arbete") == AccrualSigns()
    assert found() == []


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (SET_UP.replace("konton = []", 'konton = ["45"]'), "inget balanskonto"),
        (SET_UP + SET_UP, "två gånger"),
        (SET_UP.replace("nästa månad", "ibland"), "ibland"),
        (SET_UP.replace("serier", "serie"), "serie"),
    ],
)
def test_a_set_up_that_is_wrong_is_refused(tmp_path: Path, table: str, message: str) -> None:
    with pytest.raises(SetupFault, match=message):
        set_up(tmp_path, WORK + table)


def test_rows_carry_their_mark_in_files_and_one_voucher_can_be_asked_for(tmp_path: Path) -> None:
    set_up(tmp_path)
    booked(tmp_path, aid("20221011", 5), accrued("20221031", 100), accrued("20221102", -100))
    query = VoucherQuery("arbete", Period.whole_year(2022))
    for reader in (OPERATOR, PUBLIC):
        file = row_file(reader=reader, store=current_store(), query=query)
        text = b"".join(csv_pieces(file)).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        assert [(row["Periodisering"], row["Hör till"]) for row in rows] == [
            ("", ""),
            ("Periodisering", "A 3 (2022-11-02)"),
            ("Återföring", "A 2 (2022-10-31)"),
            ("", ""),  # the sum
        ]
    one = VoucherQuery("arbete", Period.whole_year(2022), RowFilter(voucher=("A", "2")))
    page = voucher_rows(reader=PUBLIC, store=current_store(), query=one)
    assert (page.total, page.amount) == (1, -10_000)


def test_the_words_say_what_waits(tmp_path: Path) -> None:
    set_up(tmp_path)
    assert lead_text(found(), "Arbetsnämnden") == (
        "Inga periodiseringar är bokförda hos Arbetsnämnden."
    )
    booked(tmp_path, accrued("20221031", 100), accrued("20221130", -100), accrued("20221201", 7))
    assert lead_text(found(), "") == ("Av 3 periodiseringar och återföringar: 1 är ej återförd.")
    plain = [[text.replace("\N{NO-BREAK SPACE}", " ") for text in row] for row in lines(found())]
    assert plain[-1] == [
        "december 2022", "2022-12-01", "A 3", "Periodisering", "−7,00", "ej återförd",
    ]  # fmt: skip
    assert lead_text(found(Period.month(2022, 11)), "") == "Alla periodiseringar är återförda."
