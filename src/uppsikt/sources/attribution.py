"""Whose each row of a city's month cube is: committee and line, by the mapping of its month."""

from __future__ import annotations

import polars as pl

from uppsikt.organisation.feeds import Mapping
from uppsikt.organisation.rules import cut_to_prefix, is_result_account

CUBE_COLUMNS = ("unit", "activity", "account", "counterpart", "first", "last", "amount", "rows")


def attribute(cube: pl.DataFrame, mapping: Mapping) -> pl.DataFrame:
    """The result rows of a cube with the columns `committee` and `line`, empty for nobody's.

    Rows on balance sheet accounts are left out: they are no part of a net cost.
    """
    return (
        placed(cube, mapping)
        .select("committee", "line", *CUBE_COLUMNS)
        .sort("committee", "unit", "activity", "account", "counterpart", "first", "last")
    )


def placed(frame: pl.DataFrame, mapping: Mapping) -> pl.DataFrame:
    """The result rows of a cube or a ledger, with `committee` and `line` beside their columns.

    A ledger's rows have a `line` of the file already; the report line is then `line_right`.
    """
    result = frame.filter(pl.col("account").is_in(_result_accounts(frame)))
    cut = result.with_columns(
        _cut("unit", result, mapping.unit_prefixes).alias("u"),
        _cut("activity", result, mapping.activity_prefixes).alias("a"),
        _cut("account", result, mapping.account_prefixes).alias("k"),
    )
    keys = cut.select("u", "a", "k", "last").unique()
    targets = [mapping.target(*key) for key in keys.iter_rows()]
    places = keys.with_columns(
        pl.Series("committee", [target.committee for target in targets], dtype=pl.String),
        pl.Series("line", [target.line for target in targets], dtype=pl.String),
    )
    return cut.drop("committee", strict=False).join(places, on=["u", "a", "k", "last"])


def _cut(column: str, frame: pl.DataFrame, prefixes: tuple[str, ...]) -> pl.Expr:
    """A column cut to prefixes; each distinct code is looked at once."""
    codes = frame[column].unique().to_list()
    cut = [cut_to_prefix(code, prefixes) for code in codes]
    return pl.col(column).replace_strict(codes, cut, return_dtype=pl.String)


def _result_accounts(frame: pl.DataFrame) -> list[str]:
    return [code for code in frame["account"].unique().to_list() if is_result_account(code)]
