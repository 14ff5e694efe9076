"""What money and counts in sentences state, and what states nothing."""

import pytest
from told_reports import prose, reviewed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nettokostnaden för förskola beräknas till 66 000 tkr.",
            "forecast förskola 2024 = 66000 tkr ±500",
        ),
        (
            "Nettokostnaden för grundskolan är till och med augusti 84 050 tkr.",
            "actual grundskola 2024-01--2024-08 = 84050 tkr ±5",
        ),
        (
            "Budgeten för grundskola för år 2024, 128 700 tkr.",
            "budget grundskola 2024 = 128700 tkr ±50",
        ),
        (
            "Periodbudgeten för grundskola är 85 800 tkr.",
            "budget grundskola 2024-01--2024-08 = 85800 tkr ±50",
        ),
        (
            "Förskolan beräknas göra ett underskott på 1 800 tkr.",
            "forecast_variance förskola 2024 = -1800 tkr ±50",
        ),
        (
            "Nämndens prognos är ett överskott med 2,2 mnkr.",
            "forecast_variance - 2024 = +2.2 mnkr ±0.05",
        ),
        (
            "Nämndens resultat är plus 1 971 tkr efter augusti.",
            "variance - 2024-01--2024-08 = +1971 tkr ±0.5",
        ),
        (
            "Barn- och skolnämndens kommunbidrag för 2024 är 212 300 tkr.",
            "grant - 2024 = 212300 tkr ±50",
        ),
        ("En buffert på 2 000 tkr är avsatt.", "budget buffert 2024 = 2000 tkr ±50"),
        (
            "Fritidshem beräknas gå plus minus noll.",
            "forecast_variance fritidshem 2024 = 0 tkr ±500",
        ),
        (
            "Nettokostnaden för förskola beräknas till cirka 66 000 tkr.",
            "forecast förskola 2024 = 66000 tkr ±6600",
        ),
        (
            "Prognosen för förskola är ett underskott på drygt 2 mnkr.",
            "forecast_variance förskola 2024 = -2 mnkr ±0.5",
        ),
        (
            "Antal inskrivna barn var 2024-08-31, 1 204 barn.",
            "actual antal inskrivna barn 2024-08 = 1204 st ±0.5",
        ),
        (
            "Andel behöriga lärare var 2024-08-31, 78 %.",
            "share andel behöriga lärare 2024-08 = 78 % ±0.5",
        ),
    ],
)
def test_a_clear_sentence_states_its_figure(text: str, expected: str) -> None:
    assert prose(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Målet är att nettokostnaden för förskola ska vara högst 64 000 tkr.",
        "Nettokostnaden för förskola får uppgå till högst 64 000 tkr under 2024.",
        "Med en extra avdelning skulle nettokostnaden för förskola beräknas till 70 000 tkr.",
        "Vikarier inom förskola kostade 3 200 tkr.",
        "Nettokostnaden för vikarier beräknas till 3 200 tkr.",
        "Nettokostnaden per barn i förskola beräknas till 120 tkr.",
        "Varav nettokostnaden för förskolans lokaler beräknas till 9 000 tkr.",
        "Tekniska nämndens underskott beräknas till 4 000 tkr.",
        "I april var nämndens prognos ett underskott på 9 800 tkr.",
        "Förra prognosen för förskola var ett underskott på 900 tkr.",
        "Nettokostnaden för förskola är 1 112 tkr högre än budget.",
        "Nettokostnaden för förskola exklusive lokaler beräknas till 50 000 tkr.",
        "Ett tillskott på 5 000 tkr söks hos kommunfullmäktige.",
        "Förskolan har fått 2 400 tkr i statsbidrag.",
        "För andra tertialet redovisar nämnden ett underskott på 4 000 tkr.",
        "Nämndens mål är att antal inskrivna barn inte överskrider 1 300 barn 2024-12-31.",
        "Antal inskrivna barn har legat runt 1 200 under hela tiden.",
        "Nästa år beräknas nettokostnaden för förskola till 70 000 tkr.",
        "Förskolan Ekorren beräknas göra ett underskott på 200 tkr.",
        "Öppna förskolan beräknas göra ett underskott på 200 tkr.",
        "Prognosen för nämnden är ett underskott på 5 000 tkr om bufferten används.",
        "Vid årets början var kommunbidraget 201 500 tkr.",
        "Nämnden beslutade 2024-03-12 att avsätta 300 tkr till lekplatser.",
    ],
)
def test_what_is_unclear_or_only_wished_for_states_nothing(text: str) -> None:
    assert prose(text) == []


def test_a_heading_tells_whose_forecast_it_is() -> None:
    text = "Grundskola\n\nVerksamheten beräknas göra ett överskott med 2 000 tkr under året.\n"
    assert prose(text) == ["forecast_variance grundskola 2024 = +2000 tkr ±50"]


def test_a_heading_that_no_table_knows_tells_nothing_of_the_activity() -> None:
    text = "Kostenheten\n\nVerksamheten beräknas göra ett överskott med 2 000 tkr under året.\n"
    assert prose(text) == []


def test_the_sentence_before_tells_whose_budget_it_is() -> None:
    text = (
        "Nettokostnaden för förskola är till och med augusti 43 912 tkr. "
        "Budgeten för samma period är 42 800 tkr."
    )
    assert prose(text) == [
        "actual förskola 2024-01--2024-08 = 43912 tkr ±0.5",
        "budget förskola 2024-01--2024-08 = 42800 tkr ±50",
    ]


def test_a_list_under_the_forecast_tells_each_activity() -> None:
    text = (
        "Prognos för 2024\n\n• Förskola minus 1 800 tkr\n\n• Grundskola plus 2 000 tkr\n\n"
        "• Fritidshem plus minus 0 tkr\n\n• Buffert plus 2 000 tkr.\n"
    )
    assert prose(text) == [
        "forecast_variance förskola 2024 = -1800 tkr ±50",
        "forecast_variance grundskola 2024 = +2000 tkr ±50",
        "forecast_variance fritidshem 2024 = 0 tkr ±500",
        "forecast_variance buffert 2024 = +2000 tkr ±50",
    ]


def test_a_list_of_counts_is_of_the_measure_before_it() -> None:
    text = "Antal inskrivna barn:\n\n• 2024-08-31, 1 204 barn\n\n• 2023-08-31, 1 187 barn\n"
    assert prose(text) == [
        "actual antal inskrivna barn 2024-08 = 1204 st ±0.5",
        "actual antal inskrivna barn 2023-08 = 1187 st ±0.5",
    ]


def test_each_number_of_a_sentence_has_its_own_month() -> None:
    text = (
        "Antalet inskrivna barn har gått från 618 i september 2022 till 641 i september 2023.\n\n"
        "Antal elever var 2024-08-31, 636 elever jämfört med 2023-08-31, 724 elever."
    )
    assert prose(text) == [
        "actual antal inskrivna barn 2022-09 = 618 st ±0.5",
        "actual antal inskrivna barn 2023-09 = 641 st ±0.5",
        "actual antal elever 2024-08 = 636 st ±0.5",
        "actual antal elever 2023-08 = 724 st ±0.5",
    ]


def test_a_qualified_measure_is_another_measure() -> None:
    text = (
        "Antal barn i förskola var 2024-08-31, 1 204 barn. "
        "Antal barn i förskola som har modersmålsstöd var 2024-08-31, 88 barn."
    )
    names = {one.name.of.activity for one in reviewed(text).prose}
    assert len(names) == 2


def test_a_number_in_brackets_is_of_something_beside() -> None:
    text = "Antal elever var 2024-08-31, 110 (44 % flickor, 56 % pojkar) st."
    assert prose(text) == ["actual antal elever 2024-08 = 110 st ±5"]


def test_without_a_period_of_the_report_only_dated_figures_are_read() -> None:
    text = "Nettokostnaden för förskola beräknas till 66 000 tkr."
    table = "Tkr   Budget   Prognos\n\nFörskola   -64 200   -66 000\n\nSkola   -8 200   -8 300\n"
    assert prose(text, title="Om nämnden", table=table) == []


def test_a_short_measure_is_of_the_section_that_it_stands_in() -> None:
    text = (
        "Norra området\n\nAntal elever var 2024-08-31, 636 elever.\n\n"
        "Södra området\n\nAntal elever var 2024-08-31, 88 elever."
    )
    assert len({one.name for one in reviewed(text).prose}) == 2


def test_under_the_economy_as_a_whole_it_is_the_committees() -> None:
    text = "Ekonomi\n\nNettokostnaden är till och med augusti 139 562 tkr."
    assert prose(text) == ["actual - 2024-01--2024-08 = 139562 tkr ±0.5"]
    unknown = text.replace("Nettokostnaden", "Lokalenheten växer. Nettokostnaden")
    assert prose(unknown) == []


def test_a_report_of_a_year_is_about_that_year() -> None:
    text = "Ekonomi\n\nNettokostnaden blev 212 318 tkr. Budgeten var 212 300 tkr."
    assert prose(text, title="Verksamhetsberättelse 2024", table="") == [
        "actual - 2024 = 212318 tkr ±0.5",
        "budget - 2024 = 212300 tkr ±50",
    ]


def test_the_activity_of_the_heading_stands_though_the_committee_is_named() -> None:
    text = (
        "Grundskola\n\nBarn- och skolnämnden har tagit ett större ansvar. Kostnaderna är höga, "
        "och verksamheten beräknas redovisa ett överskott på cirka 2 000 tkr under året."
    )
    assert prose(text) == ["forecast_variance grundskola 2024 = +2000 tkr ±500"]


def test_another_activity_told_before_makes_it_unclear() -> None:
    text = (
        "Grundskola\n\nFritidshem har fått nya lokaler. "
        "Verksamheten beräknas göra ett överskott på 2 000 tkr."
    )
    assert prose(text) == []


def test_another_committees_forecast_is_of_its_row() -> None:
    table = (
        "Mnkr               Budget 2024   Prognos 2024\n\n"
        "Socialnämnden           -214,6         -229,8\n\n"
        "Kulturnämnden            -88,0          -88,4\n\n"
        "Summa nämnder           -302,6         -318,2\n"
    )
    text = "Socialnämnden räknar med en nettokostnad på 229,8 mnkr för helåret."
    assert prose(text, table=table) == ["forecast socialnämnden 2024 = 229.8 mnkr ±0.05"]


def test_where_tables_compare_committees_the_committee_may_be_any() -> None:
    table = (
        "Mnkr               Budget 2024   Prognos 2024\n\n"
        "Socialnämnden           -214,6         -229,8\n\n"
        "Kulturnämnden            -88,0          -88,4\n\n"
        "Summa nämnder           -302,6         -318,2\n"
    )
    text = "Socialnämnden har fler placeringar. Nämndens prognos är ett underskott på 15,2 mnkr."
    assert prose(text, table=table) == []
