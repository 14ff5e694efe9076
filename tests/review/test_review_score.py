"""The scoring of the review: what counts as found, missed, forbidden and outside."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tools.score_review.__main__ import PAGE, filled
from tools.score_review.labels import labels, score
from tools.score_review.mutations import SLIPS
from tools.score_review.places import lines_of, touches
from tools.score_review.tally import Tally, kinds_table

from uppsikt.reading import Document, Line, Span
from uppsikt.review.model import Counts, Finding, Mark, Place, Review

TEXT = [
    "Nettokostnaden blev 54,8 mnkr",
    "Buffert 4 282",
    "Buffert 4 820 i en annan tabell",
    "Vi väntar oss måndagen den",
    "7 juni 2022",
    "Energieffektivisering 18 250",
    "av skolor",
]


def reviewed(*lines: tuple[int, int, int], code: str = "same-figure") -> Review:
    """A review with one finding that points at these runs of characters: line, start, end."""
    printed = tuple(Line(1, number, text) for number, text in enumerate(TEXT, 1))
    document = Document("r.txt", "txt", printed, ())
    marks = tuple(Mark(Place(0, (Span(*run),)), TEXT[run[0]]) for run in lines)
    return Review((document,), (Finding(code, "Fel", marks),), Counts(0, 0, 0, 0))


def found(words: str, block: str, *lines: tuple[int, int, int]) -> bool:
    one = reviewed(*lines)
    return touches(one, one.findings[0], words=words, block=block)


def test_a_finding_on_the_planted_words_counts() -> None:
    assert found("54,8", "Nettokostnaden blev 54,8 mnkr för året.", (0, 20, 24))


def test_a_finding_on_the_same_line_beside_the_words_does_not() -> None:
    assert not found("54,8", "Nettokostnaden blev 54,8 mnkr", (0, 0, 5))


def test_a_finding_on_the_same_words_in_another_block_does_not() -> None:
    assert not found("4 820", "Bufferten är 4 820 tkr", (2, 8, 13))


def test_words_that_are_broken_over_two_lines_count_from_either() -> None:
    block = "Vi väntar oss måndagen den 7 juni 2022"
    assert found("måndagen den 7 juni 2022", block, (3, 14, 26))
    assert found("måndagen den 7 juni 2022", block, (4, 0, 11))


def test_a_row_whose_label_is_broken_is_known_by_its_figures() -> None:
    assert found("18 250", "Energieffektivisering av skolor 18 250", (5, 22, 28))


def test_the_lines_of_a_finding_are_counted_from_one() -> None:
    one = reviewed((1, 8, 13), (2, 8, 13))
    assert lines_of(one, one.findings[0]) == {2, 3}


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    told = {
        "document": "r.txt",
        "contradictions": [
            {
                "id": "E1",
                "kind": "same_quantity_two_values",
                "lines": [1, [2, 3]],
                "scoring": "must",
                "quotes": [{"line": 2, "text": "4 282"}],
                "primary_line": 3,
            },
            {
                "id": "E2",
                "kind": "direction_contradicted",
                "lines": [1],
                "scoring": "should",
                "quotes": [{"line": 1, "text": "54,8"}],
            },
        ],
        "rounding": [{"id": "R1", "lines": [6], "scoring": "must_not"}],
        "unusual": [{"id": "S1", "kind": "seasonal", "lines": [7], "scoring": "neutral"}],
    }
    path = tmp_path / "r.json"
    path.write_text(json.dumps(told), "utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "code", "must", "should", "right", "forbidden", "outside"),
    [
        (1, "same-figure", 1, 0, 1, 0, 0),  # on a quoted line
        (0, "same-figure", 0, 0, 0, 0, 1),  # concerned, but not quoted; and the wrong kind
        (0, "told-direction", 0, 1, 1, 0, 0),
        (5, "total", 0, 0, 0, 1, 0),
        (6, "total", 0, 0, 0, 0, 0),  # neutral counts neither way
        (4, "total", 0, 0, 0, 0, 1),
    ],
)
def test_a_finding_is_held_against_the_labels(
    labelled: Path,
    line: int,
    code: str,
    must: int,
    should: int,
    right: int,
    forbidden: int,
    outside: int,
) -> None:
    name, known = labels(labelled)
    result = score(name, known, reviewed((line, 0, 3), code=code))
    counted = [sum(kind.found for kind in kinds.values()) for kinds in (result.must, result.should)]
    assert counted == [must, should]
    assert result.right == right
    assert len(result.forbidden) == forbidden
    assert len(result.outside) == outside


def test_a_table_of_kinds_has_the_sum_of_them() -> None:
    kinds = {"summa": Tally(3, 2, ["a"]), "avvikelse": Tally(1, 1)}
    assert kinds_table(kinds) == [
        "| Slag | Finns | Hittade | Missade | Täckning |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| avvikelse | 1 | 1 | 0 | 100 % |",
        "| summa | 3 | 2 | 1 | 67 % |",
        "| **Alla** | 4 | 3 | 1 | 75 % |",
    ]


def test_a_section_of_the_page_is_replaced_and_no_other() -> None:
    page = "A\n<!-- x -->\ngammalt\n<!-- slut x -->\nB\n"
    assert filled(page, "x", ["nytt", "mer"]) == (
        "A\n<!-- x -->\n\nnytt\nmer\n\n<!-- slut x -->\nB\n"
    )
    with pytest.raises(ValueError, match="0 sections named y"):
        filled(page, "y", [])


@pytest.mark.parametrize("name", ["uppdiktade", "publicerade", "andrade"])
def test_the_page_has_every_section_and_each_is_measured(name: str) -> None:
    page = PAGE.read_text("utf-8")
    section = page.split(f"<!-- {name} -->")[1].split(f"<!-- slut {name} -->")[0]
    assert "| **Alla** |" in section


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("printed", ["4 282", "−11 149", "7", "99", "0,6", "60 000"])
def test_a_slip_changes_digits_only_and_keeps_their_number(
    slip: Callable[[str, random.Random], str], printed: str
) -> None:
    for seed in range(20):
        changed = slip(printed, random.Random(seed))
        assert [c for c in changed if not c.isdigit()] == [c for c in printed if not c.isdigit()]
        assert len(changed) == len(printed)
        assert changed != printed
