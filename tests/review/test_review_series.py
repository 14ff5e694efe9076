"""Means and sums over months: they fire on what cannot be, and leave seasons and gaps alone."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hand_tables import changed, document_of, material_of, plain, table_of

from uppsikt.figures import IDENTITIES, Period, Unit
from uppsikt.reading import Document, Line, Text, Unread
from uppsikt.review.material import Material
from uppsikt.review.model import Finding
from uppsikt.review.rules.series import check_empty_month, check_month_mean, check_month_sum
from uppsikt.review.tables.months import months_of, series_of, summary_of

CHILDREN = """
Antal barn i förskola | 2022 | 2023 | 2024
Januari | 412 | 431 | 447
Februari | 415 | 433 | 449
Mars | 418 | 436 | 452
April | 421 | 440 | 455
Maj | 424 | 441 | 458
Medel Januari-Maj | 418 | 436 | 452
"""
SUPPORT = """
Tkr | 2022 | 2023
Januari | 4 814 | 4 357
Februari | 5 203 | 4 595
Mars | 5 167 | 5 901
April | 5 203 | 4 991
Summa Jan-Apr | 20 387 | 19 844
"""
Check = Callable[[Material], Iterable[Finding]]


def found(check: Check, document: Document) -> list[Finding]:
    return plain(check(material_of(document)))


def counts(text: str, title: str = "") -> Document:
    return document_of(text, unit=None, title=title)


def with_note(document: Document, text: str) -> Document:
    line = Line(1, len(document.lines) + 1, text)
    return replace(document, lines=(*document.lines, line))


def test_means_that_are_the_months_own_are_silent() -> None:
    assert found(check_month_mean, counts(CHILDREN)) == []


def test_a_mean_that_is_one_off_is_found_with_every_month_and_its_cure() -> None:
    (finding,) = found(check_month_mean, changed(counts(CHILDREN), "452", "453", 1))

    assert finding.severity == "contradiction"
    assert finding.message == (
        "”Medel Januari-Maj, 2024” är 453 men månadernas medelvärde är 452,2."
    )
    assert len(finding.marks) == 6
    assert finding.cures[0].instead == "452"
    assert all(mark.place.spans for mark in finding.marks)


def test_a_mean_that_is_always_rounded_up_is_a_way_to_round_and_only_a_note() -> None:
    up = """
    Antal | 2023 | 2024
    Januari | 10 | 21
    Februari | 10 | 21
    Mars | 11 | 22
    Medel | 11 | 22
    """
    severities = {one.severity for one in found(check_month_mean, counts(up))}
    assert severities == {"note"}


@pytest.mark.parametrize("printed", ["4", "5"])
def test_a_half_may_be_rounded_to_either_side(printed: str) -> None:
    even = f"Antal | 2024\nJanuari | 3\nFebruari | 4\nMars | 5\nApril | 6\nMedel | {printed}"
    assert found(check_month_mean, counts(even)) == []


@pytest.mark.parametrize(
    ("mean", "silent"), [("418,0", True), ("418,1", False), ("418,04", False), ("418", True)]
)
def test_a_mean_with_decimals_is_held_to_its_own_last_digit(mean: str, silent: bool) -> None:
    document = changed(counts(CHILDREN), "418", mean, 1)
    assert (found(check_month_mean, document) == []) is silent


@pytest.mark.parametrize(("mean", "findings"), [("451", 0), ("361", 0), ("361,0", 1), ("460", 1)])
def test_a_month_without_a_value_may_be_left_out_or_count_as_none(mean: str, findings: int) -> None:
    text = CHILDREN.replace("458", "")
    assert text.count("436 | 452\n") == 2
    head, _, _ = text.rpartition("452")
    assert len(found(check_month_mean, counts(head + mean))) == findings


@pytest.mark.parametrize(
    "label",
    ["Medel", "Medelvärde jan–maj", "Genomsnitt", "Snitt januari - maj", "I snitt per månad"],
)
def test_the_words_for_a_mean_are_many(label: str) -> None:
    text = CHILDREN.replace("Medel Januari-Maj", label).replace(
        "418 | 436 | 452", "418 | 436 | 470"
    )
    assert len(found(check_month_mean, counts(text))) == 1


@pytest.mark.parametrize(
    "label", ["Medelålder", "Medel från staten", "Median", "Medel helår inkl. sommar"]
)
def test_other_words_are_no_means(label: str) -> None:
    text = CHILDREN.replace("Medel Januari-Maj", label).replace(
        "418 | 436 | 452", "418 | 436 | 470"
    )
    assert found(check_month_mean, counts(text)) == []


@pytest.mark.parametrize(
    "title",
    [
        "Andel barn i förskola, %",
        "Kostnad per barn",
        "Beläggningsgrad",
        "Genomsnittlig kötid",
        "Sjukfrånvaro",
    ],
)
def test_shares_and_prices_have_weighted_means(title: str) -> None:
    document = changed(counts(CHILDREN, title), "452", "470", 1)
    assert found(check_month_mean, document) == []


def test_a_mean_over_months_that_stand_on_another_page_is_silent() -> None:
    rest = "Antal barn | 2023\nMaj | 4\nJuni | 2\nJuli | 5\nMedel Januari-Juli | 5"
    assert found(check_month_mean, counts(rest)) == []
    assert found(check_month_mean, counts(rest.replace(" Januari-Juli", ""))) == []


def test_a_series_with_a_month_missing_or_hidden_or_unread_is_silent() -> None:
    wrong = changed(counts(CHILDREN), "452", "470", 1)
    assert found(check_month_mean, wrong)
    gap = counts(CHILDREN.replace("Mars | 418 | 436 | 452\n", "").replace("436 | 452", "436 | 470"))
    assert found(check_month_mean, gap) == []
    hidden = counts(CHILDREN.replace("455", "<5").replace("436 | 452\n", "436 | 470\n"))
    assert [one for one in found(check_month_mean, hidden) if "2024" in one.message] == []
    (table,) = wrong.tables
    unread = replace(table, unread=(Unread(Text("x 1 2 3"), "oläst"),))
    assert found(check_month_mean, replace(wrong, blocks=(unread,))) == []


def test_two_equal_months_and_a_summer_without_activity_are_silent() -> None:
    season = """
    Antal feriearbetare | 2023 | 2024
    Maj | 0 | 0
    Juni | 310 | 298
    Juli | 310 | 301
    Augusti | 0 | 0
    """
    for check in (check_month_mean, check_month_sum, check_empty_month):
        assert found(check, counts(season)) == []


def test_months_in_columns_are_a_series_too() -> None:
    across = """
    Antal | Jan | Feb | Mar | Apr | Snitt
    Hemtjänst | 210 | 214 | 220 | 224 | 217
    Korttid | 31 | 33 | 35 | 33 | 38
    """
    (finding,) = found(check_month_mean, counts(across))
    assert "Korttid, Snitt" in finding.message
    assert finding.expected == "33"


def test_a_mean_of_zero_over_months_with_values_cannot_be() -> None:
    text = CHILDREN.replace("455", "0").replace("458", "0").replace("436 | 452\n", "436 | 0\n")
    text = text.replace("Mars | 418 | 436 | 0", "Mars | 418 | 436 | 452")
    assert found(check_month_mean, counts(text)) == []
    (finding,) = found(check_empty_month, counts(text))
    assert finding.severity == "contradiction"
    assert finding.message == (
        "”Medel Januari-Maj, 2024” är 0 fastän 3 månader har värden; deras medelvärde är 449,33."
    )
    assert finding.cures[0].instead == "449"


def test_zeros_of_months_to_come_are_silent() -> None:
    document = counts(CHILDREN.replace("458", "0"))
    for month, findings in ((5, 1), (4, 0)):
        material = material_of(document, Period.to_date(2024, month))
        assert len(list(check_empty_month(material))) == findings


def test_zeros_in_the_last_months_are_a_note_and_a_mean_without_them_is_right() -> None:
    text = CHILDREN.replace("458", "0")
    last = text.rindex("452")
    text = text[:last] + "451" + text[last + 3 :]
    assert found(check_month_mean, counts(text)) == []
    (finding,) = found(check_empty_month, counts(text))
    assert finding.severity == "note"
    assert finding.message == (
        "Maj, 2024: 0 efter 455 månaden före. Noll kan betyda att uppgift saknas."
    )


@pytest.mark.parametrize(
    "values", ["2 | 1 | 0", "40 | 9 | 0", "400 | 402 | 399", "0 | 402 | 399", "400 | 0 | 399"]
)
def test_small_uneven_or_inner_zeros_say_nothing(values: str) -> None:
    first, second, third = values.split(" | ")
    text = f"Antal | 2024\nJanuari | {first}\nFebruari | {first}\nMars | {second}\nApril | {third}"
    assert found(check_empty_month, counts(text)) == []


def test_sums_that_hold_are_silent_and_the_one_that_does_not_is_found() -> None:
    assert found(check_month_sum, document_of(SUPPORT)) == []
    (finding,) = found(check_month_sum, changed(document_of(SUPPORT), "19 844", "19 484"))
    assert finding.message == ("”Summa Jan-Apr, 2023” är 19 484 tkr men månaderna ger 19 844 tkr.")
    assert [cure.instead for cure in finding.cures][:2] == ["19 844 tkr", "3 997 tkr"]
    assert len(finding.marks) == 5


def test_a_first_span_and_the_months_after_it_are_summed() -> None:
    text = """
    Tkr | 2025 | 2024
    Januari-Maj | 31750 | 29181
    Juni | 9669 | 7415
    Juli | 4180 | 5351
    Summa Jan-Jul | 45599 | 41947
    """
    assert found(check_month_sum, document_of(text)) == []
    assert len(found(check_month_sum, changed(document_of(text), "45599", "45999"))) == 1


@pytest.mark.parametrize(("value", "silent"), [("20 389", True), ("20 390", False)])
def test_rounding_of_every_month_explains_a_little(value: str, silent: bool) -> None:
    document = changed(document_of(SUPPORT), "20 387", value)
    assert (found(check_month_sum, document) == []) is silent


def test_a_total_of_different_households_is_no_sum_of_months() -> None:
    text = CHILDREN.replace("Medel Januari-Maj | 418 | 436 | 452", "Totalt | 520 | 541 | 566")
    assert found(check_month_sum, counts(text)) == []
    one = "Tkr | 2024\nJanuari | 4 814\nFebruari | 5 203\nMars | 5 167\nTotalt | 60 000"
    assert found(check_month_sum, document_of(one)) == []


def test_subtotals_and_amounts_summed_already_are_silent() -> None:
    text = """
    Tkr | 2024
    Januari | 10
    Februari | 20
    Mars | 30
    Summa | 60
    April | 10
    Maj | 10
    Juni | 10
    Summa | 30
    Totalt | 90
    """
    assert found(check_month_sum, document_of(text)) == []
    growing = "Tkr | 2024\nJanuari | 10\nFebruari | 20\nMars | 30\nTotalt | 30"
    assert found(check_month_sum, document_of(growing)) == []


def test_counts_that_are_moved_so_that_nobody_is_known_do_not_add_up() -> None:
    wrong = changed(document_of(SUPPORT), "19 844", "19 484")
    told = with_note(wrong, "Värdena är slumpmässigt justerade (Cell Key).")
    assert found(check_month_sum, told) == []


@pytest.mark.parametrize(
    ("code", "check"),
    [("mean", check_month_mean), ("to_date", check_month_mean), ("to_date", check_month_sum)],
)
def test_breaking_the_identity_breaks_the_rule(
    code: str, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = (counts(CHILDREN), document_of(SUPPORT))
    wrong = (changed(documents[0], "452", "470", 1), changed(documents[1], "19 844", "19 484"))
    sound = [one.message for each in (*documents, *wrong) for one in found(check, each)]
    whole = IDENTITIES[code]
    broken = replace(whole, weights=lambda n: tuple(2 * one for one in whole.weights(n)))
    monkeypatch.setitem(IDENTITIES, code, broken)
    assert [one.message for each in (*documents, *wrong) for one in found(check, each)] != sound


@pytest.mark.parametrize(
    ("title", "findings"),
    [("Antal barn med heldygnsinsatser", 1), ("Antal vårddygn", 0), ("Antal årsarbetare", 0)],
)
def test_only_counts_of_whole_things_are_exact(title: str, findings: int) -> None:
    text = CHILDREN.replace("Antal barn i förskola", "")
    head, _, _ = text.rpartition("452")
    assert len(found(check_month_mean, counts(head + "453", title))) == findings
    assert len(found(check_month_mean, counts(head + "454", title))) == 1


@pytest.mark.parametrize(
    ("label", "months"),
    [
        ("Januari", (1, 1)),
        ("okt 2022", (10, 10)),
        ("2022-10", (10, 10)),
        ("Januari-Maj", (1, 5)),
        ("jan - aug 2024", (1, 8)),
        ("Sept.", (9, 9)),
        ("Majblomman", None),
        ("Mars till vidare", None),
        ("Oktoberfesten", None),
        ("2022", None),
    ],
)
def test_months_in_labels(label: str, months: tuple[int, int] | None) -> None:
    assert months_of(label) == months


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Summa: Jan- Okt", ("sum", (1, 10))),
        ("Totalt 2023", ("sum", None)),
        ("Summa t.o.m. maj", ("sum", (1, 5))),
        ("Medel helår", ("mean", (1, 12))),
        ("Totalt antal unika hushåll", None),
        ("Summa kostnader", None),
        ("Medelålder", None),
    ],
)
def test_summaries_in_labels(label: str, said: object) -> None:
    assert summary_of(label) == said


def test_a_table_without_months_has_no_series() -> None:
    text = "Tkr | Utfall | Budget\nSkola | 1 | 2\nKultur | 2 | 3\nSumma | 3 | 5"
    assert series_of(table_of(text, unit=Unit.TKR), 0) == []


def users(values: str, mean: str) -> list[Finding]:
    months = ("Januari", "Februari", "Mars", "April", "Maj", "Juni", "Juli", "Augusti")
    lines = [
        f"{name} | {cell.strip('_')}" for name, cell in zip(months, values.split(), strict=False)
    ]
    return found(check_empty_month, counts("\n".join(["Antal | 2024", *lines, f"Medel | {mean}"])))


@pytest.mark.parametrize("gone", ["_", "–", "0"])
def test_a_month_that_a_mean_counts_as_zero_is_found(gone: str) -> None:
    (finding,) = users(f"400 410 {gone} 390 400 400", "333")
    assert finding.severity == "contradiction"
    assert finding.expected == "400"
    assert finding.message.startswith("”Medel, 2024” är 333 med Mars (")
    assert len(users(f"400 410 400 390 {gone} 400", "333")) == 1


@pytest.mark.parametrize(
    ("values", "mean"),
    [
        ("400 410 _ 390 400 400", "400"),
        ("400 410 0 390 400 400", "400"),
        ("400 410 _ 390 400 400", "350"),
        ("_ 400 410 390 400 400", "333"),
        ("400 410 390 400 400 _", "333"),
        ("400 410 _ 390 400", "320"),
        ("400 410 _ 150 400 400", "293"),
        ("6 6 0 6 6 6", "5"),
        ("400 410 _ _ 400 390", "267"),
    ],
)
def test_means_without_the_month_and_months_that_may_be_at_zero_are_silent(
    values: str, mean: str
) -> None:
    assert users(values, mean) == []


def test_a_month_that_is_empty_in_another_year_too_is_silent() -> None:
    rows = ["400 | 400", "410 | 410", " | ", "390 | 390", "400 | 400", "400 | 400"]
    names = ["Januari", "Februari", "Mars", "April", "Maj", "Juni"]
    lines = [f"{name} | {row}" for name, row in zip(names, rows, strict=True)]
    text = "\n".join(["Antal | 2023 | 2024", *lines, "Medel | 333 | 333"])
    assert found(check_empty_month, counts(text)) == []
