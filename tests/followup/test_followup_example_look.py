"""The example look: whole, readable, and written all or nothing."""

from __future__ import annotations

import io
import os
from pathlib import Path

import docx
import pytest
from followup_books import october
from tools.make_example_look import template

from uppsikt.cli.main import main
from uppsikt.documents import render_docx, render_html, render_pdf, render_xlsx
from uppsikt.documents.look_folder import read_look
from uppsikt.followup.forms.parts import check_sections
from uppsikt.followup.forms.templates import template_texts
from uppsikt.followup.report import Report, compose
from uppsikt.look.example import FOLDER, FolderTaken, write_example


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def report() -> Report:
    look = read_look(FOLDER)
    check_sections(look)
    return compose(october(sections=template_texts(look, "monthly")), "monthly", look=look)


def test_the_word_template_is_the_one_that_is_made() -> None:
    assert (FOLDER / "mall.docx").read_bytes() == template()


def test_a_report_is_written_in_it_in_every_format(report: Report) -> None:
    word = docx.Document(io.BytesIO(render_docx(report.document)))
    assert word.sections[0].header.paragraphs[0].text == "Provköpings kommun\tArbetslivsnämnden"
    lead = word.paragraphs[3].style
    assert lead is not None
    assert lead.name == "Provköping ingress"
    page = render_html(report.document)
    assert "--accent: #6d2c78;" in page
    assert 'alt="Provköpings kommun"' in page
    assert "2.1 Ekonomiskt sammandrag" in page
    assert render_pdf(report.document).startswith(b"%PDF")
    assert render_xlsx(report.document).startswith(b"PK")


def test_its_texts_hold_for_any_committee(report: Report) -> None:
    page = render_html(report.document).replace("\xa0", " ").replace("&nbsp;", " ")
    assert "Här är läget för Arbetslivsnämnden januari–oktober 2022." in page
    assert "Ekonomin till och med oktober 2022" in page


def test_it_is_written_to_a_folder_that_can_be_tried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mitt utseende"
    assert main(["look", "example", str(folder)]) == 0
    assert f"uppsikt look try '{folder}'" in capsys.readouterr().out
    assert read_look(folder) == read_look(FOLDER)
    assert main(["look", "try", str(folder)]) == 0
    assert "Avsnitt: månadsuppföljning (9)" in capsys.readouterr().out


def test_an_empty_folder_is_filled_and_a_full_one_is_left(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    write_example(tmp_path / "tom")
    assert (tmp_path / "tom" / "logotyp.svg").exists()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mitt.txt").write_text("mitt", "utf-8")
    for name in ("full", "tom", "full/mitt.txt", "saknas/ny"):
        with pytest.raises(FolderTaken):
            write_example(tmp_path / name)
    assert names(tmp_path) == ["full", "tom"]
    assert names(tmp_path / "full") == ["mitt.txt"]


def test_interrupted_nothing_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_from: object, _to: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write_example(tmp_path / "nytt")
    assert names(tmp_path) == []
