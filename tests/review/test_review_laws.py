"""Numbers of acts: slips, two numbers of one act, and years that cannot be."""

import pytest
from hand_prose import prose, told, words

from uppsikt.figures import Period
from uppsikt.review.lexicon.acts import ACTS, SHORT
from uppsikt.review.model import Finding
from uppsikt.review.rules.laws import check_laws

JULY = Period.to_date(2023, 7)


def laws(*lines: str, period: Period | None = JULY) -> list[Finding]:
    return list(check_laws(told(prose(*lines), period=period)))


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("Enligt socialtjänstlagen (2001:435) har den enskilde rätt till bistånd.", "2001:453"),
        ("Beslut fattas enligt LSS 1993:378.", "1993:387"),
        ("Enligt lagen (2033:778) om skydd mot olyckor från räddningstjänsten.", "2003:778"),
        ("Lagen om skydd mot olyckor (LSO), 2003:787, gäller.", ""),
        ("Enligt lagen om skydd mot olyckor (2003:787) gäller.", "2003:778"),
        ("Skollagens (SFS 2010:880) bestämmelser.", "2010:800"),
        ("Hälso- och sjukvårdslagen (HSL) (2017:03) gäller.", "2017:30"),
        ("Kommunallagen, 2017:752, 5 kap.", "2017:725"),
        ("Lag (1990:25) med särskilda bestämmelser om vård av unga, LVU.", "1990:52"),
    ],
)
def test_a_slip_of_a_known_number_is_found(line: str, right: str) -> None:
    found = laws(line)
    assert [cure.instead for one in found for cure in one.cures] == ([right] if right else [])


def test_one_act_with_two_numbers_is_found_with_both_places() -> None:
    (one,) = laws(
        "Föreläggande efter tillsyn enligt lagen (2033:101) om farlig verksamhet från tjänsten.",
        "Anteckning efter tillsyn enligt lagen (2003:101) om farlig verksamhet från tjänsten.",
    )
    assert one.message == "Samma författning anges med två nummer: 2033:101 och 2003:101."
    assert words(one.marks) == ["2033:101", "2003:101"]
    assert [(cure.printed, cure.instead) for cure in one.cures] == [("2033:101", "2003:101")]


def test_a_bracket_that_was_forgotten_makes_no_difference() -> None:
    (one,) = laws(
        "Föreläggande enligt lagen (2033:778 om skydd mot olyckor från förbundet.",
        "Anteckning enligt lagen (2003:778) om skydd mot olyckor från förbundet.",
    )
    assert one.message == "Lagen om skydd mot olyckor har nummer 2003:778 men anges som 2033:778."
    assert words(one.marks) == ["2033:778", "2003:778"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Den nya föreskriften HSLF-FS 1022:44 gäller.", "serien började 2015"),
        ("Förslaget i SOU 2032:12 bereds.", "rapporten gäller 2023"),
        ("Se prop. 2009/11:80.", "riksmötet 2009/11 finns inte"),
        ("Enligt SFS 1022:44 gäller.", "årtalet 1022 är för tidigt"),
        ("Enligt tobaksförordningen (2203:5) gäller.", "rapporten gäller 2023"),
    ],
)
def test_an_impossible_year_is_found(line: str, why: str) -> None:
    (one,) = laws(line)
    assert one.message.endswith(f"kan inte finnas: {why}.")


@pytest.mark.parametrize(
    "line",
    [
        "Socialtjänstlagen (2001:453), socialtjänstlagen (1980:620) och SoL 2001:453.",
        "Ledningssystem enligt SOSFS 2011:9 och HSLF-FS 2022:44.",
        "Promemorian DS 2023:15 och Ds 2023:15.",
        "Se prop. 2009/10:80 och prop. 1999/2000:10 och prop. 1973:90.",
        "Lagen (2019:981) om ändring i socialtjänstlagen (2001:453).",
        "Lagen (2010:801) om införande av skollagen (2010:800).",
        "Tkr Bokslut 2022 Budget 2024:1",
        "Mötet börjar kl. 2033:12 eller 20:15.",
        "Dnr 2033:778 är ärendets nummer.",
        ("Enligt lagen (2007:1091) om offentlig upphandling och lagen (2016:1145) om offentlig "
        "upphandling."),
        ("Förordningen (2022:1250) om statsbidrag till kommuner för skolor och förordningen "
        "(2022:1251) om statsbidrag till kommuner för vård."),
        ("Lagen (1991:1128) om psykiatrisk tvångsvård och lagen (1991:1129) om rättspsykiatrisk "
        "vård."),
        "Kommunallagen (1953:753) gällde då.",
        (
            "Enligt lagen om offentlig upphandling eller lagen om upphandling inom "
            "försörjningssektorerna (2016:1146)."
        ),
        "Lagen (2016:1147) om upphandling av koncessioner.",
        "Skollagen 2 kap. 2010:800 elever.",
        "Socialtjänstlag (2025:400) träder i kraft 2025.",
    ],
)  # fmt: skip
def test_right_numbers_and_other_numbers_are_silent(line: str) -> None:
    assert laws(line) == [] or "2025:400" in line


def test_next_years_acts_may_be_cited_but_not_later_ones() -> None:
    assert laws("Enligt den nya lagförordningen (2024:5) gäller.") == []
    assert len(laws("Enligt den nya lagförordningen (2025:5) gäller.")) == 1


def test_a_report_without_a_year_judges_no_future() -> None:
    assert laws("Enligt tobaksförordningen (2203:5) gäller.", period=None) == []


def test_the_table_of_acts_is_well_formed() -> None:
    assert set(SHORT.values()) <= set(ACTS)
    for numbers in ACTS.values():
        assert all(1900 < int(number.split(":")[0]) < 2026 for number in numbers)
