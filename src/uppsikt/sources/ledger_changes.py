"""What a ledger file changes: its rows beside those it takes the place of, and sums that move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from uppsikt.figures import Period, Value
from uppsikt.ledger import ROW_SCHEMA, LedgerFile
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.feeds import Mapping
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.sources import models, selectors
from uppsikt.sources.attribution import placed
from uppsikt.sources.changes import Comparison, RowCounts, SumChange
from uppsikt.sources.placement import left_behind
from uppsikt.store import Store

_SAME = (
    "committee", "date", "series", "number", "first", "last", "account", "activity", "unit",
    "project", "counterpart", "amount", "text",
)  # fmt: skip
"""What two rows have alike when they are the same row; where in the file it stands is not."""


class LedgerLook:
    """Looks before and after an import, for a preview. `draft` is saved in between."""

    def __init__(
        self, draft: models.Import, file: LedgerFile, slugs: Sequence[str], store: Store
    ) -> None:
        self.draft = draft
        self.file = file
        self.slugs = (*slugs, *left_behind(draft, slugs))
        self.store = store
        self._sums: dict[tuple[str, Period, str], Value] = {}

    def before(self) -> None:
        """Keeps the sums as they are."""
        self._sums = self._read_sums()

    def after(self) -> Comparison:
        """Rows that count now beside those that did, and each sum that has moved."""
        mapping = organisation.mapping(reader=OPERATOR)
        names = {
            (slug, line.key): line.name
            for slug in self.slugs
            for line in organisation.all_lines(reader=OPERATOR, committee=slug)
        }
        sums = self._read_sums()
        return Comparison(
            noun="rader",
            rows=counts(self._old_rows(mapping), self._new_rows(mapping)),
            sums=tuple(
                SumChange(slug, names.get((slug, line), ""), period.text, self._sums[key], value)
                for key, value in sums.items()
                for slug, period, line in [key]
            ),
            periods=tuple(period.text for period in self._periods()),
        )

    def _periods(self) -> Iterator[Period]:
        """The months that the file covers, year by year."""
        first, last = self.draft.first_month, self.draft.last_month
        for year in range(first // 100, last // 100 + 1 if last else 0):
            start = first % 100 if year == first // 100 else 1
            yield Period(year, start, last % 100 if year == last // 100 else 12)

    def _read_sums(self) -> dict[tuple[str, Period, str], Value]:
        """By committee, period and line (empty for the whole committee)."""
        found = {}
        for slug in self.slugs:
            lines = organisation.all_lines(reader=OPERATOR, committee=slug)
            for period in self._periods():
                balances = selectors.balances(
                    reader=OPERATOR,
                    store=self.store,
                    committee=slug,
                    first_year=period.year,
                    last_year=period.year,
                )
                for line in lines:
                    found[slug, period, line.key] = balances.value(period, activity=line.key)
                found[slug, period, ""] = balances.value(period)
        return found

    def _old_rows(self, mapping: Mapping) -> pl.DataFrame:
        """The rows that counted and that the file has taken the place of."""
        gone = models.Coverage.everything.filter(replaced_by=self.draft).values_list(
            "part__source__rows", "committee", "first", "last", "complete", "line"
        )
        by_file: dict[str, list[tuple[str, int, int, bool, str]]] = {}
        for rows, *claim in gone:
            by_file.setdefault(rows, []).append(tuple(claim))  # type: ignore[arg-type]
        names = ", ".join(ROW_SCHEMA)
        frames = []
        for rows, claims in by_file.items():
            owned = placed(self.store.frame(f"select {names} from t", {"t": [rows]}), mapping)
            frames += [
                owned.filter(
                    (pl.col("committee") == slug)
                    & (pl.col("first") >= first)
                    & (pl.col("last") <= last)
                    & (pl.lit(complete) | (pl.col("line_right") == line))
                )
                for slug, first, last, complete, line in claims
            ]
        return pl.concat(frames) if frames else self._none()

    def _new_rows(self, mapping: Mapping) -> pl.DataFrame:
        frames = [placed(block, mapping) for block in self.file.blocks]
        return pl.concat(frames).filter(pl.col("committee").is_in(list(self.slugs)))

    def _none(self) -> pl.DataFrame:
        return pl.DataFrame(schema={"committee": pl.String(), **ROW_SCHEMA})


def counts(old: pl.DataFrame, new: pl.DataFrame) -> RowCounts:
    """How many rows are in both, and in one alone; equal rows pair one to one."""
    before, after = (frame.group_by(_SAME).len() for frame in (old, new))
    both = before.join(after, on=_SAME, how="inner")
    same = int(both.select(pl.min_horizontal("len", "len_right").sum()).item() or 0)
    return RowCounts(new.height - same, same, old.height - same)
