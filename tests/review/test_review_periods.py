"""Periods in running text."""

import pytest

from uppsikt.figures import Period
from uppsikt.review.lexicon.periods import find_periods

REPORT = Period.to_date(2022, 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Utfall 2022-10", "2022-10"),
        ("var 2022-10-31, 636 hushåll", "2022-10"),
        ("jämfört med 2021- 10-31, 98 %", "2021-10"),
        ("under oktober 2022", "2022-10"),
        ("Utfall Okt 2022", "2022-10"),
        ("i oktober", "2022-10"),
        ("den 31 augusti 2025", "2025-08"),
        ("per 31 augusti 2025", "2025-08"),
        ("jan-aug 2025", "2025-01--2025-08"),
        ("januari–oktober 2022", "2022-01--2022-10"),
        ("Januari till oktober", "2022-01--2022-10"),
        ("till och med oktober", "2022-01--2022-10"),
        ("t.o.m. augusti", "2022-01--2022-08"),
        ("tom augusti 2021", "2021-01--2021-08"),
        ("efter juli", "2022-01--2022-07"),
        ("efter juli månad", "2022-01--2022-07"),
        ("Fram till och med juli", "2022-01--2022-07"),
        ("efter tredje kvartalet", "2022-01--2022-09"),
        ("till och med andra tertialet 2024", "2024-01--2024-08"),
        ("T2 2025", "2025-05--2025-08"),
        ("tertial 2", "2022-05--2022-08"),
        ("tertial 1, 2020", "2020-01--2020-04"),
        ("andra tertialet", "2022-05--2022-08"),
        ("första halvåret 2023", "2023-01--2023-06"),
        ("kvartal 3", "2022-07--2022-09"),
        ("tredje kvartalet 2024", "2024-07--2024-09"),
        ("på helår", "2022"),
        ("för hela året", "2022"),
        ("för år 2021", "2021"),
        ("under 2022", "2022"),
        ("samma period 2021", "2021-01--2021-10"),
        ("samma period föregående år", "2021-01--2021-10"),
        ("motsvarande period förra året", "2021-01--2021-10"),
        ("samma period", "2022-01--2022-10"),
        ("föregående år", "2021"),
        ("i år", "2022"),
    ],
)
def test_a_period_is_read_from_its_words(text: str, expected: str) -> None:
    assert str(find_periods(text, REPORT)[0].period) == expected


@pytest.mark.parametrize(
    "text",
    ["", "2 022 tkr", "SFS 2003:778", "Dnr KS 2022/00667", "lag 2022:44", "1 746 ungdomar", "maja"],
)
def test_what_is_no_period_is_not_found(text: str) -> None:
    assert find_periods(text, REPORT) == ()


def test_without_a_report_a_year_has_to_be_written() -> None:
    assert find_periods("i oktober") == find_periods("samma period 2021") == ()
    assert str(find_periods("i oktober 2022")[0].period) == "2022-10"


def test_places_and_kinds_are_told() -> None:
    text = (
        "Medel för januari-oktober 2022 har varit 683 hushåll, var 2022-10-31 och under tertial 2"
    )
    found = find_periods(text, REPORT)
    assert [text[one.start : one.end] for one in found] == [
        "januari-oktober 2022",
        "2022-10-31",
        "tertial 2",
    ]
    assert [one.point for one in found] == [False, True, False]
    assert [one.tertial for one in found] == [False, False, True]
    assert [one.dated for one in found] == [True, True, False]


def test_the_same_period_is_that_told_before_in_the_sentence() -> None:
    found = find_periods("januari–juni 2023 jämfört med samma period 2022", REPORT)
    assert str(found[1].period) == "2022-01--2022-06"
