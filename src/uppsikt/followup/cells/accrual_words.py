"""Accruals in Swedish words: what a voucher is, and which other one it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from uppsikt.figures import bare_kronor, join_words
from uppsikt.sources.accrual_rules import Accrual, AccrualVoucher, Fate
from uppsikt.sources.period_rules import span_text

ACCRUAL, REVERSAL = "Periodisering", "Återföring"


def mark_text(one: Accrual) -> str:
    """``Periodisering`` or ``Återföring``."""
    return REVERSAL if one.is_reversal else ACCRUAL


def other_text(one: Accrual) -> str:
    """The other voucher of the pair, or why there is none."""
    found = " eller ".join(f"{other.key.text} ({day_of(other)})" for other in one.others)
    if one.fate is Fate.PAIRED:
        return found
    if one.fate is Fate.UNSURE:
        return f"osäkert: {found}"
    return "ingen periodisering" if one.is_reversal else "ej återförd"


def day_of(one: AccrualVoucher) -> str:
    """The voucher's day as 2022-12-31; its month for a row without one."""
    day = f"{one.key.date:08d}"
    if not one.key.date:
        return span_text((one.month, one.month))
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def lead_text(found: Sequence[Accrual], name: str) -> str:
    """What of the accruals waits for something, in a sentence."""
    open_, alone, unsure = (
        sum(1 for one in found if one.fate is fate and one.is_reversal in which)
        for fate, which in (
            (Fate.ALONE, (False,)),
            (Fate.ALONE, (True,)),
            (Fate.UNSURE, (False, True)),
        )
    )
    if not found:
        return f"Inga periodiseringar är bokförda hos {name}."
    parts = [
        f"{count} {text}"
        for count, text in (
            (open_, "är ej återförda" if open_ > 1 else "är ej återförd"),
            (alone, "återföringar saknar periodisering" if alone > 1 else
                    "återföring saknar periodisering"),
            (unsure, "är osäkra, eftersom flera verifikationer passar" if unsure > 1 else
                     "är osäker, eftersom texterna skiljer sig"),
        )
        if count
    ]  # fmt: skip
    if not parts:
        return "Alla periodiseringar är återförda."
    return f"Av {len(found)} periodiseringar och återföringar: {join_words(parts)}."


def lines(found: Sequence[Accrual]) -> Iterator[tuple[str, ...]]:
    """Each as month, day, voucher, what it is, amount in kronor and the other one."""
    for one in found:
        voucher = one.voucher
        yield (
            span_text((voucher.month, voucher.month)),
            day_of(voucher),
            voucher.key.text,
            mark_text(one),
            bare_kronor(voucher.amount),
            other_text(one),
        )
