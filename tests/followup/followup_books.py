"""Small books for the tests of the follow-up, and a comparison of whole tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from uppsikt.documents import Table
from uppsikt.figures import (
    MISSING,
    NOT_COMPUTABLE,
    Figure,
    Name,
    Period,
    Side,
    Subject,
    Unit,
    Value,
    What,
)
from uppsikt.followup.basis.facts import Facts, Group, History, Line, Unbooked

FIXTURES = Path(__file__).parent.parent / "fixtures"
TKR = 100_000
NOW = datetime(2026, 1, 15, tzinfo=UTC)
SLUG = "arbetslivsnamnden"
OCTOBER = Period.month(2022, 10)
ASSISTANCE = "ekonomiskt-bistand"

Row = Sequence[int | None]


def fixture(name: str, key: str) -> dict[str, Row]:
    """The expected rows of a published table."""
    data = json.loads((FIXTURES / f"{name}.json").read_text())
    table = next(table for table in data["tables"] if table["key"] == key)
    return {row["label"]: row["values"] for row in table["rows"]}


def assert_table(table: Table, columns: Sequence[str], rows: Mapping[str, Row]) -> None:
    """Compare a whole table, cell by cell, in order; a difference names row and column."""
    assert [column.name for column in table.columns] == list(columns)
    shown = [row for row in table.rows if row.cells]
    assert [row.label for row in shown] == list(rows)
    differences = [
        f"{row.label} / {column}: {cell.printed}, expected {expected}"
        for row in shown
        for column, cell, expected in zip(columns, row.cells, rows[row.label], strict=True)
        if cell.printed != expected
    ]
    assert not differences, "\n".join(differences)


def assert_sums(table: Table) -> None:
    """Every sum row equals the printed rows that it is the sum of."""
    rows = {row.key: row for row in table.rows}
    assert any(row.sum_of for row in table.rows)
    for row in table.rows:
        for index, cell in enumerate(row.cells):
            parts = [rows[key].cells[index] for key in row.sum_of]
            if (
                parts
                and cell.printed is not None
                and NOT_COMPUTABLE not in {p.absent for p in parts}
            ):
                total = sum(part.printed or 0 for part in parts)
                assert total == cell.printed, f"{table.key}: {row.label}, {index}"


def key_of(name: str) -> str:
    """A key for a Swedish name."""
    plain = name.casefold().translate(str.maketrans("åäö", "aao"))
    return "-".join("".join(char if char.isalnum() else " " for char in plain).split())


def october(*, extra: Iterable[Figure] = (), **given: object) -> Facts:
    """October 2022 as published, in whole tkr: net costs only, eleven lines, one known item."""
    rows = fixture("arbetslivsnamnden-2022-10", "netto")
    names = [name for name in rows if name != "Summa"]
    lines = tuple(Line(key_of(name), name, name == "Buffert") for name in names)
    figures = [*_net_figures(rows, names), *_months(), *_beside()]
    known = {figure.name for figure in extra}
    fields: dict[str, object] = {
        "committee": SLUG,
        "committee_name": "Arbetslivsnämnden",
        "month": OCTOBER,
        "lines": lines,
        "groups": (
            Group("statsbidrag", "Statsbidrag", Side.INCOME),
            Group("personal", "Personal", Side.COST),
        ),
        "figures": (*(one for one in figures if one.name not in known), *extra),
        "unbooked": (Unbooked("hyra", "hyra"),),
        "histories": (
            History(
                "ebmanad",
                "Utveckling av ekonomiskt bistånd",
                ASSISTANCE,
                tuple((month, month) for month in range(1, 11)),
            ),
        ),
        **given,
    }
    return Facts(**fields)  # type: ignore[arg-type]


def figure(
    what: What,
    activity: str,
    when: Period,
    tkr: int | None,
    *,
    side: Side = Side.NET,
    group: str = "",
) -> Figure:
    """A figure of the committee in whole tkr; None is MISSING."""
    value: Value = MISSING if tkr is None else tkr * TKR
    return Figure(Name(what, Subject(SLUG, activity, side, group), when), value, Unit.TKR, "prov")


def _net_figures(rows: Mapping[str, Row], names: Iterable[str]) -> Iterable[Figure]:
    to_date, year = OCTOBER.to_date_of(), Period.whole_year(2022)
    columns = (
        (What.ACTUAL, to_date.previous_year()),
        (What.BUDGET, year),
        (What.BUDGET, to_date),
        (What.ACTUAL, to_date),
        (What.FORECAST, year),
    )
    for name in names:
        for (what, when), value in zip(columns, rows[name], strict=False):
            yield figure(what, key_of(name), when, value)


def _months() -> Iterable[Figure]:
    rows = fixture("arbetslivsnamnden-2022-10", "ebmanad")
    for month, values in enumerate(list(rows.values())[:10], 1):
        for year, value in zip((2022, 2021, 2020), values, strict=True):
            assert value is not None
            yield figure(What.ACTUAL, ASSISTANCE, Period.month(year, month), -value)
    yield figure(What.ACTUAL, ASSISTANCE, Period.whole_year(2021), -60766)
    yield figure(What.ACTUAL, ASSISTANCE, Period.whole_year(2020), -55894)


def _beside() -> Iterable[Figure]:
    to_date, year = OCTOBER.to_date_of(), Period.whole_year(2022)
    yield figure(What.GRANT, "", year, 252_950)
    yield figure(What.GRANT, "", to_date, 223_972)
    yield figure(What.UNBOOKED, "", to_date, -6_000, group="=hyra")
    yield figure(What.APPROVED_USE, "", year, 0)
    yield figure(What.EARMARKED, "", year, 0)


def write_setup_file(folder: Path) -> Path:
    """A small committee's set-up file; tests add tables to it."""
    path = folder / "provnamnden.toml"
    path.write_text(
        'kortnamn = "provnamnden"\n'
        'namn = "Provnämnden"\n'
        'kommun = "Provköping"\n'
        'kommunkod = "9998"\n'
        'ansvar = ["77"]\n'
        "[dimensioner]\nansvar = 1\nverksamhet = 2\n"
        '[[kontogrupp]]\nnyckel = "personal"\nnamn = "Personal"\nslag = "kostnad"\n'
        'konton = ["5"]\n'
        '[[verksamhet]]\nnyckel = "skola"\nnamn = "Skola"\nalias = ["Skolan"]\n'
        'verksamhet = ["4"]\n',
        encoding="utf-8",
    )
    return path
