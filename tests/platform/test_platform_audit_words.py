"""The log in words: every part of a detail that is recorded anywhere has a Swedish one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from uppsikt.platform.audit.words import DETAILS, detail_words

SOURCE = Path(__file__).parents[2] / "src/uppsikt"


def recorded_details() -> Iterator[tuple[str, str]]:
    """Where something is recorded, and the name of each part of its detail."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            for given in node.keywords:
                if name in ("record", "record_reading") and given.arg == "detail":
                    for key in ast.walk(given.value):
                        if isinstance(key, ast.Dict):
                            yield from (
                                (path.name, one.value)
                                for one in key.keys
                                if isinstance(one, ast.Constant) and isinstance(one.value, str)
                            )


def test_every_part_that_is_recorded_has_a_word() -> None:
    """What is missing here is added to `uppsikt.platform.audit.words.DETAILS`, in Swedish."""
    found = set(recorded_details())
    assert ("erasing.py", "spans") in found
    assert sorted(f"{file}: {key}" for file, key in found if key not in DETAILS) == []


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ({}, []),
        ({"reason": "", "late": [], "files": {}}, []),
        ({"rows": 0}, [("rader", "0")]),
        ({"status": "replaced"}, [("läge", "ersatt")]),
        ({"spans": [[1, 4], [7, 7]]}, [("poster", "1–4, 7")]),
        ({"files": {"pdf": "ab", "docx": "cd"}}, [("filer", "pdf: ab, docx: cd")]),
        ({"new": True}, [("nya", "ja")]),
        ({"cells": [str(n) for n in range(12)]}, [
            ("siffror", "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 och 2 till")
        ]),
        ({"fingerprint": "ab" * 32}, [("fingeravtryck", "abababababab…")]),
        ({"unheard": 1}, [("unheard", "1")]),
    ],
)  # fmt: skip
def test_a_detail_is_told_in_swedish(
    detail: dict[str, object], told: list[tuple[str, str]]
) -> None:
    assert list(detail_words(detail)) == told


def test_the_whole_is_told_where_it_is_kept() -> None:
    detail = {"fingerprint": "ab" * 32, "months": list(range(12))}
    (mark, months) = dict(detail_words(detail, whole=True)).values()
    assert (mark, months) == ("ab" * 32, "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11")
