"""The commonest shapes of voucher lines, read many at a time with Polars.

A voucher is *usual* when every line of it has such a shape; then the columns here say what the
plain reader would say of it. Any other voucher is told by its lines, for the plain reader to read.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from uppsikt.ledger.balances import Four, coded
from uppsikt.ledger.fields import BLANKS, day
from uppsikt.ledger.model import ROW_NAMES, ROW_SCHEMA
from uppsikt.ledger.pieces import Piece

_BLANK = r"[ \t]+"
_FIELD = r'(?:"[^"\\]*"|[^ \t"\\{}]+)'
_CAUGHT = r'("[^"\\]*"|[^ \t"\\{}]+)'  # with its quotes, if any; there are none inside
_OBJECTS = r'\{((?:[^{}"\\]|"[^"{}\\]*")*)\}'
_AMOUNT = r"(-?[0-9]{1,12}(?:\.[0-9]{1,2})?)"
_REST = rf"(?:{_BLANK}{_FIELD})*"
_TRANS = (
    rf"^#TRANS{_BLANK}{_CAUGHT}[ \t]*{_OBJECTS}[ \t]*{_AMOUNT}"
    rf"(?:{_BLANK}{_FIELD}(?:{_BLANK}{_CAUGHT}{_REST})?)?$"
)
_VER = rf"^#VER{_BLANK}{_CAUGHT}{_BLANK}{_CAUGHT}{_BLANK}{_CAUGHT}(?:{_BLANK}{_CAUGHT}{_REST})?$"

_OTHER, _HEAD, _OPEN, _ROW, _SKIPPED, _CLOSE = range(6)

VOUCHER_SCHEMA = {
    "line": pl.Int32(),
    "series": pl.String(),
    "number": pl.String(),
    "date": pl.Int32(),
    "sum": pl.Int128(),
}


@dataclass(frozen=True)
class Shaped:
    """A piece as read: rows and vouchers (VOUCHER_SCHEMA) of the usual ones, lines of the others.

    ``before``: the lines before the piece's first voucher. ``odd``: the lines of each voucher that
    is not usual. Lines are (number, text).
    """

    rows: pl.DataFrame
    vouchers: pl.DataFrame
    before: list[tuple[int, str]]
    odd: list[list[tuple[int, str]]]


def shape(piece: Piece, encoding: str, numbers: Four) -> Shaped:
    """Reads a piece; ``numbers`` are the dimensions of activity, unit, project, counterpart."""
    lines = _marked(_lines(piece, encoding))
    before = _told(lines.filter(pl.col("voucher") == 0))
    rows, heads = _rows(lines, numbers), _heads(lines)
    doubted = [part.filter("bad")["voucher"] for part in (rows, heads)]
    bad = pl.concat([_misplaced(lines), *doubted]).unique()
    if bad.is_empty():
        return Shaped(_joined(rows, heads), _summed(rows, heads), before, [])
    known = ~_among(bad)
    rows, heads = rows.filter(known), heads.filter(known)
    odd = lines.filter(_among(bad) & (pl.col("voucher") > 0))
    apart = [_told(part) for part in odd.partition_by("voucher", maintain_order=True)]
    return Shaped(_joined(rows, heads), _summed(rows, heads), before, apart)


def _among(vouchers: pl.Series) -> pl.Expr:
    return pl.col("voucher").is_in(vouchers.implode())


def _told(lines: pl.DataFrame) -> list[tuple[int, str]]:
    return list(lines.select("line", "raw").iter_rows())


def _lines(piece: Piece, encoding: str) -> pl.DataFrame:
    """The lines that are not blank, with their numbers, without blanks around them."""
    text = piece.content.decode(encoding, errors="replace").encode()
    number = pl.int_range(piece.first, pl.len() + piece.first, dtype=pl.Int32)
    lines = pl.read_lines(text, name="raw").with_columns(number.alias("line"))
    return lines.with_columns(pl.col("raw").str.strip_chars(BLANKS)).filter(pl.col("raw") != "")


def _marked(lines: pl.DataFrame) -> pl.DataFrame:
    """With each line's kind, and a number for the voucher that it is in (0: before the first)."""
    raw = pl.col("raw")

    def labelled(label: str) -> pl.Expr:
        return raw.str.starts_with(f"#{label} ") | raw.str.starts_with(f"#{label}\t")

    kind = (
        pl.when(labelled("TRANS"))
        .then(_ROW)
        .when(raw == "{")
        .then(_OPEN)
        .when(raw == "}")
        .then(_CLOSE)
        .when(labelled("VER"))
        .then(_HEAD)
        .when(labelled("RTRANS") | labelled("BTRANS"))
        .then(_SKIPPED)
        .otherwise(_OTHER)
        .cast(pl.Int8)
    )
    return lines.with_columns(kind.alias("kind")).with_columns(
        (pl.col("kind") == _HEAD).cum_sum().cast(pl.Int32).alias("voucher")
    )


def _misplaced(lines: pl.DataFrame) -> pl.Series:
    """The vouchers whose lines do not come as #VER, {, rows, }."""
    kind, previous = pl.col("kind"), pl.col("kind").shift(1, fill_value=_CLOSE)
    following = pl.col("kind").shift(-1, fill_value=_HEAD)
    inside = previous.is_in([_OPEN, _ROW, _SKIPPED])
    right = (
        pl.when(kind == _OPEN)
        .then(previous == _HEAD)
        .when(kind.is_in([_ROW, _SKIPPED, _CLOSE]))
        .then(inside)
        .otherwise(kind == _HEAD)
    )
    last_closes = (kind == _CLOSE) == (following == _HEAD)
    return lines.filter(~(right & last_closes))["voucher"]


def _rows(lines: pl.DataFrame, numbers: Four) -> pl.DataFrame:
    """The #TRANS lines in columns; ``bad`` where the line has another shape."""
    caught = (
        lines.lazy()
        .filter(pl.col("kind") == _ROW)
        .select("line", "voucher", pl.col("raw").str.extract_groups(_TRANS).alias("parts"))
        .unnest("parts")
        .rename({"1": "account", "2": "inside", "3": "amount", "4": "text"})
        .collect()
    )
    found = _objects(caught["inside"], numbers)
    ore = pl.col("amount").cast(pl.Decimal(18, 2)).to_physical().cast(pl.Int64)
    return caught.join(found, on="inside", how="left", maintain_order="left").select(
        "line",
        "voucher",
        _unquoted("account"),
        "activity",
        "unit",
        "project",
        "counterpart",
        (-ore).alias("amount"),  # income, which is negative in the file, is positive with us
        _unquoted("text").fill_null(""),
        pl.col("odd").fill_null(value=True).alias("bad"),
    )


def _unquoted(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars('"')


def _objects(insides: pl.Series, numbers: Four) -> pl.DataFrame:
    """What stands in braces, each text once, as the four; ``odd`` where they are not pairs."""
    texts = insides.drop_nulls().unique().to_list()
    found = [coded(text, numbers) for text in texts]
    columns = {
        name: pl.Series([one[at] if one else "" for one in found], dtype=pl.String)
        for at, name in enumerate(("activity", "unit", "project", "counterpart"))
    }
    odd = pl.Series([one is None for one in found], dtype=pl.Boolean)
    inside = pl.Series(texts, dtype=pl.String)
    return pl.DataFrame({"inside": inside, "odd": odd, **columns})


def _heads(lines: pl.DataFrame) -> pl.DataFrame:
    """The #VER lines in columns; ``bad`` where the line has another shape or no such day."""
    caught = (
        lines.lazy()
        .filter(pl.col("kind") == _HEAD)
        .select("line", "voucher", pl.col("raw").str.extract_groups(_VER).alias("parts"))
        .unnest("parts")
        .select(
            "line",
            "voucher",
            _unquoted("1").alias("series"),
            _unquoted("2").alias("number"),
            _unquoted("3").alias("day"),
            _unquoted("4").fill_null("").alias("text"),
        )
        .collect()
    )
    texts = caught["day"].drop_nulls().unique().to_list()
    days = pl.Series([day(text) for text in texts], dtype=pl.Int32)
    known = pl.DataFrame({"day": pl.Series(texts, dtype=pl.String), "date": days})
    return caught.join(known, on="day", how="left", maintain_order="left").with_columns(
        pl.col("date").is_null().alias("bad")
    )


def _joined(rows: pl.DataFrame, heads: pl.DataFrame) -> pl.DataFrame:
    """Rows of ROW_SCHEMA: each with the series, number, date and perhaps text of its voucher."""
    month = pl.col("date") // 100
    return (
        rows.join(
            heads.select("voucher", "series", "number", "date", said="text"),
            on="voucher",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            month.alias("first"),
            month.alias("last"),
            pl.when(pl.col("text") == "").then("said").otherwise("text").alias("text"),
        )
        .select(ROW_NAMES)
        .cast(dict(ROW_SCHEMA))  # type: ignore[arg-type]
    )


def _summed(rows: pl.DataFrame, heads: pl.DataFrame) -> pl.DataFrame:
    """Vouchers with the sum of their rows, in the file's own sign."""
    sums = rows.group_by("voucher").agg((-pl.col("amount")).cast(pl.Int128).sum().alias("sum"))
    return (
        heads.join(sums, on="voucher", how="left", maintain_order="left")
        .with_columns(pl.col("sum").fill_null(0))
        .select(*VOUCHER_SCHEMA)
    )
