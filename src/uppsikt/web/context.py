"""What every page shell shows, whichever view filled it."""

from importlib.metadata import version

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from uppsikt.platform.access.rules import (
    PUBLIC,
    Reader,
    Thing,
    Verb,
    may,
    may_somewhere,
    reach,
)
from uppsikt.platform.audit.selectors import may_read_log
from uppsikt.review_desk.rules import may_ask
from uppsikt.review_desk.selectors import is_open
from uppsikt.web.dressing import chosen_for_pages
from uppsikt.web.kept import SLOT, in_slot
from uppsikt.web.reader import reader_of


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the version, the look, and whether this is the demo, whose ledger is made.

    The marker and the look are looked for each time: another process loads and chooses them.
    """
    who = _reader(request)
    sees = reach(who, Verb.READ, Thing.JOBS)
    return {
        "version": version("uppsikt"),
        "is_demo": settings.DATA_FOLDER.is_demo,
        "look": chosen_for_pages(),
        "account_name": "" if who.user is None else who.name,
        "reads_log": may_read_log(who),
        "reads_mail": may(who, Verb.READ, Thing.MAIL),
        "may_review": may_ask(who, is_open=is_open()),
        "menu_read_in": may_somewhere(who, Verb.CHANGE, Thing.IMPORTS),
        "menu_jobs": sees.everywhere or bool(sees.committees),
        "who_slot": SLOT if in_slot(request) else "",
    }


def _reader(request: HttpRequest) -> Reader:
    """Whoever is signed in; the public, also where the database cannot tell."""
    try:
        return reader_of(request)
    except DatabaseError:
        return PUBLIC
