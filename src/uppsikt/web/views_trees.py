"""The page of a committee's activities told by the next year's, when they change."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from uppsikt.documents import render_html
from uppsikt.figures import Period
from uppsikt.followup.tables.trees import SameTree, compare_trees, trees_document
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.stores import current_store
from uppsikt.web.kept import kept
from uppsikt.web.links import crumbs
from uppsikt.web.reader import reader_of


@require_safe
@kept
def new_tree(request: HttpRequest, slug: str, period: Period) -> HttpResponse:
    """Old lines and where they go. Not found where the next year has the same activities."""
    found = committee_of(reader=reader_of(request), slug=slug)
    try:
        trees = compare_trees(
            reader=reader_of(request), store=current_store(), committee=slug, month=period
        )
    except SameTree as same:
        raise Http404 from same
    document = trees_document(trees)
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": crumbs(found, period),
        "document": document,
        "article": mark_safe(render_html(document, standalone=False)),
    }
    return render(request, "web/new_tree.html", context)
