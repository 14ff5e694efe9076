"""What was published and cannot be computed again: each reason on the page is computed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from uppsikt.figures import round_half_away

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "gar-inte-att-aterskapa.md").read_text("utf-8")

Shares = Mapping[str, int]
SHARES: Mapping[str, tuple[int, Shares]] = {
    "maj 2022, ursprungsland": (52, {
        "Turkiet": 19, "Syrien": 17, "Somalia": 13, "Iran": 10, "Eritrea": 8, "Jemen": 8,
        "Palestina": 6, "Afghanistan": 6, "Sudan": 4, "Kina": 1, "Statslösa": 8,
    }),
    "maj 2022, ålder": (52, {
        "0–5": 2, "6": 8, "7–15": 11, "16–19": 4, "20–39": 50, "40–59": 19, "60>": 6,
    }),
    "maj 2022, år i skolan": (39, {
        ">12": 28, "10–12": 23, "7–9": 8, "4–6": 13, "1–3": 2, "saknas": 26,
    }),
    "oktober 2022, ursprungsland": (110, {
        "Afghanistan": 26, "Syrien": 17, "Turkiet": 15, "Iran": 7, "Somalia": 7, "Burundi": 5,
        "Jemen": 5, "Eritrea": 4, "Palestina": 3, "Sudan": 3, "Libanon": 1, "Kina": 1,
        "Haiti": 1, "Irak": 1, "Statslösa": 4,
    }),
    "oktober 2022, ålder": (110, {
        "0–5": 4, "6": 4, "7–15": 15, "16–19": 8, "20–39": 45, "40–59": 20, "60>": 4,
    }),
    "oktober 2022, år i skolan": (76, {
        ">12": 36, "10–12": 25, "7–9": 7, "4–6": 7, "1–3": 3, "saknas": 22,
    }),
    "augusti 2025, ursprungsland": (70, {
        "Ukraina": 57, "Iran": 12, "Irak": 8, "Libanon": 6, "Armeninen": 6, "Afghanistan": 5,
        "Eritrea": 1, "Serbien": 1, "Somalia": 1, "Turkmenistan": 1, "Uganda": 1, "Turkitet": 1,
    }),
    "augusti 2025, ålder": (70, {
        "0–5": 0, "6": 1, "7–15": 14, "16–19": 10, "20–39": 30, "40–59": 32, "60>": 13,
    }),
    "augusti 2025, år i skolan": (52, {
        ">12": 58, "10–12": 21, "7–9": 4, "4–6": 2, "1–3": 0, "saknas": 15,
    }),
}  # fmt: skip
"""Published shares in whole per cent, and of how many."""

GIVEN = ("oktober 2022, ursprungsland", "oktober 2022, ålder", "augusti 2025, år i skolan")
"""The tables that whole numbers give."""
LONELY = {
    "maj 2022, ursprungsland": ["Kina"],
    "maj 2022, ålder": ["7–15"],
    "maj 2022, år i skolan": ["1–3"],
    "augusti 2025, ursprungsland": ["Iran", "Irak", "Afghanistan"],
    "augusti 2025, ålder": ["40–59"],
}
"""The rows that no whole number gives."""

PERSONS_2022 = {
    "1-5": (21, 21, 19, 18, 18, 19, 17, 17, 17, 20),
    "6-15": (65, 60, 59, 60, 60, 61, 61, 58, 61, 58),
    "gymnasiet": (14, 15, 10, 9, 9, 11, 12, 13, 15, 15),
}
SFI_2022 = (184, 181, 176, 173, 165, 172, 163, 161, 167, 168)
PERSONS_2025 = {
    "1-5": (9, 7, 7, 5, 5, 5, 5, 5),
    "6-15": (54, 50, 49, 49, 48, 50, 49, 49),
    "gymnasiet": (18, 17, 19, 19, 17, 17, 16, 16),
}
SFI_2025 = (198, 187, 189, 184, 176, 178, 176, 176)
PAID_MAY = (362_780, 1_136_960, 213_180)
PAID_2022 = (699_380, 2_255_220, 460_020)
PAID_2025 = (198_000, 1_641_750, 573_375)


def per_cent(count: int, of: int) -> int:
    return round_half_away(Fraction(100 * count, of))


def alone(of: int, share: int) -> list[int]:
    """Every whole number that gives a share: all of them are tried."""
    return [count for count in range(of + 1) if per_cent(count, of) == share]


def together(of: int, shares: Shares) -> Iterator[Sequence[int]]:
    """Every way to give all shares by whole numbers that come to the whole."""
    ways = product(*(alone(of, share) for share in shares.values()))
    return (counts for counts in ways if sum(counts) == of)


@pytest.mark.parametrize("table", SHARES)
def test_which_tables_of_shares_whole_numbers_give(table: str) -> None:
    of, shares = SHARES[table]
    assert (next(together(of, shares), None) is not None) == (table in GIVEN)
    assert [row for row, share in shares.items() if not alone(of, share)] == LONELY.get(table, [])
    report, name = table.split(", ")
    for row in LONELY.get(table, ()):
        share = shares[row]
        below = max(count for count in range(of) if per_cent(count, of) < share)
        near = f"{below} är {per_cent(below, of)} %, {below + 1} är {per_cent(below + 1, of)} %"
        assert f"| {report} | {name} | {row} | {share} % | {of} | {near} |" in PAGE


def test_schooling_of_october_lacks_one_who_is_in_no_row() -> None:
    of, shares = SHARES["oktober 2022, år i skolan"]
    (counts,) = product(*(alone(of, share) for share in shares.values()))
    assert (counts, sum(counts)) == ((27, 19, 5, 5, 2, 17), of - 1)
    assert "27, 19, 5, 5, 2 och 17. De är 75" in PAGE


def test_transfers_are_ten_months_and_say_nine() -> None:
    for paid, months, price, persons in (
        (PAID_MAY, 5, 3_740, PERSONS_2022),
        (PAID_2022, 10, 3_740, PERSONS_2022),
        (PAID_2025, 8, 4_125, PERSONS_2025),
    ):
        sums = [sum(each[:months]) for each in persons.values()]
        assert [price * count for count in sums] == list(paid)
    ten = [sum(each) for each in PERSONS_2022.values()]
    nine = [sum(each[:9]) for each in PERSONS_2022.values()]
    for told in (ten, nine):
        assert f"{told[0]}, {told[1]} och {told[2]}" in PAGE


@pytest.mark.parametrize(
    ("kronor", "persons", "told"),
    [
        (3_238_260, SFI_2022[:5], "879"),
        (6_299_100, SFI_2022, "1 710"),
        (5_801_890, SFI_2025, "1 464"),
    ],
)
def test_sfi_has_no_price_per_person(kronor: int, persons: Sequence[int], told: str) -> None:
    assert kronor * 100 % sum(persons), "no whole öre"
    assert f"{sum(persons):,}".replace(",", " ") == told
    assert told in PAGE
    assert f"{kronor:,}".replace(",", " ") in PAGE


def test_neither_wages_nor_assistance_of_those_who_switched_follow_a_price_a_head() -> None:
    for told in ("4 717 514", "3 727 500"):
        assert int(told.replace(" ", "")) * 100 % 61, "no whole öre"
        assert f"{told} kr" in PAGE


def test_means_that_are_rounded_up_and_months_that_are_not_filled_in() -> None:
    for months, published, told in (
        ((56, 58, 62, 62, 62, 67, 69), 63, "| 63 | 436 / 7 = 62,3, alltså 62 |"),
        ((100, 108, 112, 105, 99, 103, 90), 103, "| 103 | 717 / 7 = 102,4, alltså 102 |"),
    ):
        assert round_half_away(Fraction(sum(months), 7)) == published - 1
        assert told in PAGE
    filled_in = (244, 243, 222, 217, 224)
    assert Fraction(sum(filled_in), 5) == 230
    assert "1 150 / 5 = 230" in PAGE
