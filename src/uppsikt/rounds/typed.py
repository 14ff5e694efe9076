"""A forecast as somebody types it."""

from __future__ import annotations

from uppsikt.figures import Unit, amount
from uppsikt.rounds.rules import RoundFault


def typed_net(text: str) -> int:
    """The amount in öre: in tkr, or in the unit that is written after it.

    Raises AmountError for what is no amount, and RoundFault for what is no money.
    """
    read = amount(text)
    if read.unit is not None and not read.unit.is_money:
        raise RoundFault(
            "En prognos är ett belopp.", values=[text], todo="Skriv den i tusental kronor."
        )
    value = read.exact(None if read.unit else Unit.TKR)
    assert isinstance(value, int)
    return value
