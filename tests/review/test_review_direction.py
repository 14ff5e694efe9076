"""Words of direction against the figures."""

import pytest
from told_reports import found

RULE = "told-direction"


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("Antalet barn har minskat från 2 868 till 2 775.", 0),
        ("Antalet barn har ökat från 2 868 till 2 775.", 1),
        ("En tydlig minskning av antal barn, från 720 i mars till 636 i augusti.", 0),
        ("En tydlig ökning av antal barn, från 720 i mars till 636 i augusti.", 1),
        ("Nettokostnaden för förskola är högre än budget.", 0),
        ("Nettokostnaden för förskola är lägre än budget.", 1),
        ("Nettokostnaden för grundskola är lägre än samma period 2023.", 1),
        ("Nettokostnaden för fritidshem är högre än budget.", 0),
    ],
)
def test_a_direction_with_what_it_compares(told: str, count: int) -> None:
    findings = found(told, RULE)
    assert [one.severity for one in findings] == ["contradiction"] * count


def test_without_what_it_compares_it_is_a_note() -> None:
    (finding,) = found("Nettokostnaden för förskola har minskat.", RULE)
    assert finding.severity == "note"


@pytest.mark.parametrize(
    "told",
    [
        "Nettokostnaden för förskola har ökat.",
        "Nettokostnaden för förskola har minskat något.",
        "Nettokostnaden för förskola kan komma att minska jämfört med samma period 2023.",
        "Nettokostnaden för vikarier är lägre än budget.",
        "Kostnaderna per barn har minskat.",
        "Resultatet har ökat från -5 till -2 mnkr.",
        "Vi har minskat antalet barn från 6 till 16 år i de största grupperna.",
        "Antalet barn har ökat. Åldersgränsen sänktes från 7 till 6 år.",
    ],
)
def test_what_is_right_vague_or_of_something_else_is_silent(told: str) -> None:
    assert found(told, RULE) == []
