"""What the tests of the platform share."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from uppsikt.platform.data_folder import DataFolder


@pytest.fixture
def log_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A data folder of the test's own, where the file of the chain's ends is kept."""
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path))
    return DataFolder(tmp_path)
