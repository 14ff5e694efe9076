"""The month cube: what pages and reports read instead of five million rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from uppsikt.ledger.faults import LedgerError

KEYS = ("committee", "activity", "unit", "account", "counterpart", "first", "last")
CommitteeOf = pl.Expr | Mapping[tuple[str, str], str]

_MOST = 2**63 - 1


def cube(rows: pl.DataFrame | Iterable[pl.DataFrame], committee_of: CommitteeOf) -> pl.DataFrame:
    """Sums of rows by committee, activity, unit, account, counterpart and months.

    ``rows`` is a frame of ROW_SCHEMA or blocks of it (``LedgerFile.blocks``), taken one at a time.
    ``committee_of`` gives a row's committee: an expression over its columns, or a mapping from
    (activity, unit). A row of no committee has an empty one. The cube has the columns of KEYS,
    ``amount`` (int64, öre, Uppsikt's sign) and ``rows`` (int64, how many), sorted by its keys.
    Raises ``LedgerError`` if a sum is larger than 64 bits hold.
    """
    blocks = [rows] if isinstance(rows, pl.DataFrame) else rows
    expression, sums = _expression(committee_of), [pl.col("amount").sum(), pl.col("rows").sum()]
    parts = [
        block.with_columns(
            expression.cast(pl.String).fill_null("").alias("committee"),
            pl.col("amount").cast(pl.Int128),
            pl.lit(1, pl.Int64).alias("rows"),
        )
        .group_by(KEYS)
        .agg(sums)
        for block in blocks
    ]
    whole = pl.concat(parts).group_by(KEYS).agg(sums).sort(KEYS)
    if whole.select((pl.col("amount").abs() > _MOST).any()).item():
        raise LedgerError(
            "En summa är för stor",
            why="Ett konto summerar till mer än 92 biljarder kronor.",
            todo="Kontrollera beloppen i filen.",
        )
    return whole.with_columns(pl.col("amount").cast(pl.Int64))


def _expression(committee_of: CommitteeOf) -> pl.Expr:
    if isinstance(committee_of, pl.Expr):
        return committee_of
    keys = [activity + "\0" + unit for activity, unit in committee_of]
    return pl.concat_str("activity", "unit", separator="\0").replace_strict(
        keys, list(committee_of.values()), default="", return_dtype=pl.String
    )
