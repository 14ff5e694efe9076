"""Income and cost per activity split on account groups, with group totals where they are known."""

from collections.abc import Mapping
from typing import NamedTuple

from .columns import COST, INCOME, Cell

STATE_GRANTS, FEES = "statsbidrag", "avgifter"
STAFF, PREMISES, GOODS, CAPITAL = "personal", "lokaler", "material", "kapital"
SIDE_OF = {
    STATE_GRANTS: INCOME,
    FEES: INCOME,
    STAFF: COST,
    PREMISES: COST,
    GOODS: COST,
    CAPITAL: COST,
}

Matrix = dict[tuple[str, str], int]  # (activity, group) -> öre


class Shares(NamedTuple):
    """Thousandths of an activity's side; fees and goods take the rest."""

    state: int
    staff: int
    premises: int
    capital: int = 0


def spread(
    exact: Mapping[Cell, int],
    shares: Mapping[str, Shares],
    *,
    totals: Mapping[str, int] | None = None,
    absorber: str = "",
    grain: int = 1,
) -> Matrix:
    """Split sides on groups by shares.

    With ``totals`` (exact öre per group) the absorbing activity takes what makes every group's
    total right; raises if that gives it an amount of the wrong sign.
    """
    matrix: Matrix = {}
    for (activity, side), amount in exact.items():
        if totals is None or activity != absorber:
            matrix.update(_split(activity, side, amount, shares[activity], grain))
    for group, total in (totals or {}).items():
        taken = sum(amount for (_, g), amount in matrix.items() if g == group)
        matrix[absorber, group] = total - taken
    _check(exact, matrix)
    return matrix


def _split(activity: str, side: str, amount: int, shares: Shares, grain: int) -> Matrix:
    if side == INCOME:
        by_group = {STATE_GRANTS: shares.state}
        rest = FEES
    else:
        by_group = {STAFF: shares.staff, PREMISES: shares.premises, CAPITAL: shares.capital}
        rest = GOODS
    size, sign = abs(amount), 1 if amount >= 0 else -1
    parts = {g: sign * (size * share // 1000 // grain * grain) for g, share in by_group.items()}
    parts[rest] = amount - sum(parts.values())
    return {(activity, group): part for group, part in parts.items()}


def _check(exact: Mapping[Cell, int], matrix: Matrix) -> None:
    for (activity, side), amount in exact.items():
        parts = [v for (a, g), v in matrix.items() if a == activity and SIDE_OF[g] == side]
        if sum(parts) != amount:
            raise ValueError(f"{activity} {side}: groups give {sum(parts)}, not {amount}")
        if any(part < 0 if side == INCOME else part > 0 for part in parts):
            raise ValueError(f"{activity} {side}: a group has the wrong sign: {parts}")
