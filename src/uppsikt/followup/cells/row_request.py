"""Which rows are asked for, as words in an address or on a command line, and back again.

    verksamhet=ekonomiskt-bistand&slag=kostnad&minst=100000&fran=2022-03&till=2022-05

A code may be given as ``-`` for rows that have none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NoReturn

from uppsikt.figures import Period, PeriodError, Side, Unit, UppsiktError
from uppsikt.figures.amounts import AmountError, amount
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.rules import nearest
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.voucher_selectors import VoucherQuery

CODES = {"konto": "account", "ansvar": "unit", "motpart": "counterpart", "projekt": "project"}
SIDES = {"intakt": Side.INCOME, "kostnad": Side.COST}
FIELDS = (
    "verksamhet", "slag", "grupp", *CODES, "minst", "hogst", "verifikation", "text", "fran", "till",
    "omraknat",
)  # fmt: skip
"""What may be asked for."""
NONE = "-"
_LONGEST = 200


class WrongRequest(UppsiktError):
    """What is asked for of the rows cannot be understood, or is not there."""


def read_request(
    *, reader: Reader, committee: str, period: Period, given: Mapping[str, str]
) -> VoucherQuery:
    """The query of some of FIELDS; blank ones ask for nothing. `period` is the one without any.

    Raises WrongRequest, with what there is, and UnknownCommittee.
    """
    asked = {key: text for key in FIELDS if (text := given.get(key, "").strip())}
    for key, text in asked.items():
        if len(text) > _LONGEST or "\x00" in text:
            _refuse(key, text[:40] + " …", f"Skriv högst {_LONGEST} vanliga tecken.")
    codes = {field: _code(asked.get(key)) for key, field in CODES.items()}
    return VoucherQuery(
        committee,
        _period(asked, period),
        RowFilter(
            activity=_line(reader, committee, asked.get("verksamhet")),
            side=_side(asked.get("slag")),
            group=_group(reader, committee, asked.get("grupp")),
            account=codes["account"],
            unit=codes["unit"],
            counterpart=codes["counterpart"],
            project=codes["project"],
            least=_amount("minst", asked.get("minst")),
            most=_amount("hogst", asked.get("hogst")),
            voucher=_voucher(asked.get("verifikation")),
            text=asked.get("text"),
        ),
        restated_to=_year(asked.get("omraknat")),
    )


def read_page_request(
    *, reader: Reader, committee: str, period: Period, given: Mapping[str, str]
) -> VoucherQuery:
    """As `read_request`, and of a contingency too: it is shown as other activities are, but
    nothing can be booked on it."""
    key = given.get("verksamhet", "")
    lines = organisation.all_lines(reader=reader, committee=committee)
    if key in {line.key for line in lines if line.is_contingency}:
        return VoucherQuery(committee, period, RowFilter(key))
    return read_request(reader=reader, committee=committee, period=period, given=given)


def write_request(query: VoucherQuery, period: Period) -> dict[str, str]:
    """The words that `read_request` makes the query of, with the same `period`."""
    return dict(_words(query, period))


def _words(query: VoucherQuery, period: Period) -> Iterator[tuple[str, str]]:
    chosen = query.chosen
    for key, text in (("verksamhet", chosen.activity), ("grupp", chosen.group)):
        if text is not None:
            yield key, text or NONE
    yield from (("slag", text) for text, side in SIDES.items() if side is chosen.side)
    for key, field in CODES.items():
        if (code := getattr(chosen, field)) is not None:
            yield key, code or NONE
    for key, ore in (("minst", chosen.least), ("hogst", chosen.most)):
        if ore is not None:
            yield key, f"{ore // 100}" + (f",{ore % 100:02d}" if ore % 100 else "")
    if chosen.voucher is not None:
        yield "verifikation", "-".join(chosen.voucher)
    if chosen.text is not None:
        yield "text", chosen.text
    if query.period != period:
        months = query.period.months
        yield "fran", str(months[0])
        yield "till", str(months[-1])
    if query.restated_to is not None:
        yield "omraknat", str(query.restated_to)


def _line(reader: Reader, committee: str, key: str | None) -> str | None:
    if key in (None, NONE):
        return None if key is None else ""
    lines = organisation.all_lines(reader=reader, committee=committee)
    known = [line.key for line in lines if not line.is_contingency]
    return _known("verksamhet", key or "", known)


def _group(reader: Reader, committee: str, key: str | None) -> str | None:
    if key in (None, NONE):
        return None if key is None else ""
    groups = organisation.groups(reader=reader, committee=committee)
    return _known("grupp", key or "", [group.key for group in groups])


def _known(field: str, key: str, known: list[str]) -> str:
    if key not in known:
        _refuse(field, key, f"Närmast: {nearest(key, dict.fromkeys(known))}.")
    return key


def _side(text: str | None) -> Side | None:
    if text is not None and text not in SIDES:
        _refuse("slag", text, "Skriv intakt eller kostnad.")
    return None if text is None else SIDES[text]


def _code(text: str | None) -> str | None:
    return "" if text == NONE else text


def _voucher(text: str | None) -> tuple[str, str] | None:
    """Series and number of ``A-117``; a voucher without a series is ``-117`` or ``117``."""
    if text is None:
        return None
    series, _, number = text.rpartition("-")
    if not number:
        _refuse("verifikation", text, "Skriv serie och nummer, till exempel A-117.")
    return series.strip(), number.strip()


def _amount(field: str, text: str | None) -> int | None:
    """Whole öre without sign."""
    if text is None:
        return None
    try:
        found = amount(text, Unit.KR).exact()
    except AmountError as fault:
        _refuse(field, text, f"{fault.what} Skriv kronor, till exempel 100000 eller 99,50.")
    return abs(int(found))


def _period(asked: Mapping[str, str], period: Period) -> Period:
    first = _month("fran", asked.get("fran"), period.months[0])
    last = _month("till", asked.get("till"), period.months[-1])
    if first.year != last.year or first > last:
        _refuse(
            "till",
            str(last),
            f"Från är {first}. Välj månader i samma år, med den första först.",
        )
    return Period(first.year, first.first, last.last)


def _month(field: str, text: str | None, otherwise: Period) -> Period:
    if text is None:
        return otherwise
    try:
        found = Period.parse(text)
    except PeriodError:
        found = None
    if found is None or found.kind != "month":
        _refuse(field, text, "Skriv en månad, till exempel 2022-10.")
    return found


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 1900 <= int(text[:5]) <= 2999):
        _refuse("omraknat", text, "Skriv ett år, till exempel 2023.")
    return int(text)


def _refuse(field: str, text: str, todo: str) -> NoReturn:
    raise WrongRequest(f"”{text}” kan inte vara {_HEADS[field]}.", where=field, todo=todo)


_HEADS = {
    "verksamhet": "en verksamhet hos nämnden",
    "slag": "ett slag",
    "grupp": "en kontogrupp hos nämnden",
    "konto": "ett konto",
    "ansvar": "ett ansvar",
    "motpart": "en motpart",
    "projekt": "ett projekt",
    "minst": "minsta belopp",
    "hogst": "högsta belopp",
    "verifikation": "en verifikation",
    "text": "en text att söka",
    "fran": "första månad",
    "till": "sista månad",
    "omraknat": "året att räkna om till",
}
