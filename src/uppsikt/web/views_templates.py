"""Templates to download: a file to fill in for each kind that can be read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from uppsikt.sources.kinds import kinds
from uppsikt.sources.templates import FORMS, columns, template
from uppsikt.web.kept import kept


@require_safe
@kept
def templates(request: HttpRequest) -> HttpResponse:
    """All kinds, their columns, and the files."""
    listed = [
        {
            "kind": kind,
            "columns": columns(kind),
            "files": [(form, reverse("template", args=(kind.slug, form))) for form in FORMS],
        }
        for kind in kinds()
    ]
    return render(request, "web/templates.html", {"section": "templates", "listed": listed})


@require_safe
def template_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """One template, as csv or xlsx."""
    found = next((kind for kind in kinds() if kind.slug == slug), None)
    if found is None or form not in FORMS:
        raise Http404
    answer = HttpResponse(template(found, form), content_type=FORMS[form])
    place = content_disposition_header(as_attachment=True, filename=f"{slug}.{form}")
    answer.headers["Content-Disposition"] = place or ""
    return answer
