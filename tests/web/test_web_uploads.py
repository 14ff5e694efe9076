"""How a file comes in from a form: on disk, and no further than the limit."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from uppsikt.web.uploads import is_too_large, uploaded

LIMIT = 1_000_000


@pytest.fixture(autouse=True)
def _limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "FILE_LIMIT", LIMIT)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def sent(size: int, **headers: str) -> HttpRequest:
    """A form with a word before its file and one after."""
    file = SimpleUploadedFile("rapport.pdf", b"x" * size)
    return RequestFactory().post("/", {"fore": "a", "fil": file, "efter": "b"}, **headers)  # type: ignore[arg-type]


def test_a_small_file_too_lies_on_disk() -> None:
    file = uploaded(sent(10), "fil")

    assert isinstance(file, TemporaryUploadedFile)
    assert file.read() == b"x" * 10


def test_a_file_at_the_limit_comes_through() -> None:
    request = sent(LIMIT)

    file = uploaded(request, "fil")

    assert file is not None
    assert file.size == LIMIT
    assert not is_too_large(request)
    assert request.POST["efter"] == "b"


@pytest.mark.parametrize("size", [LIMIT + 1, 7 * LIMIT])
def test_a_file_over_the_limit_is_dropped_and_told(size: int, tmp_path: Path) -> None:
    request = sent(size)

    assert uploaded(request, "fil") is None
    assert is_too_large(request)
    assert request.POST["fore"] == "a"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("said", ["", "0", "30", "många"])
def test_a_length_that_is_not_true_lets_no_more_through(said: str, tmp_path: Path) -> None:
    request = sent(LIMIT + 1, CONTENT_LENGTH=said)
    request.META["CONTENT_LENGTH"] = said

    file = uploaded(request, "fil")

    assert file is None or (file.size or 0) <= LIMIT
    request.close()
    assert list(tmp_path.iterdir()) == []


def test_no_file_at_all() -> None:
    assert uploaded(RequestFactory().post("/", {"fil": "bara ord"}), "fil") is None
