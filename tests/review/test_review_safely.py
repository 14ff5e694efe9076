"""The child process: whatever a file does to it, the parent tells one thing and goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from uppsikt.figures import UppsiktError
from uppsikt.reading import Unreadable
from uppsikt.review.child import told_apart
from uppsikt.review.safely import Bounds, Stopped, safely

Misbehave = Callable[[str], None]
SETTLED = 10.0
"""Seconds in which a process that is told to end must have ended."""


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Misbehave:
    """Replaces the child's code, to try what the parent does with any child."""

    def replaced(code: str) -> None:
        whole = f"import sys\nsys.stdin.buffer.readline()\n{code}"
        monkeypatch.setattr("uppsikt.review.safely.CHILD", (sys.executable, "-c", whole))

    return replaced


def answer(header: str, content: str = "") -> str:
    return f"sys.stdout.buffer.write({header.encode()!r} + b'\\n' + {content.encode()!r})"


def refused(*, bounds: Bounds | None = None) -> UppsiktError:
    with pytest.raises(UppsiktError) as fault:
        safely(["rapport.pdf"], bounds=bounds or Bounds(seconds=20))
    assert fault.value.what
    assert "rapport.pdf" in fault.value.where
    return fault.value


def gone(process: int) -> bool:
    """Whether a process has ended."""
    until = time.monotonic() + SETTLED
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{process}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_an_answer_is_a_status_and_bytes(child: Misbehave) -> None:
    child(answer('{"status": 1, "size": 10}', "en\nrapport"))

    outcome = safely(["rapport.pdf"])

    assert (outcome.status, outcome.content) == (1, b"en\nrapport")


@pytest.mark.parametrize(
    "code",
    [
        "",
        "import os; os.abort()",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "raise RuntimeError('x')",
        answer("skräp"),
        answer("[1]"),
        answer('{"status": 0, "size": 5}', "för lite och mer"),
        answer('{"status": 0}'),
        "sys.stdout.buffer.write(b'{' * 200_000)",
        "sys.stdout.buffer.write(b'[' * 60_000 + b'\\n')",
    ],
    ids=["silent", "abort", "kill", "raise", "no json", "no object", "cut", "no size", "long",
         "deep"],
)  # fmt: skip
def test_a_child_that_dies_or_talks_nonsense_is_one_refusal(child: Misbehave, code: str) -> None:
    child(code)

    assert isinstance(refused(), Stopped)


def test_a_child_that_hangs_is_ended(child: Misbehave, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    child(f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(600)")
    began = time.monotonic()

    fault = refused(bounds=Bounds(seconds=2))

    assert time.monotonic() - began < SETTLED
    assert "för lång tid" in fault.what
    assert gone(int(told.read_text()))


def test_a_child_that_never_stops_talking_is_ended(child: Misbehave) -> None:
    child("while True: sys.stdout.buffer.write(b'x' * 65536)")

    assert isinstance(refused(bounds=Bounds(seconds=30, output=2_000_000)), Stopped)


def test_a_refusal_is_told_on_without_what_steers_a_terminal(child: Misbehave) -> None:
    child(answer('{"size": 0, "fault": {"kind": "unreadable", "what": "Fel\\u001b[31m.", '
                 '"where": "rapport.pdf", "values": ["\\u0007"], "why": 3}}'))  # fmt: skip

    fault = refused()

    assert isinstance(fault, Unreadable)
    assert (fault.what, fault.values, fault.why) == ("Fel [31m.", (" ",), "3")


def test_the_child_is_given_none_of_the_users_settings(
    child: Misbehave, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEMLIGT", "ja")
    monkeypatch.setenv("PYTHONSTARTUP", "/ond.py")
    child(
        "import os, json; told = ' '.join(os.environ).encode()\n"
        "sys.stdout.buffer.write(json.dumps({'status': 0, 'size': len(told)}).encode() "
        "+ b'\\n' + told)"
    )

    names = set(safely(["rapport.pdf"]).content.decode().split())

    assert not names & {"HEMLIGT", "PYTHONSTARTUP", "HOME", "UPPSIKT_DATA", "PATH"}


LIMITED = (
    "from uppsikt.review.child import give_away\n"
    "give_away({'memory': 400_000_000, 'seconds': 60})\n"
)


def limited(code: str, before: str = "") -> str:
    """What Python code prints when it runs with the limits."""
    done = subprocess.run(
        [sys.executable, "-c", f"{before}\n{LIMITED}{code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout + done.stderr.strip().rpartition("\n")[2]).strip()


def test_memory_is_limited() -> None:
    assert limited("print(len(bytearray(100_000_000)))") == "100000000"
    assert limited("bytearray(500_000_000)") == "MemoryError"


def test_nothing_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "fil"

    told = limited(f"with open({str(path)!r}, 'wb', buffering=0) as file: file.write(b'hej')")

    assert "OSError" in told
    assert not path.exists() or path.read_bytes() == b""


def test_processor_time_is_limited() -> None:
    assert limited("import resource; print(resource.getrlimit(resource.RLIMIT_CPU)[1])") == "65"


def test_an_interrupt_is_for_the_parent_to_answer() -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGINT); print('kvar')"
    assert limited(code) == "kvar"


@pytest.mark.parametrize(
    "before",
    [
        "import sys; sys.modules['resource'] = None",
        "import resource; del resource.RLIMIT_AS",
        "import signal; del signal.alarm",
        "import resource\ndef refuse(*_): raise ValueError\nresource.setrlimit = refuse",
    ],
    ids=["no limits", "no memory limit", "no alarm", "limits refused"],
)
def test_a_system_without_a_limit_still_reviews(before: str) -> None:
    assert limited("print('kvar')", before) == "kvar"


PARENT = """\
import sys
from uppsikt.review import safely
safely.CHILD = (sys.executable, "-c", sys.argv[1])
safely.safely(["rapport.pdf"], bounds=safely.Bounds(seconds=60))
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_parent_that_is_ended_leaves_no_child(how: signal.Signals, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    child = (
        "import os, sys, time\n"
        f"open({str(told)!r}, 'w').write(str(os.getpid()))\n"
        "from uppsikt.review import child\n"
        "sys.stdin.buffer.readline()\n"
        "child.give_away({'memory': 2 << 30, 'seconds': 60})\n"
        "child._end_with_parent()\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, child], stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    until = time.monotonic() + SETTLED
    while not (told.exists() and told.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.3)

    parent.send_signal(how)

    parent.wait(SETTLED)
    assert gone(int(told.read_text()))


@pytest.mark.parametrize("told_not_to", [False, True])
def test_what_is_compiled_is_kept_for_the_next_review(told_not_to: bool, tmp_path: Path) -> None:
    report, kept = tmp_path / "rapport.txt", tmp_path / "kept"
    report.write_text("Kostnaden var 12 tkr.", "utf-8")
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(kept)}
    environment["PYTHONDONTWRITEBYTECODE"] = "1" if told_not_to else ""
    code = "import sys; from uppsikt.review.safely import safely; safely(sys.argv[1:])"
    subprocess.run([sys.executable, "-c", code, str(report)], env=environment, check=True)
    assert [one.name for one in tmp_path.iterdir() if one != kept] == ["rapport.txt"]
    assert any(kept.rglob("uppsikt/review/rules/*.pyc")) is not told_not_to


def test_documents_with_one_name_are_told_apart() -> None:
    from made_reviews import report

    paths = [Path("2021/rapport.pdf"), Path("2022/rapport.pdf"), Path("2022/annan.pdf")]
    documents = [report(name=path.name) for path in paths]

    assert [document.name for document in told_apart(documents, paths)] == [
        "2021/rapport.pdf",
        "2022/rapport.pdf",
        "annan.pdf",
    ]
