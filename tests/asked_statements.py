"""Tells which statements the tests marked `any_database` alone ask of the database.

`PYTHONPATH=tests .venv/bin/python -m pytest -q -p asked_statements -m 'database or django_db'`
lists, after the tests, what PostgreSQL would not be asked because of the mark. Numbers, texts and
how many values there are make no other statement.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.db.backends.utils import CursorWrapper

_SAME = (
    (r"\(%s(?:, %s)+\)", "(%s)"),
    (r"(\([^()]*%s[^()]*\))(?:, \([^()]*%s[^()]*\))+", r"\1"),
    (r'"s\d+_x\d+"', "savepoint"),
    (r"'[^']*'", "'…'"),
    (r"\b\d+\b", "0"),
)
_asked: defaultdict[str, set[bool]] = defaultdict(set)
_marked: list[bool] = []
_execute = CursorWrapper._execute_with_wrappers  # type: ignore[attr-defined]


def _noted(self: CursorWrapper, sql: object, *rest: object, **named: object) -> object:
    if _marked:
        text = str(sql)
        for pattern, same in _SAME:
            text = re.sub(pattern, same, text)
        _asked[text].add(_marked[-1])
    return _execute(self, sql, *rest, **named)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Notes what is asked while a test is set up, run and cleared away after."""
    _marked.append(item.get_closest_marker("any_database") is not None)
    try:
        return (yield)
    finally:
        _marked.pop()


def pytest_configure() -> None:
    CursorWrapper._execute_with_wrappers = _noted  # type: ignore[attr-defined]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The statements, none if the marks are right."""
    alone = sorted(text for text, marks in _asked.items() if marks == {True})
    terminalreporter.write_line(f"{len(alone)} of {len(_asked)} are asked by any_database alone")
    for text in alone:
        terminalreporter.write_line(f"  {text[:300]}")
