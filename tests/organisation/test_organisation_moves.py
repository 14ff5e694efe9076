"""The table `[[flytt]]`: what it says, what it refuses, and what both sides are told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from uppsikt.organisation.move_selectors import existence, move_notes, moves, successions
from uppsikt.organisation.moves import Place
from uppsikt.organisation.services import SetupOutcome, setup_committee
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.data_folder import STOCKHOLM

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = datetime(2023, 2, 8, 9, 0, tzinfo=STOCKHOLM)
HEAD = """\
kortnamn = "{slug}"
namn = "{name}"
kommun = "Provköping"
kommunkod = "9999"
ansvar = ["{unit}"]

[dimensioner]
ansvar = 20
verksamhet = 21

[[kontogrupp]]
nyckel = "kostnader"
namn = "Kostnader"
slag = "kostnad"
konton = ["4", "5"]
"""
GIVER = (
    HEAD.format(slug="nord", name="Nordnämnden", unit="14")
    + """
[[verksamhet]]
nyckel = "stod"
namn = "Stöd"
verksamhet = ["57"]
till = 2022-12-31

[[verksamhet]]
nyckel = "arbete"
namn = "Arbete"
verksamhet = ["61"]

[[verksamhet]]
nyckel = "buffert"
namn = "Buffert"
buffert = true
"""
)
TAKER = (
    HEAD.format(slug="soder", name="Södernämnden", unit="20")
    + """
[[verksamhet]]
nyckel = "vard"
namn = "Vård"
verksamhet = ["55"]
"""
)
MOVE = """
[[flytt]]
datum = 2023-01-01
beslut = "Kommunfullmäktige 2022-09-22"
fran = "stod"
till_namnd = "soder"
till = "vard"
"""
PART = """
[[flytt]]
datum = 2023-01-01
beslut = "Kommunfullmäktige"
fran = "arbete"
verksamhet = ["611"]
till_namnd = "soder"
till = "vard"
"""


def set_up(folder: Path, text: str) -> SetupOutcome:
    path = folder / "namnd.toml"
    path.write_text(text, encoding="utf-8")
    return setup_committee(actor=COMMAND_LINE, now=NOW, path=path)


def test_a_move_waits_for_the_other_committee_and_both_sides_are_told(tmp_path: Path) -> None:
    outcome = set_up(tmp_path, GIVER + MOVE)
    assert "Flytten väntar" in str(outcome)
    (move,) = moves(reader=OPERATOR)
    assert move.pending
    outcome = set_up(tmp_path, TAKER)
    (note,) = outcome.notes
    assert note == (
        "Från och med januari 2023 tar Vård över Stöd från Nordnämnden "
        "(Kommunfullmäktige 2022-09-22)."
    )
    (move,) = moves(reader=OPERATOR)
    assert (move.pending, move.month, move.is_whole) == (False, 202301, True)
    assert (move.origin, move.target) == (Place("nord", "stod"), Place("soder", "vard"))
    (note,) = move_notes(reader=OPERATOR, committee="nord")
    assert note.startswith("Från och med januari 2023 hör Stöd till Södernämnden, Vård")


def test_a_move_may_be_set_up_after_the_one_that_takes_over(tmp_path: Path) -> None:
    set_up(tmp_path, TAKER)
    assert "väntar" not in str(set_up(tmp_path, GIVER + MOVE))
    assert set_up(tmp_path, GIVER + MOVE).status == "unchanged"
    assert set_up(tmp_path, GIVER).status == "changed"
    assert moves(reader=OPERATOR) == ()


def test_a_line_that_is_gone_again_at_the_taker_makes_the_move_wait(tmp_path: Path) -> None:
    set_up(tmp_path, TAKER)
    set_up(tmp_path, GIVER + MOVE)
    outcome = set_up(tmp_path, TAKER.replace('"vard"', '"omsorg"'))
    assert "Flytten väntar: Södernämnden har ingen rad ”vard” då." in str(outcome)


@pytest.mark.parametrize(
    ("change", "message", "line"),
    [
        (("datum = 2023-01-01", "datum = 2023-01-15"), "inte första dagen i en månad", 34),
        (("datum = 2023-01-01", "datum = 2023-02-01"), "finns inte den 2023-01-31", 34),
        (('fran = "stod"', 'fran = "stud"'), "Raden ”stud” finns inte.", 36),
        (('fran = "stod"', 'fran = "arbete"'), "finns kvar den 2023-01-01", 34),
        (('fran = "stod"', 'fran = "buffert"'), "En buffert har inget utfall", 36),
        (('till = "vard"', 'till = "vaard"'), "Efterträdaren ”vaard” finns inte", 38),
        (('till_namnd = "soder"', ""), "Efterträdaren ”vard” finns inte", 38),
        (('till_namnd = "soder"\ntill = "vard"', 'till = "stod"'), "cirkel", 37),
        (('till_namnd = "soder"\ntill = "vard"', 'till = "buffert"'), "kan inte ta emot", 37),
        (("beslut", "besult"), "”besult” är okänd", 35),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, change: tuple[str, str], message: str, line: int
) -> None:
    set_up(tmp_path, TAKER)
    with pytest.raises(SetupFault) as caught:
        set_up(tmp_path, GIVER + MOVE.replace(*change))
    assert message in str(caught.value)
    assert f"rad {line}" in caught.value.where
    assert moves(reader=OPERATOR) == ()


def test_two_moves_of_the_same_codes_are_refused_but_narrower_ones_are_not(
    tmp_path: Path,
) -> None:
    set_up(tmp_path, TAKER)
    with pytest.raises(SetupFault, match="flyttas också på rad"):
        set_up(tmp_path, GIVER + PART + PART)
    crossing = PART.replace('verksamhet = ["611"]', 'ansvar = ["1401"]')
    with pytest.raises(SetupFault, match="flyttas också på rad"):
        set_up(tmp_path, GIVER + PART + crossing)
    narrower = PART.replace('"611"', '"6119"')
    assert len(moves(reader=OPERATOR)) == 0
    set_up(tmp_path, GIVER + PART + narrower)
    assert len(moves(reader=OPERATOR)) == 2


def test_whole_lines_that_change_places_go_in_a_circle(tmp_path: Path) -> None:
    ended = GIVER.replace('verksamhet = ["61"]', 'verksamhet = ["61"]\ntill = 2022-12-31')
    one = MOVE.replace('till_namnd = "soder"\ntill = "vard"', 'till = "arbete"')
    two = one.replace('fran = "stod"', 'fran = "arbete"').replace(
        'till = "arbete"', 'till = "stod"'
    )
    with pytest.raises(SetupFault, match="går runt i en cirkel"):
        set_up(tmp_path, ended + one + two)


def test_a_committee_that_ends_takes_its_lines_with_it(tmp_path: Path) -> None:
    set_up(tmp_path, TAKER)
    text = GIVER.replace('kommunkod = "9999"', 'kommunkod = "9999"\ntill = 2022-12-31')
    set_up(tmp_path, text)
    known = existence(reader=OPERATOR)
    assert known.exists(Place("nord", "arbete"), 202212)
    assert not known.exists(Place("nord", "arbete"), 202301)


def test_units_have_successors(tmp_path: Path) -> None:
    unit = '[[enhet]]\nkod = "{}"\nnamn = "E"\ntill = 2022-12-31\neftertradare = "{}"\n'
    set_up(tmp_path, GIVER + unit.format("1401", "2001"))
    (one,) = successions(reader=OPERATOR).values()
    assert tuple(one) == ("1401", 202212, "2001")
    with pytest.raises(SetupFault, match="cirkel"):
        set_up(tmp_path, GIVER + unit.format("1401", "1402") + unit.format("1402", "1401"))
    with pytest.raises(SetupFault, match="sig själv"):
        set_up(tmp_path, GIVER + unit.format("1401", "1401"))
    with pytest.raises(SetupFault, match="måste ha ett slut"):
        set_up(tmp_path, GIVER + unit.format("1401", "2").replace("till = 2022-12-31\n", ""))


def test_a_unit_has_one_successor_whichever_committee_says_so(tmp_path: Path) -> None:
    unit = '[[enhet]]\nkod = "{}"\nnamn = "E"\ntill = 2022-12-31\neftertradare = "{}"\n'
    set_up(tmp_path, GIVER + unit.format("1401", "2001"))
    set_up(tmp_path, TAKER + unit.format("1401", "2001"))
    with pytest.raises(SetupFault, match="har redan en annan efterträdare"):
        set_up(tmp_path, TAKER + unit.format("1401", "2002"))
    (one,) = successions(reader=OPERATOR).values()
    assert one.successor == "2001"
