"""Dates that cannot be, and weekdays that fall on others."""

import pytest
from hand_prose import prose, told, words
from hand_tables import document_of

from uppsikt.figures import Period
from uppsikt.review.model import Finding
from uppsikt.review.rules.dates import check_dates, check_itself, check_weekdays
from uppsikt.review.rules.years import check_years

JULY = Period.to_date(2023, 7)


def impossible(*lines: str) -> list[Finding]:
    return list(check_dates(told(prose(*lines))))


def weekdays(*lines: str) -> list[Finding]:
    return list(check_weekdays(told(prose(*lines))))


@pytest.mark.parametrize(
    ("line", "marked", "why"),
    [
        ("Beslutet fattades 2022-02-30.", "2022-02-30", "februari 2022 har 28 dagar"),
        ("Lokalen stängs 31 april.", "31 april", "april har 30 dagar"),
        ("Svar ska lämnas senast den 31 september 2023.", "31 september 2023", "har 30 dagar"),
        ("Avtalet löper till 29 februari 2023.", "29 februari 2023", "februari 2023 har 28"),
        ("Nämnden sammanträder den 31/11 2024.", "31/11 2024", "november har 30 dagar"),
        ("Ärendet beslutades den 2022-13-01.", "2022-13-01", "ingen månad 13"),
        ("Protokoll från den 45 mars.", "45 mars", "mars har 31 dagar"),
        ("Perioden 28–31 april 2023 är lovlediga dagar.", "", ""),
        ("Beslut i KF 2023-06-31 § 4.", "2023-06-31", "juni har 30 dagar"),
    ],
)
def test_a_date_that_the_calendar_lacks_is_found(line: str, marked: str, why: str) -> None:
    found = impossible(line)
    if not marked:
        assert found == []
        return
    (one,) = found
    assert words(one.marks) == [marked]
    assert marked in one.message
    assert why in one.message


@pytest.mark.parametrize(
    "line",
    [
        "Beslutet fattades 2024-02-29 och 29 februari 2024.",
        "Avgiften sänks den 29 februari.",
        "Dnr 2022-13-45 och Dnr KS 2022-02-30 hör ihop.",
        "Ring 2030-35-70 eller 033-35 70 00.",
        "Version 2022-02-30 av mallen.",
        "Artikel 2022-31-99 har utgått.",
        "Läsåret 2021-22-23 är okänt.",
        "Januari 28 Februari 30 Mars 31 April 45 Maj 60",
        "Kostnaden var 1 231 april och 1 230 februari.",
        "Diarienummer KS 2022-00667 gäller.",
        "Tabell 31 April visar utfallet.",
        "Andelen var 2,31 april månad.",
        "Personnummer 19850230-1234 är påhittat.",
        "Från 31 mars till 30 april 2023.",
        "Antal 31 april.",
    ],
)
def test_what_is_no_date_or_a_real_one_is_silent(line: str) -> None:
    assert impossible(line) == []


def test_the_same_impossible_date_is_told_once_with_every_place() -> None:
    (one,) = impossible("Stänger 31 april.", "Det gäller från 31 april.")
    assert len(one.marks) == 2


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("Mötet hölls måndagen den 7 juni 2022.", "tisdag"),
        ("Nästa sammanträde är onsdag 11 november 2025.", "tisdag"),
        ("Torsdag den 3/4 2024 öppnar lokalen.", "onsdag"),
        ("Utskottet möts fredagen den 2023-06-01.", "torsdag"),
        ("Öppet hus 2023-06-01 (fredag).", "torsdag"),
        ("Möten är tisdagen den 3 maj och tisdagen den 4 maj 2022.", "onsdag"),
        ("Möten är måndagen den 3 maj och onsdagen den 4 maj 2022.", "tisdag"),
    ],
)
def test_a_weekday_on_another_date_is_found(line: str, right: str) -> None:
    (one,) = weekdays(line)
    assert f"är en {right} men kallas" in one.message


def test_the_cure_keeps_the_form_of_the_weekday() -> None:
    (one,) = weekdays("Måndagen den 7 juni 2022 hölls mötet.")
    assert [(cure.printed, cure.instead) for cure in one.cures] == [("Måndagen", "Tisdagen")]
    assert words(one.marks) == ["Måndagen den 7 juni 2022"]


@pytest.mark.parametrize(
    "line",
    [
        "Tisdagen den 7 juni 2022 och tisdag 11 november 2025.",
        "Mötet hölls måndagen den 7 juni.",
        "Måndagen den 7 juni antogs budget 2022.",
        "Måndag och tisdag den 7 juni 2022 är det stängt.",
        "Natten mellan måndag och tisdag 7 juni 2022.",
        "Måndag–onsdag den 7 juni 2022.",
        "Möten är måndagen den 30 december och torsdagen den 2 januari 2025.",
        "Onsdag den 5–7 juni 2022.",
        "Vid mötet måndagen den 7 juni 2022 års budget, och måndag 7 juni, 2022 som helår.",
        "Måndagar: 7 juni 2022 är sista gången.",
        "Midsommartisdagen, måndagslunchen 7 juni 2022.",
    ],
)
def test_a_weekday_that_fits_or_is_unclear_is_silent(line: str) -> None:
    assert weekdays(line) == []


def itself(*lines: str) -> list[Finding]:
    return list(check_itself(told(prose(*lines))))


@pytest.mark.parametrize(
    ("line", "values"),
    [
        (
            ("Antal hushåll var 2022-10-31, 435 hushåll jämfört 2022-10-31, 433 hushåll jämfört "
            "med 2020-10-31, 405 hushåll."),
            ["435", "433"],
        ),
        ("Andelen var 2023-08-31, 2 % jämfört med 2023-08-31, 1 %.", ["2", "1"]),
        ("Det var 435 hushåll i oktober 2022 jämfört med 433 i oktober 2022.", ["435", "433"]),
        ("Antalet sjönk från 1 720 i mars 2022 till 1 636 i mars 2022.", ["1 720", "1 636"]),
        ("Mottagna var 2022-10-31, 110 (44 % kvinnor) st jämfört med 2022-10-31, 95.",
         ["110", "95"]),
        (("Arbetslösheten var 2023-06-30 6,8 procent, jämfört med 2023-06-30 då den var 6,1 "
          "procent."), ["6,8", "6,1"]),
        ("Andelen var 2023-06-30 44 %, jämfört med 2023-06-30 då den uppgick till 41 %.",
         ["44", "41"]),
        ("Den 31 december 2023 var 412 hushåll jämfört med den 31 december 2023, 398 hushåll.",
         ["412", "398"]),
    ],
)  # fmt: skip
def test_a_date_compared_with_itself_is_found(line: str, values: list[str]) -> None:
    (one,) = itself(line)
    assert one.severity == "contradiction"
    assert [value.value for value in one.values] == values
    assert len(one.marks) == 2


def test_equal_values_on_both_sides_are_a_note() -> None:
    (one,) = itself("Antalet var 2022-10-31, 435 hushåll jämfört med 2022-10-31, 435 hushåll.")
    assert one.severity == "note"


@pytest.mark.parametrize(
    "line",
    [
        "Antal hushåll var 2022-10-31, 636 hushåll jämfört med 2021-10-31, 724 hushåll.",
        "Andelen var 2022-10-31, 44 % kvinnor jämfört med 2022-10-31, 56 % män.",
        "Budget 2022-10-31, 500 tkr jämfört med utfall 2022-10-31, 480 tkr.",
        "Budgeten är 500 tkr 2022 jämfört med 480 tkr 2022.",
        "Borås hade 2022-10-31, 435 hushåll jämfört med 2022-10-31, 433 hushåll i Göteborg.",
        "Det var 12 möten 2022 och 14 möten 2022.",
        "2022-10-31, 110 (44 % kvinnor, 56 % män) st jämfört med 2021-10-31, 95.",
        "Andelen var 85 % 2022 jämfört med 82 % 2022 i riket.",
        "Under oktober 2022 var 435 hushåll nya, 433 gamla.",
        "Den var 2023-06-30 6,8 procent, jämfört med 2022-06-30 då den var 6,1 procent.",
        "Den var 2023-06-30 6,8 procent, jämfört med 2023-06-30 då den i riket var 6,1 procent.",
        "Den var 2023-06-30 6,8 procent, jämfört med rikets 2023-06-30 6,1 procent.",
        "Den var 2023-06-30 44 % för kvinnor, jämfört med 2023-06-30 då den var 56 % för män.",
        "Den var 2023-06-30 6,8 procent, jämfört med 2023-06-30 då den var 6,1 procent i länet.",
        "Den var 2023-06-30 6,8 procent, jämfört med budgeten 2023-06-30 6,1 procent.",
    ],
)
def test_two_sides_that_differ_or_are_not_compared_are_silent(line: str) -> None:
    assert itself(line) == []


def test_a_list_of_dated_values_has_each_date_once() -> None:
    items = ["- 2025-08-31, 791 hushåll", "- 2025-08-31, 731 hushåll", "- 2023-08-31, 679 hushåll"]
    (one,) = itself("Antal hushåll:", *items)
    assert [value.value for value in one.values] == ["791", "731"]


@pytest.mark.parametrize(
    "items",
    [
        ["- 2025-08-31, 791 hushåll", "- 2024-08-31, 731 hushåll", "- 2023-08-31, 679 hushåll"],
        ["- 2025-08-31, 791 hushåll", "- 2025-08-31, 731 personer", "- 2023-08-31, 9 personer"],
        ["- 2023-06-01, 12 deltagare", "- 2023-06-01, 14 deltagare", "- 2023-06-08, 9 deltagare"],
        ["- 2023-06-01, 12 deltagare", "- 2023-06-01, 14 deltagare"],
    ],
)
def test_a_list_of_other_things_or_days_is_silent(items: list[str]) -> None:
    assert itself("Antal:", *items) == []


def heads(text: str) -> list[Finding]:
    return list(check_itself(told(document_of(text))))


def test_a_year_that_heads_two_columns_is_found() -> None:
    (one,) = heads("Antal | 2020 | 2021 | 2021 | 2023\nBarn | 10 | 11 | 12 | 13")
    assert (one.severity, one.expected) == ("contradiction", "2022")
    (note,) = heads("Antal | 2021 | 2022 | 2022\nBarn | 10 | 11 | 12")
    assert note.severity == "note"


@pytest.mark.parametrize(
    "head",
    [
        "Antal | 2020 | 2021 | 2022 | 2023",
        "Antal | Utfall 2021 | Budget 2022 | Utfall 2022 | Prognos 2022",
        "Antal | Antal / 2020 | Antal / 2021 | Antal / 2021 | Antal / 2023",
        "Antal | 2021 | 2021 | 2022 | 2022",
        "Antal | 2020 | 2021 | 2021 | %",
    ],
)
def test_heads_that_say_more_than_a_year_are_silent(head: str) -> None:
    assert heads(head + "\nBarn | 10 | 11 | 12 | 13") == []


def years(*lines: str, period: Period | None = JULY) -> list[Finding]:
    return list(check_years(told(prose(*lines), period=period)))


@pytest.mark.parametrize(
    ("line", "marked", "severity"),
    [
        ("Antalet ökade 2022, 2022 och 2020.", "2022", "note"),
        ("Åren 2019, 2020, 2012 och 2022 redovisas.", "2012", "note"),
        ("Det var 2022-10-31, 7 st, 2012-10-31, 8 st, 2020-10-31, 9 st.", "2012-10-31", "note"),
        ("Under 2033 har 45 barn placerats.", "2033", "contradiction"),
        ("Antalet ökade jämfört med 2032.", "2032", "contradiction"),
        ("Under 1022 har 45 barn placerats.", "1022", "note"),
        ("Avtalet gäller till och med den 31 mars 2207.", "2207", "contradiction"),
        ("Avtalet gäller till 2205-12-31 och kan sägas upp.", "2205", "contradiction"),
    ],
)
def test_a_year_out_of_line_is_found(line: str, marked: str, severity: str) -> None:
    (one,) = years(line)
    assert (words(one.marks), one.severity) == ([marked], severity)


@pytest.mark.parametrize(
    "line",
    [
        "Antalet ökade 2022, 2021 och 2020.",
        "Åren 2021, 2022 och 2032 redovisas.",
        "Åren 2019, 2021 och 2023 redovisas.",
        "Under 2033 har kommunen enligt prognosen 120 000 invånare.",
        "Agenda 2030 har antagits och Vision 2033 har ersatts.",
        "Under 2033 kommer behovet att ha ökat.",
        "Under 2024 har nämnden 45 platser.",
        "Under 2026 har nämnden ett sparkrav och 45 barn har placerats.",
        "Under 2033 har nämnden 45 platser.",
        "Staden grundades 1621 och under 1721 hade den 500 invånare.",
        "Åren 2012, 2016 och 2014 var valåren.",
        "Arrendet gäller till den 31 mars 2072, målet till 2050 och planen till 2123-01-01.",
        "Den 31 mars 2207 hushåll fick stöd, och den 30 april 2210 hushåll.",
        "Havet har stigit en meter den 1 januari 2100.",
        "Ärende nr 2205-12-31 är avslutat.",
        "Summan per den 31 mars 2207,5 är tkr och 31 mars 2207 100 är ett konto.",
        "Fram till år 2150 och år 2207 hinner mycket hända.",
    ],
)
def test_years_that_may_be_meant_are_silent(line: str) -> None:
    assert years(line) == []


def test_a_report_that_says_no_year_has_no_future() -> None:
    assert years("Under 2033 har 45 barn placerats.", period=None) == []
