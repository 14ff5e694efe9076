"""Keys of labels, and what rows are by their labels."""

import pytest

from uppsikt.figures import Side
from uppsikt.review.lexicon.vocabulary import (
    Labels,
    Role,
    compact,
    is_sum,
    key,
    month,
    named_side,
    role,
    side,
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Allmän IFO- administration", "Allmän IFO-administration"),
        ("Allmän IFO-administration", "Allmän ifo administration"),
        ("Barn- och ungdomsvård", "Barn och ungdomsvård"),
        ("5.2.4 Ekonomiskt bistånd", "Ekonomiskt bistånd:"),
        ("Skola & fritid", "Skola och fritid"),
        ("Godkända ”öronmärkta” projekt", 'Godkända "öronmärkta" projekt'),
        ("Hushåll*", "hushåll 1)"),
        ("Buffert (endast i budget)", "Buffert"),
        ("Personal (tkr)", "PERSONAL ..."),
    ],
)
def test_spellings_of_one_label_share_a_key(first: str, second: str) -> None:
    assert key(first) == key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("varav personal", "Personal"),
        ("Kostnader exkl. buffert", "Kostnader"),
        ("0-5", "6"),
        ("60>", "60"),
        ("Årskurs 1", "Årskurs 2"),
        ("Hushåll (över tio månader)", "Hushåll"),
    ],
)
def test_different_labels_have_different_keys(first: str, second: str) -> None:
    assert key(first) != key(second)


def test_a_word_broken_by_a_narrow_column_finds_its_label() -> None:
    labels = Labels(["Politisk verksamh et", "Politisk verksamhet", "Övrigt"])
    assert labels.key("Politisk verksamh et") == "politisk verksamhet"
    assert labels.key("Politisk verksamhet") == "politisk verksamhet"
    assert labels.key("Ny rad") == "ny rad"
    assert compact("Barn- och ungdoms vård") == "barnochungdomsvård"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Summa", Role.TOTAL),
        ("Nämnden totalt", Role.TOTAL),
        ("S:a", Role.TOTAL),
        ("Summa intäkter", Role.INCOME),
        ("Verksamhetens nettokostnader", Role.NET),
        ("Kostnad", Role.COST),
        ("Personalkostnader", Role.PLAIN),
        ("varav kostnader", Role.PART),
        ("Buffert (endast i budget)", Role.CONTINGENCY),
        ("Kommunbidrag", Role.GRANT),
        ("Resultat jämfört med kommunbidrag", Role.RESULT),
        ("Resultat jämfört med tillgängliga medel", Role.AVAILABLE),
        ("Godkänt ianspråktaget ackumulerat resultat", Role.APPROVED),
        ('Godkända "öronmärkta" projekt', Role.EARMARKED),
        ("Ackumulerat resultat", Role.ACCUMULATED),
        ("Medel januari-juli", Role.MEAN),
        ("Andel kvinnor", Role.SHARE),
        ("Ekonomiskt bistånd", Role.PLAIN),
        ("Summering av läget", Role.PLAIN),
    ],
)
def test_what_a_row_is(label: str, expected: Role) -> None:
    assert role(label) is expected


def test_sum_rows_and_sides() -> None:
    assert is_sum("Summa kostnader")
    assert is_sum("Totalt")
    assert not is_sum("Kostnader")
    assert not is_sum("varav totalt")
    assert side("Summa intäkter") is Side.INCOME
    assert side("Integration") is None
    assert named_side("Verksamheternas nettokostnader") is Side.NET
    assert named_side("Intäkter och kostnader") is None
    assert named_side("Kostnader per verksamhet") is Side.COST


@pytest.mark.parametrize(
    ("word", "number"),
    [("Januari", 1), ("okt", 10), ("sept.", 9), ("Marsipan", None), ("ma", None)],
)
def test_months(word: str, number: int | None) -> None:
    assert month(word) == number
