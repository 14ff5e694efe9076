"""Counterpart codes of committees: read from their files, and never for two at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from organisation.test_organisation_setup import BODY, HEAD, set_up
from uppsikt.organisation.counterparts import Counterparties, Counterparty, outside
from uppsikt.organisation.selectors import counterparties
from uppsikt.organisation.setup_file import SetupFault, SetupFaults
from uppsikt.platform.access.rules import OPERATOR

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WITH = HEAD.replace('ansvar = ["14"]', 'ansvar = ["14"]\nmotparter = ["161"]') + "motpart = 22\n"
OTHER = (
    WITH.replace('"arbetsnamnden"', '"skola"')
    .replace('"Arbetsnämnden"', '"Skolnämnden"')
    .replace('["14"]', '["20"]')
)
HALLS = '[[intern_motpart]]\nnamn = "Lokaler"\nmotparter = ["136"]\n'


def parties() -> Counterparties:
    (found,) = counterparties(reader=OPERATOR)
    return found


def test_codes_are_read_and_changed_with_the_file(tmp_path: Path) -> None:
    set_up(tmp_path, WITH + BODY + HALLS)
    set_up(tmp_path, OTHER.replace('"161"', '"1612"') + BODY + HALLS)

    found = parties()
    assert [(one.key, one.prefixes) for one in found.parties] == [
        ("arbetsnamnden", ("161",)),
        ("skola", ("1612",)),
        ("=Lokaler", ("136",)),
    ]
    keys = {code: getattr(found.party(code), "key", None) for code in ("1611", "16123", "136", "9")}
    assert keys == {"1611": "arbetsnamnden", "16123": "skola", "136": "=Lokaler", "9": None}

    set_up(tmp_path, WITH + BODY)
    set_up(tmp_path, OTHER.replace('motparter = ["161"]\n', "") + BODY)
    assert [one.prefixes for one in parties().parties] == [("161",), ()]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (OTHER + BODY, "Motparten ”161” kan inte vara Skolnämnden: den är redan Arbetsnämnden."),
        (
            OTHER.replace('"161"', '"136"') + BODY,
            "Motparten ”136” kan inte vara Skolnämnden: den är redan Lokaler.",
        ),
        (
            OTHER.replace('"161"', '"9"') + BODY + HALLS.replace("Lokaler", "Fastigheter"),
            "Motparten ”136” kan inte vara Fastigheter: den är redan Lokaler.",
        ),
        (
            OTHER.replace('"161"', '"136"') + BODY + HALLS,
            "Motparten ”136” står redan för Skolnämnden i filen.",
        ),
        (OTHER.replace("motpart = 22\n", "") + BODY, "[dimensioner] saknar motpart"),
        (OTHER.replace('"161"', '"9"') + BODY + HALLS.replace('"136"', ""), "inga koder"),
    ],
)
def test_a_code_stands_for_one_part_only(tmp_path: Path, text: str, says: str) -> None:
    set_up(tmp_path, WITH + BODY + HALLS)

    with pytest.raises((SetupFault, SetupFaults)) as fault:
        set_up(tmp_path, text)

    assert says in str(fault.value)
    assert "rad " in str(fault.value)
    assert len(parties().parties) == 2, "nothing is changed"


def test_no_code_is_nobody() -> None:
    found = Counterparties("9999", (Counterparty("a", "A", ()), outside("B", ["1"])))
    assert found.party("") is None
    assert found.party("2") is None
