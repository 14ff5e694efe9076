"""Accounts and their roles, for those who may see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api import clock
from uppsikt.api.links import page
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Link, Page, Paging, cut
from uppsikt.api.texts import Words
from uppsikt.figures import NothingThere
from uppsikt.platform.accounts.role_rules import Span
from uppsikt.platform.accounts.selectors import Account, accounts

router = Router(tags=["Användare"])
_STATES = {"kommande": "coming", "gäller": "held", "avslutad": "ended"}


class NoSuchUser(NothingThere):
    """Nobody has an account with that number."""


class RoleShape(Schema):
    """A role that somebody has, has had or is to have."""

    role: str = Field(description="Rollens namn: controller, auditor …")
    name: str = Field(description="Rollen på svenska")
    committee: str | None = Field(description="Nämndens kortnamn, null för alla nämnder")
    activities: list[str]
    first: date
    last: date | None
    state: str = Field(description="coming, held eller ended")


class UserShape(Schema):
    """An account."""

    number: int
    email: str
    name: str
    is_open: bool
    has_password: bool
    has_code: bool
    last_sign_in: datetime | None
    roles: list[RoleShape] = Field(description="Alla roller, även avslutade och kommande")
    page: Link


@reads(
    router, "/users", Page[UserShape], name="users",
    summary="Konton med sina roller, de öppna först",
)  # fmt: skip
def users(request: HttpRequest, paging: Query[Paging], q: Words = "") -> dict[str, Any]:
    """All accounts, or those whose name or address holds a text. Raises NotAllowed."""
    every = accounts(reader=reader_of(request), text=q)
    found = cut(request, paging, every)
    return {**found, "items": [_told(one) for one in found["items"]]}


@reads(router, "/users/{int:number}", UserShape, name="user", summary="Ett konto")
def user(request: HttpRequest, number: int) -> dict[str, Any]:
    """One account. Raises NoSuchUser, and NotAllowed whether there is one or not."""
    for one in accounts(reader=reader_of(request)):
        if one.number == number:
            return _told(one)
    raise NoSuchUser(f"Det finns inget konto med nummer {number}.")


def _told(one: Account) -> dict[str, Any]:
    return {
        "number": one.number,
        "email": one.email,
        "name": one.name,
        "is_open": one.is_open,
        "has_password": one.has_password,
        "has_code": one.has_code,
        "last_sign_in": one.last_sign_in,
        "roles": [_role(span, clock.now().date()) for span in one.roles],
        "page": page("user", one.number),
    }


def _role(span: Span, today: date) -> dict[str, Any]:
    return {
        "role": span.role.name.lower(),
        "name": span.role.value,
        "committee": span.committee or None,
        "activities": list(span.activities),
        "first": span.first,
        "last": span.last,
        "state": _STATES[span.state(today)],
    }
