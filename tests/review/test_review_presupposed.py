"""A surplus or deficit that a sentence explains as if it were known."""

import pytest
from told_reports import TABLE, found

from uppsikt.figures import IDENTITIES, Identity

RULE = "presupposed-result"
BECAUSE = "beror på att fler vikarier har anlitats."
EVEN = TABLE.replace("-84 050      -126 700", "-84 050      -128 700")


def severities(heading: str, text: str, table: str = EVEN) -> list[str]:
    told = f"{heading}\n\n{text}"
    return [one.severity for one in found(told, RULE, table=table)]


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Grundskola", f"Underskottet {BECAUSE}"),
        ("Grundskola", f"Minusresultatet {BECAUSE}"),
        ("Grundskola", f"Verksamheten riktar sig till barn. Underskottet {BECAUSE}"),
        ("Grundskola", "Underskottet förklaras av fler vikarier under 2024."),
        ("Förskola", f"Överskottet {BECAUSE}"),
    ],
)
def test_a_result_that_the_table_has_on_the_other_side(heading: str, told: str) -> None:
    assert severities(heading, told) == ["contradiction"]


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Grundskola", f"Överskottet {BECAUSE}"),
        ("Förskola", f"Underskottet {BECAUSE}"),
        ("Fritidshem", f"Underskottet {BECAUSE}"),
        ("Elevhälsa", f"Underskottet {BECAUSE}"),
        ("Grundskola", f"Underskottet för skolskjutsar {BECAUSE}"),
        ("Grundskola", "Underskottet 2023 berodde på fler vikarier."),
        ("Grundskola", "Underskottet beror på beslut som togs föregående år."),
        ("Grundskola", "Underskottet beror på att ersättningen sänktes 2022."),
        ("Grundskola", f"Skolskjutsar gick 300 tkr över budget. Underskottet {BECAUSE}"),
        ("Grundskola", "Underskottet i grundskolan kan öka om fler vikarier anlitas."),
    ],
)
def test_what_is_right_or_of_something_else_is_silent(heading: str, told: str) -> None:
    assert severities(heading, told) == []


def test_a_forecast_on_the_told_side_may_be_what_is_explained() -> None:
    worse = TABLE.replace("-84 050      -126 700", "-84 050      -129 700")
    assert severities("Grundskola", f"Underskottet {BECAUSE}", worse) == []


def test_without_a_forecast_nobody_knows() -> None:
    without = TABLE.replace("  Prognos 2024", "").replace("      -126 700", "")
    assert severities("Grundskola", f"Underskottet {BECAUSE}", without) == []


@pytest.mark.parametrize(("actual", "count"), [("-84 942", 1), ("-84 943", 0)])
def test_a_hundredth_of_the_budget_is_clear(actual: str, count: int) -> None:
    table = EVEN.replace("-84 050", actual)
    assert len(severities("Grundskola", f"Underskottet {BECAUSE}", table)) == count


def test_it_follows_the_identity_of_a_variance(monkeypatch: pytest.MonkeyPatch) -> None:
    old = IDENTITIES["variance"]
    broken = Identity(old.code, old.name, old.rule, old.source, lambda _count: (-1, 1))
    monkeypatch.setitem(IDENTITIES, "variance", broken)
    assert severities("Grundskola", f"Underskottet {BECAUSE}") == []
