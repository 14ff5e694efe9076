"""Why what was paid has changed: parts that add up, the right words, and nothing that tells."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from people import controller
from sources.city import WORK, set_up
from uppsikt.demo.made_registers import assistance_csv
from uppsikt.documents import render_html, render_json
from uppsikt.extracts.services import add_extract
from uppsikt.figures import Period
from uppsikt.followup.measured.report import measures_report
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC, Reader
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.registers import ASSISTANCE

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = datetime(2023, 1, 14, 9, 30, tzinfo=STOCKHOLM)
SLUG = "arbete"
HEAD = "Hushåll;Månad;Belopp;Vuxna;Barn;Orsak\n"
JANUARY, FEBRUARY = Period.month(2022, 1), Period.month(2022, 2)


@pytest.fixture(autouse=True)
def _city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK)


def read(folder: Path, content: bytes) -> None:
    path = folder / "bistand.csv"
    path.write_bytes(content)
    add_extract(
        actor=COMMAND_LINE, now=NOW, store=current_store(), path=path, committee=SLUG,
        register=ASSISTANCE,
    )  # fmt: skip


def paid(month: str, households: int, each: str) -> str:
    return "".join(f"H-{number};{month};{each};1;0;annan\n" for number in range(households))


def change(period: Period, reader: Reader) -> tuple[dict[str, list[Any]], list[str], str]:
    """The table's values by label, its notes with soft spaces, and the whole report as text."""
    document = measures_report(
        reader=reader, now=NOW, store=current_store(), committee=SLUG, period=period
    )
    (table,) = [one for one in document.tables() if one.key == "forandring"]
    (found,) = [
        one for one in json.loads(render_json(document))["tables"] if one["key"] == "forandring"
    ]
    values = {row["label"]: row["values"] for row in found["rows"]}
    text = render_html(document) + render_json(document)
    return values, [note.replace("\u00a0", " ") for note in table.notes], text


def test_the_made_register_says_why_less_was_paid(tmp_path: Path) -> None:
    read(tmp_path, assistance_csv())
    values, notes, html = change(Period.month(2022, 10), controller(SLUG))
    assert values["Summa"] == [4_556_000 - 4_940_000, 49_479_000 - 50_150_000]
    # 88 households fewer, who were paid 6 823.20 each; 340.32 more for each of the 724.
    assert values["Volym"][0] == -600_442
    assert values["Pris"][0] == 246_390
    assert values["Samverkan"][0] == -29_948
    for at in (0, 1):
        assert (
            sum(values[label][at] for label in ("Volym", "Pris", "Samverkan"))
            == (values["Summa"][at])
        )
    volume, price, both = (abs(values[label][1]) for label in ("Volym", "Pris", "Samverkan"))
    assert notes[0].replace(" ", "") == (
        "Kostnaden för ekonomiskt bistånd januari-oktober 2022 var 671 000 kr lägre än samma tid "
        f"2021: färre hushåll sänkte den med {volume} kr, mer per hushåll och månad höjde den "
        f"med {price} kr och att båda har ändrats sänkte den med {both} kr."
    ).replace(" ", "")
    assert notes[0].replace(" ", "\u00a0") in html.replace(" ", "\u00a0")


def test_words_go_the_way_the_numbers_do(tmp_path: Path) -> None:
    rows = paid("2021-01", 10, "100") + paid("2021-02", 10, "100")
    rows += paid("2022-01", 10, "100") + paid("2022-02", 20, "50,50")
    read(tmp_path, (HEAD + rows).encode())
    values, notes, _ = change(JANUARY, controller(SLUG))
    assert values == {"Volym": [0], "Pris": [0], "Samverkan": [0], "Summa": [0]}
    assert notes[0] == (
        "Kostnaden för ekonomiskt bistånd januari 2022 var i nivå med samma tid 2021."
    )
    values, notes, _ = change(FEBRUARY, controller(SLUG))
    assert values["Volym"] == [1000, 1000]
    assert values["Pris"] == [-495, -660]
    assert values["Samverkan"] == [-495, -330]
    assert values["Summa"] == [10, 10]
    assert "fler hushåll höjde" in notes[0]
    assert "mindre per hushåll och månad sänkte" in notes[0]
    assert "10 kr högre än samma tid 2021" in notes[0]


def test_without_last_year_it_says_that_it_cannot_be_split(tmp_path: Path) -> None:
    read(tmp_path, (HEAD + paid("2022-01", 10, "100") + paid("2022-02", 9, "100")).encode())
    values, notes, _ = change(FEBRUARY, controller(SLUG))
    assert set(map(tuple, values.values())) == {(None, None)}
    assert notes[0] == ("Ändringen från 2021 går inte att dela upp: uppgifter för 2021 saknas.")


def test_what_would_tell_of_hidden_households_is_hidden(tmp_path: Path) -> None:
    """Three households in February: what they were paid is in no part of any change."""
    rows = paid("2021-01", 10, "100") + paid("2021-02", 10, "100")
    rows += paid("2022-01", 20, "100") + paid("2022-02", 3, "777")
    read(tmp_path, (HEAD + rows).encode())
    shown, notes, text = change(FEBRUARY, PUBLIC)
    assert set(map(tuple, shown.values())) == {(None, None)}
    assert len(notes) == 1, "the method alone, no sentence"
    assert "2331" not in text
    whole, notes, _ = change(FEBRUARY, controller(SLUG))
    assert whole["Summa"] == [2331 - 1000, 2331 + 2000 - 2000]
    assert "331 kr högre" in notes[0]
    assert change(JANUARY, PUBLIC)[0]["Volym"] == [1000], "what is shown anyway is split"
