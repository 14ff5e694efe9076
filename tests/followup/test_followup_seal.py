"""One fingerprint over a report given out: it is the same for the same, and any change is seen."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from uppsikt.followup.given.seal import Sealed, grouped, seal_of, shortened

A, B = "a" * 64, "b" * 64
ONE = Sealed(
    committee="arbete",
    month="2022-10",
    form="monthly",
    last_year="published",
    version=1,
    title="Arbete, budgetuppföljning efter oktober 2022",
    reason="",
    given_at=datetime(2022, 11, 11, 8, 0, tzinfo=UTC),
    actor="controllern",
    program="0.1.0",
    known_at=3,
    look=0,
    facts=A,
    content=A,
    figures=A,
    article=A,
    files={"pdf": A, "json": B},
    imports=[(3, A, 202201, 202212)],
)
OTHERS = {
    "version": 2,
    "given_at": ONE.given_at + timedelta(microseconds=1),
    "known_at": 4,
    "look": 1,
    "files": {"pdf": A, "json": A},
    "imports": [(3, B, 202201, 202212)],
}


def test_the_seal_stays_what_it_is() -> None:
    """A seal that is worked out in another way would make all those that are kept wrong."""
    assert seal_of(ONE) == "d5103b266bdf6bf9261cc0d6facc2eb8c5447ded823402f84cbd439b3d76c363"


def test_the_order_of_files_and_the_place_of_the_clock_make_no_difference() -> None:
    turned = replace(
        ONE,
        files={"json": B, "pdf": A},
        imports=([3, A, 202201, 202212],),
        given_at=ONE.given_at.astimezone(timezone(timedelta(hours=1))),
    )
    assert seal_of(turned) == seal_of(ONE)


@pytest.mark.parametrize("name", [field.name for field in fields(Sealed)])
def test_a_change_of_anything_is_another_seal(name: str) -> None:
    other: dict[str, Any] = {name: OTHERS.get(name, f"{getattr(ONE, name)}x")}
    assert seal_of(replace(ONE, **other)) != seal_of(ONE)


def test_it_is_read_in_groups() -> None:
    assert grouped("0123456789abcdef0123") == "0123 4567 89ab cdef 0123"
    assert shortened("0123456789abcdef0123") == "0123 4567 89ab cdef …"
