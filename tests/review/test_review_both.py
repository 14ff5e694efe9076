"""One review in two forms: as JSON and as a web page."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from uppsikt.review.safely import Stopped, both, safely

CONTRADICTION = """# Budgetuppföljning efter oktober 2031, kulturnämnden

| Tkr | Ursprunglig budget 2031 | Tilläggsanslag | Omföringar | Gällande budget 2031 |
| --- | ---: | ---: | ---: | ---: |
| Bibliotek | -31 200 | -300 | 0 | -31 500 |
| Museer | -12 450 | 0 | 250 | -12 020 |
| Kulturskola | -8 100 | 0 | -250 | -8 350 |
| Scen och musik | -5 600 | 0 | 0 | -5 600 |
"""


def test_both_forms_are_those_that_are_asked_for_alone(tmp_path: Path) -> None:
    path = tmp_path / "rapport.md"
    path.write_text(CONTRADICTION, encoding="utf-8")

    shown = both(str(path))

    assert shown.result == safely([str(path)], form="json").content
    assert shown.document == safely([str(path)], form="html").content
    assert json.loads(shown.result)["verdict"]["contradictions"] > 0


def test_an_answer_in_one_form_alone_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys; sys.stdin.buffer.readline(); "
        "sys.stdout.buffer.write(b'{\"status\": 0, \"size\": 2}' + bytes([10]) + b'{}')"
    )
    monkeypatch.setattr("uppsikt.review.safely.CHILD", (sys.executable, "-c", code))

    with pytest.raises(Stopped):
        both("rapport.md")
