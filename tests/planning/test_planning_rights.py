"""Rights row by row in plans and counts: each kind of file in the own committee, and elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings

from people import controller, one
from planning.plan_files import BUDGET, FIRST, FORECAST
from sources.city import NOW, SCHOOL, WORK, aid, load, set_up, sie
from uppsikt.figures import Period
from uppsikt.measures.selectors import count_history, measures
from uppsikt.measures.services import import_counts
from uppsikt.planning import models
from uppsikt.planning.carry_overs import import_carry_overs, withdraw_carry_over
from uppsikt.planning.known_item_models import KnownItem
from uppsikt.planning.known_item_rules import VoucherId
from uppsikt.planning.known_item_selectors import changed_since, item_history, known, proposals
from uppsikt.planning.known_item_services import import_known, say_of_voucher, withdraw
from uppsikt.planning.proposal_services import import_proposals
from uppsikt.planning.readings import plan_readings
from uppsikt.planning.services import import_budget, import_forecasts
from uppsikt.planning.transfers import import_transfers
from uppsikt.platform.access.rules import OPERATOR, PUBLIC, Actor, NotAllowed, Reader, Role
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORKS, SCHOOLS, BOTH = controller("arbete"), controller("skola"), controller("arbete", "skola")
HEAD = one(Role.HEAD, "arbete")
TRANSFER = "År;Datum;Beslut;Nämnd;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Fördelning\n"
OUT = "2022;2022-06-13;KS § 210;arbete;Ekonomiskt bistånd;kostnad;Kostnader;tkr;400;tolftedelar\n"
IN = "2022;2022-06-13;KS § 210;arbete;Arbete;kostnad;Kostnader;tkr;-400;tolftedelar\n"
TO_SCHOOL = IN.replace(";arbete;", ";skola;")
CARRY = "År;Datum;Beslut;Nämnd;Enhet;Resultat;Överförs;Avskrivs\n"
WORKS_RESULT = "2021;2022-04-20;KF § 51;arbete;tkr;-500;-300;-200\n"
SCHOOLS_RESULT = "2021;2022-04-20;KF § 51;skola;tkr;80;80;0\n"
KNOWN = (
    "Post;Slag;Benämning;Månad;Verksamhet;Kontogrupp;Enhet;Belopp;Motpart;Referens\n"
    "k-1;känd kostnad;hyra;2022-02;Ekonomiskt bistånd;Kostnader;kr;-340;Fastigheter AB;F-8821\n"
)
PROPOSAL = (
    "År;Version;Efter;Verksamhet;Slag;Kontogrupp;Enhet;Belopp\n"
    "2023;Nämndens;2022-08;Ekonomiskt bistånd;kostnad;Kostnader;tkr;-1200\n"
)
GIVEN = "2022-10;Ekonomiskt bistånd;netto;;tkr;-1200;2022-11-03;Chef;\n"
MEASURE = """
[[matt]]
nyckel = "hushall"
namn = "Hushåll"
enhet = "hushåll"
aret = "medel"
"""
MARCH = Period.month(2022, 3)


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK + MEASURE)
    set_up(tmp_path, SCHOOL)


def file(folder: Path, text: str) -> Path:
    path = folder / "fil.csv"
    path.write_text(text, encoding="utf-8")
    return path


def refused(do: Callable[[], object], *where: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(NotAllowed) as caught:
        do()
    assert all(slug in str(caught.value) for slug in where)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (import_budget, BUDGET + FIRST),
        (import_forecasts, FORECAST + GIVEN),
        (import_proposals, PROPOSAL),
        (import_known, KNOWN),
        (import_counts, "Månad;Mått;Antal\n2022-01;hushall;12\n"),
    ],
)
def test_a_file_of_a_committee_is_read_in_by_its_controller(
    read: Callable[..., object], text: str, tmp_path: Path
) -> None:
    asked = {"now": NOW, "path": file(tmp_path, text), "committee": "arbete"}
    for stranger in (SCHOOLS, HEAD, one(Role.SECRETARY, "arbete"), Actor("någon")):
        refused(partial(read, actor=stranger, **asked), "arbete")
    read(actor=WORKS, **asked)
    assert Entry.objects.last() is not None


def test_a_transfer_needs_the_right_in_each_committee_that_it_touches(tmp_path: Path) -> None:
    def give(actor: Actor, text: str, committee: str | None = None) -> object:
        path = file(tmp_path, TRANSFER + text)
        return import_transfers(actor=actor, now=NOW, path=path, committee=committee)

    refused(lambda: give(HEAD, OUT + IN))
    refused(lambda: give(SCHOOLS, OUT + IN), "arbete")
    refused(lambda: give(SCHOOLS, OUT + IN, "arbete"), "arbete")
    refused(lambda: give(WORKS, OUT + TO_SCHOOL), "skola")
    give(BOTH, OUT + TO_SCHOOL)
    refused(lambda: give(WORKS, OUT + IN), "skola")  # the school's row would go
    give(WORKS, OUT.replace("210", "211") + IN.replace("210", "211"))
    assert models.Transfer.objects.filter(replaced_at=None).count() == 2


def test_decisions_on_results_need_the_right_in_each_committee(tmp_path: Path) -> None:
    def give(actor: Actor, text: str) -> object:
        return import_carry_overs(actor=actor, now=NOW, path=file(tmp_path, CARRY + text))

    def take_back(actor: Actor) -> object:
        return withdraw_carry_over(
            actor=actor, now=NOW, committee="arbete", year=2021, reason="Fel år"
        )

    refused(lambda: give(HEAD, WORKS_RESULT))
    refused(lambda: give(WORKS, WORKS_RESULT + SCHOOLS_RESULT), "skola")
    give(WORKS, WORKS_RESULT)
    give(BOTH, WORKS_RESULT + SCHOOLS_RESULT)
    refused(lambda: take_back(SCHOOLS), "arbete")
    take_back(WORKS)


def test_items_are_linked_and_withdrawn_in_the_own_committee(tmp_path: Path) -> None:
    asked = {"now": NOW, "committee": "arbete", "key": "k-1"}
    link = {"store": current_store(), "voucher": VoucherId(2022, "A", "1"), "belongs": False}
    import_known(actor=WORKS, now=NOW, path=file(tmp_path, KNOWN), committee="arbete")
    refused(lambda: withdraw(actor=SCHOOLS, reason="Fel", **asked), "arbete")  # type: ignore[arg-type]
    refused(lambda: say_of_voucher(actor=SCHOOLS, **asked, **link), "arbete")  # type: ignore[arg-type]
    say_of_voucher(actor=WORKS, **asked, **link)  # type: ignore[arg-type]


def test_counterparts_and_references_are_texts_of_the_activity(tmp_path: Path) -> None:
    store = current_store()
    import_known(actor=WORKS, now=NOW, path=file(tmp_path, KNOWN), committee="arbete")
    load(tmp_path, sie(aid("20220310", 1)))

    def told(reader: Reader) -> set[str]:
        items = [
            *(
                one.item
                for one in known(reader=reader, store=store, committee="arbete", month=MARCH)
            ),
            *(one.item for one in item_history(reader=reader, committee="arbete", key="k-1")),
        ]
        return {one.counterpart for one in items} | {one.reference for one in items}

    everything, nothing = {"Fastigheter AB", "F-8821"}, {""}
    assert told(WORKS) == told(HEAD) == told(one(Role.AUDITOR)) == everything
    assert told(SCHOOLS) == told(PUBLIC) == told(one(Role.ADMINISTRATOR)) == nothing
    assert told(one(Role.MANAGER, "arbete", "bistand")) == everything
    assert told(one(Role.MANAGER, "arbete", "arbete")) == nothing
    assert told(one(Role.MANAGER, "skola", "bistand")) == nothing
    with pytest.raises(NotAllowed):
        proposals(reader=SCHOOLS, store=store, committee="arbete", month=MARCH)
    proposals(reader=WORKS, store=store, committee="arbete", month=MARCH)


def test_what_ledgers_have_reversed_is_told_without_others_texts(tmp_path: Path) -> None:
    load(tmp_path, sie(aid("20220210", 1)), committee="arbete")
    import_known(actor=WORKS, now=NOW, path=file(tmp_path, KNOWN), committee="arbete")
    before = KnownItem.objects.get().known_at
    text = sie(aid("20220310", 340)).replace('"Rad"', '"F-8821"')
    load(tmp_path, text, committee="arbete")

    def told(reader: Reader) -> list[str]:
        found = changed_since(reader=reader, store=current_store(), known_at=before)
        return [one.item.reference for one in found]

    assert (told(OPERATOR), told(WORKS), told(SCHOOLS)) == (["F-8821"], ["F-8821"], [""])


def test_file_names_and_counts_are_the_own_committees(tmp_path: Path) -> None:
    import_budget(actor=WORKS, now=NOW, path=file(tmp_path, BUDGET + FIRST), committee="arbete")
    import_counts(
        actor=WORKS, now=NOW, path=file(tmp_path, "Månad;Mått;Antal\n2022-01;hushall;12\n"),
        committee="arbete",
    )  # fmt: skip

    def names(reader: Reader) -> set[tuple[str, str]]:
        found = plan_readings(reader=reader, committee="arbete", first_year=2022, last_year=2022)
        return {(one.file, one.actor) for one in found}

    assert (names(WORKS), names(SCHOOLS)) == ({("fil.csv", "controllern")}, {("", "")})
    for reader in (SCHOOLS, one(Role.SECRETARY, "arbete")):
        with pytest.raises(NotAllowed):
            measures(reader=reader, committee="arbete", year=2022)
        with pytest.raises(NotAllowed):
            count_history(reader=reader, committee="arbete", measure="hushall")
    assert len(count_history(reader=HEAD, committee="arbete", measure="hushall")) == 1
