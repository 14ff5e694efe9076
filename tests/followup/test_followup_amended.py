"""The original budget beside the one in force: both in the tables, and the decisions between."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from followup_books import SLUG, assert_sums, october
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.plan_files import BUDGET, FIRST, TABLES, give_budget
from sources.city import NOW, SCHOOL, WORK, aid, fee, load, set_up, sie
from uppsikt.documents import Table, render_html, render_json
from uppsikt.figures import (
    IDENTITIES,
    Exact,
    Figure,
    Name,
    Period,
    Side,
    Subject,
    Unit,
    UppsiktError,
    What,
)
from uppsikt.followup.basis import amended
from uppsikt.followup.basis.address import CellAddress, address_of, cells_of
from uppsikt.followup.cells.explained import explained
from uppsikt.followup.cells.figure_history import cell_history
from uppsikt.followup.report import Report, compose
from uppsikt.followup.services import build_report
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.planning.rules import BudgetDecision, BudgetLine, Profile
from uppsikt.planning.transfers import import_transfers
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store

database = [pytest.mark.database, pytest.mark.django_db]
HEAD = "År;Datum;Beslut;Nämnd;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Fördelning\n"
OUT = "2022;2022-06-13;KS § 210;arbete;Ekonomiskt bistånd;kostnad;Kostnader;tkr;400;tolftedelar\n"
IN = "2022;2022-06-13;KS § 210;arbete;Arbete;kostnad;Kostnader;tkr;-400;tolftedelar\n"
TO_SCHOOL = IN.replace(";arbete;", ";skola;")
RESERVE = "2022;2021-11-25;Budget;Buffert;kostnad;;tkr;-100;tolftedelar\n"
ORIGINAL = "Ursprunglig budget 2022"
APART = '\n[tabeller]\nursprunglig_budget = "egen tabell"\n'


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Two committees; the first has a budget, a grant and a ledger to October."""
    monkeypatch.setattr(django_settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    (tmp_path / "budget.csv").write_text(BUDGET + FIRST + RESERVE, encoding="utf-8")
    set_up(tmp_path, WORK + TABLES)
    set_up(tmp_path, SCHOOL)
    load(tmp_path, sie(aid("20220510", 900_000), fee("20221001", 7), extent="20221031"), "2022.se")
    return tmp_path


def transfer(folder: Path, text: str) -> None:
    path = folder / "omforing.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    import_transfers(actor=COMMAND_LINE, now=NOW, path=path)


def report(month: int = 10, form: str = "monthly") -> Report:
    period = Period.month(2022, month)
    return build_report(
        reader=PUBLIC, store=current_store(), committee="arbete", period=period, form=form
    )


def column(table: Table, name: str) -> dict[str, int | None]:
    at = [one.name for one in table.columns].index(name)
    return {row.label: row.cells[at].printed for row in table.rows if row.cells}


def values(table: Table) -> dict[str, list[int | None]]:
    return {row.label: [cell.printed for cell in row.cells] for row in table.rows}


class TestCity:
    pytestmark = database

    def test_both_budgets_stand_in_the_tables_with_the_decisions_between(self, city: Path) -> None:
        transfer(city, OUT + IN)
        found = report()
        netto = found.table("netto")
        assert column(netto, ORIGINAL) == {
            "Ekonomiskt bistånd": -1200, "Arbete": 0, "Buffert": -100, "Summa": -1300,
        }  # fmt: skip
        assert column(netto, "Budget 2022") == {
            "Ekonomiskt bistånd": -800, "Arbete": -400, "Buffert": -100, "Summa": -1300,
        }  # fmt: skip
        assert any("Budget 2022 är den gällande" in note for note in netto.notes)
        assert values(found.table("budgetandring")) == {
            "Ekonomiskt bistånd": [-1200, 400, -800],
            "Arbete": [0, -400, -400],
            "Buffert": [-100, 0, -100],
            "Summa": [-1300, 0, -1300],
        }
        assert values(found.table("budgetbeslut")) == {
            "13 juni 2022: KS § 210 (omföring)": [],
            "13 juni 2022: KS § 210 (omföring) / Ekonomiskt bistånd, Kostnader": [400],
            "13 juni 2022: KS § 210 (omföring) / Arbete, Kostnader": [-400],
            "Summa ändringar": [0],
        }

    def test_every_format_says_the_same(self, city: Path) -> None:
        transfer(city, OUT + IN)
        found = report()
        data = json.loads(render_json(found.document))
        tables = {table["key"]: table for table in data["tables"]}
        assert ORIGINAL in tables["netto"]["columns"]
        assert tables["budgetandring"]["rows"][1]["values"] == [0, -400, -400]
        assert tables["budgetandring"]["rows"][1]["exact"] == [0, -400, -400]
        assert tables["budgetbeslut"]["rows"][0]["exact"] == [400]
        html = render_html(found.document)
        assert "Ursprunglig och gällande budget" in html
        assert "KS § 210 (omföring)" in html

    def test_before_the_decision_there_is_one_budget(self, city: Path) -> None:
        transfer(city, OUT + IN)
        found = report(month=5)
        assert ORIGINAL not in [one.name for one in found.table("netto").columns]
        with pytest.raises(KeyError):
            found.table("budgetandring")

    def test_a_table_whose_rows_are_all_unchanged_is_without_the_column(self, city: Path) -> None:
        groups = WORK.replace(
            '[[verksamhet]]',
            '[[kontogrupp]]\nnyckel = "lokaler"\nnamn = "Lokaler"\nslag = "kostnad"\n'
            'konton = ["6"]\n\n[[verksamhet]]', 1,
        )  # fmt: skip
        set_up(city, groups + TABLES)
        transfer(city, OUT + OUT.replace(";Kostnader;", ";Lokaler;").replace(";400;", ";-400;"))
        found = report()
        assert ORIGINAL not in [one.name for one in found.table("netto").columns]
        assert column(found.table("samm"), ORIGINAL)["Kostnader"] == -1200
        assert column(found.table("samm"), "Budget 2022")["Lokaler"] == -400

    def test_the_grant_moves_with_a_transfer_to_another_committee(self, city: Path) -> None:
        transfer(city, OUT + TO_SCHOOL)
        summary = report().table("samm")
        assert column(summary, ORIGINAL)["Kommunbidrag"] == 252_900
        assert column(summary, "Budget 2022")["Kommunbidrag"] == 252_550
        heads = [row.text for row in report().table("budgetbeslut").rows if not row.cells]
        assert heads == ["13 juni 2022: KS § 210 (omföring med Skolnämnden)"]

    def test_a_committee_may_keep_its_main_tables_as_they_were(self, city: Path) -> None:
        set_up(city, WORK + TABLES + APART)
        transfer(city, OUT + IN)
        found = report()
        assert ORIGINAL not in [one.name for one in found.table("netto").columns]
        assert values(found.table("budgetandring"))["Arbete"] == [0, -400, -400]
        told = "Budget 2022 är ändrad under året"
        assert [told in " ".join(found.table(key).notes) for key in ("netto", "budgetandring")] == [
            True, False,
        ]  # fmt: skip
        assert told not in " ".join(report(month=5).table("netto").notes)
        set_up(city, WORK + TABLES)
        assert ORIGINAL in [one.name for one in report().table("netto").columns]

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (APART.replace("egen tabell", "bredvid"), "i tabellerna"),
            (APART.replace("ursprunglig_budget", "ursprung"), "ursprunglig_budget"),
        ],
    )
    def test_a_choice_that_is_none_names_those_that_are(
        self, city: Path, text: str, says: str
    ) -> None:
        with pytest.raises(SetupFault, match=says) as fault:
            set_up(city, WORK + TABLES + text)
        assert "i [[tabeller]]" in str(fault.value)

    def test_a_changed_budget_cell_tells_its_decisions(self, city: Path) -> None:
        transfer(city, OUT + IN)
        give_budget(
            city,
            BUDGET + FIRST + RESERVE
            + "2022;2022-09-22;Ramjustering;arbete;kostnad;Kostnader;tkr;-50;tolftedelar\n",
        )  # fmt: skip
        told = explained(reader=PUBLIC, store=current_store(), address=_cell("budget-2022"))
        (rule, *_) = told.derivations
        assert [(part.text, part.value) for part in rule.parts] == [
            ("Ursprunglig budget 2022 för Arbete", 0),
            ("Ändring av budgeten 2022 för Arbete, Kostnader, 13 juni 2022: KS § 210 (omföring)",
             -40_000_000),
            ("Ändring av budgeten 2022 för Arbete, Kostnader, 22 september 2022: Ramjustering",
             -5_000_000),
        ]  # fmt: skip
        assert told.value == sum(part.value for part in rule.parts if isinstance(part.value, int))
        change = replace(_cell("andringar"), table="budgetandring")
        told = explained(reader=PUBLIC, store=current_store(), address=change)
        decisions = told.derivations[-1].parts
        assert [part.value for part in decisions] == [-40_000_000, -5_000_000]

    def test_every_cell_of_original_and_changed_budgets_has_its_history(self, city: Path) -> None:
        transfer(city, OUT + IN)
        found = report()
        for cell in cells_of([found.table("budgetandring"), found.table("budgetbeslut")]):
            at = address_of(cell, "arbete", Period.month(2022, 10), "monthly")
            told = cell_history(reader=PUBLIC, store=current_store(), address=at)
            assert told.now == (told.steps[-1].value if told.steps else told.first), at
        changed = replace(_cell("andringar"), table="budgetandring")
        told = cell_history(reader=PUBLIC, store=current_store(), address=changed)
        assert [(step.event.text, step.value) for step in told.steps] == [("KS § 210", -40_000_000)]

    def test_kronor_and_ore_are_told_exactly(self, city: Path) -> None:
        transfer(city, (OUT + IN).replace("tkr;", "kr;").replace("400;", "400,50;"))
        table = report().table("budgetbeslut")
        assert (table.unit, table.columns[0].decimals) == (Unit.KR, 2)
        assert column(table, "Ändring")["Summa ändringar"] == 0
        assert [row.cells[0].printed for row in table.rows if row.role == "sub"] == [
            40_050,
            -40_050,
        ]

    @pytest.mark.parametrize("side", ["netto", "kostnad"])
    def test_a_contingency_is_a_cost_also_when_it_is_only_known_net(
        self, city: Path, side: str
    ) -> None:
        reserve = OUT.replace("Ekonomiskt bistånd;kostnad;Kostnader", f"Buffert;{side};")
        transfer(city, reserve + IN)
        table = report(8, "interim").table("verk")
        change = [
            (column(table, "Budget 2022")[row] or 0) - (column(table, ORIGINAL)[row] or 0)
            for row in ("Buffert / Kostnad", "Arbete / Kostnad", "Totalt / Kostnad")
        ]
        assert change == [400, -400, 0]

    def test_what_is_only_changed_net_tells_nothing_of_income_and_cost(self, city: Path) -> None:
        net = OUT.replace("kostnad;Kostnader", "netto;")
        transfer(city, net + IN)
        found = report(8, "interim")
        table = found.table("verk")
        assert column(table, ORIGINAL)["Ekonomiskt bistånd / Nettokostnad"] == -1200
        assert column(table, ORIGINAL)["Ekonomiskt bistånd / Kostnad"] is None
        assert column(table, ORIGINAL)["Totalt / Kostnad"] is None
        samm = [one.name for one in found.table("samm").columns]
        assert ORIGINAL not in samm  # no sum is changed, and the parts are told of neither budget
        assert column(table, "Budget 2022")["Totalt / Nettokostnad"] == -1300

    def test_the_year_end_says_which_budget(self, city: Path) -> None:
        transfer(city, OUT + IN)
        more = sie(aid("20220510", 900_000), fee("20221201", 7), extent="20221231")
        load(city, more, "2022.se", now=NOW.replace(year=2023))
        table = report(12, "annual").table("verk")
        assert column(table, ORIGINAL)["Arbete / Nettokostnad"] == 0
        assert column(table, "Budget 2022")["Arbete / Nettokostnad"] == -400


def _cell(key: str) -> CellAddress:
    return CellAddress("arbete", Period.month(2022, 10), "monthly", "netto", "arbete", key)


LINES = st.lists(
    st.tuples(st.integers(-(10**9), 10**8), st.integers(-(10**7), 10**7) | st.just(0)),
    min_size=2,
    max_size=8,
)


def changed_book(amounts: list[tuple[int, int]]) -> Report:
    """October with the given original budgets and changes (öre) of its first lines."""
    facts = october()
    lines = facts.lines[: len(amounts)]
    keep = {line.key for line in lines}
    decision = BudgetDecision(
        date(2022, 6, 13),
        "KS § 210",
        tuple(
            BudgetLine(line.key, Side.NET, "", change, Profile.TWELFTHS)
            for line, (_, change) in zip(lines, amounts, strict=True)
        ),
        is_transfer=True,
    )
    first = replace(decision, is_transfer=False)
    facts = amended.with_amendments(
        replace(facts, lines=lines, histories=()), (first, decision), apart=False
    )
    kept = [
        one
        for one in facts.figures
        if one.name.of.activity in {*keep, ""}
        and not (one.name.what is What.BUDGET and one.name.when == facts.year)
    ]
    given = [
        Figure(Name(what, Subject(SLUG, line.key), facts.year), value, Unit.TKR, "prov")
        for line, (original, change) in zip(lines, amounts, strict=True)
        for what, value in ((What.BUDGET, original + change), (What.BUDGET_CHANGE, change))
    ]
    decided = [Figure(row.name, row.amount, Unit.TKR, "prov") for row in amended.rows_of(facts)]
    figures = (*kept, *given, *decided)
    return compose(replace(facts, figures=figures), "monthly")


@given(LINES.filter(lambda amounts: any(change for _, change in amounts)))
@settings(max_examples=40, deadline=None)
def test_printed_original_and_changes_give_the_budget_in_force(
    amounts: list[tuple[int, int]],
) -> None:
    found = changed_book(amounts)
    table = found.table("budgetandring")
    assert_sums(table)
    for row, (original, change) in zip(table.rows, amounts, strict=False):
        printed = [cell.printed for cell in row.cells]
        assert None not in printed
        before, between, after = (value or 0 for value in printed)
        assert before + between == after
        assert abs(before * 100_000 - original) < 200_000
        if not change:
            assert (between, before) == (0, after)
    in_force = column(found.table("netto"), "Budget 2022")
    assert in_force == {row.label: row.cells[2].printed for row in table.rows}


def test_a_broken_identity_breaks_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def rendered() -> str:
        try:
            return render_json(changed_book([(-1_000_000, -300_000), (-700_000, 300_000)]).document)
        except UppsiktError as fault:
            return str(fault)

    right, identity = rendered(), IDENTITIES["original_budget"]

    def wrong(count: int) -> tuple[Exact, ...]:
        weights = identity.weights(count)
        return (-3 * weights[0], *weights[1:])

    monkeypatch.setitem(IDENTITIES, "original_budget", replace(identity, weights=wrong))
    assert rendered() != right
