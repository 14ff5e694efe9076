"""The demo as its visitors meet it, for a module at a time."""

import pytest
from django.test import Client

from uppsikt.store import Store


@pytest.fixture(scope="module")
def demo(demo_store: Store) -> Client:
    """A visitor of the demo."""
    return Client(raise_request_exception=False)
