"""The page of a cell's history: its values, the reports that printed it, and its files."""

from pathlib import Path

import pytest
from django.test import Client
from test_web_given import MONTH, SLUG, VERSION, corrected, given, read
from test_web_pages import text_of

__all__ = ["given"]
pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]


def test_the_history_of_a_cell_tells_what_was_printed_and_corrected(
    given: Client, tmp_path: Path
) -> None:
    read(corrected(tmp_path))
    cell = f"{MONTH}/manadsuppfoljning/siffra/netto/ekonomiskt-bistand/utfall-2022-10"
    assert f'href="{cell}/historik/"' in given.get(f"{cell}/").content.decode()

    page = given.get(f"{cell}/historik/")
    text = text_of(page)
    assert "Beloppet har haft 2 värden." in text
    assert "Där står −49 479 tkr" in text
    assert "Beloppet är ett annat nu" in text
    assert f'href="{VERSION}/"' in page.content.decode()
    # Which files were received is nothing that the public reads.
    assert "huvudbok-2022" not in page.content.decode()
    for kind in ("csv", "xlsx", "json"):
        answer = given.get(f"{cell}/historik.{kind}")
        assert answer.status_code == 200
        assert f"historik-{SLUG}-2022-10" in answer.headers["Content-Disposition"]
        assert b"huvudbok-2022" not in answer.content
    assert given.get(f"{cell}/historik.pdf").status_code == 404
    assert given.get(f"{cell.replace('utfall-2022-10', 'nej')}/historik/").status_code == 404
