"""Reading files in from a page: handed in, previewed, and only then read."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from uppsikt.figures import UppsiktError
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may_somewhere, reach
from uppsikt.platform.files.errors import FileRefused, too_large
from uppsikt.platform.jobs.rules import State
from uppsikt.platform.jobs.selectors import job
from uppsikt.sources.jobs import PREVIEW, Upload, ask_preview, ask_previewed
from uppsikt.sources.kinds import kinds
from uppsikt.sources.mappings import mappings
from uppsikt.sources.previewed import Previewed
from uppsikt.web import clock
from uppsikt.web.reader import actor_of, reader_of
from uppsikt.web.site.job_parts import came_first
from uppsikt.web.site.jobs import fault_parts, followed, job_page
from uppsikt.web.uploads import is_too_large

_EVERYBODY = "-"
"""Stands for all committees: a ledger that holds them all."""


class ImportForm(forms.Form):
    """What is to be read, and as what."""

    committee = forms.ChoiceField(label="Nämnd")
    kind = forms.ChoiceField(label="Vad filen är", required=False)
    source = forms.ChoiceField(label="Kopplade kolumner", required=False)
    file = forms.FileField(
        label="Fil",
        help_text="Excel, CSV eller SIE. Kontrollera att filen inte innehåller personnamn.",
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom."},
    )

    def __init__(self, request: HttpRequest, reader: Reader) -> None:
        super().__init__(request.POST or None, request.FILES or None)
        where = reach(reader, Verb.CHANGE, Thing.IMPORTS)
        committees = [
            (one.slug, one.name)
            for one in organisation.committees(reader=reader)
            if where.everywhere or one.slug in where.committees
        ]
        everybody = [(_EVERYBODY, "Alla nämnder i filen")] if where.everywhere else []
        sources = [(one.source, one.source) for one in mappings(reader=reader)]
        self._choices("committee", [*everybody, *committees])
        self._choices("kind", [("", "Filen avgör"), *((one.key, one.label) for one in kinds())])
        self._choices("source", [("", "Filens egna rubriker"), *sources])
        if not sources:
            del self.fields["source"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def upload(self) -> Upload:
        """What was handed in."""
        given = self.cleaned_data
        committee = given["committee"]
        return Upload(
            given["file"],
            given["file"].name,
            kind=given["kind"] or None,
            committee=None if committee == _EVERYBODY else committee,
            source=given.get("source") or None,
        )


@require_http_methods(["GET", "HEAD", "POST"])
def read_in(request: HttpRequest) -> HttpResponse:
    """The form; a file that is handed in is previewed first, as a job."""
    reader = reader_of(request)
    if not may_somewhere(reader, Verb.CHANGE, Thing.IMPORTS):
        demand(reader, Verb.CHANGE, Thing.IMPORTS)
    form = ImportForm(request, reader)
    fault: UppsiktError | None = None
    if is_too_large(request):
        fault = too_large(form.data.get("file", "filen"), settings.FILE_LIMIT)
    elif request.method == "POST" and form.is_valid():
        try:
            placed = ask_preview(actor=actor_of(request), now=clock.now(), upload=form.upload())
        except FileRefused as refused:
            fault = fault_parts(refused)
        else:
            return followed(placed.number)
    is_refused = request.method == "POST"
    context = {"section": "import", "heading": "Läs in en fil", "form": form, "fault": fault}
    return render(request, "web/site/import.html", context, status=400 if is_refused else 200)


@require_POST
def read_previewed(request: HttpRequest, number: int) -> HttpResponse:
    """Reads the file of a preview in, as it was previewed.

    Whoever has not been told what others have read in since is told first, and keeps what was
    written.
    """
    reader, actor = reader_of(request), actor_of(request)
    found = job(reader=reader, number=number)
    demand(reader, Verb.CHANGE, Thing.IMPORTS.of(found.committee))
    if found.kind != PREVIEW or found.state is not State.DONE:
        return job_page(request, reader, found, status=409)
    preview = Previewed.from_json(found.result["preview"])
    accept, reason = "accept" in request.POST, request.POST.get("reason", "").strip()
    lacking = {
        "accept_fault": bool(preview.stops) and not accept,
        "reason_fault": bool(preview.closed) and not reason,
        "reason": reason,
        "accept": accept,
    }
    if lacking["accept_fault"] or lacking["reason_fault"]:
        return job_page(request, reader, found, lacking, status=400)
    told = request.POST.get("told", "").split()
    if any(str(one.number) not in told for one in came_first(reader, found)):
        return job_page(request, reader, found, lacking, status=409)
    placed = ask_previewed(
        actor=actor, now=clock.now(), preview=found, accept=accept, reason=reason
    )
    return followed(placed.number)
