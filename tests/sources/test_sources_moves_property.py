"""Whatever moves and rows there are: each row stands once, and nothing is lost."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.figures import Side
from uppsikt.organisation.moves import REMAINDER, Codes, Move, Place, branches
from uppsikt.organisation.rules import Group
from uppsikt.sources.cubes import CubeReader, Slice
from uppsikt.sources.restating import Route, routes_of, turns_to
from uppsikt.store import Store

COMMITTEES, LINES = ("nord", "soder", "vast"), ("a", "b", "c")
YEAR = 2023
MONTHS = [year * 100 + month for year in (2021, 2022, 2023) for month in range(1, 13)]
SPANS = [(month, month) for month in MONTHS] + [(202201, 202205), (202107, 202112)]
GROUPS = (Group("allt", "Allt", Side.COST, 1, ("3", "4", "5")),)

places = st.builds(Place, st.sampled_from(COMMITTEES), st.sampled_from(LINES))
times = st.dictionaries(
    places,
    st.sampled_from([(0, 999912), (0, 202212), (202301, 999912), (0, 202306), (202204, 202309)]),
)
codes: st.SearchStrategy[Codes] = st.tuples(
    st.sampled_from(["", "1", "12"]), st.sampled_from(["", "5", "57"]), st.sampled_from(["", "4"])
)
moves = st.lists(
    st.builds(
        Move,
        places,
        st.lists(codes, min_size=1, max_size=2, unique=True).map(tuple),
        st.sampled_from([202107, 202201, 202204, 202301, 202304, 202401]),
        st.just("beslut"),
        places,
        st.booleans(),
    ),
    max_size=5,
)
rows = st.lists(
    st.tuples(
        st.sampled_from(COMMITTEES),
        st.sampled_from([*LINES, ""]),
        st.sampled_from(["11", "12", "2"]),
        st.sampled_from(["50", "57", "6"]),
        st.sampled_from(["3010", "4510", "5010"]),
        st.sampled_from(SPANS),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("columns"))


Row = tuple[str, str, str, str, str, tuple[int, int]]


def cube(store: Store, committee: str, found: list[tuple[int, Row]]) -> Slice | None:
    """A committee's part: row number i is worth 2 to the i, so a sum tells which rows are in it."""
    own = [(number, row) for number, row in found if row[0] == committee]
    if not own:
        return None
    frame = pl.DataFrame(
        {
            "line": [row[1] for _, row in own],
            "unit": [row[2] for _, row in own],
            "activity": [row[3] for _, row in own],
            "account": [row[4] for _, row in own],
            "counterpart": ["" for _ in own],
            "first": pl.Series([row[5][0] for _, row in own], dtype=pl.Int32),
            "last": pl.Series([row[5][1] for _, row in own], dtype=pl.Int32),
            "amount": pl.Series([2**number for number, _ in own], dtype=pl.Int64),
            "rows": pl.Series([1 for _ in own], dtype=pl.Int64),
        }
    )
    return Slice(store.write(frame), tuple(sorted({row[5] for _, row in own})), ())


@settings(max_examples=120, deadline=None)
@given(times, moves, rows)
def test_each_row_stands_once_in_every_view(
    store: Store,
    spans: dict[Place, tuple[int, int]],
    known: list[Move],
    booked: list[Row],
) -> None:
    # A row is booked on a line that exists then, as attribution sees to.
    found = [
        (number, row)
        for number, row in enumerate(booked)
        if not row[1] or _exists(spans, Place(row[0], row[1]), row[5][1])
    ]
    routes = routes_of(
        known,
        {place: (span,) for place, span in spans.items()},
        {2021, 2022, 2023},
        YEAR,
        lambda place, month: _exists(spans, place, month),
    )
    seen: dict[Place, int] = {}
    for committee in COMMITTEES:
        for cell in CubeReader(store, _slices(store, routes, committee, found), GROUPS).cells():
            place = Place(committee, cell.line)
            seen[place] = seen.get(place, 0) + cell.amount
    assert sum(seen.values()) == sum(2**number for number, _ in found)
    assert seen == _expected(spans, known, found)


def _slices(
    store: Store, routes: tuple[Route, ...], committee: str, found: list[tuple[int, Row]]
) -> tuple[Slice, ...]:
    made = []
    for giver in COMMITTEES:
        part = cube(store, giver, found)
        if part is not None:
            turns = turns_to(routes, giver, committee)
            made.append(Slice(part.cube, part.spans, (), turns, giver == committee))
    return tuple(made)


def _expected(
    spans: dict[Place, tuple[int, int]], known: list[Move], found: list[tuple[int, Row]]
) -> dict[Place, int]:
    """Row by row, without any SQL."""
    sums: dict[Place, int] = {}
    for number, (committee, line, unit, activity, account, (_, last)) in found:
        place = Place(committee, line)
        if line and last // 100 < YEAR:
            ways = branches(known, place, last, YEAR, lambda at, month: _exists(spans, at, month))
            place = next(
                way.place
                for way in ways
                if all(map(str.startswith, (unit, activity, account), way.codes))
            )
        sums[place] = sums.get(place, 0) + 2**number
    return sums


def _exists(spans: dict[Place, tuple[int, int]], place: Place, month: int) -> bool:
    first, last = spans.get(place, (1, 0))
    return first <= month <= last


def test_a_chain_of_moves_is_followed_to_its_end() -> None:
    steps = [
        Move(Place("nord", "a"), (("", "", ""),), 202207, "x", Place("soder", "b")),
        Move(Place("soder", "b"), (("", "57", ""),), 202301, "y", Place("vast", "c")),
    ]
    at = branches(steps, Place("nord", "a"), 202203, 2023, lambda *_: True)
    assert [(branch.codes, branch.place) for branch in at] == [
        (("", "57", ""), Place("vast", "c")),
        (("", "", ""), Place("soder", "b")),
    ]


def test_a_move_in_the_later_year_leaves_the_months_before_it() -> None:
    move = Move(Place("nord", "a"), (("", "", ""),), 202307, "x", Place("soder", "b"))
    june, july = (
        branches([move], Place("nord", "a"), month, 2023, lambda *_: True)
        for month in (202206, 202207)
    )
    assert june[-1].place == Place("nord", "a")
    assert july[-1].place == Place("soder", "b")
    assert branches([move], Place("nord", "a"), 202207, 2022, lambda *_: True) == june


def test_what_has_no_line_left_is_the_remainder() -> None:
    (only,) = branches([], Place("nord", "a"), 202206, 2023, lambda *_: False)
    assert only.place == Place("nord", REMAINDER)
