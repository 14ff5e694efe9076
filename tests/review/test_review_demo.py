"""The demo's own reports: our review finds nothing in them, and finds what is tampered with."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from uppsikt_program import Program

from uppsikt.demo.load import DemoReport
from uppsikt.figures import Period
from uppsikt.reading import read
from uppsikt.review import review
from uppsikt.review.model import Review

REPORTS = [
    ("arbetslivsnamnden", "2022-05", "monthly"),
    ("arbetslivsnamnden", "2022-10", "monthly"),
    ("arbetslivsnamnden", "2025-08", "interim"),
    ("ifon", "2023-07", "monthly"),
    ("ifon", "2023-07", "budget"),
    ("ifon", "2023-12", "annual"),
]
FORMS = ("html", "pdf", "docx", "xlsx")
OCTOBER = REPORTS[1]
CELLS = [
    ("-32448", "-32848"),  # Arbetsförberedande åtgärder, actual
    ("-40119", "-41119"),  # Allmän IFO-administration, period budget
    ("-45184", "-45148"),  # Allmän IFO-administration, forecast
    ("-10645", "-10654"),  # Integration, forecast
]
"""A cell of the table of net costs as it is in the workbook, and tampered with."""

REBUILT = """
import sys
from dataclasses import replace
from pathlib import Path
from uppsikt.cli import installation
from uppsikt.cli.given import month
from uppsikt.cli.report import build
from uppsikt.documents import Cell, Table, render_pdf

right, wrong, path = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
folder = installation.open_to_read()
document = build(folder, "arbetslivsnamnden", month("2022-10"), "monthly").document
left = 1

def tampered(cell):
    global left
    if left and cell.printed == right:
        left = 0
        return Cell(wrong)
    return cell

def rebuilt(block):
    if not isinstance(block, Table):
        return block
    rows = (replace(row, cells=tuple(map(tampered, row.cells))) for row in block.rows)
    return replace(block, rows=tuple(rows))

document = replace(document, blocks=tuple(map(rebuilt, document.blocks)))
assert not left, "no such cell"
path.write_bytes(render_pdf(document))
"""


@pytest.fixture(scope="module")
def made(own_demo: Program) -> Callable[[tuple[str, str, str], str], Path]:
    """Where the demo wrote a report in a format."""

    def path(report: tuple[str, str, str], form: str) -> Path:
        committee, period, kind = report
        name = DemoReport(committee, Period.parse(period), kind).name
        return own_demo.folder / "out" / f"{name}.{form}"

    return path


def told(found: Review) -> list[str]:
    return [f"{one.code}: {one.message}" for one in found.contradictions]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("report", REPORTS, ids=" ".join)
def test_our_own_report_has_no_contradictions(
    made: Callable[[tuple[str, str, str], str], Path], report: tuple[str, str, str], form: str
) -> None:
    found = review([read(made(report, form))])
    assert told(found) == []
    assert found.counts.tables >= 2
    assert (found.counts.tables_unread, found.counts.rows_unread) == (0, 0)


def printed(value: str) -> str:
    """As our documents print it: a true minus and a hard space."""
    return f"−{value[1:-3]}\u00a0{value[-3:]}"


def in_html(path: Path, right: str, wrong: str) -> bytes:
    text = path.read_text("utf-8")
    assert f">{printed(right)}</td>" in text
    return text.replace(f">{printed(right)}</td>", f">{printed(wrong)}</td>", 1).encode()


def in_package(path: Path, right: str, wrong: str, target: Path) -> None:
    """Copy a zip package, with the first such text in its parts changed."""
    left = 1
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if left and right.encode() in part:
                part, left = part.replace(right.encode(), wrong.encode(), 1), 0
            new.writestr(name, part)
    assert not left, "no such cell"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("right", "wrong"), CELLS)
def test_a_tampered_cell_is_found(
    own_demo: Program,
    made: Callable[[tuple[str, str, str], str], Path],
    tmp_path: Path,
    form: str,
    right: str,
    wrong: str,
) -> None:
    path, target = made(OCTOBER, form), tmp_path / f"rapport.{form}"
    if form == "html":
        target.write_bytes(in_html(path, right, wrong))
    elif form == "docx":
        in_package(path, f">{printed(right)}<", f">{printed(wrong)}<", target)
    elif form == "xlsx":
        in_package(path, f"<v>{right}</v>", f"<v>{wrong}</v>", target)
    else:
        done = own_demo.code(REBUILT, right, wrong, target)
        assert done.returncode == 0, done.stderr
    found = review([read(target)])
    shown = [mark.text for finding in found.contradictions for mark in finding.marks]
    assert any(wrong[-3:] in text for text in shown), shown


@pytest.mark.parametrize("report", REPORTS, ids=" ".join)
def test_a_tampered_sum_is_found_in_every_report(
    made: Callable[[tuple[str, str, str], str], Path],
    tmp_path: Path,
    report: tuple[str, str, str],
) -> None:
    text = made(report, "html").read_text("utf-8")
    label, cell = r"<th[^>]*>(?:Summa|Nettokostnad)</th>", r"<td[^>]*>"
    sums = rf"({label}(?:{cell}[^<]*</td>)*?{cell}−\d+\u00a0)(\d)(\d\d</td>)"
    wrong, times = re.subn(
        sums, lambda found: f"{found[1]}{(int(found[2]) + 5) % 10}{found[3]}", text, count=1
    )
    assert times == 1
    target = tmp_path / "rapport.html"
    target.write_text(wrong, encoding="utf-8")
    assert review([read(target)]).contradictions
