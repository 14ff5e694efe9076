"""What every page shell shows, whichever view filled it."""

from importlib.metadata import version

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from uppsikt.platform.audit.selectors import may_read_log
from uppsikt.web.dressing import chosen_for_pages
from uppsikt.web.reader import asked_reader, reader_of


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the version, the look, and whether this is the demo, whose ledger is made.

    The marker and the look are looked for each time: another process loads and chooses them.
    """
    return {
        "version": version("uppsikt"),
        "is_demo": settings.DATA_FOLDER.is_demo,
        "look": chosen_for_pages(),
        "account_name": _name(request),
        "reads_log": may_read_log(asked_reader(request)),
    }


def _name(request: HttpRequest) -> str:
    """Whoever is signed in; empty for the public, and where the database cannot tell."""
    try:
        who = reader_of(request)
    except DatabaseError:
        return ""
    return "" if who.user is None else who.name
