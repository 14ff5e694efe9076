"""How files come in from a form: to disk a piece at a time, and no further than the limit."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

_TOO_LARGE = "_uppsikt_too_large"
_PATIENCE = 5
"""A file of so many times the limit is still read to its end, unkept: a browser that is cut off
while it sends shows no page. Of a larger one no more is read."""


class ToDiskWithinLimit(TemporaryFileUploadHandler):
    """Writes a file to the system's own folder for temporary files; too large a one is dropped.

    What comes is counted; what the sender says of its length decides nothing.
    """

    received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write one piece on, unless that is too much."""
        self.received += len(raw_data)
        if self.received > settings.FILE_LIMIT:
            assert self.request is not None
            setattr(self.request, _TOO_LARGE, True)
            said = int(self.request.META.get("CONTENT_LENGTH") or 0)
            raise StopUpload(connection_reset=said > _PATIENCE * settings.FILE_LIMIT)
        super().receive_data_chunk(raw_data, start)


def is_too_large(request: HttpRequest) -> bool:
    """Whether a file of the request was dropped for its size."""
    return getattr(request, _TOO_LARGE, False)


def uploaded(request: HttpRequest, field: str) -> UploadedFile[bytes] | None:
    """The file of a field; None where none was chosen, or it was dropped for its size."""
    found = request.FILES.get(field)
    return found if isinstance(found, UploadedFile) else None
