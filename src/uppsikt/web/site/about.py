"""Pages about the site itself."""

from importlib.metadata import version

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How the columns are computed, and what the marks mean."""
    return render(request, "web/method.html", {"section": "method"})


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Whether the server and its database answer: 200 or 503, as plain text."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        text, status = "Databasen svarar.", 200
    except DatabaseError:
        text, status = "Databasen svarar inte.", 503
    return HttpResponse(
        f"Uppsikt {version('uppsikt')} svarar.\n{text}\n",
        content_type="text/plain; charset=utf-8",
        status=status,
    )
