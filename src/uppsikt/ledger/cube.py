"""The month cube: what pages and reports read instead of five million rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import polars as pl
from polars.io.plugins import register_io_source

from uppsikt.ledger.faults import LedgerError

KEYS = ("committee", "activity", "unit", "account", "counterpart", "first", "last")
CommitteeOf = pl.Expr | Mapping[tuple[str, str], str]

_TEXTS = KEYS[:5]
_MOST = 2**63 - 1
_CODED = dict.fromkeys(_TEXTS, pl.Categorical())
_SCHEMA = {
    **_CODED,
    "first": pl.Int32(),
    "last": pl.Int32(),
    "amount": pl.Int64(),
    "rows": pl.Int64(),
}


def cube(rows: pl.DataFrame | Iterable[pl.DataFrame], committee_of: CommitteeOf) -> pl.DataFrame:
    """Sums of rows by committee, activity, unit, account, counterpart and months.

    ``rows`` is a frame of ROW_SCHEMA or blocks of it (``LedgerFile.blocks``), taken one at a time.
    ``committee_of`` gives a row's committee: an expression over its columns, or a mapping from
    (activity, unit). A row of no committee has an empty one. The cube has the columns of KEYS,
    ``amount`` (int64, öre, Uppsikt's sign) and ``rows`` (int64, how many), sorted by its keys.
    Raises ``LedgerError`` if the amounts are larger than 64 bits hold.
    """
    committee = _expression(committee_of).cast(pl.String).fill_null("").alias("committee")
    turnover = 0

    def parts() -> Iterator[pl.DataFrame]:
        nonlocal turnover
        for block in [rows] if isinstance(rows, pl.DataFrame) else rows:
            turnover += int(block["amount"].abs().cast(pl.Int128).sum())
            # Texts are numbers for as long as the sums are made: half the memory.
            yield block.select(
                committee, *KEYS[1:], "amount", pl.lit(1, pl.Int64).alias("rows")
            ).with_columns(pl.col(_TEXTS).cast(pl.Categorical))

    sums = pl.col("amount").sum(), pl.col("rows").sum()
    whole = _streamed(parts()).group_by(KEYS).agg(*sums).collect(engine="streaming")
    if turnover > _MOST:  # else no sum of some of the amounts can be too large either
        raise _too_large()
    return _sorted(whole)


def _streamed(parts: Iterator[pl.DataFrame]) -> pl.LazyFrame:
    """The parts as one frame, of which one is in memory at a time."""

    def source(
        with_columns: list[str] | None,
        predicate: pl.Expr | None,
        n_rows: int | None,
        batch_size: int | None,
    ) -> Iterator[pl.DataFrame]:
        del with_columns, predicate, n_rows, batch_size  # all rows and columns are summed
        return parts

    return register_io_source(source, schema=_SCHEMA)


def _expression(committee_of: CommitteeOf) -> pl.Expr:
    if isinstance(committee_of, pl.Expr):
        return committee_of
    keys = [activity + "\0" + unit for activity, unit in committee_of]
    return pl.concat_str("activity", "unit", separator="\0").replace_strict(
        keys, list(committee_of.values()), default="", return_dtype=pl.String
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
