"""`uppsikt search`: reports given out, comments and the rest, and the index written anew."""

from __future__ import annotations

import pytest
from uppsikt_program import Program

COMMENT = (
    "comment", "--committee", "arbetslivsnamnden", "--period", "2022-10",
    "--row", "Ekonomiskt bistånd", "--column", "Prognos 2022",
)  # fmt: skip


def told(program: Program, *words: str) -> str:
    done = program(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_is_given_out_and_said_is_found_and_stays_so(own_demo: Program) -> None:
    found = told(own_demo, "search", "integrationen")
    assert "Nämnder och verksamheter (" in found
    assert "Lämnade rapporter (" in found
    assert "»Integration«" in found
    assert "Kommentarer" not in found
    rebuilt = told(own_demo, "search", "--rebuild")
    assert rebuilt.startswith("Sökregistret är omskrivet: ")
    assert told(own_demo, "search", "integrationen") == found
    assert told(own_demo, "search", "finnsinte") == "Inga träffar.\n"


@pytest.mark.parametrize("words", [("search",), ("search", " ")])
def test_a_search_for_nothing_is_refused_or_empty(
    own_demo: Program, words: tuple[str, ...]
) -> None:
    done = own_demo(*words)
    assert "att söka efter" in done.stderr or done.stdout == "Inga träffar.\n"


def test_a_comment_is_found_while_it_holds(own_demo: Program) -> None:
    told(own_demo, *COMMENT, "--text", "Färre påskliljor än väntat")
    found = told(own_demo, "search", "paskliljan")
    assert "Kommentarer (1)" in found
    assert "Färre »påskliljor« än väntat" in found
    told(own_demo, *COMMENT, "--text", "Fler hyacinter")
    assert told(own_demo, "search", "påskliljor") == "Inga träffar.\n"
