"""The demo as its visitors meet it, for a module at a time."""

from collections.abc import Iterator

import pytest
from django.test import Client

from uppsikt.store import Store
from uppsikt.web.kept import KEEPER


@pytest.fixture(scope="module")
def demo(demo_store: Store) -> Client:
    """A visitor of the demo."""
    return Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def _pages_as_the_test_has_it(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that puts something in another's place sees no page from before, and leaves none."""
    changes = "monkeypatch" in request.fixturenames
    if changes:
        KEEPER.forget()
    yield
    if changes:
        KEEPER.forget()
