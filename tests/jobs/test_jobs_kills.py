"""A few of the random kills of `./dev kills`: all of it or nothing, and nothing twice."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tools.kills.judging import Found, Left, Measure, Verdict, all_or_nothing
from tools.kills.letters import letters_once
from tools.kills.places import BROKEN, WHOLE, Place, State

ROOT = Path(__file__).parents[2]
NAMES = ["prognos", "nytt konto", "inlämnad fil", "arbete: inläsning", "ny säkerhetskopia",
         "utskick"]  # fmt: skip


@pytest.mark.slow
def test_killed_at_random_all_is_done_or_nothing_and_nothing_twice(made_demo: Path) -> None:
    """The processes are forked from one where Django is set up for their place: one of its own."""
    kills = ["-m", "tools.kills", "12", "--seed", "7", "--data", str(made_demo / "data")]
    done = subprocess.run(
        [sys.executable, *kills, "--only", *NAMES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    counts = re.findall(r"^(\w.*?) {2,}(\d+) +(\d+) +(\d+) +(\d+) ", done.stdout, re.MULTILINE)
    assert [name for name, *_ in counts] == [*NAMES, "together"]
    *_, (_, kills_in_all, _, during, _) = counts
    assert (int(kills_in_all), int(during) > 6) == (12, True), done.stdout


def rows(**columns: list[str]) -> dict[str, list[str]]:
    length = max(map(len, columns.values()), default=0)
    return {"": ["row"] * length, **columns}


def state(accounts: list[str], letters: list[str], **files: str) -> State:
    tables = {"account": rows(name=accounts), "letter": rows(to=letters)}
    return State(tables, {name.replace("_", "."): how for name, how in files.items()})


BEFORE, AFTER = state([], []), state(["a"], ["a"], kopia_zip=WHOLE)
PLACE = Place(Path("/nowhere/copy"))


def judged(
    left: State,
    again: State = AFTER,
    *,
    chance: Sequence[str] = (),
    tidied: Sequence[str] = (),
    repeats: Sequence[str] = (),
) -> Verdict:
    measure = Measure(BEFORE, AFTER, chance, tidied, repeats)
    return all_or_nothing(measure, Found(PLACE, left, again))


def test_all_or_nothing_is_well() -> None:
    assert judged(BEFORE) == Verdict(Left.NOTHING)
    assert judged(AFTER) == Verdict(Left.ALL)
    unfinished = replace(BEFORE, files={".kopia.zip.x.tmp": BROKEN})
    assert judged(unfinished) == Verdict(Left.NOTHING)


def test_half_is_told_with_what_there_is() -> None:
    half = judged(state(["a"], []))
    assert half == Verdict(Left.WRONG, "left: account 0 -> 1 rows")
    other = judged(state(["b"], ["a"]))
    assert other.left is Left.WRONG
    broken = judged(replace(BEFORE, files={"kopia.zip": BROKEN}))
    assert broken.text == "left: kopia.zip is not whole"


def test_twice_is_told_when_it_is_done_again() -> None:
    twice = judged(AFTER, state(["a"], ["a", "a"], kopia_zip=WHOLE))
    assert twice == Verdict(Left.WRONG, "done again: letter 1 -> 2 rows")
    other = judged(AFTER, state(["a"], ["b"], kopia_zip=WHOLE))
    assert other.text == "done again: letter.to a -> b"
    lost = judged(AFTER, state(["a"], ["a"]))
    assert lost.left is Left.WRONG


def test_what_is_chance_or_tidied_or_repeated_is_not_compared() -> None:
    assert judged(AFTER, state(["b"], ["a"], kopia_zip=WHOLE), chance=["account.name"]) == (
        Verdict(Left.ALL)
    )
    assert judged(state([], ["x"]), tidied=["letter"]) == Verdict(Left.NOTHING)
    assert judged(AFTER, state(["a"], ["a", "a"], kopia_zip=WHOLE), repeats=["letter"]) == (
        Verdict(Left.ALL)
    )


@pytest.mark.parametrize(
    ("came", "stands", "left"),
    [
        (["1", "2"], {"1": "sent", "2": "sent"}, Left.ALL),
        (["1"], {"1": "sent", "2": "unknown"}, Left.TOLD),
        (["1", "1", "2"], {"1": "sent", "2": "sent"}, Left.WRONG),
        (["1"], {"1": "sent", "2": "sent"}, Left.WRONG),
        (["1"], {"1": "sent", "2": "waiting"}, Left.WRONG),
        ([], {"1": "unknown", "2": "unknown"}, Left.WRONG),
        (["1"], {"1": "sent", "2": "failed"}, Left.WRONG),
    ],
)
def test_a_letter_goes_once_or_a_person_is_told(
    came: list[str],
    stands: dict[str, str],
    left: Left,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "received"
    others = ["other@kommunen.example 1"]
    file.write_text("\n".join([*others, *(f"copy@kommunen.example {one}" for one in came)]))
    monkeypatch.setenv("KILLS_SMTP_RECEIVED", str(file))

    def letters(states: list[str]) -> State:
        columns = rows(message_id=[f"'{one}'" for one in stands], state=states)
        return State({"outbox_message": columns})

    waiting, again = letters(["'waiting'"] * 2), letters([f"'{one}'" for one in stands.values()])
    measure = Measure(waiting, again, [], [], [])
    begun = letters(["'sent'", "'waiting'"])
    assert letters_once(measure, Found(PLACE, begun, again)).left is left
