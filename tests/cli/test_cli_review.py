"""`uppsikt review` as a user runs it: three statuses, three forms, and nothing left behind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from uppsikt_program import Program

WRONG = """\
# Budgetuppföljning efter oktober 2031, kulturnämnden

| Tkr | Utfall 2031-10 | Budget 2031 |
| --- | ---: | ---: |
| Bibliotek | 26 100 | 31 200 |
| Museer | 10 300 | 12 450 |
| Kulturskola | 6 900 | 8 100 |
| Summa | 43 300 | 57 150 |
"""
RIGHT = WRONG.replace("57 150", "51 750")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "fel.md").write_text(WRONG, encoding="utf-8")
    (tmp_path / "rätt.md").write_text(RIGHT, encoding="utf-8")
    return Program(tmp_path)


def test_a_report_with_a_contradiction_ends_with_one(program: Program) -> None:
    done = program("review", "fel.md")

    assert done.returncode == 1
    assert done.stdout.startswith("1 motsägelse; 1 tabell och 8 tal lästa\nGranskat: fel.md\n")
    assert "rad 8" in done.stdout
    assert "»57 150«" in done.stdout
    assert done.stderr == ""


def test_a_report_without_contradictions_ends_with_zero(program: Program) -> None:
    done = program("review", "rätt.md")

    assert (done.returncode, done.stderr) == (0, "")
    first, reviewed, *_ = done.stdout.splitlines()
    assert first == "Inga motsägelser; 1 tabell och 8 tal lästa"
    assert reviewed == "Granskat: rätt.md"
    assert "det bevisar inte att rapporten är rätt" in done.stdout


def test_json_goes_to_another_program(program: Program) -> None:
    done = program("review", "fel.md", "--format", "json")
    whole = json.loads(done.stdout)

    assert done.returncode == whole["verdict"]["status"] == 1
    assert [finding["code"] for finding in whole["findings"]] == ["total"]
    assert {"file": "fel.md", "page": None, "line": 8}.items() <= (
        whole["findings"][0]["places"][0].items()
    )


def test_a_page_is_written_whole(program: Program) -> None:
    done = program("review", "fel.md", "--format", "html", "-o", "granskning.html")
    page = (program.folder / "granskning.html").read_text(encoding="utf-8")

    assert (done.returncode, done.stdout) == (1, "")
    assert "Granskningen är skriven till granskning.html." in done.stderr
    assert page.endswith("</html>\n")
    assert "57 150</mark>" in page


def test_files_are_reviewed_together_and_against_earlier_ones(program: Program) -> None:
    together = program("review", "rätt.md", "fel.md", "--format", "json")
    against = program("review", "rätt.md", "--against", "fel.md", "--format", "json")

    assert json.loads(together.stdout)["verdict"]["files"] == ["rätt.md", "fel.md"]
    assert json.loads(against.stdout)["verdict"]["files"] == ["rätt.md"]
    assert json.loads(against.stdout)["verdict"]["earlier"] == ["fel.md"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["saknas.pdf"], "Filen finns inte."),
        (["."], "Det är en mapp, inte en fil."),
        (["tom.txt"], "tom"),
        (["fel.md", "trasig.pdf"], "trasig.pdf"),
        (["fel.md", "--against", "trasig.pdf"], "trasig.pdf"),
        (["fel.md", "-o", "."], "sökvägen är en mapp"),
        (["fel.md", "-o", "finns/inte.txt"], "mappen finns inte"),
        (["fel.md", "--format", "pdf"], "välj bland 'text', 'json', 'html'"),
        ([], "följande saknas: FIL"),
    ],
)
def test_what_cannot_be_done_ends_with_two(
    program: Program, arguments: list[str], told: str
) -> None:
    (program.folder / "tom.txt").write_bytes(b"")
    (program.folder / "trasig.pdf").write_bytes(b"%PDF-1.7\nskr\xe4p")
    before = sorted(program.folder.rglob("*"))

    done = program("review", *arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(program.folder.rglob("*")) == before


def test_a_refusal_leaves_the_earlier_result(program: Program) -> None:
    target = program.folder / "granskning.txt"
    target.write_text("gammal", encoding="utf-8")
    (program.folder / "trasig.pdf").write_bytes(b"%PDF-1.7\nskr\xe4p")

    assert program("review", "trasig.pdf", "-o", "granskning.txt").returncode == 2
    assert target.read_text(encoding="utf-8") == "gammal"


def test_no_data_folder_is_made_or_read(program: Program) -> None:
    done = program("review", "rätt.md", database="postgres://ingen@192.0.2.1/alls")

    assert done.returncode == 0
    assert not program.data.exists()


LOADED = """\
import json, sys
{run}
print(json.dumps(sorted(name.partition(".")[0] for name in sys.modules)), file=sys.stderr)
"""


def loaded(program: Program, run: str) -> set[str]:
    """The top-level modules that are in memory after some code."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(run=run)],
        cwd=program.folder,
        env=program.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_neither_django_nor_what_writes_reports_is_loaded(program: Program) -> None:
    command = loaded(
        program, "from uppsikt.cli.main import main\nassert main(['review', 'rätt.md']) == 0"
    )
    child = loaded(
        program,
        "from pathlib import Path\nfrom uppsikt.reading.read import read\n"
        "from uppsikt.review import render_html, review\n"
        "render_html(review([read(Path('fel.md'))]))",
    )
    heavy = {"django", "polars", "duckdb", "typst", "vl_convert", "xlsxwriter", "granian"}

    assert not heavy & command
    assert not heavy & child
    assert not {"lxml", "docx", "openpyxl", "pypdfium2"} & command


def test_two_files_of_one_name_are_told_apart(program: Program) -> None:
    for year in ("2030", "2031"):
        (program.folder / year).mkdir()
        (program.folder / year / "rapport.md").write_text(WRONG, encoding="utf-8")

    done = program("review", "2030/rapport.md", "2031/rapport.md")

    assert "Granskat: 2030/rapport.md och 2031/rapport.md" in done.stdout
    assert "2031/rapport.md, rad 8" in done.stdout


def test_a_fault_in_the_program_is_not_told_as_a_contradiction(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from uppsikt.cli.main import main

    def fails(*_arguments: object, **_options: object) -> None:
        raise KeyError("oväntat")

    report = tmp_path / "rapport.txt"
    report.write_text("Nettokostnaden är 60 500 tkr.", encoding="utf-8")
    monkeypatch.setenv("UPPSIKT_DATA", str(tmp_path))
    monkeypatch.setattr("uppsikt.cli.review.safely", fails)

    assert main(["review", str(report)]) == 2
    assert "Något gick fel i programmet" in capsys.readouterr().err
