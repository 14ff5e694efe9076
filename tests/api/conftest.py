"""The API over the demo, for a module at a time."""

from collections.abc import Iterator

import pytest
from django.test import Client

from uppsikt.api.limits import COUNTER
from uppsikt.store import Store


@pytest.fixture(scope="module")
def api(demo_store: Store) -> Client:
    """A program without a key."""
    return Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def _nobody_is_counted() -> Iterator[None]:
    COUNTER.forget()
    yield
    COUNTER.forget()
