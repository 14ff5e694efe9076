"""`uppsikt vouchers` and `uppsikt measures` as a user runs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from uppsikt_program import DEMO_DATA, Program

SLUG = "arbetslivsnamnden"
OF = ("--committee", SLUG, "--period", "2022-10")
MEASURE = """
[[matt]]
nyckel = "hushall"
namn = "Hushåll med försörjningsstöd"
enhet = "hushåll"
aret = "senaste"
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Program:
    folder = tmp_path_factory.mktemp("rader")
    shutil.copytree(DEMO_DATA, folder, dirs_exist_ok=True)
    setup = folder / f"{SLUG}.toml"
    setup.write_text(setup.read_text("utf-8") + MEASURE, encoding="utf-8")
    program = Program.installed(folder)
    balances = f"saldon-{SLUG}-2021.csv"
    assert program("setup", setup.name).returncode == 0
    assert program("import", "huvudbok-2022.se", balances, "--committee", SLUG).returncode == 0
    return program


def test_rows_go_to_standard_output_and_their_sum_beside(own: Program) -> None:
    done = own("vouchers", *OF, "--activity", "ekonomiskt-bistand", "--largest-first")

    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 262
    assert lines[0].lstrip("\ufeff").startswith("Datum;Serie;Nummer;Rapportrad;Konto")
    assert "-49478975,90" in lines[-1]
    assert "260 rader, tillsammans −49 478 975,90 kr." in done.stderr.replace("\xa0", " ")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_is_whole_and_says_what_has_no_rows(own: Program, form: str, tmp_path: Path) -> None:
    target = tmp_path / f"rader.{form}"
    past = ("--committee", SLUG, "--period", "2021-10", "--activity", "ekonomiskt-bistand")
    done = own("vouchers", *past, "--format", form, "-o", target)

    assert done.returncode == 0, done.stderr
    assert target.stat().st_size > 0
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    said = done.stderr.replace("\xa0", " ")
    assert "Därutöver är −50 150 092,70 kr bara inläst som summa" in said


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("--activity", "bistand"), "ekonomiskt-bistand"),
        (("--least", "mycket"), "Skriv kronor"),
        (("--from", "2021-12"), "samma år"),
        (("--format", "xlsx"), "-o verifikationer-2022-10.xlsx"),
    ],
)
def test_what_cannot_be_asked_for_is_told(own: Program, asked: tuple[str, ...], says: str) -> None:
    done = own("vouchers", *OF, *asked)

    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_counts_are_known_by_their_heads_and_shown(own: Program) -> None:
    (own.folder / "antal.csv").write_text(
        "Månad;Mått;Antal;Skäl\n2022-09;hushall;641;\n2022-10;hushall;636;\n", encoding="utf-8"
    )
    first = own("import", "antal.csv", "--committee", SLUG)
    assert (first.returncode, first.stderr) == (0, "")
    (own.folder / "rattat.csv").write_text(
        "Månad;Mått;Antal;Skäl\n2022-10;hushall;635;dubbelräknat\n", encoding="utf-8"
    )
    assert own("import", "rattat.csv", "--committee", SLUG).returncode == 0

    shown = own("measures", *OF).stdout
    assert "januari          saknas" in shown
    assert "635 (rättat)" in shown
    kept = own("measures", *OF, "--history", "hushall").stdout.splitlines()
    assert [line.split()[1] for line in kept] == ["641", "636", "635"]
    assert kept[-1].endswith("dubbelräknat")
    lacking = own("import", "antal.csv")
    assert lacking.returncode == 2
    assert "--committee" in lacking.stderr


def test_the_history_of_a_figure_is_told_in_the_terminal(own: Program) -> None:
    done = own("history", *OF, "--figure", "budget")

    assert done.returncode == 0, done.stderr
    said = done.stdout.replace("\xa0", " ")
    assert said.startswith("Budget 2022 för Arbetslivsnämnden\n")
    assert "Budgetbeslut Budget 2022, beslutad 2021-11-25" in said
    assert said.splitlines()[-1] == "  Nu: −252 950 000,00 kr"


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_history_of_a_cell_is_a_whole_file(own: Program, form: str, tmp_path: Path) -> None:
    target = tmp_path / f"historik.{form}"
    cell = ("--cell", "netto/ekonomiskt-bistand/utfall-2022-10")
    done = own("history", *OF, *cell, "--format", form, "-o", target)

    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    content = target.read_bytes()
    assert b"huvudbok-2022.se" in content or form == "xlsx"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--cell", "netto/alla/utfall-2022-10", "--activity", "arbete"), "Både --cell och ord"),
        (("--cell", "netto/alla/utfall-2022-11"), "Närmast: utfall-2022-10"),
        (("--cell", "netto"), "Texten är ingen adress till en cell."),
        (("--activity", "ekonomiskt-bistad"), "Närmast: ekonomiskt-bistand"),
        (("--group", "personall"), "Närmast: personal"),
        (("--figure", "result", "--group", "personal"), "Rapporten har inte resultat"),
    ],
)
def test_a_figure_that_is_not_there_is_refused(
    own: Program, words: tuple[str, ...], says: str
) -> None:
    done = own("history", *OF, *words)
    assert done.returncode == 2
    assert says in done.stderr


def test_known_items_are_shown_matched_and_withdrawn(own: Program, tmp_path: Path) -> None:
    shown = own("known", *OF)
    assert shown.returncode == 0, shown.stderr
    assert "hyra-kyllared: hyra, Integration, oktober 2022." in shown.stdout
    assert "(61–90 dagar)" in shown.stdout

    of = ("--committee", SLUG)
    wrong = own("known", *of, "--match", "b-2022-01", "--voucher", "L-1220")
    assert wrong.returncode == 2
    assert "är inte bokförd där posten" in wrong.stderr
    half = own("known", *of, "--match", "b-2022-01")
    assert (half.returncode, "både en post och en verifikation" in half.stderr) == (2, True)

    apart = own("known", *of, "--unmatch", "k-2022-01", "--voucher", "L-1220")
    assert apart.returncode == 0, apart.stderr
    assert "hör inte ihop med L-1220" in apart.stdout
    found = own("known", *OF, "--proposals").stdout
    assert "k-2022-01: L-1220, oktober 2022" in found
    again = own("known", *of, "--release", "k-2022-01", "--voucher", "L-1220").stdout
    assert "är återfört och 0,00" in again.replace("\u00a0", " ").replace("37 708,17 kr ", "")

    gone = own("known", *of, "--withdraw", "b-2022-02", "--reason", "Byggs inte")
    assert "är återtagen" in gone.stdout
    assert (
        "version 2: ombyggnad av lokal, återtagen"
        in own("known", *of, "--history", "b-2022-02").stdout
    )
    target = tmp_path / "kanda.xlsx"
    assert own("known", *OF, "--format", "xlsx", "-o", target).returncode == 0
    assert target.stat().st_size > 0


def test_the_history_of_all_committees_needs_no_committee(own: Program) -> None:
    done = own("history", "--period", "2022-10", "--figure", "budget")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Budget 2022 för alla nämnder\n")

    refused = own("history", "--period", "2022-10", "--group", "personal")
    assert refused.returncode == 2
    assert "hör till en nämnd" in refused.stderr
