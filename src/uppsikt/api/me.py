"""Who reads: the owner of the key, with the roles of today."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from uppsikt.api import clock
from uppsikt.api.reader import reader_of, secret_of
from uppsikt.api.reading import reads
from uppsikt.platform.access.rules import Grant
from uppsikt.platform.tokens.selectors import token_of

router = Router(tags=["Nyckeln"])


class GrantShape(Schema):
    """A role that is held today."""

    role: str = Field(description="Rollens namn: controller, auditor …")
    name: str = Field(description="Rollen på svenska")
    committee: str | None = Field(description="Nämndens kortnamn, null för alla nämnder")
    activities: list[str] = Field(description="Verksamheterna som en chef svarar för")


class KeyShape(Schema):
    """The key that was sent."""

    name: str
    made: date
    last_day: date = Field(description="Nyckelns sista dag")


class MeShape(Schema):
    """Who reads, and with what."""

    name: str
    user: int | None = Field(description="Kontots nummer, null utan nyckel")
    roles: list[GrantShape]
    key: KeyShape | None = Field(description="Nyckeln, null utan")


@reads(router, "/me", MeShape, name="me", summary="Vem nyckeln tillhör, och med vilka roller")
def me(request: HttpRequest) -> dict[str, Any]:
    """Who reads; the public without a key."""
    who = reader_of(request)
    token = token_of(secret_of(request), now=clock.now())
    key = token and {"name": token.name, "made": token.made_on, "last_day": token.last_day}
    return {
        "name": who.name,
        "user": who.user,
        "roles": [_grant(one) for one in who.grants],
        "key": key,
    }


def _grant(one: Grant) -> dict[str, Any]:
    return {
        "role": one.role.name.lower(),
        "name": one.role.value,
        "committee": one.committee,
        "activities": list(one.activities),
    }
