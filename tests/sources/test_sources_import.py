"""Ledger files in: all or nothing, once, corrected, refused, accepted."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from sources.city import NOW, SCHOOL, WORK, Voucher, aid, fee, load, school, set_up, sie
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Period, Side, UppsiktError
from uppsikt.ledger import LedgerError
from uppsikt.organisation.selectors import MunicipalitiesDiffer, UnknownCommittee
from uppsikt.platform.access.rules import OPERATOR, PUBLIC, Actor, NotAllowed, Reader
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder, FolderBusy
from uppsikt.platform.stores import current_store
from uppsikt.sources import models, selectors
from uppsikt.sources.balances import Balances
from uppsikt.sources.findings import ImportRefused
from uppsikt.sources.placing import CountedTwice
from uppsikt.sources.progress import Progress
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.services import import_ledger, sweep
from uppsikt.sources.voucher_selectors import VoucherPage, VoucherQuery, voucher_rows
from uppsikt.store import Frames, Store, StoreError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OCTOBER = Period.to_date(2022, 10)
TRIAL = Actor("prov", OPERATOR.grants)


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))


def booked(committee: str = "arbete", first: int = 2022, last: int = 2022) -> Balances:
    return selectors.balances(
        reader=OPERATOR,
        store=current_store(),
        committee=committee,
        first_year=first,
        last_year=last,
    )


def state() -> list[Any]:
    """Everything that an import could change."""
    tables = [models.Import, models.Part, models.Coverage, Entry]
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def test_a_ledger_is_read_into_lines_sides_and_groups(tmp_path: Path) -> None:
    set_up(tmp_path)
    outcome = load(tmp_path, sie(aid("20220115", 100), fee("20221003", 40), school("20220301", 7)))
    assert (outcome.status, outcome.first_month, outcome.last_month) == ("new", 202201, 202210)
    assert [(s.committee, s.rows, s.amount) for s in outcome.committees] == [("arbete", 2, -6000)]
    assert (outcome.nobody.rows, outcome.nobody.amount) == (1, -700)
    assert "ingens rader: 1 rad, −7,00 kr" in str(outcome)
    found = booked()
    assert found.value(OCTOBER) == -6000
    assert found.value(OCTOBER, side=Side.INCOME) == 4000
    assert found.value(OCTOBER, activity="bistand", group="kostnader") == -10000
    assert found.value(Period.month(2022, 2), activity="bistand") == 0
    assert found.value(Period.month(2022, 11), activity="bistand") is MISSING
    assert found.value(Period.whole_year(2022)) is NOT_COMPUTABLE
    assert found.value(OCTOBER, activity="buffert") is MISSING
    assert found.value(OCTOBER, account="4510") == -10000
    assert found.value(OCTOBER, unit="1402") == 4000
    assert [(a.code, a.amount) for a in found.accounts(OCTOBER, "arbete")] == [("3010", 4000)]
    assert [(a.code, a.amount) for a in found.units(OCTOBER, "bistand")] == [("1401", -10000)]


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    set_up(tmp_path)
    text = sie(aid("20220115", 100))
    load(tmp_path, text)
    before, files = state(), sorted(current_store().root.iterdir())
    outcome = load(tmp_path, text, "samma-fil-igen.se")
    assert outcome.status == "unchanged"
    assert state() == before
    assert sorted(current_store().root.iterdir()) == files


def test_a_corrected_file_takes_its_place_and_the_old_stays_readable(tmp_path: Path) -> None:
    set_up(tmp_path)
    old = sie(aid("20220115", 100), aid("20220215", 100))
    load(tmp_path, old)
    assert load(tmp_path, sie(aid("20220115", 100), aid("20220215", 90))).status == "replaced"
    assert booked().value(Period.to_date(2022, 2)) == -19000
    records = selectors.imports(reader=OPERATOR)
    assert [record.counts for record in records] == [False, True]
    with selectors.import_file(
        reader=OPERATOR, store=current_store(), number=records[0].number
    ) as file:
        assert file.read().decode() == old
    assert load(tmp_path, old).status == "replaced"  # and it may be put back
    assert booked().value(Period.to_date(2022, 2)) == -20000


def test_next_months_file_takes_over_and_a_shorter_one_leaves_the_rest(tmp_path: Path) -> None:
    set_up(tmp_path)
    load(tmp_path, sie(aid("20220115", 1)))
    load(tmp_path, sie(aid("20220115", 2), aid("20220315", 5)))
    assert booked().value(Period.to_date(2022, 3)) == -700
    load(tmp_path, sie(aid("20220116", 4)))
    assert booked().value(Period.to_date(2022, 3)) == -900
    assert booked().spans(2022) == tuple(Period.month(2022, month) for month in (1, 2, 3))


def test_what_stops_is_refused_and_what_is_accepted_is_recorded(tmp_path: Path) -> None:
    set_up(tmp_path)
    text = sie(("20220115", [("4510", "1401", "5750", "100.00")]))
    before = state()
    with pytest.raises(ImportRefused, match="--accept") as refused:
        load(tmp_path, text)
    assert "A 1" in str(refused.value)
    assert state() == before
    outcome = load(tmp_path, text, accept=True)
    assert len(outcome.accepted) == 1
    (record,) = selectors.imports(reader=OPERATOR)
    assert "A 1" in record.accepted[0]
    entry = Entry.objects.last()
    assert entry is not None
    assert entry.detail["accepted"] == ["obalanserad (rad 16)"]


@pytest.mark.parametrize(
    ("voucher", "says"),
    [
        (("20220115", [("4510", "1401", "999", "1.00"), ("1930", "", "", "-1.00")]), "rapportrad"),
        (("20220115", [("7010", "1401", "5750", "1.00"), ("1930", "", "", "-1.00")]), "7010"),
        (school("20220115", 5), "någon upplagd nämnd"),
        (aid("20221215", 5), "Kontrollera året"),
        (aid("20230115", 5), "202301"),
    ],
)
def test_each_finding_against_the_set_up_stops(tmp_path: Path, voucher: Voucher, says: str) -> None:
    set_up(tmp_path)
    with pytest.raises(ImportRefused) as refused:
        load(tmp_path, sie(voucher))
    assert says.replace("202301", "2023") in str(refused.value)
    assert not models.Import.objects.exists()


def test_what_feeds_no_line_counts_in_the_total_once_accepted(tmp_path: Path) -> None:
    set_up(tmp_path)
    lost = ("20220115", [("4510", "1401", "999", "1.00"), ("1930", "", "", "-1.00")])
    load(tmp_path, sie(aid("20220115", 2), lost), accept=True)
    assert booked().value(Period.month(2022, 1)) == -300
    assert booked().value(Period.month(2022, 1), activity="") == -100


@pytest.mark.parametrize(
    "content", [b"", b"   \n", b"<!DOCTYPE html><p>Fel</p>", b"PK\x03\x04\0\0", b"x" * 3_000_000]
)
def test_what_is_no_ledger_is_refused(tmp_path: Path, content: bytes) -> None:
    set_up(tmp_path)
    before = state()
    path = tmp_path / "fil.se"
    path.write_bytes(content)
    with pytest.raises(LedgerError):
        import_ledger(actor=TRIAL, now=NOW, store=current_store(), path=path, committee=None)
    assert state() == before


def test_a_file_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    set_up(tmp_path)
    text = sie(aid("20220115", 100), aid("20220215", 100))
    with pytest.raises(LedgerError, match="avklippt"):
        load(tmp_path, text[: text.rindex("#TRANS")])
    assert not models.Import.objects.exists()


def test_unknown_committee_and_none_at_all(tmp_path: Path) -> None:
    with pytest.raises(MunicipalitiesDiffer, match="upplagd"):
        load(tmp_path, sie(aid("20220115", 1)))
    set_up(tmp_path)
    with pytest.raises(UnknownCommittee, match="arbete"):
        load(tmp_path, sie(aid("20220115", 1)), committee="arbetet")


def test_only_one_committees_rows_are_taken_when_it_is_named(tmp_path: Path) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    text = sie(aid("20220115", 1), school("20220115", 7))
    outcome = load(tmp_path, text, committee="skola")
    assert [share.committee for share in outcome.committees] == ["skola"]
    assert booked().value(Period.month(2022, 1)) is MISSING
    assert booked("skola").value(Period.month(2022, 1)) == -700


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(tmp_path)
    load(tmp_path, sie(aid("20220115", 1)))
    before = state()
    write, written = Store.write, []

    def full(store: Store, frames: Frames) -> str:
        written.append(1)
        if len(written) == 3:  # rows and cube are there, the committee's part is not
            raise StoreError("Disken är full")
        return write(store, frames)

    monkeypatch.setattr(Store, "write", full)
    with pytest.raises(StoreError):
        load(tmp_path, sie(aid("20220115", 2)))
    assert state() == before
    monkeypatch.undo()
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    assert sweep(store=current_store(), force=True) == []
    assert booked().value(Period.month(2022, 1)) == -100


def test_only_one_import_at_a_time(tmp_path: Path) -> None:
    set_up(tmp_path)
    told: list[UppsiktError] = []
    path = tmp_path / "bok.se"
    path.write_text(sie(aid("20220115", 1)))

    def second() -> None:
        try:
            with settings.DATA_FOLDER.lock("inläsning av två", now=NOW):
                pass
        except FolderBusy as busy:
            told.append(busy)

    def while_reading(_: str) -> None:
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()

    import_ledger(
        actor=TRIAL,
        now=NOW,
        store=current_store(),
        path=path,
        progress=Progress(step=while_reading),
    )
    assert "inläsning av bok.se" in str(told[0])


def test_the_public_may_neither_import_nor_list_imports(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        import_ledger(actor=Actor("någon"), now=NOW, store=current_store(), path=tmp_path / "x")
    with pytest.raises(NotAllowed):
        selectors.imports(reader=PUBLIC)


def test_a_set_up_that_changes_whose_rows_are_places_all_anew(tmp_path: Path) -> None:
    set_up(tmp_path)
    load(tmp_path, sie(aid("20220115", 1), fee("20220115", 4), school("20220115", 7)))
    set_up(tmp_path, SCHOOL)
    assert booked("skola").value(Period.month(2022, 1)) == -700
    assert models.Import.objects.get().nobody_rows == 0
    moved = WORK.replace('verksamhet = ["61"]', 'verksamhet = ["62"]').replace(
        '["575"]', '["575", "61"]'
    )
    set_up(tmp_path, moved)
    assert booked().value(Period.month(2022, 1), activity="bistand") == 300
    assert booked().value(Period.month(2022, 1), activity="arbete") == 0


def test_a_committee_is_not_left_behind_when_its_ledger_is_replaced(tmp_path: Path) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    load(tmp_path, sie(aid("20220115", 1), school("20220115", 7)))
    moved = sie(aid("20220115", 1), aid("20220116", 7))
    with pytest.raises(ImportRefused, match="inga rader för nämnden skola"):
        load(tmp_path, moved)
    load(tmp_path, moved, committee="arbete")
    assert booked("skola").value(Period.month(2022, 1)) == -700
    load(tmp_path, sie(aid("20220115", 1), school("20220115", 7)), "igen.se")
    load(tmp_path, moved, accept=True)
    assert booked().value(Period.month(2022, 1)) == -800
    assert booked("skola").value(Period.month(2022, 1)) == 0


def test_another_committees_own_ledger_stays(tmp_path: Path) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    load(tmp_path, sie(aid("20220115", 1)))
    load(tmp_path, sie(school("20220115", 7)), "skola.se")
    assert booked().value(Period.month(2022, 1)) == -100
    assert booked("skola").value(Period.month(2022, 1)) == -700


BROKEN_YEAR = """#FLAGGA 0
#FORMAT PC8
#SIETYP {kind}
#RAR 0 20210701 20220630
#KONTO 1930 Bank
#KONTO 4510 Konto
"""


def test_a_broken_years_balance_is_replaced_by_its_vouchers(tmp_path: Path) -> None:
    by_account = WORK.replace('ansvar = ["14"]\n', "")
    for activity, account in (("575", "45"), ("61", "3")):
        by_account = by_account.replace(f'verksamhet = ["{activity}"]', f'konto = ["{account}"]')
    set_up(tmp_path, by_account)
    load(tmp_path, BROKEN_YEAR.format(kind=1) + "#RES 0 4510 100.00\n", "ar.se", accept=True)
    found = booked(first=2021)
    assert found.value(Period.to_date(2022, 6)) is NOT_COMPUTABLE
    assert (found.spans(2021), found.spans(2022)) == ((), ())
    text = BROKEN_YEAR.format(kind=4) + "#OMFATTN 20220630\n#IB 0 1930 0.00\n"
    for number, day in enumerate(("20210715", "20220615"), 1):
        rows = '#TRANS 4510 {20 "1401" 21 "5750"} 50.00', "#TRANS 1930 {} -50.00"
        text += "\n".join([f"#VER A {number} {day}", "{", *rows, "}", ""])
    assert load(tmp_path, text).status == "replaced"
    assert booked().value(Period.to_date(2022, 6)) == -5000


def only_vouchers(*vouchers: Voucher) -> str:
    """A small file as written by hand: years and vouchers, but no balances."""
    return sie(*vouchers).replace("#IB 0 1930 0.00\n", "")


def test_vouchers_without_balances_are_read_with_a_note(tmp_path: Path) -> None:
    set_up(tmp_path)
    outcome = load(tmp_path, only_vouchers(aid("20220115", 100), aid("20220215", 50)))
    assert outcome.status == "new"
    assert [one.code for one in outcome.problems] == ["not-whole"]
    assert booked().value(Period.to_date(2022, 2)) == -15000
    other = only_vouchers(aid("20220115", 7)).replace("2022", "2021")
    assert load(tmp_path, other, "forra-aret.se").status == "new"


def test_vouchers_without_balances_that_would_replace_something_stop(tmp_path: Path) -> None:
    set_up(tmp_path)
    load(tmp_path, sie(aid("20220115", 100), aid("20220215", 50)))
    before = state()
    later = only_vouchers(aid("20220215", 60))
    with pytest.raises(ImportRefused, match="Tidigare uppgifter för månaderna skulle ersättas"):
        load(tmp_path, later, "mer.se")
    assert state() == before
    assert load(tmp_path, later, "mer.se", accept=True).status == "replaced"


BALANCES = "Från;Till;Ansvar;Verksamhet;Konto;Motpart;Belopp (kr)\n"


def test_period_balances_are_never_spread(tmp_path: Path) -> None:
    set_up(tmp_path)
    text = BALANCES + "2021-01;2021-05;1401;5750;4510;;-500\n2021-06;2021-06;1401;5750;4510;;-60\n"
    load(tmp_path, text, "saldon.csv", committee="arbete")
    found = booked(first=2021, last=2021)
    assert found.value(Period.to_date(2021, 5), activity="bistand") == -50000
    assert found.value(Period.to_date(2021, 4), activity="bistand") is NOT_COMPUTABLE
    assert found.value(Period.to_date(2021, 6)) is NOT_COMPUTABLE  # nothing is known of work
    assert found.spans(2021, "bistand") == (Period(2021, 1, 5), Period(2021, 6, 6))


def test_balances_beside_vouchers_that_hold_nothing_on_the_line(tmp_path: Path) -> None:
    set_up(tmp_path)
    load(tmp_path, sie(fee("20220115", 4), fee("20220215", 4)))
    text = BALANCES + "2022-01;2022-02;1401;5750;4510;;-500\n"
    load(tmp_path, text, "saldon.csv", committee="arbete")
    assert booked().value(Period.to_date(2022, 2)) == -49200
    assert booked().value(Period.month(2022, 1), activity="bistand") is NOT_COMPUTABLE
    before = state()
    double = BALANCES + "2022-01;2022-02;1402;6110;3010;;8\n"
    with pytest.raises(CountedTwice):
        load(tmp_path, double, "mer.csv", committee="arbete", accept=True)
    assert state() == before


def test_corrected_balances_take_the_place_of_the_lines_own(tmp_path: Path) -> None:
    set_up(tmp_path)
    rows = "2022-01;2022-02;1401;5750;4510;;-500\n2022-01;2022-02;1402;6110;3010;;8\n"
    load(tmp_path, BALANCES + rows, "saldon.csv", committee="arbete")
    corrected = BALANCES + "2022-01;2022-02;1401;5751;4510;;-400\n"
    outcome = load(tmp_path, corrected, "rattat.csv", committee="arbete")
    assert outcome.status == "replaced"
    assert booked().value(Period.to_date(2022, 2)) == -39200


def test_the_example_in_the_docs_is_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "saldofil.md").read_text(encoding="utf-8")
    set_up(tmp_path, WORK.replace('["14"]', '["61"]'))
    load(tmp_path, page.split("```csv\n")[1].split("```")[0], "saldon.csv", committee="arbete")
    found = booked(first=2021, last=2021)
    assert found.value(Period.to_date(2021, 6), activity="bistand") == -3_200_701_819
    assert [part.code for part in found.counterparts(Period.to_date(2021, 6), "bistand")] == [""]


def test_rows_behind_a_figure(tmp_path: Path) -> None:
    set_up(tmp_path)
    load(
        tmp_path,
        sie(aid("20220215", 3), aid("20220115", 1), fee("20220115", 4), school("20220115", 7)),
    )

    def page(
        reader: Reader = OPERATOR, account: str | None = None, limit: int = 9, offset: int = 0
    ) -> VoucherPage:
        return voucher_rows(
            reader=reader,
            store=current_store(),
            query=VoucherQuery("arbete", OCTOBER, RowFilter("bistand", account=account)),
            limit=limit,
            offset=offset,
        )

    whole = page()
    assert [(row.date, row.amount, row.line) for row in whole.rows] == [
        (20220115, -100, 23),
        (20220215, -300, 18),
    ]
    assert (whole.total, whole.amount) == (2, -400)
    assert whole.rows[0].text == "Rad"
    assert page(PUBLIC).rows[0].text is None
    assert [row.date for row in page(limit=1, offset=1).rows] == [20220215]
    assert page(limit=1, offset=1).total == 2
    assert page(account="3010").total == 0
    assert whole.amount == booked().value(Period.to_date(2022, 2), activity="bistand")


def test_time_of_import_is_the_clock_that_was_given(tmp_path: Path) -> None:
    set_up(tmp_path)
    later = NOW.replace(year=2024)
    load(tmp_path, sie(aid("20231215", 5), year=2023), now=later)
    assert models.Import.objects.get().imported_at == later
    assert isinstance(later, datetime)
