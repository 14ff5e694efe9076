"""The month cube, the rows in blocks, and the docs of what is wrong in a file."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sie_files import read

from uppsikt.ledger import ROW_SCHEMA, LedgerError, RowBlocks, cube

ROOT = Path(__file__).parents[2]
KEYS = ("committee", "activity", "unit", "account", "counterpart", "first", "last")


def row(account: str, activity: str, unit: str, month: int, amount: int) -> tuple[object, ...]:
    return (1, "", "", 0, month, month, account, activity, unit, "", "", amount, "")


def frame(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=ROW_SCHEMA, orient="row")


ROWS = st.lists(
    st.builds(
        row,
        account=st.sampled_from(["4010", "3010", "50"]),
        activity=st.sampled_from(["", "5710", "57", "åäö"]),
        unit=st.sampled_from(["", "1", "12"]),
        month=st.sampled_from([202201, 202212]),
        amount=st.integers(-(10**14), 10**14),
    ),
    max_size=30,
)


@settings(deadline=None, max_examples=60)
@given(rows=ROWS, size=st.integers(1, 30))
def test_the_cube_is_the_sum_of_the_rows_however_they_are_cut(
    rows: list[tuple[object, ...]], size: int
) -> None:
    """Against sums in plain Python; a committee is found by activity and unit, or there is none."""
    committees = {("5710", "1"): "a", ("57", ""): "b", ("", ""): "c"}
    expected: defaultdict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0])
    for one in rows:
        committee = committees.get((str(one[7]), str(one[8])), "")
        cell = expected[committee, one[7], one[8], one[6], one[10], one[4], one[5]]
        cell[0] += int(str(one[11]))
        cell[1] += 1
    whole = frame(rows)
    blocks = RowBlocks(whole[at : at + size] for at in range(0, whole.height, size))
    found = cube(blocks, committees)
    assert found.columns == [*KEYS, "amount", "rows"]
    assert found.rows() == sorted((*key, *sums) for key, sums in expected.items())
    assert cube(whole, committees).equals(found)


def test_a_committee_by_expression() -> None:
    by_unit = pl.when(pl.col("unit").str.starts_with("61")).then(pl.lit("arbetsliv"))
    found = cube(read("vouchers.se").blocks, by_unit)
    assert set(found["committee"]) == {"", "arbetsliv"}
    assert found["amount"].sum() == 0
    assert found["rows"].sum() == 10


def test_sums_too_large_are_refused() -> None:
    rows = [row("1", "", "", 202201, 2**62), row("1", "", "", 202201, -(2**62))]
    assert cube(frame(rows[:1]), {})["amount"].to_list() == [2**62]
    with pytest.raises(LedgerError, match="orimligt stora"):
        cube(frame(rows), {})


def test_blocks_give_back_what_they_were_given() -> None:
    rows = frame([row("4010", "å", "", 202201, number) for number in range(10)])
    blocks = RowBlocks([rows[:3], rows[3:3], rows[3:]])
    assert len(blocks) == 10
    assert [block.height for block in blocks] == [3, 7]
    assert blocks.frame().equals(rows)
    assert RowBlocks().frame().schema == rows.schema


def test_every_problem_is_on_the_page_and_no_other() -> None:
    source = (ROOT / "src/uppsikt/ledger/problems.py").read_text(encoding="utf-8")
    in_code = dict(re.findall(r'Problem\("([a-z_]+)", (True|False)', source))
    page = (ROOT / "docs/sie.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+)` \| (ja|nej) \|", page, re.M)
    assert {code: {"ja": "True", "nej": "False"}[stops] for code, stops in rows} == in_code
