"""The published figures, read from the repository's own fixtures, and how to ask for one."""

import json
from dataclasses import dataclass
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "tests" / "fixtures"


@dataclass(frozen=True)
class Table:
    """One published table in tkr: ``values[label][column]``."""

    columns: tuple[str, ...]
    values: dict[str, tuple[int | None, ...]]
    published: dict[str, tuple[int | None, ...]]

    def column(self, name: str, *, as_published: bool = False) -> dict[str, int]:
        """One column by row label; a row without an entry is left out."""
        at = self.columns.index(name)
        rows = self.published if as_published else self.values
        found = {label: row[at] for label, row in rows.items()}
        return {label: value for label, value in found.items() if value is not None}


def table(report: str, key: str) -> Table:
    """Read a table of a report such as ``arbetslivsnamnden-2022-10`` from the fixtures."""
    content = json.loads((FIXTURES / f"{report}.json").read_text("utf-8"))
    found = next(t for t in content["tables"] if t["key"] == key)
    values = {row["label"]: tuple(row["values"]) for row in found["rows"]}
    published = {row["label"]: tuple(row.get("published", row["values"])) for row in found["rows"]}
    return Table(tuple(found["columns"]), values, published)
