"""Results against the grant and against available means, balances, and costs with a contingency."""

from dataclasses import replace

import pytest
from hand_tables import changed, document_of, material_of, plain

from uppsikt.figures import IDENTITIES, Period
from uppsikt.reading import Document
from uppsikt.review.lexicon.vocabulary import Labels
from uppsikt.review.model import Finding
from uppsikt.review.rules.result import check_cost_with_contingency, check_result
from uppsikt.review.tables.cells import Context, statements_of

MAY = Period.to_date(2024, 5)
SUMMARY = """
Tkr | Bokslut 2023 | Budget 2024 | Prognos 2024
Summa intäkter | 4 100 | 4 000 | 4 250
Summa kostnader | -61 300 | -63 400 | -64 750
Buffert | 0 | -600 | 0
Nettokostnader | -57 200 | -60 000 | -60 500
Kommunbidrag | 57 900 | 60 000 | 60 000
Resultat jämfört med kommunbidrag | 700 | 0 | -500
Godkänt ianspråktaget ackumulerat resultat | 0 | 0 | 300
Godkända "öronmärkta" projekt | 0 | 0 | 100
Resultat jämfört med tillgängliga medel | 700 | 0 | -100
Ackumulerat resultat | 2 000 | 2 000 | 2 000
"""


def results(document: Document) -> list[Finding]:
    return plain(check_result(material_of(document, MAY)))


def test_a_summary_that_holds_is_silent() -> None:
    assert results(document_of(SUMMARY)) == []
    assert results(document_of(SUMMARY.replace("-57 200", "57 200").replace("-60 ", "60 "))) == []


def test_a_result_that_grant_and_net_cost_do_not_give_is_found() -> None:
    (found,) = results(changed(document_of(SUMMARY), "57 900", "57 800"))
    assert found.code == "result"
    assert found.message == (
        "”Resultat jämfört med kommunbidrag” i Bokslut 2023 är 700 tkr "
        "men raderna ovanför ger 600 tkr."
    )
    assert {cure.printed: cure.instead for cure in found.cures}["57 800"] == "57 900"


@pytest.mark.parametrize(("cell", "findings"), [("701", 0), ("702", 1)])
def test_a_result_within_rounding_is_silent(cell: str, findings: int) -> None:
    assert len(results(changed(document_of(SUMMARY), "700", cell))) == findings


def test_a_result_against_available_means_is_held() -> None:
    (found,) = results(changed(document_of(SUMMARY), "-100", "0"))
    assert found.expected == "-100 tkr"


def test_where_most_columns_fail_the_row_means_something_else() -> None:
    text = SUMMARY.replace("57 900", "50 000").replace("| 60 000 | 60 000", "| 61 000 | 60 000")
    assert results(document_of(text)) == []


def test_an_empty_grant_says_nothing() -> None:
    assert results(document_of(SUMMARY.replace("57 900", " "))) == []


def test_a_closing_balance_is_the_opening_one_and_the_result() -> None:
    text = """
    Tkr | 2022 | 2023 | 2024
    Ingående ackumulerat resultat | 100 | 400 | 250
    Årets resultat | 300 | -150 | 60
    Utgående ackumulerat resultat | 400 | 250 | 310
    """
    assert results(document_of(text)) == []
    (found,) = results(changed(document_of(text), "310", "350"))
    assert found.expected == "310 tkr"


BALANCE = """
Tkr | 2022 | 2023 | 2024
Ingående ackumulerat resultat | 100 | 300 | 250
Årets resultat | 300 | -150 | 60
Beslutad resultatreglering | -100 | 100 | 0
Utgående ackumulerat resultat | 300 | 250 | 310
"""


def test_what_is_decided_of_the_result_belongs_to_the_closing_balance() -> None:
    assert results(document_of(BALANCE)) == []
    (found,) = results(changed(document_of(BALANCE), "310", "350"))
    assert found.expected == "310 tkr"
    # What is written off may stand without its sign.
    unsigned = """
    Tkr | 2022 | 2023 | 2024
    Ingående ackumulerat överskott | 100 | 300 | 350
    Årets resultat | 300 | 150 | 60
    Avskrivs enligt beslut | 100 | 100 | 10
    Utgående ackumulerat överskott | 300 | 350 | 400
    """
    assert results(document_of(unsigned)) == []
    (found,) = results(changed(document_of(unsigned), "400", "430"))
    assert found.expected == "400 tkr"


ONE_YEAR = """
Tkr | Bokslut 2022
Ingående ackumulerat resultat | 100
Årets resultat | 300
Beslutad resultatreglering | -50
Utgående ackumulerat resultat | 350
"""


def test_a_balance_of_one_year_is_held_where_all_its_rows_are_known() -> None:
    assert results(document_of(ONE_YEAR)) == []
    (found,) = results(changed(document_of(ONE_YEAR), "350", "360"))
    assert found.expected == "350 tkr"
    # A row that nobody can tell the meaning of may be part of it.
    unknown = ONE_YEAR.replace("350", "400").replace(
        "Utgående", "Flytt till annan nämnd | 50\nUtgående"
    )
    assert results(document_of(unknown)) == []


BY_COMMITTEE = """
Tkr | Ingående resultat | Årets resultat | Resultatreglering | Utgående resultat
Kulturnämnden | 100 | 300 | -100 | 300
Skolnämnden | 0 | -150 | 50 | -100
Tekniska nämnden | 2 000 | 10 | 0 | 2 010
Vårdnämnden | -40 | 20 | 0 | -20
"""


def test_balances_of_committees_stand_in_columns() -> None:
    assert results(document_of(BY_COMMITTEE)) == []
    (found,) = results(changed(document_of(BY_COMMITTEE), "2 010", "2 100"))
    assert found.message == (
        "”Tekniska nämnden” i Utgående resultat är 2 100 tkr men kolumnerna före ger 2 010 tkr."
    )
    others = BY_COMMITTEE.replace("| 300\n", "| 350\n").replace("| -100\n", "| -50\n")
    assert results(document_of(others.replace("2 010", "2 060"))) == []


def test_the_broken_identity_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    identity = IDENTITIES["grant_result"]
    monkeypatch.setitem(IDENTITIES, "grant_result", replace(identity, weights=lambda n: (1, 2)))
    assert results(document_of(SUMMARY)) == []
    assert results(changed(document_of(SUMMARY), "57 900", "57 800")) == []


SECTIONS = """
Tkr | Bokslut 2023 | Budget 2024 | Prognos 2024
Park
Intäkt | 2 100 | 2 000 | 2 250
Kostnad | -31 300 | -33 400 | -34 750
Nettokostnad | -29 200 | -31 400 | -32 500
Gata
Intäkt | 2 000 | 2 000 | 2 000
Kostnad | -30 000 | -30 000 | -30 000
Nettokostnad | -28 000 | -28 000 | -28 000
Buffert
Intäkt | 0 | 0 | 0
Kostnad | 0 | -600 | 0
Nettokostnad | 0 | -600 | 0
Totalt
Intäkt | 4 100 | 4 000 | 4 250
Kostnad | -61 300 | -64 000 | -64 750
Nettokostnad | -57 200 | -60 000 | -60 500
"""


def with_contingency(document: Document) -> list[Finding]:
    labels = Labels(row.label.text for table in document.tables for row in table.rows)
    context = Context(period=MAY, labels=labels)
    found = [
        one
        for index, table in enumerate(document.tables)
        for one in statements_of(index, table, context)
    ]
    return plain(check_cost_with_contingency(material_of(document, MAY, found)))


def test_costs_with_and_without_the_contingency_agree() -> None:
    assert with_contingency(document_of(SUMMARY, SECTIONS)) == []
    assert with_contingency(changed(document_of(SUMMARY, SECTIONS), "-63 400", "-63 401")) == []


def test_costs_that_differ_between_two_tables_are_found() -> None:
    (found,) = with_contingency(changed(document_of(SUMMARY, SECTIONS), "-63 400", "-63 900"))
    assert found.message == (
        "”Totalt, Kostnad, Budget 2024” är -64 000 tkr men kostnader och buffert "
        "i den andra tabellen ger -64 500 tkr."
    )
    assert {cure.printed: cure.instead for cure in found.cures}["-63 900"] == "-63 400"
    assert with_contingency(changed(document_of(SUMMARY, SECTIONS), "-63 400", "-63 402")) != []


def test_a_table_without_its_counterpart_is_silent() -> None:
    assert with_contingency(document_of(SUMMARY)) == []
    assert with_contingency(document_of(SECTIONS)) == []
