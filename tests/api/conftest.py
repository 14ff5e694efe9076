"""The API over the demo, for a module at a time."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from uppsikt.api.limits import COUNTER
from uppsikt.api.reading import KEEPER
from uppsikt.figures import Period
from uppsikt.followup.given.giving import give_out
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.store import Store

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=STOCKHOLM)


@pytest.fixture(scope="module")
def api(demo_store: Store) -> Client:
    """A program without a key; of one report a version is given out."""
    give_out(
        actor=COMMAND_LINE,
        now=NOW,
        store=demo_store,
        committee="arbetslivsnamnden",
        period=Period.month(2022, 10),
    )
    return Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def _nobody_is_counted(request: pytest.FixtureRequest) -> Iterator[None]:
    """And a test that puts something in another's place is answered anew, and leaves nothing."""
    changes = "monkeypatch" in request.fixturenames
    COUNTER.forget()
    if changes:
        KEEPER.forget()
    yield
    COUNTER.forget()
    if changes:
        KEEPER.forget()
