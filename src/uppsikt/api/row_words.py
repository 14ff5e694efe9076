"""Which rows are asked for, in the API's own words: English, with amounts in öre."""

from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field

from uppsikt.api.invalid import InvalidRequest
from uppsikt.figures import Period
from uppsikt.followup.cells.row_request import WrongRequest, read_page_request, write_request
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.voucher_selectors import VoucherQuery

_WORDS = {
    "activity": "verksamhet", "side": "slag", "group": "grupp", "account": "konto",
    "unit": "ansvar", "counterpart": "motpart", "project": "projekt", "least": "minst",
    "most": "hogst", "voucher": "verifikation", "text": "text", "first": "fran", "last": "till",
    "restated_to": "omraknat",
}  # fmt: skip
"""Each word with the one that pages and commands have for it."""
_SIDES = {"income": "intakt", "cost": "kostnad"}
_CODE = "; - är rader utan"


class Chosen(Schema):
    """What narrows the rows down; what is left out narrows nothing."""

    activity: str = Field("", description="Verksamhetens nyckel" + _CODE)
    side: Literal["income", "cost"] | None = Field(None, description="Intäkter eller kostnader")
    group: str = Field("", description="Kontogruppens nyckel" + _CODE)
    account: str = Field("", description="Konto" + _CODE)
    unit: str = Field("", description="Ansvar" + _CODE)
    counterpart: str = Field("", description="Motpart" + _CODE)
    project: str = Field("", description="Projekt" + _CODE)
    least: int | None = Field(None, description="Minsta belopp i öre, utan tecken")
    most: int | None = Field(None, description="Högsta belopp i öre, utan tecken")
    voucher: str = Field("", description="Serie och nummer, till exempel A-117")
    text: str = Field("", description="Del av texten; kräver rätt till texterna")
    first: str = Field("", description="Första månad, från januari om den inte anges")
    last: str = Field("", description="Sista månad, den som står i adressen om den inte anges")
    restated_to: int | None = Field(None, description="Året vars organisation raderna läses i")


def asked(reader: Reader, committee: str, period: Period, chosen: Chosen) -> VoucherQuery:
    """The query. Raises InvalidRequest for what is not there, with what there is."""
    given = {_WORDS[name]: _given(name, value) for name, value in chosen.dict().items()}
    try:
        return read_page_request(
            reader=reader, committee=committee, period=period.to_date_of(), given=given
        )
    except WrongRequest as fault:
        ours = next(name for name, word in _WORDS.items() if word == fault.where)
        raise InvalidRequest(
            fault.what, where=ours, values=fault.values, why=fault.why, todo=fault.todo
        ) from fault


def written(query: VoucherQuery, period: Period) -> dict[str, str]:
    """The parameters that `asked` makes the query of, with the same period."""
    words = write_request(query, period)
    return {name: _written(name, words[word]) for name, word in _WORDS.items() if word in words}


def _given(name: str, value: str | int | None) -> str:
    if value is None:
        return ""
    if name in ("least", "most"):
        return f"{int(value) // 100},{int(value) % 100:02d}"
    return _SIDES.get(str(value), str(value)) if name == "side" else str(value)


def _written(name: str, text: str) -> str:
    if name in ("least", "most"):
        kronor, _, ore = text.partition(",")
        return str(int(kronor) * 100 + int(ore or 0))
    return {its: side for side, its in _SIDES.items()}.get(text, text) if name == "side" else text
