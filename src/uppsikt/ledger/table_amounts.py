"""Columns of amounts read all at once: those of the usual shapes, in whole öre.

What has another shape is left empty, for the plain reader to read or to refuse. Nothing here
guesses: a shape is usual only if ``figures.amount`` reads it in the same one way.
"""

from __future__ import annotations

import polars as pl

from uppsikt.figures import Unit

LARGEST = 10**14
_SPACES = "\u0020\u00a0\u2007\u2009\u202f"
_GROUPED = "|".join(f"[1-9][0-9]{{0,2}}(?:{space}[0-9]{{3}}){{1,3}}" for space in _SPACES)
_DECIMALS = "(?:[,.][0-9]{1,2})?"
_BARE = f"^-?(?:0|[1-9][0-9]{{0,11}}){_DECIMALS}$"
_DRESSED = f"(?:{_GROUPED}|0|[1-9][0-9]{{0,11}}){_DECIMALS}"
_WRITTEN = rf"^(?:\({_DRESSED}\)|[-−–]?{_DRESSED})$"
_EXACT = 10**15
"""Whole numbers up to here have at most 15 digits, which is what a double tells apart."""


def ore_of_texts(texts: pl.Series, unit: Unit) -> pl.Series:
    """The öre of each text, null where its shape is not usual.

    Usual: digits, or thousands by one kind of space; a decimal comma or point with one or two
    decimals; a minus before, or brackets around.
    """
    bare = texts.str.contains(_BARE)
    found = _counted(texts.zip_with(bare, pl.Series([None], dtype=pl.String)), unit)
    if bare.all():
        return found
    rest = texts.zip_with(texts.str.contains(_WRITTEN) & ~bare, pl.Series([None], dtype=pl.String))
    undressed = (
        rest.str.replace_all(f"[{_SPACES})]", "").str.replace(r"^\(", "-").str.replace("^[−–]", "-")
    )
    return found.zip_with(bare, _counted(undressed, unit))


def ore_of_doubles(doubles: pl.Series, unit: Unit) -> pl.Series:
    """The öre of each number as Excel keeps it, null where it is not a whole number of öre.

    A number of öre with at most 15 digits is the only one that its double stands for, so that one
    is taken if dividing it again gives the very same double. No sum is ever made of doubles.
    """
    # A column, since a division by one number is made as a multiplication by its inverse,
    # which is no exact division.
    factor = pl.repeat(float(unit.factor), doubles.len(), eager=True)
    near = (doubles * factor).round()
    usual = (near.abs() < min(_EXACT, LARGEST)) & (near / factor == doubles)
    return near.zip_with(usual.fill_null(value=False), pl.Series([None], dtype=pl.Float64)).cast(
        pl.Int64
    )


def _counted(texts: pl.Series, unit: Unit) -> pl.Series:
    """The öre of texts that are digits with a decimal mark; null for null, and for what is vast."""
    hundredths = texts.str.replace(",", ".", literal=True).cast(pl.Decimal(18, 2))
    whole = hundredths.to_physical().cast(pl.Int64) if texts.len() else hundredths.cast(pl.Int64)
    factor = int(unit.factor) // 100
    usual = (whole.abs() <= LARGEST // factor).fill_null(value=False)
    return (whole * factor).zip_with(usual, pl.Series([None], dtype=pl.Int64))
