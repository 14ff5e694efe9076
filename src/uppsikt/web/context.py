"""What every page shell shows, whichever view filled it."""

from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the version, and whether this is the demo, whose ledger is made.

    The marker is looked for each time: the demo is loaded by another process.
    """
    return {"version": version("uppsikt"), "is_demo": settings.DATA_FOLDER.is_demo}
