"""Last year as published or restated: what `?fjolar=` asks for, and the choice on the page."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.last_year.view import LastYear

_ASKED = {"publicerat": LastYear.PUBLISHED, "omraknat": LastYear.RESTATED}


@dataclass(frozen=True, slots=True)
class LastYearChoice:
    """How a page tells last year (`before`, by the organisation of `year`), and the page that
    tells it the other way."""

    is_restated: bool
    before: int
    year: int
    other: str


def last_year_asked(request: HttpRequest) -> LastYear:
    """How the address tells last year, published if left out. Raises Http404 for what is not."""
    asked = request.GET.get("fjolar", "publicerat")
    if asked not in _ASKED:
        raise Http404
    return _ASKED[asked]


def last_year_query(shown: LastYear) -> str:
    """What is added to an address so that it tells last year alike."""
    return "?fjolar=omraknat" if shown is LastYear.RESTATED else ""


def last_year_choice(page: str, facts: Facts) -> LastYearChoice | None:
    """The choice on a page (its address without query); None where nothing has moved."""
    if not facts.has_moved:
        return None
    restated, year = bool(facts.restated_to), facts.month.year
    other = LastYear.PUBLISHED if restated else LastYear.RESTATED
    return LastYearChoice(restated, year - 1, year, page + last_year_query(other))
