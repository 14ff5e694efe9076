"""Keys of somebody who has a role, as a program sends them."""

from __future__ import annotations

from datetime import date

from uppsikt.api import clock
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.tokens.services import make_token


def key_of(role: str, committee: str = "", *activities: str) -> dict[str, str]:
    """The header of somebody who has a role now."""
    name = f"{role}-{committee}".lower()
    user = User.objects.create_user(name, first_name=role.capitalize())
    RoleGrant.everything.create(
        user=user, role=role, committee=committee, activities=list(activities),
        valid_from=date(2022, 1, 1),
    )  # fmt: skip
    made = make_token(actor=COMMAND_LINE, now=clock.now(), user=user, name="Qlik", by_code=True)
    return {"Authorization": f"Bearer {made.secret}"}
