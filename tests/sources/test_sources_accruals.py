"""Accruals and their reversals: known by account, series or text, and paired without guessing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.sources.accrual_rules import (
    Accrual,
    AccrualVoucher,
    Fate,
    Turn,
    VoucherKey,
    paired,
    turn_of,
)

COST, UNIT = "6010", "5740"


def voucher(
    month: int, amount: int, text: str = "", *, turn: Turn = Turn.UNKNOWN, number: int = 1
) -> AccrualVoucher:
    key = VoucherKey(month * 100 + 28, "P", str(number))
    return AccrualVoucher(key, month, ((COST, UNIT, amount),), ("2990",), turn, text)


def fates(found: Sequence[Accrual]) -> list[tuple[int, bool, Fate, list[int]]]:
    return [
        (one.voucher.month, one.is_reversal, one.fate, [other.month for other in one.others])
        for one in found
    ]


def test_the_sign_on_the_account_says_whether_it_opens_or_closes() -> None:
    assert turn_of([("2990", 100)]) is Turn.OPENS  # a debt that grows, by credit
    assert turn_of([("2990", -100)]) is Turn.CLOSES
    assert turn_of([("1710", -100)]) is Turn.OPENS  # an asset that grows, by debit
    assert turn_of([("1710", 100)]) is Turn.CLOSES
    assert turn_of([("1710", 100), ("2990", 100)]) is Turn.UNKNOWN
    assert turn_of([("1710", 0)]) is Turn.UNKNOWN
    assert turn_of([]) is Turn.UNKNOWN


def test_an_accrual_and_its_reversal_in_a_later_month_are_a_pair() -> None:
    found = paired([voucher(202212, -100), voucher(202301, 100)])
    assert fates(found) == [
        (202212, False, Fate.PAIRED, [202301]),
        (202301, True, Fate.PAIRED, [202212]),
    ]


def test_the_same_month_is_no_later_one() -> None:
    found = paired([voucher(202212, -100), voucher(202212, 100, number=2)])
    assert [one.fate for one in found] == [Fate.ALONE, Fate.ALONE]


def test_what_the_account_says_goes_before_what_came_first() -> None:
    (only,) = paired([voucher(202201, 100, turn=Turn.CLOSES)])
    assert (only.is_reversal, only.fate) == (True, Fate.ALONE)
    (other,) = paired([voucher(202201, 100)])
    assert not other.is_reversal


@pytest.mark.parametrize("other", [99, -100])
def test_other_amounts_are_no_pair(other: int) -> None:
    found = paired([voucher(202212, -100), voucher(202301, other)])
    assert {one.fate for one in found} == {Fate.ALONE}


def test_other_accounts_and_units_are_no_pair() -> None:
    accrual, reversal = voucher(202212, -100), voucher(202301, 100)
    for other in (
        replace(reversal, legs=(("6020", UNIT, 100),)),
        replace(reversal, legs=((COST, "5750", 100),)),
        replace(reversal, accounts=("1790",)),
    ):
        assert {one.fate for one in paired([accrual, other])} == {Fate.ALONE}


def test_two_that_fit_are_not_guessed_between() -> None:
    rent = [voucher(202210, -100), voucher(202211, -100), voucher(202212, 100)]
    assert fates(paired(rent)) == [
        (202210, False, Fate.UNSURE, [202212]),
        (202211, False, Fate.UNSURE, [202212]),
        (202212, True, Fate.UNSURE, [202210, 202211]),
    ]


def test_words_of_the_texts_tell_two_apart() -> None:
    found = paired(
        [
            voucher(202210, -100, "Periodisering hyra Kylleredskolan"),
            voucher(202210, -100, "Periodisering hyra Fristadskolan", number=2),
            voucher(202211, 100, "Återföring hyra Fristadskolan", number=3),
            voucher(202211, 100, "Återföring hyra Kylleredskolan", number=4),
        ]
    )
    others = {one.voucher.key.number: one.others[0].key.number for one in found}
    assert others == {"1": "4", "2": "3", "3": "2", "4": "1"}
    assert {one.fate for one in found} == {Fate.PAIRED}


def test_texts_without_a_word_in_common_make_a_lone_match_unsure() -> None:
    found = paired([voucher(202210, -100, "Hyra skola"), voucher(202211, 100, "Konsult nät")])
    assert {one.fate for one in found} == {Fate.UNSURE}
    assert [one.others for one in found] == [(found[1].voucher,), (found[0].voucher,)]


def test_every_month_the_same_is_told_by_its_order() -> None:
    rent = [
        voucher(202211, -100),
        voucher(202212, 100, number=2),
        voucher(202212, -100, number=3),
        voucher(202301, 100, number=4),
    ]
    for next_month in (False, True):
        found = paired(rent, next_month=next_month)
        assert {one.voucher.key.number: one.others[0].key.number for one in found} == {
            "1": "2", "2": "1", "3": "4", "4": "3",
        }  # fmt: skip
        assert {one.fate for one in found} == {Fate.PAIRED}


def test_the_month_after_tells_where_order_does_not() -> None:
    late = [
        voucher(202210, -100),
        voucher(202211, -100, number=2),
        voucher(202212, 100, number=3),
    ]
    assert {one.fate for one in paired(late)} == {Fate.UNSURE}
    fates_of = {one.voucher.key.number: one.fate for one in paired(late, next_month=True)}
    assert fates_of == {"1": Fate.ALONE, "2": Fate.PAIRED, "3": Fate.PAIRED}


def test_two_reversals_of_one_accrual_are_not_guessed_between() -> None:
    found = paired([voucher(202210, -100), voucher(202211, 100), voucher(202212, 100)])
    assert {one.fate for one in found} == {Fate.UNSURE}


MONTHS = st.integers(1, 6).map(lambda month: 202200 + month)


@given(
    st.lists(st.tuples(MONTHS, st.sampled_from((-200, -100, 100, 200)), st.sampled_from("ab")),
             max_size=9),
    st.booleans(),
)  # fmt: skip
def test_pairs_are_mutual_opposite_and_later(
    rows: list[tuple[int, int, str]], next_month: bool
) -> None:
    vouchers = [
        voucher(month, amount, 3 * text, number=at) for at, (month, amount, text) in enumerate(rows)
    ]
    found = paired(vouchers, next_month=next_month)
    assert sorted(one.voucher.key for one in found) == sorted(one.key for one in vouchers)
    known = {one.voucher.key: one for one in found}
    for one in found:
        for other in (known[other.key] for other in one.others):
            assert other.is_reversal is not one.is_reversal
            assert other.voucher.amount == -one.voucher.amount
            assert one.voucher in other.others
            first, last = sorted((one, other), key=lambda each: each.is_reversal)
            assert first.voucher.month < last.voucher.month
        assert (len(one.others) == 1) or one.fate is not Fate.PAIRED
        assert one.others == () or one.fate is not Fate.ALONE
