"""Reports in time, and corrections: all that was ever published, read by somebody with a solver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.attacker import attacked
from disclosure.crossing import COUNTS, Table, table
from uppsikt.disclosure import THRESHOLD, NotAMemory, NotTrue, Release, Sum

CHANGES = st.sampled_from([0, 0, 0, 1, -1, 2, -3, 4, 9])


class Stranger:
    """Somebody who keeps every report, and knows what was corrected, but not from what to what."""

    def __init__(self) -> None:
        self.told: dict[str, list[int]] = defaultdict(list)
        self.values: dict[str, int] = {}
        self.hidden: set[str] = set()
        self.somebody: set[str] = set()
        self.sums: list[Sum[str]] = []

    def read(
        self,
        counts: Mapping[str, int],
        sums: Sequence[Sum[str]],
        hidden: set[str],
        somebody: set[str],
    ) -> None:
        """Reads a report, and knows which of the hidden are somebody."""
        for key, value in counts.items():
            is_new = self.told[key][-1:] != [value]
            if is_new:
                self.told[key].append(value)
            now = self.now(key)
            self.values[now] = value
            assert is_new or (key in hidden) == (now in self.hidden), "what was told is told"
            if key in hidden:
                self.hidden.add(now)
                self.somebody |= {now} if key in somebody else set()
        self.sums += [
            Sum(self.now(one.total), tuple(self.now(part) for part in one.parts)) for one in sums
        ]

    def now(self, key: str) -> str:
        return f"{key} no. {len(self.told[key])}"

    def known(self) -> dict[str, tuple[float, float]]:
        """What is known of what is hidden, and of how few a count was corrected by."""
        values, sums, changes = dict(self.values), list(self.sums), set()
        for key, told in self.told.items():
            for late in range(1, len(told) + 1):
                for early in range(1, late):
                    if 0 < abs(told[late - 1] - told[early - 1]) < THRESHOLD:
                        change = f"{key} {late} less {early}"
                        changes.add(change)
                        values[change] = told[late - 1] - told[early - 1]
                        ends = f"{key} no. {late}", f"{key} no. {early}"
                        sums.append(Sum(ends[0], (ends[1], change)))
        return attacked(values, self.hidden | changes, sums, self.somebody, changes)


@st.composite
def corrected(draw: st.DrawFn) -> list[Table]:
    """A table and its corrections, of which the second also tells of another month."""
    sizes = draw(st.sampled_from([[3], [4], [2, 2], [2, 3], [3, 3]]))
    count = 1
    for size in sizes:
        count *= size
    cells = draw(st.lists(COUNTS, min_size=count, max_size=count))
    reports = [table("jan", sizes, cells)]
    for _ in range(draw(st.integers(1, 3))):
        by = draw(st.lists(CHANGES, min_size=count, max_size=count))
        cells = [max(0, value + change) for value, change in zip(cells, by, strict=True)]
        reports.append(table("jan", sizes, cells))
    counts, sums = table("feb", sizes, cells[::-1])
    reports[1][0].update(counts)
    reports[1][1].extend(sums)
    return reports


@settings(max_examples=40, deadline=None)
@given(corrected())
def test_no_report_gives_an_earlier_one_away_nor_how_few_were_corrected(
    reports: list[Table],
) -> None:
    stranger, text = Stranger(), Release[str]().remember()
    for counts, sums in reports:
        release = Release.from_memory(text, str)
        release.publish(counts, sums)
        assert not release.given_away
        stranger.read(counts, sums, release.hidden, release.somebody)
        text = release.remember()
    for key, (low, high) in stranger.known().items():
        assert high - low >= THRESHOLD - 1e-6, key


def test_a_total_that_was_corrected_by_few_is_hidden() -> None:
    """634 households were published; 636 would tell of two that came in late."""
    release: Release[str] = Release()
    release.publish({"households": 634})
    release.publish({"households": 636})
    assert release.hidden == {"households"}

    release.publish({"households": 639})
    assert release.hidden == set(), "five more than 634, and nobody was told of 636"


def test_the_attack_finds_a_correction_that_is_not_hidden() -> None:
    stranger = Stranger()
    stranger.read({"households": 634}, [], set(), set())
    stranger.read({"households": 636}, [], set(), set())

    assert stranger.known() == {"households 2 less 1": (2.0, 2.0)}


def test_what_was_published_stays_as_it_was() -> None:
    release: Release[str] = Release()
    counts, sums = table("x", [3, 3], [2, 40, 50, 30, 20, 60, 70, 80, 90])
    release.publish(counts, sums)
    text = release.remember()
    again = Release.from_memory(text, str)
    again.publish(dict(reversed(counts.items())), sums[::-1])

    assert again.hidden == release.hidden
    assert again.remember() == text, "and is kept once"


def test_what_was_hidden_by_a_higher_threshold_stays_so_wide() -> None:
    strict: Release[str] = Release(10)
    sums = [Sum("all", ("a", "b", "c"))]
    strict.publish({"a": 4, "b": 5, "c": 60, "all": 69}, sums)
    assert strict.hidden == {"a", "b", "c"}, "nine less four is known to be at most eight"
    later = Release.from_memory(strict.remember(), str)
    later.publish({"b1": 5, "b2": 0}, [Sum("b", ("b1", "b2"))])

    assert "b1" in later.hidden, "what is shown of a part would tell of the other"


def test_what_is_not_a_memory_is_refused() -> None:
    for text in ("", "[]", "{}", '{"form": 2}', '{"form": 1, "counts": [["a"]], "rows": []}'):
        with pytest.raises(NotAMemory):
            Release.from_memory(text, str)


def test_a_sum_that_does_not_hold_is_refused() -> None:
    with pytest.raises(NotTrue):
        Release[str]().publish({"a": 7, "b": 8, "all": 16}, [Sum("all", ("a", "b"))])


def test_the_few_between_two_that_are_shown_are_not_to_be_computed() -> None:
    """Ten with long need, twelve in all: the two others stand nowhere, and all can subtract."""
    release: Release[str] = Release()
    release.publish({"all": 12, "long": 10}, [Sum("all", ("long", "other"))], unseen={"other": 2})

    assert {"all", "long"} & release.hidden
