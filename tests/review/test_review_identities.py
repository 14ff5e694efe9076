"""The review has no arithmetic of its own: break an identity, and what it finds is another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hand_tables import changed, document_of, material_of
from test_review_priced import TRANSFER, bare
from test_review_result import BALANCE, SUMMARY, results
from test_review_variance import NEGATIVE, variances

from uppsikt.figures import IDENTITIES
from uppsikt.reading import read_text
from uppsikt.review import review
from uppsikt.review.rules.amended import check_amended
from uppsikt.review.rules.priced import check_period_months

ONLY_OURS = {
    "group_sum",
    "without_internal",
    "moved",
    "moved_away",
    "unused_contingency",
    "with_unbooked",
    "forecast_miss",
    "earmarked_left",
    "known_left",
    "result_adjustment",
    "other_change",
    "ended_change",
}
"""What only our own reports have, and a review of others' needs not."""

REPORT = """\
Kulturnämnden

Budgetuppföljning efter augusti 2024

Tkr                Utfall jan-aug 2024   Budget jan-aug 2024   Avvikelse jan-aug 2024
Bibliotek                      -40 100               -41 200                    1 100
Museer                         -20 300               -19 900                     -400
Kulturskola                    -10 200               -10 200                        0
Summa                          -70 600               -71 300                      700

Nämndens resultat är plus 700 tkr efter augusti.

Nettokostnaden för bibliotek är till och med augusti 40 100 tkr.

Antalet besök har minskat med 93 besök, från 2 868 till 2 775.

Under våren har 1 560 besök gjorts jämfört med 1 482 året före. En ökning med 5 %.

Tkr                Bokslut 2023   Budget 2024   Prognos 2024
Intäkt                    4 100         4 000          4 250
Kostnad                 -61 300       -64 000        -64 750
Nettokostnad            -57 200       -60 000        -60 500

Antal lån    Januari   Februari   Mars   April   Medel
Romaner          451        453    455     457     454
Facklitteratur   301        303    305     307     304
Summa            752        756    760     764     758
"""
SLIPS = (
    ("augusti 40 100", "augusti 42 100"),
    ("-70 600", "-71 600"),
    ("-60 500", "-62 500"),
)
"""A cell or a sentence as it should be, and wrong: stated twice, a sum, a net cost."""
MONTHS = """
Tkr | 2023 | 2024
Januari | 4 814 | 4 357
Februari | 5 203 | 4 595
Mars | 5 167 | 5 901
Summa Jan-Mar | 15 184 | 14 853
Medel Jan-Mar | 5 061 | 4 951
"""

AMENDED = """
Tkr | Ursprunglig budget | Omföring | Gällande budget
Bibliotek | -31 200 | -300 | -31 500
Museer | -12 450 | 250 | -12 200
Kulturskola | -8 100 | 50 | -8 050
Scen | -5 600 | 0 | -5 500
"""


def told() -> list[str]:
    """What is found in small reports, right ones and wrong ones."""
    texts = [REPORT, *(REPORT.replace(right, wrong) for right, wrong in SLIPS)]
    documents = [read_text(text, "rapport.txt") for text in texts]
    documents += [document_of(MONTHS), changed(document_of(MONTHS), "4 951", "4 915")]
    found = [one for document in documents for one in review([document]).findings]
    found += check_amended(material_of(document_of(AMENDED)))
    found += check_period_months(material_of(bare(TRANSFER)))
    found += results(document_of(SUMMARY))
    found += results(document_of(BALANCE))
    found += results(changed(document_of(BALANCE), "310", "350"))
    found += variances(document_of(NEGATIVE))
    found += variances(document_of(NEGATIVE.replace("-120", "-130")))
    found += results(changed(document_of(SUMMARY), "57 900", "57 800"))
    found += results(changed(document_of(SUMMARY), "-100", "0"))
    return [f"{one.code}: {one.message}" for one in found]


@pytest.mark.parametrize("code", sorted(set(IDENTITIES) - ONLY_OURS))
def test_breaking_an_identity_changes_what_is_found(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = told()
    whole = IDENTITIES[code]
    broken = replace(whole, weights=lambda n: tuple(3 * one for one in whole.weights(n)))
    monkeypatch.setitem(IDENTITIES, code, broken)
    assert told() != sound
