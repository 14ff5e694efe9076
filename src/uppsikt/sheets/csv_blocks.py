"""A large CSV file, never whole in memory: row by row, or in blocks of columns.

Lines of one shape go through Polars. From the first piece on that needs it (line breaks or
quotes within quotes), the rest of the file goes through Python's own reader.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.sheets import faults
from uppsikt.sheets.blocks import ROWS, WHITE, Block, Odd
from uppsikt.sheets.faults import TableFault

if TYPE_CHECKING:
    import polars as pl

PIECE = 8 << 20
"""Bytes of a piece of CSV."""


@dataclass(frozen=True)
class CsvSource:
    """A CSV file and how it is written: encoding, and what parts its cells.

    ``before``: lines at the start that are none of the table's (``sep=;``). ``piece``: bytes that
    are read at a time.
    """

    path: Path
    encoding: str
    separator: str
    before: int = 0
    piece: int = field(default_factory=lambda: PIECE)

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Line number and cells of each row that is not empty. Raises FileFault."""
        for number, cells, _ in self._read():
            yield number, cells

    def blocks(self, after: int, width: int) -> Iterator[Block]:
        """The rows after row ``after``; those of ``width`` cells as columns. Raises FileFault."""
        size = max(self.path.stat().st_size, 1)
        line, offset = 1, 0
        if self.encoding != "utf-16":
            for content in _pieces(self.path, self.piece):
                lines = content.count(b"\n") + (not content.endswith(b"\n"))
                end = offset + len(content)
                block = self._fast(content, line, after, width, end / size)
                if block is None:
                    break  # rows and lines may differ from here on: only Python's reader can count
                if block.last:
                    yield block
                line, offset = line + lines, end
            else:
                return
        yield from self._careful(max(after, line - 1), width, size)

    def _read(self) -> Iterator[tuple[int, tuple[str, ...], int]]:
        """As ``rows``, with how many bytes of the file have been read."""
        number = 1 + self.before
        with (
            self.path.open("rb") as raw,
            io.TextIOWrapper(raw, encoding=self.encoding, errors="replace", newline=None) as file,
        ):
            if self.encoding != "utf-16" and file.read(1) != "\ufeff":
                file.seek(0)
            for _ in range(self.before):
                next(file, "")
            reader = csv.reader(file, delimiter=self.separator, strict=True)
            try:
                for cells in reader:
                    stripped = tuple(cell.strip() for cell in cells)
                    if any(stripped):
                        yield number, stripped, raw.tell()
                    number = reader.line_num + 1 + self.before
            except csv.Error as fault:
                raise unended(self.path, number) from fault

    def _fast(
        self, content: bytes, first: int, after: int, width: int, share: float
    ) -> Block | None:
        """The piece's rows after ``after``; None if it is not for Polars."""
        import polars as pl  # only large files need it, and reviews read tables too

        if content.count(b"\r") != content.count(b"\r\n"):
            return None
        lines = _lines(content, self.encoding)
        if b'"' in content:
            lines = self._quoted(lines)
            if lines["open"].any():
                return None
        else:
            lines = lines.with_columns(pl.col("raw").alias("bare"))
        usual = pl.col("bare").str.count_matches(self.separator, literal=True) == width - 1
        number = pl.int_range(first, pl.len() + first, dtype=pl.Int64)
        lines = lines.select("raw", number.alias("line"), usual.alias("usual"))
        lines = lines.filter((pl.col("line") > after) & (pl.col("raw") != ""))
        kept = lines.filter("usual")
        frame = self._cells(kept["raw"], width)
        if frame.height != kept.height:
            return None
        frame = frame.with_columns(kept["line"].alias("line"))
        frame = frame.filter(pl.any_horizontal(pl.exclude("line") != ""))
        odd = lines.filter(~pl.col("usual")).select("line", "raw")
        return Block(frame["line"], frame.drop("line").get_columns(), share, self._odd(odd.rows()))

    def _quoted(self, lines: pl.DataFrame) -> pl.DataFrame:
        """With ``bare``, each quoted cell as a mark; ``open`` where a quote stands elsewhere."""
        import polars as pl  # only large files need it, and reviews read tables too

        part = re.escape(self.separator)
        bare = lines.with_columns(pl.col("raw").str.replace_all('"[^"]*"', "\0").alias("bare"))
        astray = rf'"|[^{part}]\x00|\x00[^{part}]'
        return bare.with_columns(pl.col("bare").str.contains(astray).alias("open"))

    def _cells(self, lines: pl.Series, width: int) -> pl.DataFrame:
        import polars as pl  # only large files need it, and reviews read tables too

        if not lines.len():
            return pl.DataFrame(schema={f"{n}": pl.String() for n in range(width)})
        frame = pl.read_csv(
            (lines.str.join("\n").item() + "\n").encode(),
            separator=self.separator,
            has_header=False,
            infer_schema=False,
            quote_char='"',
        )
        return frame.with_columns(pl.all().fill_null("").str.strip_chars(WHITE))

    def _odd(self, lines: Sequence[tuple[int, str]]) -> list[Odd]:
        found: list[Odd] = []
        for number, raw in lines:
            cells = next(csv.reader([raw], delimiter=self.separator, strict=True))
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                found.append((number, stripped))
        return found

    def _careful(self, after: int, width: int, size: int) -> Iterator[Block]:
        import polars as pl  # only large files need it, and reviews read tables too

        later = (row for row in self._read() if row[0] > after)
        while taken := list(islice(later, ROWS)):
            usual = [row for row in taken if len(row[1]) == width]
            yield Block(
                [row[0] for row in usual],
                [pl.Series(one, dtype=pl.String) for one in _turned(usual)],
                min(taken[-1][2] / size, 1.0),
                [row[:2] for row in taken if len(row[1]) != width],
            )


def unended(path: Path, number: int) -> TableFault:
    """The error for a quote without an end."""
    return TableFault(
        "Ett citattecken är inte avslutat",
        where=faults.place(path, number),
        why="En cell som börjar med citattecken ska också sluta med ett.",
        todo="Rätta raden, eller spara filen på nytt från kalkylprogrammet.",
    )


def _turned(rows: Sequence[tuple[int, tuple[str, ...], int]]) -> Iterator[tuple[str, ...]]:
    return zip(*(cells for _, cells, _ in rows), strict=True)


def _pieces(path: Path, size: int) -> Iterator[bytes]:
    """The file's bytes, cut after line breaks."""
    rest = b""
    with path.open("rb") as file:
        while chunk := file.read(size):
            whole, mark, tail = (rest + chunk).rpartition(b"\n")
            if mark:
                yield whole + mark
            rest = tail
    if rest:
        yield rest


def _lines(content: bytes, encoding: str) -> pl.DataFrame:
    import polars as pl  # only large files need it, and reviews read tables too

    text = content if content.isascii() else content.decode(encoding, errors="replace").encode()
    return pl.read_lines(text.replace(b"\r\n", b"\n"), name="raw")
