"""The look that pages are shown in: where its style and logotype are served."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError
from django.urls import reverse

from uppsikt.documents.look import Look
from uppsikt.documents.look_css import look_css
from uppsikt.figures import UppsiktError
from uppsikt.look.selectors import OWN, chosen_number
from uppsikt.look.selectors import look as look_of
from uppsikt.platform.access.rules import PUBLIC
from uppsikt.platform.stores import current_store

LOGO_HEIGHT = 28
"""How high the logotype is in the head of a page, in pixels."""


@dataclass(frozen=True, slots=True)
class ShownLook:
    """A look of the municipality's own, with the addresses of its style and logotype."""

    number: int
    look: Look
    style: str
    logo: str = ""
    logo_width: int = 0
    logo_height: int = LOGO_HEIGHT


def shown_look(number: int) -> ShownLook | None:
    """The look with the number for pages; None for one that changes nothing on them.

    Raises UnknownLook, LookUnusable and StoreError.
    """
    if number == OWN:
        return None
    look = look_of(reader=PUBLIC, store=current_store(), number=number)
    style = reverse("look_style", args=(number,)) if look_css(look, lambda _file: "") else ""
    if look.logo is None:
        return ShownLook(number, look, style) if style else None
    width = max(1, round(LOGO_HEIGHT * look.logo.width / look.logo.height))
    return ShownLook(number, look, style, reverse("look_logo", args=(number,)), width)


def look_if_readable(number: int) -> ShownLook | None:
    """As `shown_look`, but a look that cannot be read hinders no page: it is shown in ours."""
    try:
        return shown_look(number)
    except UppsiktError:
        return None


def chosen_for_pages() -> ShownLook | None:
    """The look that is chosen; also a page that tells that the database is gone can be shown."""
    try:
        return look_if_readable(chosen_number(reader=PUBLIC))
    except DatabaseError:
        return None
