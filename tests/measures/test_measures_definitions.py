"""What a measure is: its formula, its levels and how sure its values are, set up and read in."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings

from sources.city import NOW, WORK, set_up
from uppsikt.figures import MISSING, NOT_COMPUTABLE, UppsiktError, Value
from uppsikt.measures.definitions import Direction, Frequency, LevelKind, Status, scaled
from uppsikt.measures.formulas import Circle, FormulaFault, computed, formula_text, in_order
from uppsikt.measures.formulas import parse_formula as parsed
from uppsikt.measures.models import PublishedMeasures
from uppsikt.measures.rules import Sort, to_date
from uppsikt.measures.selectors import MeasureYear, count_history, definition_of, measures
from uppsikt.measures.services import CountOutcome, import_counts
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, PUBLIC
from uppsikt.platform.data_folder import DataFolder

DATABASE = pytest.mark.usefixtures("_city")
MEASURES = """
[[matt]]
nyckel = "anstallningar"
namn = "Anställningar"
enhet = "personer"
aret = "senaste"

[[matt]]
nyckel = "vaxlat"
namn = "Antal växla bidrag mot lön"
enhet = "personer"
aret = "senaste"
riktning = "upp"
ansvarig = "controller"

[[matt]]
nyckel = "insatser"
namn = "Antal personer i arbetsmarknadsinsatser"
enhet = "personer"
aret = "senaste"
formel = "Anställningar − vaxlat"

[[matt]]
nyckel = "sjuk"
namn = "Andel sjukfrånvaro av ordinarie arbetstid"
enhet = "%"
aret = "senaste"
slag = "indikator"
riktning = "ned"
lamnas = "tertial"
decimaler = 1

[[mattniva]]
matt = "sjuk"
ar = 2022
mal = "7,5"

[[mattniva]]
matt = "vaxlat"
manad = "2022-10"
budget = 60
"""
HEAD = "Månad;Mått;Antal;Skäl;Status\n"


@pytest.fixture
def _city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, db: None) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK + MEASURES)


def read(folder: Path, rows: str, hours: int = 0) -> CountOutcome:
    path = folder / "antal.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return import_counts(
        actor=COMMAND_LINE, now=NOW + timedelta(hours=hours), path=path, committee="arbete"
    )


def known() -> dict[str, MeasureYear]:
    found = measures(reader=OPERATOR, committee="arbete", year=2022)
    return {one.definition.key: one for one in found}


@DATABASE
@pytest.mark.any_database
def test_a_formula_gives_what_was_published_and_nothing_where_a_count_is_missing(
    tmp_path: Path,
) -> None:
    read(
        tmp_path,
        "2022-05;anstallningar;421;;\n2022-05;vaxlat;63;;\n2022-10;anstallningar;405;;\n"
        "2022-10;vaxlat;61;;\n2022-09;anstallningar;400;;\n2022-08;vaxlat;1;;\n"
        "2022-08;anstallningar;0;;\n",
    )
    found = known()["insatser"].months

    assert (found[4], found[9]) == (358, 344)
    assert found[8] is MISSING, "who switched in September is not given"
    assert found[7] is NOT_COMPUTABLE, "fewer than nobody"
    one = definition_of(reader=PUBLIC, committee="arbete", measure="insatser")
    assert one.formula == ((1, "anstallningar"), (-1, "vaxlat"))
    with pytest.raises(UppsiktError, match="räknas ur andra mått och lämnas inte"):
        read(tmp_path, "2022-10;insatser;1;;\n")


@DATABASE
@pytest.mark.any_database
def test_what_is_no_count_has_exact_decimals_and_its_own_time(tmp_path: Path) -> None:
    read(tmp_path, "2022-04;sjuk;8,1;;\n2022-08;sjuk;9;;\n")
    sick = known()["sjuk"]

    assert sick.months[3] == Fraction(81, 10)
    assert (sick.to_date(10), sick.to_date(4), sick.to_date(2)) == (9, Fraction(81, 10), MISSING)
    assert sick.definition.level(LevelKind.TARGET, 2022) == Fraction(15, 2)
    assert not sick.definition.people
    vaxlat = known()["vaxlat"].definition
    assert (vaxlat.direction, vaxlat.owner) == (Direction.UP, "controller")
    assert vaxlat.level(LevelKind.BUDGET, 2022, 202210) == 60
    assert vaxlat.level(LevelKind.BUDGET, 2022) is None
    for row, says in (("2022-05;sjuk;8;;\n", "april, augusti och december"),
                      ("2022-08;sjuk;8,25;;\n", "1 decimaler")):  # fmt: skip
        with pytest.raises(UppsiktError, match=says):
            read(tmp_path, row)


@DATABASE
@pytest.mark.any_database
def test_a_preliminary_value_changes_without_a_reason_and_a_final_one_does_not(
    tmp_path: Path,
) -> None:
    read(tmp_path, "2022-10;vaxlat;59;;preliminär\n")
    assert known()["vaxlat"].preliminary == {10}
    assert not PublishedMeasures.objects.exists()
    read(tmp_path, "2022-10;vaxlat;61;;\n", hours=1)
    assert not known()["vaxlat"].corrected
    assert not known()["vaxlat"].preliminary
    assert PublishedMeasures.objects.get().year == 2022, "that 59 was told is remembered"

    with pytest.raises(UppsiktError, match="lämnat som 61, men här 61, preliminärt"):
        read(tmp_path, "2022-10;vaxlat;61;;preliminär\n")
    read(tmp_path, "2022-10;vaxlat;62;En fattades;slutlig\n", hours=2)
    assert known()["vaxlat"].corrected == {10}
    kept = count_history(reader=OPERATOR, committee="arbete", measure="vaxlat")
    assert [(one.value, one.status) for one in kept] == [
        (59, Status.PRELIMINARY), (61, Status.FINAL), (62, Status.FINAL),
    ]  # fmt: skip
    with pytest.raises(UppsiktError, match="preliminär eller slutlig"):
        read(tmp_path, "2022-09;vaxlat;1;;nog\n")


@DATABASE
@pytest.mark.any_database
def test_what_cannot_be_a_measure_is_refused(tmp_path: Path) -> None:
    read(tmp_path, "2022-10;vaxlat;61;;\n2022-08;sjuk;8,1;;\n")
    formula = 'formel = "Anställningar − vaxlat"'
    for before, after, says in (
        (formula, 'formel = "anstalningar - vaxlat"', "Menade du någon av dessa: anstallningar"),
        (formula, 'formel = "anstallningar - insatser"', "insatser → insatser"),
        (formula, 'formel = "anstallningar - sjuk"', "har inte samma personer"),
        (formula, 'formel = "anstallningar -  - vaxlat"', "ett mått fattas"),
        (formula, formula + '\nregister = "arbetsmarknadsanställda"', "inte båda"),
        (formula, 'register = "anställda"', "arbetsmarknadsanställda"),
        ('namn = "Anställningar"', 'namn = "Anställningar"\nregister = "växlat bidrag mot lön"',
         "inte ur båda"),
        ('namn = "Antal växla', 'formel = "anstallningar"\nnamn = "Antal växla', "lämnade antal"),
        ('lamnas = "tertial"', 'lamnas = "kvartal"', "månader som inte avslutar kvartal"),
        ("decimaler = 1", "decimaler = 0\npersoner = false", "fler decimaler"),
        ("decimaler = 1", "decimaler = 1\npersoner = true", "räknar inte personer"),
        ('riktning = "ned"', 'riktning = "ingen"', "har en önskad riktning"),
        ('riktning = "ned"', 'riktning = "neråt"', "upp, ned, ingen"),
        ('ansvarig = "controller"', 'ansvarig = "ekonomen"', "varken en roll eller"),
        ('ansvarig = "controller"', 'ansvarig = "chef"', "måttet har ingen"),
        ('matt = "sjuk"', 'matt = "sjukt"', "Menade du någon av dessa: sjuk"),
        ('mal = "7,5"', 'mal = "7,55"', "högst 1 decimaler"),
        ('mal = "7,5"', "mal = 7.5", "ett heltal eller en text"),
        ('mal = "7,5"', "", "Varken mål eller budget"),
        ('manad = "2022-10"', 'manad = "2022-10"\nar = 2022', "antingen ar eller manad"),
        ("budget = 60", "mal = 60", "Ett mål gäller ett år"),
        ('matt = "vaxlat"\nmanad = "2022-10"\nbudget = 60', 'matt = "sjuk"\nar = 2022\nmal = 1',
         "har redan mål"),
    ):  # fmt: skip
        assert before in MEASURES
        with pytest.raises(SetupFault) as refused:
            set_up(tmp_path, WORK + MEASURES.replace(before, after, 1))
        assert says in str(refused.value), (after, str(refused.value))
    assert set(known()) == {"anstallningar", "vaxlat", "insatser", "sjuk"}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("a", ((1, "a"),)),
        ("a - b-c + d", ((1, "a"), (-1, "b-c"), (1, "d"))),
        ("Antal a – b  −  c", ((1, "Antal a"), (-1, "b"), (-1, "c"))),
    ],
)
def test_a_formula_is_read_by_its_spaced_signs(
    text: str, terms: tuple[tuple[int, str], ...]
) -> None:
    assert parsed(text) == terms
    told = formula_text(terms, {"b-c": "Bc"})
    assert parsed(told) == tuple((sign, {"b-c": "Bc"}.get(key, key)) for sign, key in terms)


@pytest.mark.parametrize("text", ["", "- a", "a +", "a - a", "a + A", "a -  + b"])
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(FormulaFault):
        parsed(text)


def test_formulas_are_computed_after_what_they_need() -> None:
    formulas = {"c": ((1, "b"), (1, "x")), "b": ((1, "a"),), "a": ((1, "x"), (-1, "y"))}
    assert in_order(formulas) == ("a", "b", "c")
    with pytest.raises(Circle) as circle:
        in_order({**formulas, "a": ((1, "c"),)})
    assert circle.value.keys == ("c", "b", "a", "c")
    assert computed(formulas["a"], {"x": 5, "y": 2}) == 3
    assert computed(formulas["a"], {"x": 5}) is MISSING
    assert computed(formulas["c"], {"b": NOT_COMPUTABLE, "x": 1}) is NOT_COMPUTABLE


def test_what_was_never_filled_in_is_in_no_mean() -> None:
    """Open care of 2023 in the reference: five months, and two that were printed as 0."""
    months: list[Value] = [244, 243, 222, 217, 224, MISSING, MISSING]
    assert to_date(months, Sort.MEAN) == 230
    assert to_date(months, Sort.SUM) is NOT_COMPUTABLE
    assert to_date([MISSING] * 3, Sort.MEAN) is MISSING


@pytest.mark.parametrize(
    ("frequency", "due"),
    [
        (Frequency.MONTH, list(range(1, 13))),
        (Frequency.TERTIAL, [4, 8, 12]),
        (Frequency.QUARTER, [3, 6, 9, 12]),
        (Frequency.HALF_YEAR, [6, 12]),
        (Frequency.YEAR, [12]),
    ],
)
def test_a_value_ends_with_the_last_month_of_its_time(frequency: Frequency, due: list[int]) -> None:
    assert [month for month in range(1, 13) if frequency.is_due(202200 + month)] == due


def test_a_value_with_too_many_decimals_is_none() -> None:
    assert scaled(Fraction(81, 10), 1) == 81
    with pytest.raises(ValueError, match="more than 1"):
        scaled(Fraction(825, 100), 1)
