"""Last year as published or restated: two small committees, one of which takes over a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.conf import settings
from followup_books import NOW, assert_sums

from uppsikt.documents import Bullets, Table
from uppsikt.figures import IDENTITIES, MISSING, NOT_COMPUTABLE, Period
from uppsikt.followup.last_year.tables import bridge_blocks
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.models import PrintedFigure
from uppsikt.followup.report import Report
from uppsikt.followup.selectors import activity_page
from uppsikt.followup.services import build_report, remember_printed
from uppsikt.organisation.services import setup_committee
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.data_folder import DataFolder
from uppsikt.sources.services import import_ledger
from uppsikt.store import Store

pytestmark = [pytest.mark.database, pytest.mark.django_db]

GIVER = """\
kortnamn = "arbete"
namn = "Arbetsnämnden"
kommun = "Provköping"
kommunkod = "9998"
ansvar = ["61"]

[dimensioner]
ansvar = 1
verksamhet = 2

[[kontogrupp]]
nyckel = "intakter"
namn = "Intäkter"
slag = "intäkt"
konton = ["3"]

[[kontogrupp]]
nyckel = "personal"
namn = "Personal"
slag = "kostnad"
konton = ["5"]

[[verksamhet]]
nyckel = "bistand"
namn = "Bistånd"
verksamhet = ["57"]

[[verksamhet]]
nyckel = "vald"
namn = "Insatser relationsvåld"
verksamhet = ["58"]
till = 2022-12-31

[[budget]]
fil = "budget.csv"

[[kommunbidrag]]
ar = 2022
datum = 2021-11-25
belopp = "900 tkr"

[[kommunbidrag]]
ar = 2023
datum = 2022-11-24
belopp = "1 200 tkr"
"""
MOVE = """
[[flytt]]
datum = 2023-01-01
beslut = "KF § 7"
fran = "vald"
till_namnd = "omsorg"
till = "vuxna"
"""
TAKER = (
    GIVER.replace('"arbete"\nnamn = "Arbetsnämnden"', '"omsorg"\nnamn = "Omsorgsnämnden"')
    .replace('["61"]', '["62"]')
    .replace('"bistand"\nnamn = "Bistånd"', '"barn"\nnamn = "Barn"')
    .replace('"vald"\nnamn = "Insatser relationsvåld"', '"vuxna"\nnamn = "Vuxna"')
    .replace("till = 2022-12-31\n", "")
)
ROWS = {
    "arbete": (
        *("2022-{0};2022-{0};61;57;5010;;-100400", "2022-{0};2022-{0};61;58;5010;;-40400"),
        *("2022-{0};2022-{0};61;58;3010;;2300", "2023-{0};2023-{0};61;57;5010;;-110000"),
    ),
    "omsorg": (
        *("2022-{0};2022-{0};62;57;5010;;-70400", "2022-{0};2022-{0};62;58;5010;;-30400"),
        *("2023-{0};2023-{0};62;57;5010;;-71000", "2023-{0};2023-{0};62;58;5010;;-75000"),
    ),
}
BUDGETS = {"arbete": ("Bistånd",), "omsorg": ("Barn", "Vuxna")}
FEBRUARY = Period.month(2023, 2)


@dataclass(frozen=True)
class City:
    """A data folder; `set_up` reads a committee with its budget and two months of two years."""

    folder: Path
    store: Store

    def set_up(self, slug: str, text: str) -> None:
        path = self.folder / f"{slug}.toml"
        path.write_text(text, encoding="utf-8")
        rows = "".join(
            f"2023;2022-11-24;Budget;{name};kostnad;Personal;tkr;-1200;tolftedelar\n"
            for name in BUDGETS[slug]
        )
        head = "År;Datum;Beslut;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Fördelning\n"
        (self.folder / "budget.csv").write_text(head + rows, encoding="utf-8")
        setup_committee(actor=COMMAND_LINE, now=NOW, path=path)

    def book(self, slug: str) -> None:
        head = "Från;Till;Ansvar;Verksamhet;Konto;Motpart;Belopp (kr)"
        rows = [row.format(month) for row in ROWS[slug] for month in ("01", "02")]
        path = self.folder / f"saldon-{slug}.csv"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        import_ledger(
            actor=COMMAND_LINE, now=NOW, store=self.store, path=path, committee=slug, accept=False
        )

    def report(self, slug: str, view: str = "restated", form: str = "monthly") -> Report:
        return build_report(
            reader=OPERATOR,
            store=self.store,
            committee=slug,
            period=FEBRUARY,
            form=form,
            last_year=LastYear(view),
        )


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[City]:
    folder = DataFolder(tmp_path / "data")
    before = settings.DATA_FOLDER
    settings.DATA_FOLDER = folder
    yield City(tmp_path, Store(folder.columns))
    settings.DATA_FOLDER = before


@pytest.fixture
def city(empty: City) -> City:
    empty.set_up("arbete", GIVER + MOVE)
    empty.set_up("omsorg", TAKER)
    empty.book("arbete")
    empty.book("omsorg")
    return empty


def first_column(table: Table) -> dict[str, object]:
    firsts = {row.label: row.cells[0] for row in table.rows if row.cells}
    return {
        label: cell.printed if cell.absent is None else cell.absent
        for label, cell in firsts.items()
    }


def test_last_year_is_as_published_unless_it_is_asked_otherwise(city: City) -> None:
    report = city.report("arbete", "published")
    table = report.table("netto")
    assert table.columns[0].name == "Utfall 2022-02"
    assert first_column(table) == {"Bistånd": -201, "Insatser relationsvåld": -76, "Summa": -277}
    assert any("som publicerat, fast verksamheter har flyttat" in note for note in table.notes)
    assert not any(table.key == "fjolar" for table in report.tables)


def test_restated_the_giver_has_lost_the_line_and_the_taker_has_it(city: City) -> None:
    giver, taker = city.report("arbete").table("netto"), city.report("omsorg").table("netto")
    assert giver.columns[0].name == "Utfall 2022-02 omräknat"
    assert giver.columns[0].head.endswith("\nomräknat")
    assert any(note.startswith("Omräknat: förra året") for note in giver.notes)
    assert first_column(giver) == {"Bistånd": -201, "Summa": -201}
    assert first_column(taker) == {"Barn": -141, "Vuxna": -137, "Summa": -278}
    published = city.report("omsorg", "published").table("netto")
    assert first_column(published) == {"Barn": -141, "Vuxna": -61, "Summa": -202}
    for table in (giver, taker, published):
        assert_sums(table)


def test_the_committees_have_the_same_sum_in_both_views(city: City) -> None:
    def exact(view: str) -> object:
        cells = [city.report(one, view).table("netto").rows[-1].cells[0] for one in ROWS]
        return sum(cell.exact or 0 for cell in cells)

    assert exact("published") == exact("restated")
    assert str(exact("restated")) == "-478.6"


def test_the_bridge_leads_from_one_to_the_other_and_names_the_decision(city: City) -> None:
    taker = city.report("omsorg")
    table = taker.table("fjolar")
    printed = {row.label: [cell.printed for cell in row.cells] for row in table.rows}
    assert printed == {
        "Barn": [-141, 0, -141],
        "Vuxna": [-61, -76, -137],
        "Summa": [-202, -76, -278],
    }
    assert_sums(table)
    giver = city.report("arbete")
    printed = {
        row.label: [cell.printed for cell in row.cells] for row in giver.table("fjolar").rows
    }
    assert printed == {
        "Bistånd": [-201, 0, -201],
        "Insatser relationsvåld": [-76, 76, None],
        "Summa": [-277, 76, -201],
    }
    (row,) = giver.table("flyttar").rows
    assert row.cells[0].printed == -76
    assert row.label == (
        "Insatser relationsvåld till Vuxna (Omsorgsnämnden) (från och med januari 2023, KF § 7)"
    )
    words = [block for block in giver.document.blocks if isinstance(block, Bullets)][-1]
    assert "".join(run.text for run in words.items[0]).endswith("−76\u00a0tkr.")


def test_what_would_need_a_grant_is_not_computable_in_a_restated_year(city: City) -> None:
    published = first_column(city.report("arbete", "published").table("samm"))
    restated = first_column(city.report("arbete").table("samm"))
    assert published["Nettokostnader"] == -277
    assert restated["Nettokostnader"] == -201
    for row in ("Kommunbidrag", "Resultat jämfört med kommunbidrag", "Ackumulerat resultat"):
        assert restated[row] is NOT_COMPUTABLE, row
    assert published["Kommunbidrag"] in (MISSING, NOT_COMPUTABLE)


def test_without_a_successor_the_rest_is_a_line_of_its_own(empty: City) -> None:
    empty.set_up("arbete", GIVER)
    empty.book("arbete")
    table = empty.report("arbete").table("netto")
    assert first_column(table) == {"Bistånd": -201, "Rest utan efterträdare": -76, "Summa": -277}
    (row,) = empty.report("arbete").table("flyttar").rows
    assert row.label.endswith("till Rest utan efterträdare, utan beslut om vem som tar över")


def test_where_nothing_has_moved_restated_is_published(empty: City) -> None:
    empty.set_up("omsorg", TAKER)
    empty.book("omsorg")
    assert empty.report("omsorg") is empty.report("omsorg", "published")


def test_a_giver_that_is_not_read_in_makes_the_taker_not_computable(empty: City) -> None:
    empty.set_up("arbete", GIVER + MOVE)
    empty.set_up("omsorg", TAKER)
    empty.book("omsorg")
    report = empty.report("omsorg")
    column = first_column(report.table("netto"))
    assert column["Vuxna"] is NOT_COMPUTABLE
    assert column["Barn"] == -141
    assert column["Summa"] is NOT_COMPUTABLE
    assert first_column(report.table("flyttar")).popitem()[1] in (MISSING, NOT_COMPUTABLE)


def test_what_was_printed_restated_is_remembered_apart(city: City) -> None:
    remember_printed(actor=COMMAND_LINE, now=NOW, report=city.report("omsorg"))
    kept = PrintedFigure.objects.filter(period__startswith="2022")
    assert set(kept.values_list("organisation", flat=True)) == {2023}
    assert first_column(city.report("omsorg", "published").table("netto"))["Vuxna"] == -61


def test_the_page_of_an_activity_tells_it_alike(city: City) -> None:
    page = activity_page(
        reader=OPERATOR,
        store=city.store,
        committee="omsorg",
        activity="vuxna",
        period=FEBRUARY,
        last_year=LastYear.RESTATED,
    )
    assert page.months.columns[0].name == "Utfall 2022 omräknat"
    assert page.months.rows[-1].cells[0].printed == -137
    assert page.groups is not None
    assert first_column(page.groups)["Nettokostnad"] == -137
    assert_sums(page.groups)


@pytest.mark.parametrize("code", ["moved", "moved_away"])
def test_a_broken_identity_breaks_the_bridge(
    city: City, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = bridge_blocks(city.report("arbete").figures)
    identity = IDENTITIES[code]
    wrong = replace(identity, weights=lambda count: (3, *identity.weights(count)[1:]))
    monkeypatch.setitem(IDENTITIES, code, wrong)
    assert bridge_blocks(city.report("arbete").figures) != right
