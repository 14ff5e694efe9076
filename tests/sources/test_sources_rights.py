"""Rights row by row in ledgers and set-ups: a committee's own, and what is another's too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from people import controller, one
from sources.city import NOW, SCHOOL, WORK, aid, load, school, set_up, sie
from uppsikt.figures import Period
from uppsikt.organisation import models as organisation
from uppsikt.organisation.selectors import setup_texts
from uppsikt.organisation.services import SetupOutcome, setup_committee
from uppsikt.platform.access.rules import OPERATOR, PUBLIC, Actor, NotAllowed, Role
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sheets import Scheme
from uppsikt.sources import models
from uppsikt.sources.ledger_kind import LEDGER
from uppsikt.sources.mappings import mapping, save_mapping
from uppsikt.sources.period_rules import State
from uppsikt.sources.periods import set_period
from uppsikt.sources.readings import ledger_readings
from uppsikt.sources.rehearsal import Rehearsal
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.selectors import UnknownImport, balances, import_file, imports
from uppsikt.sources.services import ImportOutcome, import_ledger
from uppsikt.sources.voucher_selectors import VoucherQuery, shows_texts, voucher_rows

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORKS, SCHOOLS = controller("arbete"), controller("skola")
BOTH, HEAD = controller("arbete", "skola"), one(Role.HEAD, "arbete")
NOBODY = "20220301", [("5010", "9901", "9900", "5.00"), ("1930", "", "", "-5.00")]
YEAR = Period.whole_year(2022)
MOVE = """
[[flytt]]
datum = 2023-01-01
beslut = "Fullmäktige"
fran = "arbete"
till_namnd = "skola"
till = "bistand"
"""
GONE = WORK.replace('verksamhet = ["61"]', 'verksamhet = ["61"]\ntill = 2022-12-31')


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))


def take(
    folder: Path,
    actor: Actor,
    text: str,
    committee: str | None = None,
    rehearsal: Rehearsal | None = None,
) -> ImportOutcome:
    path = folder / "bok.se"
    path.write_text(text, encoding="utf-8")
    return import_ledger(
        actor=actor,
        now=NOW,
        store=current_store(),
        path=path,
        committee=committee,
        accept=True,
        rehearsal=rehearsal,
    )


def setup(folder: Path, actor: Actor, text: str) -> SetupOutcome:
    path = folder / "namnd.toml"
    path.write_text(text, encoding="utf-8")
    return setup_committee(actor=actor, now=NOW, path=path)


def refused(do: Callable[[], object], *where: str) -> None:
    """Asserts that it is refused, that the refusal says where, and that nothing was kept."""
    before = (
        Entry.everything.count(),
        models.Import.everything.count(),
        organisation.Setup.everything.count(),
    )
    with pytest.raises(NotAllowed) as caught:
        do()
    for slug in where:
        assert slug in str(caught.value)
    after = (
        Entry.everything.count(),
        models.Import.everything.count(),
        organisation.Setup.everything.count(),
    )
    assert after == before


def test_a_ledger_is_taken_in_by_whoever_may_in_each_committee_it_has_rows_of(
    tmp_path: Path,
) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    whole = sie(aid("20220115", 100), school("20220301", 7))
    refused(lambda: take(tmp_path, WORKS, whole), "skola")
    refused(lambda: take(tmp_path, PUBLIC_ACTOR, whole))
    refused(lambda: take(tmp_path, HEAD, whole, "arbete"), "arbete")
    refused(lambda: take(tmp_path, WORKS, whole, rehearsal=Rehearsal()), "skola")
    refused(lambda: take(tmp_path, WORKS, whole, "skola"), "skola")
    assert list(current_store().root.glob("*.parquet")) == [], "no rows were left behind"
    assert take(tmp_path, WORKS, whole, "arbete").committees[0].committee == "arbete"
    assert [one.committee for one in take(tmp_path, BOTH, whole).committees] == ["arbete", "skola"]
    refused(lambda: take(tmp_path, WORKS, whole), "skola")  # the same file again tells of both


def test_rows_that_are_nobodys_belong_to_the_whole_municipality(tmp_path: Path) -> None:
    set_up(tmp_path)
    mixed = sie(aid("20220115", 100), NOBODY)
    refused(lambda: take(tmp_path, WORKS, mixed), "inte är någon nämnds", "--committee")
    assert take(tmp_path, one(Role.CONTROLLER), mixed).nobody.rows == 1
    assert take(tmp_path, WORKS, mixed, "arbete").nobody.rows == 0


def test_a_ledger_that_empties_another_committee_needs_the_right_there(tmp_path: Path) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    load(tmp_path, sie(aid("20220115", 100), school("20220301", 7)))
    refused(lambda: take(tmp_path, WORKS, sie(aid("20220115", 90))), "skola")
    assert take(tmp_path, BOTH, sie(aid("20220115", 90))).status == "replaced"


PUBLIC_ACTOR = Actor(PUBLIC.name)


def test_a_set_up_is_its_committees_and_a_move_is_the_takers_too(tmp_path: Path) -> None:
    refused(lambda: setup(tmp_path, SCHOOLS, WORK), "arbete")
    refused(lambda: setup(tmp_path, HEAD, WORK))
    assert setup(tmp_path, WORKS, WORK).status == "new"
    assert setup(tmp_path, SCHOOLS, SCHOOL).status == "new"
    refused(lambda: setup(tmp_path, WORKS, GONE + MOVE), "skola")
    assert setup(tmp_path, BOTH, GONE + MOVE).status == "changed"
    own = GONE.replace("Arbetsnämnden", "Arbetsmarknadsnämnden")
    assert setup(tmp_path, WORKS, own + MOVE).status == "changed", "the move was there before"
    refused(lambda: setup(tmp_path, WORKS, own), "skola")


def test_renaming_the_municipality_is_for_whoever_may_in_all_of_it(tmp_path: Path) -> None:
    setup(tmp_path, WORKS, WORK)
    renamed = WORK.replace("Provköping", "Nyköping")
    assert setup(tmp_path, WORKS, renamed).status == "changed"
    setup(tmp_path, SCHOOLS, SCHOOL.replace("Provköping", "Nyköping"))
    refused(lambda: setup(tmp_path, SCHOOLS, SCHOOL), "arbete")


def test_a_set_up_that_takes_rows_from_another_committee_needs_the_right_there(
    tmp_path: Path,
) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    load(tmp_path, sie(aid("20220115", 100), school("20220301", 7)))
    before = sums()
    line = 'nyckel = "tagen"\nnamn = "Tagen"\nansvar = ["1401"]\nverksamhet = ["5750"]\n'
    grown = f"{SCHOOL}\n[[verksamhet]]\n{line}"
    refused(lambda: setup(tmp_path, SCHOOLS, grown), "arbete")
    assert sums() == before
    assert setup(tmp_path, BOTH, grown).status == "changed"
    assert sums() != before


def sums() -> list[object]:
    return [
        balances(
            reader=OPERATOR, store=current_store(), committee=slug, first_year=2022, last_year=2022
        ).value(YEAR)
        for slug in ("arbete", "skola")
    ]


def test_months_are_closed_by_whoever_may_there(tmp_path: Path) -> None:
    set_up(tmp_path)
    load(tmp_path, sie(aid("20220115", 100)))

    def close(actor: Actor) -> object:
        return set_period(
            actor=actor,
            now=NOW,
            store=current_store(),
            committee="arbete",
            period=Period.month(2022, 1),
            state=State.CLOSED,
        )

    refused(lambda: close(SCHOOLS), "arbete")
    refused(lambda: close(one(Role.SECRETARY, "arbete")), "arbete")
    close(HEAD)


def test_columns_are_chosen_by_any_and_those_in_use_by_whoever_uses_them(tmp_path: Path) -> None:
    set_up(tmp_path)

    def choose(actor: Actor, unit: str) -> int:
        fields = {"date": "Datum", "account": "Konto", "amount": "Summa"}
        scheme = Scheme("", tuple(fields.values()), fields, {}, {"unit": unit})
        return save_mapping(actor=actor, now=NOW, source="eko", kind=LEDGER, scheme=scheme).version

    refused(lambda: choose(HEAD, "kr"))
    assert (choose(SCHOOLS, "kr"), choose(WORKS, "tkr")) == (1, 2)
    with pytest.raises(NotAllowed):
        mapping(reader=one(Role.READER), source="eko")
    assert mapping(reader=HEAD, source="eko").version == 2
    load(tmp_path, sie(aid("20220115", 100)))
    models.Import.everything.update(mapping=models.ColumnMapping.everything.get(version=1))
    refused(lambda: choose(SCHOOLS, "kr"), "arbete")
    assert choose(WORKS, "kr") == 3


def test_received_files_are_listed_and_fetched_by_those_whose_they_are(tmp_path: Path) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    load(tmp_path, sie(aid("20220115", 100), school("20220301", 7)), "hela.se")
    load(tmp_path, sie(school("20220401", 8)), "skolans.se", committee="skola", accept=True)
    load(tmp_path, sie(aid("20220501", 9)), "arbetets.se", committee="arbete", accept=True)

    def listed(reader: Actor) -> list[tuple[str, tuple[str, ...]]]:
        return [(one.file, one.committees) for one in imports(reader=reader)]

    assert listed(WORKS) == [("hela.se", ("arbete",)), ("arbetets.se", ("arbete",))]
    assert listed(SCHOOLS) == [("hela.se", ("skola",)), ("skolans.se", ("skola",))]
    assert listed(BOTH)[0] == ("hela.se", ("arbete", "skola"))
    with pytest.raises(NotAllowed):
        imports(reader=one(Role.MANAGER, "arbete", "bistand"))
    numbers = {one.file: one.number for one in imports(reader=OPERATOR)}

    def fetch(reader: Actor, file: str) -> bytes:
        with import_file(reader=reader, store=current_store(), number=numbers[file]) as content:
            return content.read()

    assert b"Provkopings" in fetch(WORKS, "arbetets.se")
    assert fetch(BOTH, "hela.se") == fetch(one(Role.AUDITOR), "hela.se")
    refused(lambda: fetch(WORKS, "hela.se"), "skola")
    with pytest.raises(UnknownImport):
        fetch(WORKS, "skolans.se")
    with pytest.raises(NotAllowed):
        fetch(one(Role.READER), "arbetets.se")


def test_a_file_of_which_only_the_own_rows_were_taken_still_holds_the_others(
    tmp_path: Path,
) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    take(tmp_path, BOTH, sie(aid("20220115", 100), school("20220301", 7)), "arbete")
    number = imports(reader=WORKS)[0].number
    with pytest.raises(NotAllowed, match="skola"):
        import_file(reader=WORKS, store=current_store(), number=number)


def test_file_names_and_set_up_texts_are_the_own_committees(tmp_path: Path) -> None:
    set_up(tmp_path)
    load(tmp_path, sie(aid("20220115", 100)))

    def names(reader: Actor) -> set[str]:
        found = ledger_readings(reader=reader, committee="arbete", first_year=2022, last_year=2022)
        return {one.file for one in found}

    assert (names(WORKS), names(SCHOOLS)) == ({"bok.se"}, {""})
    assert setup_texts(reader=WORKS, committee="arbete") == (WORK,)
    with pytest.raises(NotAllowed):
        setup_texts(reader=SCHOOLS, committee="arbete")


def test_texts_of_rows_that_came_from_another_committee_are_still_that_ones(
    tmp_path: Path,
) -> None:
    set_up(tmp_path, GONE + MOVE)
    set_up(tmp_path, SCHOOL)
    moved = "20220215", [("5010", "1402", "6110", "300.00"), ("1930", "", "", "-300.00")]
    load(tmp_path, sie(moved, school("20220410", 5), extent="20221231"), accept=True)
    query = VoucherQuery("skola", YEAR, RowFilter("bistand"), restated_to=2023)
    store = current_store()

    def texts(reader: Actor, query: VoucherQuery = query) -> set[str | None]:
        assert shows_texts(reader=reader, store=store, query=query) is (reader in (BOTH, OPERATOR))
        return {row.text for row in voucher_rows(reader=reader, store=store, query=query).rows}

    assert texts(BOTH) == {"Rad"}
    assert texts(SCHOOLS) == texts(WORKS) == texts(PUBLIC_ACTOR) == {None}
    asked = VoucherQuery("skola", YEAR, RowFilter("bistand", text="rad"), restated_to=2023)
    with pytest.raises(NotAllowed, match="arbete"):
        texts(SCHOOLS, asked)
    own = VoucherQuery("skola", YEAR, RowFilter("bistand"))
    assert shows_texts(reader=SCHOOLS, store=store, query=own)


def test_an_import_of_several_committees_is_seen_once_from_each(tmp_path: Path) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    load(tmp_path, sie(aid("20220115", 100), school("20220301", 7)))
    for reader in (WORKS, SCHOOLS, BOTH):
        assert list(models.Import.objects.seen_by(reader)) == [models.Import.everything.get()]
    assert not models.Import.objects.seen_by(controller("annan")).exists()
    assert models.Part.objects.seen_by(PUBLIC).count() == 2
