"""Addresses of style sheets, fonts and pictures: they change when the content does."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static


@lru_cache
def _fingerprint(name: str) -> str:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(f"no static file {name}")
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


def asset_address(name: str) -> str:
    """Return the address of a static file, with the fingerprint of its content.

    A reader may keep the file for as long as it likes and still never sees an old one.

    Raises FileNotFoundError if no room has such a file.
    """
    return f"{static(name)}?v={_fingerprint(name)}"
