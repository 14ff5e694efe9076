"""A file that was handed in as it is sent, from whichever door it is asked for."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from uppsikt.platform.access.rules import Reader
from uppsikt.platform.files.selectors import StoredFile, content_of, stored_file

POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""Whatever a file holds, it fetches and runs nothing, and has no part in the site's own origin."""


def sent(request: HttpRequest, *, reader: Reader, key: str) -> HttpResponseBase:
    """The file, to save; only a picture may be shown in the browser.

    Raises UnknownFile, NotAllowed if its owner says no, and StoreError.
    """
    found = stored_file(reader=reader, key=key)
    mark = f'"{found.fingerprint}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=mark)
    if answer is None:
        content = content_of(reader=reader, file=found)
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
