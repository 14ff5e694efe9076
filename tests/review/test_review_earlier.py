"""Figures against those of an earlier report."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hand_prose import prose
from hand_statements import name, state
from hand_tables import plain

from uppsikt.figures import IDENTITIES, Period, What
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Finding, Statement
from uppsikt.review.rules.earlier import check_earlier

FAR = ("Rapport", *["."] * 20)
MAY = Period.to_date(2022, 5)


def reviewed(index: int, statements: Sequence[Statement], lines: Sequence[str]) -> Reviewed:
    document = replace(prose(*FAR, *lines), name=f"rapport-{index}.txt")
    return Reviewed(index, document, "namnden", None, tuple(statements))


def earlier(
    now: Sequence[Statement],
    before: Sequence[Statement],
    lines: Sequence[str] = (),
    before_lines: Sequence[str] = (),
) -> list[Finding]:
    moved = [replace(one, place=replace(one.place, file=1)) for one in before]
    material = Material([reviewed(0, now, lines)], [reviewed(1, moved, before_lines)])
    return plain(check_earlier(material))


def test_a_month_with_another_value_is_found_in_both_files() -> None:
    of = name(when=Period.month(2022, 5))
    (one,) = earlier([state("674", of)], [state("676", of)])
    assert one.severity == "contradiction"
    assert one.message == (
        "Utfall maj 2022 för park är 674 men 676 i en tidigare rapport, rapport-1.txt."
    )
    assert [mark.place.file for mark in one.marks] == [0, 1]


@pytest.mark.parametrize(
    ("of", "severity"),
    [
        (name(when=MAY), "contradiction"),
        (name(when=Period.whole_year(2021)), "contradiction"),
        (name(what=What.BUDGET, when=MAY), "contradiction"),
        (name(what=What.BUDGET, when=Period.whole_year(2022)), "note"),
        (name(what=What.GRANT, when=Period.whole_year(2022)), "note"),
        (name(what=What.MEAN, when=MAY), "contradiction"),
    ],
)
def test_what_has_happened_is_settled_and_what_is_decided_may_change(
    of: object, severity: str
) -> None:
    (one,) = earlier([state("-5 200 tkr", of)], [state("-5 300 tkr", of)])  # type: ignore[arg-type]
    assert one.severity == severity


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (["-5 200 tkr"], ["-5 200 tkr"]),
        (["-5 200 tkr"], ["5 200 tkr"]),
        (["-5 200 tkr"], ["-5,2 mnkr"]),
        (["-5 200 tkr", "-9 tkr"], ["-5 200 tkr"]),
        (["-5 200 tkr"], ["-5 201 tkr"]),
        (["5 200 st"], ["-5 300 tkr"]),
    ],
)
def test_values_that_agree_are_silent(now: list[str], before: list[str]) -> None:
    of = name(when=MAY)
    assert earlier([state(one, of) for one in now], [state(one, of) for one in before]) == []


def test_rounding_alone_is_tolerated_at_its_edge() -> None:
    of = name(when=MAY)
    assert earlier([state("-5 200 tkr", of)], [state("-5 201 tkr", of)]) == []
    assert len(earlier([state("-5 200 tkr", of)], [state("-5 202 tkr", of)])) == 1


def test_forecasts_and_variances_are_made_anew() -> None:
    for what in (What.FORECAST, What.FORECAST_VARIANCE, What.FORECAST_RESULT):
        of = name(what=what, when=Period.whole_year(2022))
        assert earlier([state("-5 200 tkr", of)], [state("-9 300 tkr", of)]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Parkernas utfall har korrigerats sedan maj.",
        "Tidigare redovisade siffror har räknats om.",
        "Jämförelsetalen är omräknade efter en ny organisation.",
        "Park: tilläggsbudget beslutad i juni.",
        "En omföring har gjorts för parkerna.",
    ],
)
def test_a_change_that_either_report_tells_is_silent(line: str) -> None:
    of = name(when=MAY)
    now, before = [state("-5 200 tkr", of)], [state("-5 300 tkr", of)]
    assert earlier(now, before, [line]) == []
    assert earlier(now, before, (), [line]) == []


def test_a_word_of_change_near_the_figure_explains_it() -> None:
    of = name(when=MAY)
    now, before = [state("-5 200 tkr", of, line=19)], [state("-5 300 tkr", of)]
    assert earlier(now, before, ["Beloppet är justerat."]) == []


def test_a_change_of_something_else_explains_nothing() -> None:
    of = name(when=MAY)
    now, before = [state("-5 200 tkr", of)], [state("-5 300 tkr", of)]
    assert len(earlier(now, before, ["Rutinen för skolskjuts har ändrats."])) == 1


def test_another_way_to_account_is_notes() -> None:
    now = [state("-5 200 tkr", name(f"a{row}", when=MAY), line=row) for row in range(5)]
    before = [state("-6 200 tkr", name(f"a{row}", when=MAY), line=row) for row in range(5)]
    assert {one.severity for one in earlier(now, before)} == {"note"}
    assert {one.severity for one in earlier(now[:3], before)} == {"contradiction"}


def test_figures_of_other_names_are_not_compared() -> None:
    before = [state("-5 300 tkr", name("gata", when=MAY))]
    assert earlier([state("-5 200 tkr", name(when=MAY))], before) == []
    assert earlier([state("-5 200 tkr", name(when=MAY))], []) == []


def test_a_broken_identity_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    identity = IDENTITIES["same"]
    monkeypatch.setitem(IDENTITIES, "same", replace(identity, weights=lambda count: (2,) * count))
    of = name(when=MAY)
    assert earlier([state("-5 200 tkr", of)], [state("-5 201 tkr", of)])
