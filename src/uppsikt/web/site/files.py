"""Files that were handed in: one address for all of them, and the owner's right each time."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from uppsikt.platform.files.sending import sent
from uppsikt.web.reader import reader_of


@require_safe
def file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file, to save."""
    return sent(request, reader=reader_of(request), key=key)
