"""Files that were handed in: one address for all of them, and the owner's right each time."""

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from uppsikt.platform.files import selectors
from uppsikt.platform.files.selectors import StoredFile
from uppsikt.web.reader import reader_of

POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""Whatever a file holds, it fetches and runs nothing, and has no part in the site's own origin."""


@require_safe
def file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file, to save; only a picture may be shown in the browser."""
    reader = reader_of(request)
    found = selectors.stored_file(reader=reader, key=key)
    mark = f'"{found.fingerprint}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=mark)
    if answer is None:
        content = selectors.content_of(reader=reader, file=found)
        answer = FileResponse(content, content_type=found.kind.content_type)
    for header, value in _headers(found, mark).items():
        answer.headers[header] = value
    return answer


def _headers(found: StoredFile, mark: str) -> dict[str, str]:
    """Sent with the empty answer too, which a browser keeps them from."""
    return {
        "ETag": mark,
        "Content-Disposition": content_disposition_header(not found.kind.inline, found.name) or "",
        "Content-Security-Policy": POLICY,
        # Others on the way must not keep what one reader had the right to.
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
