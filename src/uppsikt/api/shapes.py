"""The shapes that many answers share: a month, a name, an amount, a page of a list."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from uppsikt.api.invalid import OWN
from uppsikt.figures import Absent, Period, PeriodError, Value
from uppsikt.followup.basis.address import PART
from uppsikt.followup.last_year.view import LastYear

T = TypeVar("T")
MOST_PAGES = 1_000_000


def _read_month(given: object) -> Period:
    if isinstance(given, Period):
        return given
    try:
        found = Period.parse(str(given))
    except PeriodError:
        found = None
    if found is None or found.kind != "month":
        raise PydanticCustomError(OWN, "Det ska vara en månad, till exempel 2022-10.")
    return found


Month = Annotated[
    Period,
    PlainValidator(_read_month),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "examples": ["2022-10"]}),
]
"""A month as ``2022-10``."""
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=100)]
"""A short name: of a committee, an activity, a form."""
Part = Annotated[str, Field(pattern=f"^{PART}$", max_length=200)]
"""The key of a table, row or column."""
Number = Annotated[int | Decimal, WithJsonSchema({"type": "number"})]
"""A number written digit by digit, never by way of a binary fraction."""
Ore = Annotated[int, Field(description="Belopp i hela öre; intäkter är positiva")]
"""An amount in öre."""
Link = Annotated[str, Field(description="Adress på webbplatsen")]


class Paging(Schema):
    """Which part of a long list is asked for."""

    page: int = Field(1, ge=1, le=MOST_PAGES, description="Sidans nummer, från 1")
    per_page: int = Field(100, ge=1, le=500, description="Hur många som står på en sida")

    @property
    def offset(self) -> int:
        """How many stand on the pages before."""
        return (self.page - 1) * self.per_page


class Page(Schema, Generic[T]):
    """A part of a list."""

    items: list[T]
    total: int = Field(description="Hur många det finns i hela listan")
    page: int
    per_page: int
    next: str | None = Field(description="Nästa sidas adress, null på den sista")


def page_of(request: HttpRequest, paging: Paging, items: Sequence[T], total: int) -> dict[str, Any]:
    """The page that holds `items` of `total`."""
    has_more = paging.offset + len(items) < total and bool(items)
    query = request.GET.copy()
    query["page"], query["per_page"] = str(paging.page + 1), str(paging.per_page)
    return {
        "items": list(items),
        "total": total,
        "page": paging.page,
        "per_page": paging.per_page,
        "next": f"{request.path}?{query.urlencode()}" if has_more else None,
    }


def cut(request: HttpRequest, paging: Paging, every: Sequence[T]) -> dict[str, Any]:
    """The page that was asked for of a list that is known whole."""
    part = every[paging.offset : paging.offset + paging.per_page]
    return page_of(request, paging, part, len(every))


def last_year_asked() -> Any:
    """How a report is to tell last year, published if left out: the default of a parameter."""
    about = "Förra året som publicerat, eller omräknat till årets organisation"
    return Query(LastYear.PUBLISHED, description=about)  # type: ignore[type-arg]


def stamped(day: int) -> str | None:
    """A day (yyyymmdd) as 2022-10-31; None for a row without one."""
    text = f"{day:08d}"
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if day else None


def month_text(month: int) -> str:
    """A month (yyyymm) as 2022-10."""
    return f"{month // 100}-{month % 100:02d}"


class Amount(Schema):
    """An exact value: a whole number of öre, or another number; or null and why there is none."""

    exact: Number | str | None = Field(
        description="Exakt värde; ett bråk som inte är ett decimaltal står som text, ”1/3”"
    )
    state: str | None = Field(description="Varför det inte finns något värde: saknas, ej beräknat")


def amount(value: Value) -> Amount:
    """The exact value, in base units."""
    if isinstance(value, Absent):
        return Amount(exact=None, state=value.text)
    return Amount(exact=value if isinstance(value, int) else str(value), state=None)
