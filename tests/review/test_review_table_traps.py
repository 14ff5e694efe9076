"""Tables that are right and look wrong: every rule on tables stays silent."""

import pytest
from hand_tables import document_of, material_of, plain

from uppsikt.figures import Period, Unit
from uppsikt.review.model import Finding
from uppsikt.review.rules.net import check_net_cost
from uppsikt.review.rules.result import check_result
from uppsikt.review.rules.sums import check_cross_total, check_total
from uppsikt.review.rules.variance import check_variance

CHECKS = (check_total, check_cross_total, check_net_cost, check_variance, check_result)
MAY = Period.to_date(2024, 5)


def findings(text: str, unit: Unit | None) -> list[Finding]:
    material = material_of(document_of(text, unit=unit), MAY)
    return [one for check in CHECKS for one in plain(check(material))]


MONEY = {
    "rows and their parts on one level": """
    Tkr | Budget 2024 | Utfall 2024-05
    Förskola | -9 000 | -3 800
    Kommunal förskola | -7 000 | -3 000
    Fristående förskola | -2 000 | -800
    Grundskola | -12 000 | -5 100
    Summa | -21 000 | -8 900
    """,
    "a total over more than is shown": """
    De största projekten, tkr | Budget 2024 | Utfall 2024-05
    Torget | 4 000 | 1 200
    Hamnen | 9 000 | 5 500
    Bron | 2 500 | 900
    Totalt för alla projekt | 31 000 | 14 700
    """,
    "subtotals and a row beside them": """
    Tkr | Budget 2024 | Prognos 2024
    Park | -400 | -450
    Gata | -600 | -580
    Summa teknik | -1 000 | -1 030
    Bibliotek | -300 | -310
    Musik | -200 | -190
    Summa kultur | -500 | -500
    Nämnd | -100 | -95
    Totalt | -1 600 | -1 625
    """,
    "a contingency beside the sum": """
    Tkr | Budget 2024 | Prognos 2024 | Avvikelse
    Park | -400 | -450 | -50
    Gata | -600 | -580 | 20
    Vatten | -900 | -890 | 10
    Summa | -1 900 | -1 920 | -20
    Buffert | -40 | 0 | 40
    Totalt | -1 940 | -1 920 | 20
    """,
    "variances against a budget that is not shown": """
    Tkr | Budget helår | Utfall ack | Avvikelse
    Park | -2 400 | -1 120 | -120
    Gata | -6 000 | -2 310 | 190
    Vatten | -1 200 | -505 | -5
    Avfall | -3 600 | -1 640 | -140
    """,
    "surplus positive where costs are positive": """
    Tkr | Budget 2024 | Utfall 2024 | Avvikelse
    Löner | 4 000 | 4 200 | -200
    Lokaler | 1 500 | 1 450 | 50
    Avskrivningar | 300 | 290 | 10
    Försäljning | 900 | 950 | 50
    Köpta tjänster | 700 | 760 | -60
    Övrigt | 200 | 240 | -40
    """,
    "prices and counts beside amounts": """
    Verksamhet | Antal platser | Budget 2024, tkr | Kostnad per plats, tkr
    Norr | 20 | 9 000 | 450
    Söder | 30 | 15 000 | 500
    Väster | 10 | 4 000 | 400
    Totalt | 60 | 28 000 | 467
    """,
    "net rows that are summed alone": """
    Tkr | Budget 2024 | Prognos 2024
    Park, intäkter | 100 | 110
    Park, kostnader | -500 | -540
    Park, netto | -400 | -430
    Gata, intäkter | 50 | 50
    Gata, kostnader | -650 | -640
    Gata, netto | -600 | -590
    Summa netto | -1 000 | -1 020
    """,
    "rounding of many rows": """
    Mnkr | Budget 2024 | Utfall 2024
    Ett | 1,2 | 1,1
    Två | 3,4 | 3,3
    Tre | 2,3 | 2,4
    Fyra | 5,4 | 5,1
    Totalt | 12,4 | 11,7
    """,
    "a result that includes finance rows": """
    Tkr | Bokslut 2023 | Budget 2024
    Verksamhetens intäkter | 1 200 | 1 250
    Verksamhetens kostnader | -9 100 | -9 400
    Avskrivningar | -300 | -310
    Verksamhetens nettokostnader | -8 200 | -8 460
    Skatteintäkter | 6 900 | 7 100
    Statsbidrag | 1 500 | 1 550
    Finansnetto | 20 | 15
    Årets resultat | 220 | 205
    """,
}


@pytest.mark.parametrize("trap", MONEY)
def test_money_that_is_right_is_left_alone(trap: str) -> None:
    assert findings(MONEY[trap], None if "pris" in trap or "prices" in trap else Unit.TKR) == []


COUNTS = {
    "shares of each sex and of both": """
    Sjukfrånvaro % | Kvinnor | Män | Totalt
    2021 | 8,1 | 5,2 | 7,4
    2022 | 7,9 | 5,0 | 7,2
    2023 | 7,5 | 4,9 | 6,8
    2024 | 7,1 | 4,4 | 6,4
    """,
    "shares down the rows": """
    Sjukfrånvaro, procent | 2022 | 2023 | 2024
    Kvinnor | 8,1 | 7,9 | 7,5
    Män | 5,2 | 5,0 | 4,9
    Totalt | 7,4 | 7,2 | 6,8
    """,
    "persons with several measures": """
    Antal personer | 2022 | 2023 | 2024
    Hemtjänst | 410 | 420 | 431
    Trygghetslarm | 380 | 395 | 402
    Matdistribution | 120 | 118 | 109
    Totalt antal personer | 512 | 530 | 541
    """,
    "measures of different things": """
    Nyckeltal | Utfall 2022 | Utfall 2023 | Utfall 2024
    Antal elever | 1 200 | 1 190 | 1 185
    Antal lärare | 101 | 99 | 98
    Elever per lärare | 11,9 | 12,0 | 12,1
    Totalt antal anställda | 160 | 158 | 155
    """,
    "full-time posts that are rounded": """
    Årsarbetare | Tillsvidare | Visstid | Totalt
    Norr | 10 | 2 | 13
    Söder | 20 | 4 | 24
    Väster | 31 | 3 | 33
    Öster | 12 | 1 | 13
    """,
    "years that are no parts of each other": """
    Antal | 2022 | 2023 | 2024 | Totalt i kö
    Norr | 10 | 12 | 15 | 40
    Söder | 20 | 18 | 17 | 90
    Väster | 5 | 7 | 4 | 3
    """,
}


@pytest.mark.parametrize("trap", COUNTS)
def test_counts_that_are_right_are_left_alone(trap: str) -> None:
    assert findings(COUNTS[trap], None) == []
