"""The diagnosis: findings with one root are one group, and the fewest changes are named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_reviews import mark, place, printed

from uppsikt.reading import Document
from uppsikt.review.diagnosis import diagnose
from uppsikt.review.model import Cure, Finding
from uppsikt.review.words import as_change

ROWS = (
    "Bibliotek 57 500 60 500 2 500",
    "Museer 10 000 10 000 0",
    "Summa 67 500 70 000 2 500",
    "Prognosen för bibliotek är 60 000.",
    "Summan är 70 000.",
    "Resultatet är 2 500 för 31 april.",
    "Budgeten är 57 500.",
    "Avvikelsen är 2 500.",
)
TABLE = Document("rader.txt", "txt", printed((ROWS,), "txt"), ())


def cure(line: int, words: str, instead: str) -> Cure:
    return Cure(place(TABLE, line, words), words, instead)


def finding(code: str, *marks: tuple[int, str], cures: tuple[Cure, ...] = (),
            tolerance: str = "") -> Finding:  # fmt: skip
    return Finding(
        code,
        f"Fynd enligt {code}.",
        tuple(mark(TABLE, line, words) for line, words in marks),
        cures=cures,
        tolerance=tolerance,
    )


SUM = finding(
    "total",
    (0, "60 500"), (1, "10 000"), (2, "70 000"),
    cures=(cure(2, "70 000", "70 500"), cure(0, "60 500", "60 000"), cure(1, "10 000", "9 500")),
    tolerance="1,5 tkr",
)  # fmt: skip
VARIANCE = finding(
    "variance",
    (0, "57 500"), (0, "60 500"), (0, "2 500"),
    cures=(cure(0, "2 500", "3 000"), cure(0, "60 500", "60 000"), cure(0, "57 500", "58 000")),
)  # fmt: skip
SAME = finding("same-figure", (0, "60 500"), (3, "60 000"), cures=(cure(0, "60 500", "60 000"),))


def groups_of(*findings: Finding) -> list[list[str]]:
    grouped, _ = diagnose(findings, (TABLE,))
    keys = sorted({one.group for one in grouped})
    return [[one.code for one in grouped if one.group == key] for key in keys]


def test_where_three_identities_meet_one_figure_is_wrong() -> None:
    grouped, diagnoses = diagnose((SUM, VARIANCE, SAME), (TABLE,))

    assert {one.group for one in grouped} == {1}
    assert diagnoses == ("60\u00a0500 → 60\u00a0000 (rad 1) gör att alla tre stämmer.",)


def test_two_findings_are_told_as_both() -> None:
    _, diagnoses = diagnose((SUM, VARIANCE), (TABLE,))

    assert diagnoses == ("60\u00a0500 → 60\u00a0000 (rad 1) gör att båda stämmer.",)


def test_what_several_findings_point_to_first_is_called_the_likeliest() -> None:
    both = (cure(0, "60 500", "60 000"), cure(0, "2 500", "3 000"))
    one, other = replace(VARIANCE, cures=both), replace(VARIANCE, code="told", cures=both)

    assert diagnose((one, other), (TABLE,))[1] == (
        "Troligast: 60\u00a0500 → 60\u00a0000 (rad 1) gör att båda stämmer.",
    )


def test_one_finding_with_one_cure_is_told_as_it() -> None:
    assert diagnose((SAME,), (TABLE,))[1] == (
        "60\u00a0500 → 60\u00a0000 (rad 1) gör att det stämmer.",
    )


def test_the_first_cure_of_a_lonely_finding_is_an_example() -> None:
    assert diagnose((SUM,), (TABLE,))[1] == (
        "Till exempel: 70\u00a0000 → 70\u00a0500 (rad 3) gör att det stämmer.",
    )


def test_a_finding_without_cures_has_no_diagnosis() -> None:
    assert diagnose((finding("impossible-date", (5, "31 april")),), (TABLE,))[1] == ("",)


def test_values_that_rounding_cannot_tell_apart_are_one_change() -> None:
    near = replace(VARIANCE, cures=(cure(0, "60 500", "60 001"),))

    assert groups_of(SUM, near) == [["variance", "total"]]


def test_a_figure_that_would_need_two_different_values_is_no_common_root() -> None:
    other = replace(VARIANCE, cures=(cure(0, "60 500", "61 000"),))

    assert groups_of(SUM, other) == [["variance"], ["total"]]


def test_a_shared_figure_that_is_no_root_does_not_join() -> None:
    budget = finding("same-figure", (0, "57 500"), (6, "57 500"),
                     cures=(cure(6, "57 500", "58 500"),))  # fmt: skip

    assert groups_of(VARIANCE, budget) == [["same-figure"], ["variance"]]


def test_findings_without_cures_join_where_they_share_a_figure() -> None:
    one = finding("impossible-date", (5, "31 april"))
    other = finding("date-with-itself", (5, "31 april"), (7, "2 500"))
    third = finding("told-result", (5, "2 500"))

    assert groups_of(one, other, third) == [
        ["told-result"],
        ["date-with-itself", "impossible-date"],
    ]


def test_a_finding_without_cures_joins_only_the_likeliest_change_of_another() -> None:
    likeliest = finding("told-result", (0, "2 500"))
    unlikely = finding("told-result", (0, "57 500"))

    assert groups_of(VARIANCE, likeliest) == [["variance", "told-result"]]
    assert groups_of(VARIANCE, unlikely) == [["told-result"], ["variance"]]


def test_a_note_never_joins_two_contradictions() -> None:
    soft = replace(finding("share-total", (0, "60 500"), (3, "60 000")), severity="note")
    hard = finding("told-result", (3, "60 000"))

    assert groups_of(VARIANCE, soft, hard) == [["variance"], ["told-result"], ["share-total"]]


def test_two_wrong_figures_in_one_group_are_both_named() -> None:
    total = replace(SUM, cures=(cure(0, "60 500", "60 000"), cure(2, "70 000", "70 500")))
    told = finding("told-sum", (2, "70 000"), (4, "70 000"), cures=(cure(2, "70 000", "70 500"),))
    odd = finding("net", (0, "60 500"), (5, "2 500"), cures=(cure(0, "60 500", "60 000"),))

    _, diagnoses = diagnose((total, told, odd), (TABLE,))

    assert diagnoses[0] == (
        "60\u00a0500 → 60\u00a0000 (rad 1) och 70\u00a0000 → 70\u00a0500 (rad 3) "
        "gör att alla tre stämmer."
    )
    assert len(diagnoses) == 1


def test_what_cannot_be_told_apart_is_told_as_either() -> None:
    first = finding("a", (3, "60 000"), (4, "70 000"), cures=(cure(3, "60 000", "70 000"),))
    second = finding("b", (3, "60 000"), (4, "70 000"), cures=(cure(4, "70 000", "60 000"),))
    both = replace(first, code="c", cures=(*first.cures, *second.cures))
    swapped = replace(both, code="d", cures=tuple(reversed(both.cures)))

    _, diagnoses = diagnose((both, swapped), (TABLE,))

    assert diagnoses[0] == (
        "Antingen 60\u00a0000 → 70\u00a0000 (rad 4) eller 70\u00a0000 → 60\u00a0000 (rad 5) "
        "gör att båda stämmer."
    )
    assert len(diagnoses) == 1


def test_the_order_is_that_of_the_first_places_whatever_came_first() -> None:
    late = finding("impossible-date", (5, "31 april"))
    assert groups_of(late, SAME) == groups_of(SAME, late) == [["same-figure"], ["impossible-date"]]


def test_a_hostile_number_of_findings_is_grouped_in_time() -> None:
    many = [replace(SUM, message=f"Fynd {n}.") for n in range(120)]

    grouped, (diagnosis,) = diagnose(many, (TABLE,))

    assert len(grouped) == 120
    assert diagnosis.endswith("alla 120 stämmer.")


def test_no_findings_are_no_groups() -> None:
    assert diagnose((), (TABLE,)) == ((), ())


@pytest.mark.parametrize(
    ("printed", "instead", "told"),
    [
        ("12440", "12\u00a0340", "12\u00a0440 → 12\u00a0340"),
        ("-428 200", "−428\u00a0100", "−428\u00a0200 → −428\u00a0100"),
        ("2022", "2021", "2022 → 2021"),
        ("-940", "-920", "−940 → −920"),
        ("4,5", "4,4", "4,5 → 4,4"),
        ("januari-mars", "januari–april", "januari-mars → januari–april"),
    ],
)
def test_a_change_is_written_in_one_way(printed: str, instead: str, told: str) -> None:
    assert as_change(printed, instead) == told
