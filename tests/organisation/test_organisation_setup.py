"""Setting up a committee from its file: through the service, as the command does."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from uppsikt.figures import Side
from uppsikt.organisation import models, selectors
from uppsikt.organisation.selectors import UnknownCommittee
from uppsikt.organisation.services import SetupOutcome, setup_committee
from uppsikt.organisation.setup_file import SetupFault, SetupFaults
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, PUBLIC, Actor, NotAllowed
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import STOCKHOLM

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = datetime(2022, 11, 8, 9, 0, tzinfo=STOCKHOLM)
HEAD = """\
kortnamn = "arbetsnamnden"
namn = "Arbetsnämnden"
beteckning = "AN"
kommun = "Provköping"
kommunkod = "9999"
ansvar = ["14"]

[dimensioner]
ansvar = 20
verksamhet = 21
"""
BODY = """
[[kontogrupp]]
nyckel = "statsbidrag"
namn = "Statsbidrag"
slag = "intäkt"
konton = ["35"]

[[verksamhet]]
nyckel = "bistand"
namn = "Ekonomiskt bistånd"
alias = ["Försörjningsstöd"]
verksamhet = ["575"]

[[verksamhet]]
nyckel = "buffert"
namn = "Buffert"
buffert = true
"""


def set_up(folder: Path, text: str, name: str = "namnd.toml") -> SetupOutcome:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return setup_committee(actor=COMMAND_LINE, now=NOW, path=path)


def test_a_committee_is_set_up_and_read_back(tmp_path: Path) -> None:
    outcome = set_up(tmp_path, HEAD + BODY)
    assert (outcome.committee, outcome.status) == ("arbetsnamnden", "new")
    committee = selectors.committee(reader=PUBLIC, slug="arbetsnamnden")
    assert (committee.name, committee.designation) == ("Arbetsnämnden", "AN")
    lines = selectors.lines(reader=PUBLIC, committee="arbetsnamnden", on=date(2022, 10, 31))
    assert [(line.key, line.is_contingency) for line in lines] == [
        ("bistand", False),
        ("buffert", True),
    ]
    assert [feed.prefixes for feed in lines[0].feeds] == [("14", "575", "")]
    assert lines[1].feeds == ()
    groups = selectors.groups(reader=PUBLIC, committee="arbetsnamnden")
    assert [(group.key, group.side) for group in groups] == [("statsbidrag", Side.INCOME)]


def test_a_committee_says_from_which_count_people_are_told_of(tmp_path: Path) -> None:
    set_up(tmp_path, HEAD + BODY)
    assert selectors.committee(reader=PUBLIC, slug="arbetsnamnden").smallest_count == 5
    stricter = HEAD.replace('ansvar = ["14"]', 'ansvar = ["14"]\nlagsta_antal = 10')
    set_up(tmp_path, stricter + BODY)
    assert selectors.committee(reader=PUBLIC, slug="arbetsnamnden").smallest_count == 10
    with pytest.raises(SetupFault, match="från 3"):
        set_up(tmp_path, stricter.replace("= 10", "= 2") + BODY)


def test_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    set_up(tmp_path, HEAD + BODY)
    assert set_up(tmp_path, HEAD + BODY).status == "unchanged"
    assert models.Setup.objects.count() == 1
    assert Entry.objects.count() == 1


def test_a_changed_file_replaces_and_the_old_stays_readable(tmp_path: Path) -> None:
    set_up(tmp_path, HEAD + BODY)
    assert set_up(tmp_path, HEAD + BODY.replace("Ekonomiskt", "Annat")).status == "changed"
    texts = selectors.setup_texts(reader=OPERATOR, committee="arbetsnamnden")
    assert len(texts) == 2
    assert "Ekonomiskt" in texts[0]
    lines = selectors.lines(reader=OPERATOR, committee="arbetsnamnden", on=date(2022, 1, 1))
    assert lines[0].name == "Annat bistånd"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('slag = "intäkt"', 'slag = "inkomst"', 15, "intäkt"),
        ('namn = "Statsbidrag"', 'nam = "Statsbidrag"', 14, "namn"),
        ('konton = ["35"]', "", 12, "konton"),
        ("buffert = true", 'konto = ["3 5"]', 27, "kod"),
        ("buffert = true", "", 25, "huvudboken"),
        ('nyckel = "buffert"', 'nyckel = "bistand"', 25, "rad 18"),
        ("buffert = true", 'buffert = true\nfran = "2022"', 28, "dag"),
        ("buffert = true", "buffert = true\nfran = 2022-01-15", 28, "första dagen"),
        ("buffert = true", "buffert = sant", 27, "TOML"),
        ("[[kontogrupp]]", "[[kontogrup]]", 12, "kontogrupp"),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    with pytest.raises(SetupFault) as fault:
        set_up(tmp_path, HEAD + BODY.replace(old, new, 1))
    assert f"namnd.toml, rad {line}" in str(fault.value)
    assert says in str(fault.value)
    assert not models.Committee.objects.exists()
    assert not Entry.objects.exists()


def test_several_faults_are_told_at_once(tmp_path: Path) -> None:
    text = HEAD + BODY.replace('slag = "intäkt"', "").replace("buffert = true", "")
    with pytest.raises(SetupFaults) as faults:
        set_up(tmp_path, text)
    assert "2 fel" in str(faults.value)


@pytest.mark.parametrize("data", [b"", b"  \n", 'namn = "ö"'.encode("latin-1")])
def test_empty_or_wrongly_encoded_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "namnd.toml"
    path.write_bytes(data)
    with pytest.raises(SetupFault, match=r"tom|UTF-8"):
        setup_committee(actor=COMMAND_LINE, now=NOW, path=path)


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(SetupFault, match="finns inte"):
        setup_committee(actor=COMMAND_LINE, now=NOW, path=tmp_path / "borta.toml")


def test_two_lines_that_take_the_same_row_are_a_fault(tmp_path: Path) -> None:
    rival = '\n[[verksamhet]]\nnyckel = "personal"\nnamn = "Personal"\nkonto = ["5"]\n'
    with pytest.raises(SetupFault, match="både hit och till"):
        set_up(tmp_path, HEAD + BODY + rival)
    settled = BODY + rival + 'verksamhet = ["9"]\n'
    assert set_up(tmp_path, HEAD + settled).status == "new"


def test_two_committees_that_claim_the_same_unit_are_a_fault(tmp_path: Path) -> None:
    set_up(tmp_path, HEAD + BODY)
    other = HEAD.replace("arbetsnamnden", "annan").replace("Arbetsnämnden", "Annan") + BODY
    with pytest.raises(SetupFaults, match="arbetsnamnden"):
        set_up(tmp_path, other)
    assert set_up(tmp_path, other.replace('["14"]', '["15"]')).status == "new"


def test_committees_of_a_municipality_share_dimensions(tmp_path: Path) -> None:
    set_up(tmp_path, HEAD + BODY)
    other = HEAD.replace("arbetsnamnden", "annan").replace('["14"]', '["15"]') + BODY
    with pytest.raises(SetupFault, match="Dimensionerna") as fault:
        set_up(tmp_path, other.replace("ansvar = 20", "ansvar = 30"))
    assert "här: ansvar 30, verksamhet 21" in str(fault.value)
    assert "Dimensions(" not in str(fault.value)


def test_a_line_has_its_time(tmp_path: Path) -> None:
    text = BODY.replace('verksamhet = ["575"]', 'verksamhet = ["575"]\ntill = 2022-12-31')
    set_up(tmp_path, HEAD + text)

    def keys(day: date) -> list[str]:
        found = selectors.lines(reader=OPERATOR, committee="arbetsnamnden", on=day)
        return [line.key for line in found]

    assert keys(date(2022, 12, 31)) == ["bistand", "buffert"]
    assert keys(date(2023, 1, 1)) == ["buffert"]


def test_unknown_committee_names_the_nearest(tmp_path: Path) -> None:
    set_up(tmp_path, HEAD + BODY)
    with pytest.raises(UnknownCommittee, match="arbetsnamnden"):
        selectors.committee(reader=OPERATOR, slug="arbetsnamden")


def test_the_public_may_not_set_up(tmp_path: Path) -> None:
    path = tmp_path / "namnd.toml"
    path.write_text(HEAD + BODY, encoding="utf-8")
    with pytest.raises(NotAllowed):
        setup_committee(actor=Actor("någon"), now=NOW, path=path)
    with pytest.raises(NotAllowed):
        selectors.setup_texts(reader=PUBLIC, committee="arbetsnamnden")


def test_units_have_names_in_their_time(tmp_path: Path) -> None:
    units = (
        '\n[[enhet]]\nkod = "1401"\nnamn = "Mottagning"\ntill = 2022-06-30\n'
        '\n[[enhet]]\nkod = "1401"\nnamn = "Första kontakten"\nfran = 2022-07-01\n'
    )
    set_up(tmp_path, HEAD + BODY + units)

    def names(day: date) -> dict[str, str]:
        return selectors.unit_names(reader=PUBLIC, committee="arbetsnamnden", on=day)

    assert names(date(2022, 6, 30)) == {"1401": "Mottagning"}
    assert names(date(2022, 7, 1)) == {"1401": "Första kontakten"}
    with pytest.raises(SetupFault, match="1401 finns redan"):
        set_up(tmp_path, HEAD + BODY + units.replace("fran = 2022-07-01", ""))


def test_the_example_in_the_docs_is_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "installationsfil.md").read_text(encoding="utf-8")
    text = page.split("```toml\n")[1].split("```")[0]
    for table in ("budget", "prognos"):
        name = f"{table}-2022.csv"
        assert name in text
        other = (Path(__file__).parents[2] / "docs" / f"{table}fil.md").read_text(encoding="utf-8")
        (tmp_path / name).write_text(other.split("```csv\n")[1].split("```")[0], encoding="utf-8")
    assert set_up(tmp_path, text).status == "new"
