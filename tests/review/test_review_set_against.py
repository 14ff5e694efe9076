"""Words of direction before two numbers that the same sentence sets against each other."""

import pytest

from uppsikt.reading import read_text
from uppsikt.review import review
from uppsikt.review.model import Finding

HEAD = "Uppföljning efter oktober 2024, Socialnämnden\n\n"


def directions(line: str) -> list[Finding]:
    found = review([read_text(f"{HEAD}{line}\n", "rapport.txt")]).findings
    return [one for one in found if one.code == "told-direction"]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("Kostnaden för vuxna är högre än budgeten: 29 875 tkr mot 30 410 tkr.", "högre"),
        ("Utfallet är lägre än budgeten: 30 410 tkr mot budgeterade 29 875 tkr.", "lägre"),
        ("Fler hushåll fick stöd: 412 jämfört med 436 året före.", "Fler"),
        ("Färre hushåll fick stöd, 436 jämfört med 412 förra året.", "Färre"),
        ("Antalet hushåll ökade till 398, jämfört med 412 under samma period 2023.", "ökade"),
        ("Antalet hushåll ökade från 412 till 398.", "ökade"),
        (
            "Sjukfrånvaron minskade till 6,8 procent, jämfört med 6,1 procent året innan.",
            "minskade",
        ),
    ],
)
def test_two_numbers_that_go_the_other_way_are_found(line: str, word: str) -> None:
    (one,) = directions(line)
    assert one.severity == "contradiction"
    assert f"”{word}”" in one.message
    assert len(one.marks) == 3


@pytest.mark.parametrize(
    "line",
    [
        "Kostnaden för vuxna är lägre än budgeten: 29 875 tkr mot 30 410 tkr.",
        "Fler hushåll fick stöd: 436 jämfört med 412 året före.",
        "Fler barn fick plats trots färre ansökningar: 412 jämfört med 436 året före.",
        "Fler hushåll fick stöd: 412 år 2023 jämfört med 436 år 2024.",
        "Sjukfrånvaron ökade till 4,8 procent, mot 5,0 i målet.",
        "Sjukfrånvaron ökade till 4,8 procent, jämfört med 5,0 procent i riket.",
        "Kostnaden är högre, 412 barn jämfört med 436 barn.",
        "Fler bidrag betalades ut: 412 tkr jämfört med 436 tkr året före.",
        "Underskottet är högre än budgeten: 412 tkr mot 436 tkr.",
        "Utfallet är högre än budgeten: -29 875 tkr mot -30 410 tkr.",
        "Fler än 400 hushåll fick stöd: 412 jämfört med 436 året före.",
        "Fler hushåll fick stöd: cirka 410 jämfört med 412 året före.",
        "Antalet möten ökade och kostnaden var 412 tkr jämfört med 436 tkr året före.",
        "Inte fler hushåll fick stöd: 412 jämfört med 436 året före.",
        "Målet är fler besök: 412 jämfört med 436 året före.",
        "Fler platser behövs när kön växer: 412 jämfört med 436 året före.",
        "Kommunen har högre rankning: plats 12 jämfört med 46 året före.",
        "Kostnaden är högre än budgeten: 29 875 tkr mot 29 880 tkr.",
    ],
)
def test_two_numbers_that_fit_or_are_unclear_are_silent(line: str) -> None:
    assert directions(line) == []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Antalet brukare ökade från 400 till 350 under året.", 1),
        ("Antalet brukare ökade från 400 till 300 under året.", 1),
        ("Antalet brukare minskade från 400 till 350 under året.", 0),
        ("Antalet brukare har ökat till 350 jämfört med 400 året innan.", 1),
        ("Antalet brukare har ökat till cirka 400 jämfört med 410 året innan.", 0),
        ("Antalet brukare har ökat från cirka 400 till 350.", 0),
        ("Antalet brukare ökade från 40 000 till 39 800.", 0),
        ("Sjukfrånvaron ökade från 12 till 11,8 procent.", 0),
        ("Personalen har ökat sin tid genom att gruppen gått från 20 till 10 barn.", 0),
        ("Den ökade rörligheten gör att behovet gått från 400 till 300 platser.", 0),
        ("Den ökade styrningen tog kön från 400 till 300 ärenden.", 0),
        ("Högre grundbemanning gav vinst, vikarierna gick från 400 till 300 timmar.", 0),
        ("Tempot ökade så att kön kortades från 400 till 300 ärenden.", 0),
        ("Kvaliteten ökade när gruppen gick från 20 till 10 barn.", 0),
        ("Öppettiderna utökas från 20 till 10.", 0),
    ],
)
def test_round_numbers_in_one_breath_keep_their_order(line: str, count: int) -> None:
    assert len(directions(line)) == count


@pytest.mark.parametrize(
    ("share", "before", "now", "count"),
    [
        ("15 %", "200", "210", 1),
        ("5 %", "200", "210", 0),
        ("4 %", "200", "210", 0),
        ("6,6 %", "41 000", "44 000", 0),
        ("9 %", "cirka 200", "210", 0),
        ("9 %", "200", "cirka 210", 0),
    ],
)
def test_round_numbers_in_one_breath_are_rounded_alike(
    share: str, before: str, now: str, count: int
) -> None:
    line = f"Antalet ärenden ökade från {before} till {now}, en ökning med {share}."
    findings = review([read_text(f"{HEAD}{line}\n", "rapport.txt")]).findings
    assert [one.code for one in findings] == ["told-difference"] * count


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("214, vilket är 21 fler än året innan då antalet var 203", 1),
        ("214 i augusti, vilket är 21 fler än föregående år då antalet var 203", 1),
        ("214, vilket är 11 färre än året innan då antalet var 203", 1),
        ("214, vilket är 15 procent fler än året innan då antalet var 203", 1),
        ("214, vilket är 11 fler än året innan då antalet var 203", 0),
        ("214, vilket är 5 procent fler än året innan då antalet var 203", 0),
        ("214, vilket är cirka 10 fler än året innan då antalet var 203", 0),
        ("214, vilket är 21 fler än året innan då antalet var cirka 200", 0),
        ("214, vilket är 21 fler än året innan då antalet var minst 203", 0),
        ("214, vilket är 21 fler än planerat då antalet var 203", 0),
        ("214, vilket är 21 fler än i mars och fler än året innan då antalet var 203", 0),
    ],
)
def test_how_many_more_than_the_year_before_is_held_against_both(told: str, count: int) -> None:
    line = f"Antalet ärenden var {told}."
    findings = review([read_text(f"{HEAD}{line}\n", "rapport.txt")]).findings
    assert [one.code for one in findings] == ["told-difference"] * count
