"""The accessibility statement: what of the site is not accessible, and whom to tell."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uppsikt.figures import join_words, month_name, swedish_sort_key
from uppsikt.organisation.selectors import committees
from uppsikt.web.kept import kept
from uppsikt.web.reader import reader_of

REVIEWED = date(2026, 11, 30)
"""When the statement was last gone through against the pages. Whoever changes what it says of
them, or what is tested of them, changes the day too."""


@require_safe
@kept
def accessibility(request: HttpRequest) -> HttpResponse:
    """Who answers for the site, what falls short and why, how it was tested, and where to turn.

    What a statement has to hold: 13 § lagen (2018:1937) om tillgänglighet till digital offentlig
    service, and MDFFS 2019:2.
    """
    owners = {one.municipality for one in committees(reader=reader_of(request))}
    context = {
        "section": "accessibility",
        "owner": join_words(sorted(owners, key=swedish_sort_key)),
        "contact": settings.CONTACT,
        "reviewed": f"{REVIEWED.day} {month_name(REVIEWED.month)} {REVIEWED.year}",
    }
    return render(request, "web/site/accessibility.html", context)
