"""What counted when an earlier import was the last one: told for ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sources.city import NOW, SCHOOL, WORK, aid, fee, load, school, set_up, sie
from uppsikt.figures import Period, UppsiktError
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sources import models, selectors
from uppsikt.sources.balances import Balances
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.voucher_selectors import VoucherQuery, voucher_rows

pytestmark = [pytest.mark.django_db, pytest.mark.database]

YEAR = (202201, 202212)
FEBRUARY = Period.to_date(2022, 2)


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))


class File(NamedTuple):
    """A file to read: vouchers or balances, for all or for one committee."""

    text: str
    name: str
    committee: str | None


def booked(committee: str = "arbete", known_at: int | None = None) -> Balances:
    return selectors.balances(
        reader=OPERATOR,
        store=current_store(),
        committee=committee,
        first_year=2022,
        last_year=2022,
        known_at=known_at,
    )


def rows(known_at: int | None = None) -> tuple[int, int]:
    page = voucher_rows(
        reader=OPERATOR,
        store=current_store(),
        query=VoucherQuery(
            "arbete", Period.whole_year(2022), RowFilter("bistand"), known_at=known_at
        ),
    )
    return page.total, page.amount


def last_import() -> int:
    return models.Import.objects.order_by("-id")[0].pk


_months = st.integers(1, 4)
_amounts = st.integers(1, 9)
_vouchers = st.lists(
    st.tuples(st.sampled_from((aid, fee, school)), _months, _amounts), min_size=1, max_size=4
).map(lambda made: sie(*(make(f"2022{month:02}15", amount) for make, month, amount in made)))
_balances = st.tuples(_months, _amounts, st.sampled_from(("5750", "6110"))).map(
    lambda one: (
        "Från;Till;Ansvar;Verksamhet;Konto;Motpart;Belopp (kr)\n"
        f"2022-{one[0]:02};2022-{one[0]:02};1401;{one[2]};4510;;-{one[1]},00\n"
    )
)
_files = st.one_of(
    st.builds(File, _vouchers, st.just("bok.se"), st.sampled_from((None, None, "arbete"))),
    st.builds(File, _balances, st.just("saldon.csv"), st.just("arbete")),
)


@contextmanager
def undone() -> Iterator[None]:
    """What is read within is undone after, so that each example begins with nothing read."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def two_committees(tmp_path: Path) -> Path:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    return tmp_path


@given(files=st.lists(_files, min_size=1, max_size=6))
@hypothesis_settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_counted_after_each_import_can_be_asked_for_later(
    files: list[File], two_committees: Path
) -> None:
    with undone():
        then = {}
        for number, file in enumerate(files):
            now = NOW + timedelta(minutes=number)
            try:
                load(
                    two_committees,
                    file.text,
                    file.name,
                    committee=file.committee,
                    accept=True,
                    now=now,
                )
            except UppsiktError:
                continue  # counted twice, or nothing of the committee's: changes nothing
            known = booked(), booked("skola"), rows()
            then[last_import()] = known
        for number, (work, schools, vouchers) in then.items():
            assert booked(known_at=number).cells == work.cells
            assert booked(known_at=number).complete == work.complete
            assert booked("skola", number).cells == schools.cells
            assert rows(number) == vouchers
            assert booked(known_at=number).fingerprint == work.fingerprint


def test_before_the_first_import_nothing_counted(tmp_path: Path) -> None:
    set_up(tmp_path)
    load(tmp_path, sie(aid("20220115", 100)))
    assert booked(known_at=last_import() - 1).cells == ()
    assert rows(last_import() - 1) == (0, 0)


def test_history_survives_a_changed_mapping(tmp_path: Path) -> None:
    set_up(tmp_path)
    load(tmp_path, sie(aid("20220115", 100), aid("20220215", 50)))
    first = last_import()
    load(tmp_path, sie(aid("20220115", 90), aid("20220215", 50)), now=NOW + timedelta(days=1))
    before = list(models.Coverage.objects.values_list("first", "replaced_at", "replaced_by"))
    set_up(tmp_path, WORK.replace('verksamhet = ["61"]', 'verksamhet = ["61", "62"]'))
    after = list(models.Coverage.objects.values_list("first", "replaced_at", "replaced_by"))
    assert after == before
    assert booked(known_at=first).value(FEBRUARY) == -15000
    assert booked().value(FEBRUARY) == -14000


def _migrate_to(name: str) -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.migrate([("sources", name)])
    return executor


@pytest.mark.django_db(transaction=True)
def test_an_old_database_is_told_who_took_over(tmp_path: Path) -> None:
    set_up(tmp_path)
    for day, amount in enumerate((100, 90, 80)):
        load(tmp_path, sie(aid("20220115", amount)), now=NOW + timedelta(days=day))
    (leaf,) = MigrationExecutor(connection).loader.graph.leaf_nodes("sources")
    told = list(models.Coverage.objects.values_list("id", "replaced_at", "replaced_by"))
    # As a changed set-up once left it: the moment is nobody's for the first one.
    models.Coverage.objects.filter(id=told[0][0]).update(replaced_at=NOW + timedelta(days=9))
    try:
        _migrate_to("0002_account_names")
        _migrate_to("0004_who_took_over")
        assert list(models.Coverage.objects.values_list("id", "replaced_at", "replaced_by")) == told
    finally:
        _migrate_to(leaf[1])
