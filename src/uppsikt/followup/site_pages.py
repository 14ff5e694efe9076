"""Where a thing that was found stands on the site: its page's address, by the page's name."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from uppsikt.followup.forms.form import form_of
from uppsikt.followup.selectors import months
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store


def address_of(reader: Reader, page: tuple[str, ...]) -> str:
    """The address of a thing's page; the start page where the thing has none any more."""
    name, *args = page
    try:
        if name == "activity":
            return _activity(reader, *args)
        if name == "given_report":
            slug, month, form, version = args
            return reverse(name, args=(slug, month, form_of(form).slug, version))
        if name == "cell":
            slug, month, form, *place = args
            return reverse(name, args=(slug, month, form_of(form).slug, *place))
        return reverse(name, args=args)
    except (NoReverseMatch, KeyError, ValueError):
        return reverse("start")


def _activity(reader: Reader, slug: str, key: str) -> str:
    """An activity's page after the last month that has figures, or else its committee's."""
    booked = months(reader=reader, store=current_store(), committee=slug)
    if not booked:
        return reverse("committee_latest", args=(slug,))
    return reverse("activity", args=(slug, booked[-1], key))
