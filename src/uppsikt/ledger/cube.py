"""The month cube: what pages and reports read instead of five million rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from uppsikt.ledger.faults import LedgerError

KEYS = ("committee", "activity", "unit", "account", "counterpart", "first", "last")
CommitteeOf = pl.Expr | Mapping[tuple[str, str], str]

_TEXTS = KEYS[:5]
_MOST = 2**63 - 1
_WAITING = 500_000  # rows that may wait to be summed: memory against time


def cube(rows: pl.DataFrame | Iterable[pl.DataFrame], committee_of: CommitteeOf) -> pl.DataFrame:
    """Sums of rows by committee, activity, unit, account, counterpart and months.

    ``rows`` is a frame of ROW_SCHEMA or blocks of it (``LedgerFile.blocks``), taken one at a time.
    ``committee_of`` gives a row's committee: an expression over its columns, or a mapping from
    (activity, unit). A row of no committee has an empty one. The cube has the columns of KEYS,
    ``amount`` (int64, öre, Uppsikt's sign) and ``rows`` (int64, how many), sorted by its keys.
    Raises ``LedgerError`` if the amounts are larger than 64 bits hold.
    """
    committee = _expression(committee_of).cast(pl.String).fill_null("").alias("committee")
    waiting: list[pl.DataFrame] = []
    turnover = height = 0
    for block in [rows] if isinstance(rows, pl.DataFrame) else rows:
        turnover += int(block["amount"].abs().cast(pl.Int128).sum())
        if turnover > _MOST:  # so no sum of some of them can be too large either
            raise _too_large()
        part = _summed(block.with_columns(committee, pl.lit(1, pl.Int64).alias("rows")))
        waiting.append(part)
        height += part.height
        if height > _WAITING:
            waiting, height = [_summed(pl.concat(waiting))], 0
    return _sorted(_summed(pl.concat(waiting)))


def _expression(committee_of: CommitteeOf) -> pl.Expr:
    if isinstance(committee_of, pl.Expr):
        return committee_of
    keys = [activity + "\0" + unit for activity, unit in committee_of]
    return pl.concat_str("activity", "unit", separator="\0").replace_strict(
        keys, list(committee_of.values()), default="", return_dtype=pl.String
    )


def _summed(part: pl.DataFrame) -> pl.DataFrame:
    """One row per key. Texts become numbers for as long as the sums are made: half the memory."""
    return (
        part.with_columns(pl.col(_TEXTS).cast(pl.Categorical))
        .group_by(KEYS)
        .agg(pl.col("amount").sum(), pl.col("rows").sum())
    )


def _sorted(whole: pl.DataFrame) -> pl.DataFrame:
    """In the order of the keys as texts, which are texts again."""
    kinds = {name: pl.Enum(whole[name].unique().cast(pl.String).sort()) for name in _TEXTS}
    ordered = whole.with_columns(pl.col(name).cast(kind) for name, kind in kinds.items()).sort(KEYS)
    return ordered.with_columns(pl.col(_TEXTS).cast(pl.String))


def _too_large() -> LedgerError:
    return LedgerError(
        "Beloppen är orimligt stora",
        values=["tillsammans mer än 92 biljarder kronor"],
        why="Summorna ryms inte i 64 bitar.",
        todo="Kontrollera beloppen i filen.",
    )
